"""Times, prices and faces as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from hub.templatetags import look

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=NEW_YORK)  # a Tuesday


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (NOW.replace(hour=12), "today 12:00"),
        (NOW.replace(hour=0, minute=0), "today 00:00"),
        (NOW - timedelta(days=1), "yesterday 10:00"),
        (NOW.replace(hour=23, minute=59) - timedelta(days=1), "yesterday 23:59"),
        (NOW + timedelta(days=1), "tomorrow 10:00"),
        (NOW + timedelta(days=2), "Thu 10:00"),
        (NOW - timedelta(days=6), "Wed 10:00"),
        (NOW - timedelta(days=7), "17 Nov 10:00"),
        (NOW + timedelta(days=45), "8 Jan 2027 10:00"),
    ],
)
def test_a_time_is_said_as_people_say_it(when: datetime, said: str) -> None:
    assert look.say(when, NOW) == said


def test_a_time_is_told_in_the_zone_of_the_center_with_the_exact_one_beside() -> None:
    with time_machine.travel(NOW, tick=False), timezone.override(NEW_YORK):
        shown = str(look.ago(datetime(2026, 11, 24, 3, 30, tzinfo=UTC)))
    assert ">yesterday 22:30</time>" in shown
    assert 'datetime="2026-11-23T22:30:00-05:00"' in shown
    assert 'title="Monday 23 November 2026, 22:30 EST"' in shown


def test_a_zone_without_a_name_is_told_as_its_distance() -> None:
    kathmandu = NOW.astimezone(ZoneInfo("Asia/Kathmandu"))
    assert look.exact(kathmandu).endswith("20:45 UTC+0545")


def test_a_time_that_nobody_knows_is_nothing() -> None:
    assert look.ago(None) == ""
    assert look.due(None) == ""


@pytest.mark.parametrize(
    ("hours", "said", "css"),
    [
        (2, ">due today 12:00<", '"due due-today"'),
        (26, ">due tomorrow 12:00<", '"due"'),
        (-17, ">overdue since yesterday 17:00<", '"due due-late"'),
    ],
)
def test_that_something_is_late_is_said_in_words(
    hours: int, said: str, css: str
) -> None:
    with time_machine.travel(NOW, tick=False), timezone.override(NEW_YORK):
        shown = str(look.due(NOW + timedelta(hours=hours)))
    assert said in shown
    assert css in shown


@pytest.mark.parametrize(
    ("micro", "said"),
    [
        (0, "free"),
        (None, "free"),
        (10_000, "$0.01"),
        (15_000, "$0.015"),
        (200_000, "$0.20"),
        (1_200_000, "$1.20"),
        (500, "under $0.001"),
    ],
)
def test_a_price_is_never_rounded_to_nothing(micro: int | None, said: str) -> None:
    assert look.price(micro) == said


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Riverside Family Services", "RS"),
        ("@CenterSW", "CE"),
        ("Dana Whitfield, LCSW", "DW"),
        ("Rosa Delgado, LISW", "RD"),
        ("Ö", "Ö"),
        ("… — …", "?"),
        ("", "?"),
        ("東京 福祉", "東福"),
    ],
)
def test_a_face_without_a_picture_has_letters(name: str, letters: str) -> None:
    assert look.initials(name) == letters


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("A person answers all of it.", "A person answers all of it."),
        ("They asked us to stop", "They asked us to stop."),
        ("Gone..", "Gone."),
        ("Who is on?", "Who is on?"),
    ],
)
def test_a_sentence_ends_once(said: str, shown: str) -> None:
    assert look.ended(said) == shown


def test_the_same_name_has_the_same_colour_however_it_is_written() -> None:
    assert look.hue("Riverside") == look.hue("RIVERSIDE")


def test_what_somebody_is_called_cannot_break_out_of_the_page() -> None:
    assert "<b>" not in str(look.icon("inbox", "<b>"))
