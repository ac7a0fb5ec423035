"""A break counts as closed; and when a day of work ends, over the change of clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from engagement.worktime import (
    ALL_DAY,
    Week,
    closing,
    due,
    midnight,
    open_spans,
    opening,
)

pytestmark = pytest.mark.once

NEW_YORK = ZoneInfo("America/New_York")
OFFICE = Week(NEW_YORK, dict.fromkeys(range(5), ((time(9), time(17)),)))
ALWAYS = Week(NEW_YORK, dict.fromkeys(range(7), (ALL_DAY,)))


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK)


def resting(week: Week, first: datetime, last: datetime) -> Week:
    return replace(week, pause=(first, last))


def test_what_came_before_a_break_is_due_after_it() -> None:
    week = resting(OFFICE, at(12, 14, 12), at(12, 17))
    assert due(week, at(12, 14, 10), 4) == at(12, 17, 11)


def test_what_comes_during_a_break_counts_from_its_end() -> None:
    week = resting(OFFICE, at(12, 14, 12), at(12, 17))
    assert due(week, at(12, 15, 10), 4) == at(12, 17, 13)
    assert opening(week, at(12, 15, 10)) == at(12, 17, 9)


def test_what_was_due_before_a_break_stays_so() -> None:
    week = resting(OFFICE, at(12, 14, 15), at(12, 17))
    assert due(week, at(12, 14, 10), 4) == at(12, 14, 14)


def test_a_break_within_a_day_takes_only_its_hours() -> None:
    week = resting(OFFICE, at(12, 14, 11), at(12, 14, 13))
    spans = list(islice(open_spans(week, at(12, 14, 9)), 2))
    assert spans == [(at(12, 14, 9), at(12, 14, 11)), (at(12, 14, 13), at(12, 14, 17))]


def test_a_break_that_was_lifted_counts_for_as_long_as_it_was() -> None:
    week = resting(OFFICE, at(12, 14, 10), at(12, 14, 11))
    assert due(week, at(12, 14, 10), 4) == at(12, 14, 15)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (at(11, 17, 8), at(11, 17, 17)),
        (at(11, 17, 16, 59), at(11, 17, 17)),
        (at(11, 17, 17), None),
        (at(11, 21, 12), None),
    ],
)
def test_a_day_of_work_ends_at_its_last_closing(
    now: datetime, ends: datetime | None
) -> None:
    assert closing(OFFICE, now) == ends


def test_over_lunch_it_is_the_evening_that_counts() -> None:
    spans = {1: ((time(9), time(12)), (time(13), time(17)))}
    assert closing(Week(NEW_YORK, spans), at(11, 17, 9)) == at(11, 17, 17)


def test_midnight_is_a_closing_unless_it_goes_on() -> None:
    evening = Week(NEW_YORK, {1: ((time(18), time(0)),)})
    assert closing(evening, at(11, 17, 19)) == at(11, 18)
    assert closing(ALWAYS, at(11, 17, 19)) is None
    assert closing(Week(NEW_YORK, {}), at(11, 17, 19)) is None


def test_on_a_day_off_and_on_a_break_no_day_of_work_ends() -> None:
    off = replace(OFFICE, closed=frozenset({date(2026, 11, 17)}))
    assert closing(off, at(11, 17, 10)) is None
    assert closing(resting(OFFICE, at(11, 16), at(11, 20)), at(11, 17, 10)) is None


def test_the_night_on_which_clocks_change_is_as_long_as_it_is() -> None:
    # On 1 November 2026 one o'clock comes twice in New York
    night = Week(NEW_YORK, {6: ((time(0), time(3)),)})
    ends = closing(night, at(11, 1))
    assert ends == at(11, 1, 3)
    assert ends - midnight(NEW_YORK, at(11, 1)) == timedelta(hours=4)
    assert midnight(NEW_YORK, at(11, 1), days=1) - midnight(
        NEW_YORK, at(11, 1)
    ) == timedelta(hours=25)
