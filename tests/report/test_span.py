"""The days of a report: whole days of the Center's calendar, at most a year of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engagement.report import Span, WrongSpan, month_of, span_of, week_of, year_of

pytestmark = pytest.mark.once

NEW_YORK = ZoneInfo("America/New_York")
TODAY = date(2026, 11, 12)


def asked(first: str, last: str) -> Span:
    return span_of(first, last, zone=NEW_YORK, today=TODAY)


def test_who_asks_for_nothing_gets_this_month() -> None:
    span = asked("", " ")
    assert (span.first, span.last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert span.is_month


def test_one_day_alone_is_that_day() -> None:
    assert asked("2026-11-03", "") == asked("", "2026-11-03")
    assert asked("2026-11-03", "").days == 1


def test_a_day_begins_at_the_centers_midnight_on_either_side_of_a_change() -> None:
    span = asked("2026-11-01", "2026-11-01")
    assert span.begin == datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert span.end == datetime(2026, 11, 2, 5, tzinfo=UTC)
    assert span.end - span.begin == timedelta(hours=25)


def test_weeks_begin_on_monday_and_are_cut_at_the_ends() -> None:
    weeks = month_of(TODAY, NEW_YORK).weeks
    assert [week.first.day for week in weeks] == [1, 2, 9, 16, 23, 30]
    assert [week.last.day for week in weeks] == [1, 8, 15, 22, 29, 30]


def test_sunday_evening_is_still_the_old_week() -> None:
    span = month_of(TODAY, NEW_YORK)
    evening = datetime(2026, 11, 9, 4, 59, tzinfo=UTC)
    assert span.week_of(evening) == 1
    assert span.week_of(evening + timedelta(minutes=1)) == 2


@pytest.mark.parametrize(
    ("first", "last", "before", "after"),
    [
        ("2026-11-01", "2026-11-30", "2026-10-01", "2026-12-31"),
        ("2026-12-01", "2026-12-31", "2026-11-01", "2027-01-31"),
        ("2024-02-01", "2024-02-29", "2024-01-01", "2024-03-31"),
        ("2026-11-09", "2026-11-15", "2026-11-02", "2026-11-22"),
        ("2026-11-03", "2026-11-05", "2026-10-31", "2026-11-08"),
    ],
)
def test_one_steps_by_months_weeks_or_as_many_days(
    first: str, last: str, before: str, after: str
) -> None:
    span = asked(first, last)
    assert span.before().first == date.fromisoformat(before)
    assert span.before().last == span.first - timedelta(days=1)
    assert span.after().first == span.last + timedelta(days=1)
    assert span.after().last == date.fromisoformat(after)


def test_this_week_is_from_monday_to_sunday() -> None:
    week = week_of(TODAY, NEW_YORK)
    assert (week.first, week.last) == (date(2026, 11, 9), date(2026, 11, 15))


def test_this_year_is_a_whole_one() -> None:
    year = year_of(TODAY, NEW_YORK)
    assert (year.first, year.last) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_year_is_the_most_also_a_long_one() -> None:
    assert asked("2024-01-01", "2024-12-31").days == 366
    with pytest.raises(WrongSpan, match="a year at most; this would be 367 days"):
        asked("2024-01-01", "2025-01-01")


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-11-30", "2026-11-01", "comes after the last"),
        ("30.11.2026", "", "“30.11.2026” is no day. Write it like 2026-11-30."),
        ("2026-02-29", "", "is no day"),
        ("x" * 500, "", "is no day"),
        ("0001-01-01", "0001-01-02", "no report of the year 1"),
        ("9999-12-31", "9999-12-31", "no report of the year 9999"),
    ],
)
def test_what_makes_no_report_is_said_in_a_sentence(
    first: str, last: str, sentence: str
) -> None:
    with pytest.raises(WrongSpan) as error:
        asked(first, last)
    assert sentence in str(error.value)
    assert len(str(error.value)) < 200
