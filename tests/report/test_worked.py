"""Working hours between two moments, as the report's median counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from engagement.worktime import Stopwatch, Week, due

pytestmark = pytest.mark.once

NEW_YORK = ZoneInfo("America/New_York")
NINE_TO_FIVE = {day: ((time(9), time(17)),) for day in range(5)}
WEEK = Week(NEW_YORK, NINE_TO_FIVE, frozenset({date(2026, 11, 26)}))
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=NEW_YORK).astimezone(UTC)


def hours(begin: datetime, end: datetime, week: Week = WEEK) -> float:
    return Stopwatch(week, begin, end).between(begin, end) / HOUR


@pytest.mark.parametrize(
    ("begin", "end", "worked"),
    [
        (at(2, 10), at(2, 12, 30), 2.5),
        (at(2, 16), at(3, 10), 2),
        (at(6, 16), at(9, 10), 2),
        (at(7, 3), at(8, 23), 0),
        (at(25, 16), at(27, 10), 2),
        (at(2, 20), at(2, 23), 0),
        (at(3, 10), at(2, 10), 0),
    ],
    ids=[
        *("one day", "over night", "over a weekend", "in a weekend"),
        *("over a holiday", "in the evening", "backwards"),
    ],
)
def test_only_open_hours_count(begin: datetime, end: datetime, worked: float) -> None:
    assert hours(begin, end) == worked


def test_the_night_of_a_change_counts_for_as_long_as_it_lasts() -> None:
    always = Week(NEW_YORK, {})
    first = datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert hours(first, first + timedelta(days=1, hours=1), always) == 25


def test_it_is_the_other_side_of_what_is_due() -> None:
    """So many hours after a moment something is due: between the two lie so many."""
    chance = Random(3)  # noqa: S311
    for _ in range(200):
        begin = at(1, 0) + timedelta(minutes=chance.randrange(28 * 24 * 60))
        wait = chance.randrange(1, 40)
        assert hours(begin, due(WEEK, begin, wait)) == wait
