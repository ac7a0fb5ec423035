"""Opening hours as people write them, and what is none, in a sentence."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.opening_words import MOST_SPANS, Unreadable, read, write
from engagement.worktime import ALL_DAY

pytestmark = pytest.mark.once

OFFICE = (time(9), time(17))
SPLIT = ((time(9), time(12)), (time(13), time(17)))


@pytest.mark.parametrize(
    "text",
    [
        "9-17",
        "9:00–17:00",
        "09.00 – 17.00",
        "9am-5pm",
        "9 am to 5 p.m.",
        " 9 UNTIL 17 ",
    ],
)
def test_one_stretch_however_people_write_it(text: str) -> None:
    assert read(text) == (OFFICE,)


@pytest.mark.parametrize(
    "text", ["9-12, 13-17", "13-17; 9-12", "9 to noon and 1pm to 5pm"]
)
def test_a_day_with_a_break_for_lunch(text: str) -> None:
    assert read(text) == SPLIT


@pytest.mark.parametrize("text", ["", "  ", "closed", "-", "–"])
def test_a_closed_day(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", ["0-24", "0:00–0:00", "all day", "24 h", "12am-12am"])
def test_a_whole_day_from_midnight_to_midnight(text: str) -> None:
    assert read(text) == (ALL_DAY,)


@pytest.mark.parametrize("text", ["18-24", "18:00–0:00", "6pm to midnight"])
def test_an_evening_until_midnight(text: str) -> None:
    assert read(text) == ((time(18), time(0)),)
    assert write(read(text)) == "18:00–24:00"


def test_two_stretches_that_touch_are_fine() -> None:
    assert len(read("9-12, 12-17")) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9-12, 11-17", "9:00–12:00 and 11:00–17:00 overlap."),
        ("17-9", "17:00–9:00 ends before it begins."),
        ("9-5", "Write the afternoon like 17:00 or 5 pm"),
        ("9-9", "9:00–9:00 ends before it begins."),
        ("24-3", "24:00 is only for its end."),
        ("9", "“9” is no time to be open."),
        ("9-12-17", "is no time to be open."),
        ("9-25", "“25” is no time of day."),
        ("9-24:30", "“24:30” is no time of day."),
        ("9:75-17", "“9:75” is no time of day."),
        ("13pm-5pm", "“13pm” is no time of day."),
        ("0am-5pm", "“0am” is no time of day."),
        ("٩-١٧", "is no time of day."),
        ("nine-five", "is no time of day."),
        ("<b>9</b>-17", "is no time of day."),
        (", ".join(f"{n}-{n + 1}" for n in range(MOST_SPANS + 1)), "are the most."),
    ],
)
def test_what_is_none_is_said_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(text)
    assert said in str(error.value)


@given(st.text(max_size=120))
def test_whatever_is_typed_is_hours_or_a_sentence(text: str) -> None:
    try:
        spans = read(text)
    except Unreadable:
        return
    assert read(write(spans)) == spans
