"""The Center's calendar, from its rows: when it works, and when it opens next."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time

from accounts.models import Center
from engagement.keys import digest
from engagement.worktime import Week, opening


def week_of(center: Center) -> Week:
    """The Center's opening hours and days off, as worktime wants them."""
    spans: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in center.hours.all():
        spans[row.weekday].append((row.opens, row.closes))
    return Week(
        zone=center.tz,
        spans={day: tuple(found) for day, found in spans.items()},
        closed=frozenset(center.closed_days.values_list("date", flat=True)),
    )


def hours_key(center: Center, week: Week) -> str:
    """A fingerprint of all that due times are counted by; another one, other times."""
    spans = sorted((day, sorted(found)) for day, found in week.spans.items())
    closed = sorted(week.closed)
    return digest(f"{week.zone} {center.owed_hours} {spans} {closed}")


def next_opening(center: Center, now: datetime) -> datetime | None:
    """When it opens next; None while it is open."""
    at = opening(week_of(center), now)
    return at if at > now else None
