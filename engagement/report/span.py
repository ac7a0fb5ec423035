"""The span of a report: days of the Center's own calendar, at most a year of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LONGEST = 366
FIRST_YEAR, LAST_YEAR = 2000, 2199


class WrongSpan(Exception):
    """No report can be made of these days. ``str()`` is a sentence for people."""


@dataclass(frozen=True)
class Span:
    """From the first to the last day, both whole, in wall time of a zone."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def begin(self) -> datetime:
        """The instant, in UTC, at which the first day begins."""
        return _midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The instant, in UTC, at which the day after the last begins."""
        return _midnight(self.last + DAY, self.zone)

    @property
    def is_month(self) -> bool:
        """From the first to the last of one month."""
        return self.first.day == 1 and self.last == _next_month(self.first) - DAY

    def before(self) -> Span:
        """As much calendar as this, ending the day before: a month before a month."""
        last = self.first - DAY
        if self.is_month:
            return Span(last.replace(day=1), last, self.zone)
        return Span(last - (self.last - self.first), last, self.zone)

    def after(self) -> Span:
        """As much calendar as this, beginning the day after."""
        first = self.last + DAY
        if self.is_month:
            return Span(first, _next_month(first) - DAY, self.zone)
        return Span(first, first + (self.last - self.first), self.zone)

    @cached_property
    def weeks(self) -> Sequence[Span]:
        """The weeks of the span, Monday to Sunday; cut at its first and last day."""
        return tuple(self._cut())

    def _cut(self) -> Iterator[Span]:
        first = self.first
        while first <= self.last:
            sunday = first + (6 - first.weekday()) * DAY
            yield Span(first, min(sunday, self.last), self.zone)
            first = sunday + DAY

    @cached_property
    def _mondays(self) -> Sequence[datetime]:
        return [week.begin for week in self.weeks]

    def week_of(self, at: datetime) -> int:
        """The place among ``weeks`` of an instant that lies in the span."""
        return bisect_right(self._mondays, at) - 1


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_of(day: date, zone: ZoneInfo) -> Span:
    """The calendar month in which this day lies."""
    return Span(day.replace(day=1), _next_month(day) - DAY, zone)


def year_of(day: date, zone: ZoneInfo) -> Span:
    """The calendar year in which this day lies."""
    return Span(day.replace(month=1, day=1), day.replace(month=12, day=31), zone)


def week_of(day: date, zone: ZoneInfo) -> Span:
    """The week, Monday to Sunday, in which this day lies."""
    monday = day - day.weekday() * DAY
    return Span(monday, monday + 6 * DAY, zone)


def span_of(first: str, last: str, *, zone: ZoneInfo, today: date) -> Span:
    """The span that two dates as typed name; both empty is this month.

    One of them alone is that day. Raises WrongSpan with a sentence.
    """
    if not first.strip() and not last.strip():
        return month_of(today, zone)
    begin, end = _date(first or last), _date(last or first)
    if begin > end:
        raise WrongSpan("The first day comes after the last one. Swap them.")
    span = Span(begin, end, zone)
    if span.days > LONGEST:
        raise WrongSpan(
            f"A report spans a year at most; this would be {span.days} days. "
            "Make it shorter, or take it year by year."
        )
    return span


def _date(said: str) -> date:
    try:
        found = date.fromisoformat(said.strip())
    except ValueError as error:
        raise WrongSpan(
            f"“{said.strip()[:40]}” is no day. Write it like 2026-11-30."
        ) from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise WrongSpan(f"There is no report of the year {found.year}.")
    return found
