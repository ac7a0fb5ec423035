"""Working hours of a Center: when something is due that may take so many of them.

Pure. Wall time and zone in, instants out; a night on which the clocks change counts
for as long as it really lasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[time, time]
"""From opening to closing in wall time; closing at 00:00 is midnight."""

DAY = timedelta(days=1)
ALL_DAY: Span = (time(), time())
LONGEST_WALK = 1100
"""Days that are looked at; a Center that is closed for longer has no due times."""

# Wider than any clock has ever been set back or forward.
LEEWAY = timedelta(hours=4)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Week:
    """When a Center works. ``spans`` by weekday, 0 is Monday; none at all is always.

    A span that closes before it opens counts for nothing.
    """

    zone: ZoneInfo
    spans: Mapping[int, tuple[Span, ...]]
    closed: frozenset[date] = frozenset()

    def on(self, day: date) -> tuple[Span, ...]:
        """The spans of one day, in order."""
        if day in self.closed:
            return ()
        if not any(self.spans.values()):
            return (ALL_DAY,)
        return tuple(sorted(self.spans.get(day.weekday(), ())))


def due(week: Week, start: datetime, hours: float) -> datetime:
    """The instant, in UTC, at which ``hours`` working hours since ``start`` are over.

    Not before ``start``, and never while the Center is closed (the moment of closing
    counts as open: "by five o'clock").
    """
    left = timedelta(hours=max(hours, 0))
    at = start.astimezone(UTC)
    for opens, closes in open_spans(week, at):
        begin = max(at, opens)
        if closes - begin >= left:
            return begin + left
        left -= closes - begin
    return at + LONGEST_WALK * DAY


def working_days(week: Week, start: datetime, days: float) -> datetime:
    """The instant at which so many of the Center's working days are over.

    A day has the hours of a usual one; where it is always open, twenty-four.
    """
    return due(week, start, days * _hours_a_day(week))


def _hours_a_day(week: Week) -> float:
    spans = [found for found in week.spans.values() if found] or [(ALL_DAY,)]
    open_for = sum((_length(span) for found in spans for span in found), timedelta())
    return open_for / timedelta(hours=1) / len(spans)


def _length(span: Span) -> timedelta:
    opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in span)
    return max((closes or DAY) - opens, timedelta())


def opening(week: Week, start: datetime) -> datetime:
    """The first instant at or after ``start`` at which the Center is open."""
    at = start.astimezone(UTC)
    first = next(open_spans(week, at), None)
    return max(at, first[0]) if first else at + LONGEST_WALK * DAY


def midnight(zone: ZoneInfo, now: datetime) -> datetime:
    """When the day of ``now`` began in this zone."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(UTC)


def named_day(when: datetime) -> str:
    """Its day in words that stay true: "Sunday 22 Nov"."""
    return f"{when:%A} {when.day} {when:%b}"


def open_spans(week: Week, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Stretches of being open that end after ``at``, in order and without overlap."""
    day = at.astimezone(week.zone).date() - DAY
    reached = at
    for _ in range(LONGEST_WALK):
        for opens, closes in sorted(_instants(week, day)):
            begin = max(opens, reached)
            if begin < closes:
                reached = closes
                yield begin, closes
        day += DAY


def _instants(week: Week, day: date) -> Iterator[tuple[datetime, datetime]]:
    spans = week.on(day)
    if not spans:
        return
    for begin, end, offset in _stretches(week.zone, day):
        for opens, closes in spans:
            until = day + DAY if closes == time() else day
            first = datetime.combine(day, opens, UTC) - offset
            last = datetime.combine(until, closes, UTC) - offset
            # On the night of a change each side of it has a wall time of its own:
            # the hour that comes twice is open twice, the one left out never.
            if max(first, begin) < min(last, end):
                yield max(first, begin), min(last, end)


def _stretches(
    zone: ZoneInfo, day: date
) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """One day and a little more, cut where the clocks change (at most once)."""
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)
    begin, end = noon - DAY / 2 - LEEWAY, noon + DAY / 2 + LEEWAY
    before, after = _offset(zone, begin), _offset(zone, end)
    if before == after:
        yield begin, end, before
        return
    change = _change(zone, begin, end)
    yield begin, change, before
    yield change, end, after


def _change(zone: ZoneInfo, begin: datetime, end: datetime) -> datetime:
    """The second between the two at which the clocks change, by halving."""
    before = _offset(zone, begin)
    while end - begin > SECOND:
        middle = begin + (end - begin) / 2
        if _offset(zone, middle) == before:
            begin = middle
        else:
            end = middle
    return end.replace(microsecond=0)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
