"""Working hours of a Center: when something is due that may take so many of them.

Pure. Wall time and zone in, instants out; a night on which the clocks change counts
for as long as it really lasts.
"""

from __future__ import annotations

from bisect import bisect_right
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

    A span that closes before it opens counts for nothing. ``pause``: from when until
    when it is on a break.
    """

    zone: ZoneInfo
    spans: Mapping[int, tuple[Span, ...]]
    closed: frozenset[date] = frozenset()
    pause: tuple[datetime, datetime] | None = None

    def on(self, day: date) -> tuple[Span, ...]:
        """The spans of one day, in order."""
        if day in self.closed:
            return ()
        if not any(self.spans.values()):
            return (ALL_DAY,)
        return tuple(sorted(self.spans.get(day.weekday(), ())))


def nights(zone: ZoneInfo, begin: time, end: time) -> Week:
    """A week that is open but from ``begin`` to ``end``: over midnight where the
    first is the later, and never closed where they are the same.
    """
    open_for: tuple[Span, ...] = ((end, begin),)
    if begin == end:
        open_for = (ALL_DAY,)
    elif begin < end:
        open_for = (
            ((time(), begin), (end, time())) if begin > time() else ((end, time()),)
        )
    return Week(zone, dict.fromkeys(range(7), open_for))


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


def closing(week: Week, at: datetime) -> datetime | None:
    """The last closing on the day of ``at``, while that is ahead.

    None where it is closed for the rest of this day, or open through the night.
    """
    tomorrow = midnight(week.zone, at, days=1)
    last = None
    for opens, closes in open_spans(week, at.astimezone(UTC)):
        if opens >= tomorrow:
            return None if opens == last else last
        last = closes
    return last


def midnight(zone: ZoneInfo, now: datetime, *, days: int = 0) -> datetime:
    """When the day of ``now`` began in this zone, or one so many days later."""
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(), zone).astimezone(UTC)


class Stopwatch:
    """Counts working time between instants; made once, asked for many of them."""

    def __init__(self, week: Week, begin: datetime, end: datetime) -> None:
        """For instants from ``begin`` to ``end``."""
        self._opens: list[datetime] = []
        self._closes: list[datetime] = []
        self._before: list[timedelta] = []
        total = timedelta()
        for opens, closes in open_spans(week, begin.astimezone(UTC)):
            if opens >= end:
                break
            self._opens.append(opens)
            self._closes.append(closes)
            self._before.append(total)
            total += closes - opens

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How long it was open from one to the other; none where the end is first."""
        return max(self._worked(end) - self._worked(start), timedelta())

    def _worked(self, at: datetime) -> timedelta:
        """How long it had been open by then."""
        place = bisect_right(self._opens, at) - 1
        if place < 0:
            return timedelta()
        reached = min(at, self._closes[place])
        return self._before[place] + (reached - self._opens[place])


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
                yield from _outside(week.pause, begin, closes)
        day += DAY


def _outside(
    pause: tuple[datetime, datetime] | None, begin: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """What a break leaves of a stretch: all, what is before it, after it, or none."""
    first, last = pause or (end, end)
    if begin < min(end, first):
        yield begin, min(end, first)
    if max(begin, last) < end:
        yield max(begin, last), end


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
