"""When something is due that may take so many working hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.worktime import ALL_DAY, LONGEST_WALK, Week, due, midnight, opening

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ZONES = (NEW_YORK, BERLIN, LORD_HOWE, ZoneInfo("Africa/Cairo"), ZoneInfo("UTC"))
OFFICE = dict.fromkeys(range(5), ((time(9), time(17)),))


def office(zone: ZoneInfo = NEW_YORK, *closed: date) -> Week:
    return Week(zone, OFFICE, frozenset(closed))


def always(zone: ZoneInfo) -> Week:
    return Week(zone, dict.fromkeys(range(7), (ALL_DAY,)))


def at(zone: ZoneInfo, *when: int) -> datetime:
    return datetime(*when, tzinfo=zone)  # type: ignore[misc,arg-type]


def test_hours_of_one_day_are_over_on_that_day() -> None:
    assert due(office(), at(NEW_YORK, 2026, 11, 17, 10), 4) == at(
        NEW_YORK, 2026, 11, 17, 14
    )


def test_what_is_left_at_closing_time_waits_for_the_morning() -> None:
    assert due(office(), at(NEW_YORK, 2026, 11, 17, 16), 2) == at(
        NEW_YORK, 2026, 11, 18, 10
    )


def test_a_weekend_does_not_count() -> None:
    assert due(office(), at(NEW_YORK, 2026, 11, 20, 15), 16) == at(
        NEW_YORK, 2026, 11, 24, 15
    )


def test_a_day_off_does_not_count() -> None:
    thanksgiving = date(2026, 11, 26)
    week = office(NEW_YORK, thanksgiving)

    assert due(week, at(NEW_YORK, 2026, 11, 25, 16), 2) == at(
        NEW_YORK, 2026, 11, 27, 10
    )


def test_closing_time_itself_is_in_time() -> None:
    assert due(office(), at(NEW_YORK, 2026, 11, 17, 9), 8) == at(
        NEW_YORK, 2026, 11, 17, 17
    )


def test_a_lunch_break_does_not_count() -> None:
    spans = ((time(13), time(17)), (time(9), time(12)))
    week = Week(NEW_YORK, {1: spans})

    assert due(week, at(NEW_YORK, 2026, 11, 17, 11), 2) == at(
        NEW_YORK, 2026, 11, 17, 14
    )


def test_hours_that_overlap_count_once() -> None:
    week = Week(NEW_YORK, {1: ((time(9), time(12)), (time(11), time(13)))})

    assert due(week, at(NEW_YORK, 2026, 11, 17, 9), 4) == at(NEW_YORK, 2026, 11, 17, 13)


def test_without_hours_the_center_is_always_open() -> None:
    start = at(NEW_YORK, 2026, 11, 21, 23)

    assert due(Week(NEW_YORK, {}), start, 3) == start + timedelta(hours=3)


def test_open_until_midnight_runs_into_the_next_day() -> None:
    start = at(BERLIN, 2026, 6, 5, 22)

    assert due(always(BERLIN), start, 5) == start + timedelta(hours=5)


def test_a_center_that_never_opens_has_nothing_due_for_years() -> None:
    week = Week(NEW_YORK, {1: ((time(17), time(9)),)})
    start = at(NEW_YORK, 2026, 11, 17, 9)

    assert due(week, start, 1) == start + timedelta(days=LONGEST_WALK)


def test_no_hours_at_all_are_over_when_it_opens() -> None:
    saturday = at(NEW_YORK, 2026, 11, 21, 12)
    monday = at(NEW_YORK, 2026, 11, 23, 9)

    assert due(office(), saturday, 0) == opening(office(), saturday) == monday
    assert opening(office(), at(NEW_YORK, 2026, 11, 23, 12)) == at(
        NEW_YORK, 2026, 11, 23, 12
    )


@pytest.mark.parametrize(
    ("zone", "night", "hours"),
    [
        (NEW_YORK, date(2026, 3, 8), 23),
        (NEW_YORK, date(2026, 11, 1), 25),
        (BERLIN, date(2026, 3, 29), 23),
        (BERLIN, date(2026, 10, 25), 25),
        (LORD_HOWE, date(2026, 4, 5), 24.5),
        (LORD_HOWE, date(2026, 10, 4), 23.5),
    ],
)
def test_a_night_of_the_clocks_lasts_as_long_as_it_lasts(
    zone: ZoneInfo, night: date, hours: float
) -> None:
    start = datetime.combine(night, time(), zone)
    end = datetime.combine(night + timedelta(days=1), time(), zone)

    assert due(always(zone), start, hours) == end


def test_the_hour_that_comes_twice_is_open_twice() -> None:
    # 01:15 to 01:45 in New York, on the night on which it is 01:30 two times
    week = Week(NEW_YORK, {6: ((time(1, 15), time(1, 45)),)})
    start = at(NEW_YORK, 2026, 11, 1, 0)

    assert due(week, start, 0.75) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_the_hour_that_is_left_out_is_not_waited_for() -> None:
    # 02:00 to 04:00, on the night on which 03:00 follows 01:59
    week = Week(NEW_YORK, {6: ((time(2), time(4)),)})
    start = at(NEW_YORK, 2026, 3, 8, 0)

    assert due(week, start, 1) == at(NEW_YORK, 2026, 3, 8, 4)
    assert opening(week, start) == at(NEW_YORK, 2026, 3, 8, 3)


def test_a_day_begins_at_midnight_where_the_center_is() -> None:
    assert midnight(NEW_YORK, datetime(2026, 11, 18, 3, tzinfo=UTC)) == at(
        NEW_YORK, 2026, 11, 17
    )


times = st.times().map(lambda one: one.replace(second=0, microsecond=0))
spans = st.tuples(times, times).filter(lambda one: one[0] < one[1] or one[1] == time())
weeks = st.builds(
    Week,
    st.sampled_from(ZONES),
    st.dictionaries(
        st.integers(0, 6), st.lists(spans, max_size=3).map(tuple), max_size=7
    ),
    st.frozensets(st.dates(date(2026, 3, 1), date(2026, 11, 30)), max_size=5),
)
instants = st.integers(0, 270 * 24 * 60).map(
    lambda minutes: datetime(2026, 2, 20, tzinfo=UTC) + timedelta(minutes=minutes)
)
hours = st.floats(0, 60)


def is_open(week: Week, instant: datetime) -> bool:
    """The plain definition: what the clock on the wall says lies within the hours."""
    wall = instant.astimezone(week.zone)
    return any(
        opens <= wall.time() and (wall.time() < closes or closes == time())
        for opens, closes in week.on(wall.date())
    )


@settings(deadline=None)
@given(weeks, instants, hours)
def test_nothing_is_due_before_it_begins_or_while_nobody_works(
    week: Week, start: datetime, some: float
) -> None:
    end = due(week, start, some)

    assert end >= start
    if end < start + timedelta(days=LONGEST_WALK):
        moment = timedelta(microseconds=1)
        assert is_open(week, end) or is_open(week, end - moment)


@settings(deadline=None)
@given(weeks, instants, instants, hours)
def test_who_came_later_is_never_due_earlier(
    week: Week, one: datetime, other: datetime, some: float
) -> None:
    first, second = sorted((one, other))

    assert due(week, first, some) <= due(week, second, some)


@settings(deadline=None)
@given(weeks, instants, st.lists(hours, min_size=2, max_size=5))
def test_more_hours_are_never_over_earlier(
    week: Week, start: datetime, some: list[float]
) -> None:
    ends = [due(week, start, one) for one in sorted(some)]

    assert all(before <= after for before, after in pairwise(ends))


@settings(deadline=None)
@given(weeks, instants, hours, hours)
def test_hours_may_be_taken_in_two_steps(
    week: Week, start: datetime, one: float, other: float
) -> None:
    whole = due(week, start, one + other)
    steps = due(week, due(week, start, one), other)

    if whole < start + timedelta(days=LONGEST_WALK):
        assert abs(whole - steps) <= timedelta(microseconds=2) or not other
