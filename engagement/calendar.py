"""The Center's calendar, from its rows: when it works, and when it opens next."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import Center
from engagement.days_off import days_off
from engagement.keys import digest
from engagement.worktime import Week, nights, opening

# As far as due times are counted back, and as far as worktime walks ahead.
YEARS_BACK, YEARS_AHEAD = 1, 3


def week_of(center: Center, *, since: datetime | None = None) -> Week:
    """The Center's opening hours, days off, holidays and break, for worktime.

    ``since``: with the holidays of all the years from then on, to count what is past.
    """
    spans: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in center.hours.all():
        spans[row.weekday].append((row.opens, row.closes))
    return Week(
        zone=center.tz,
        spans={day: tuple(found) for day, found in spans.items()},
        closed=frozenset(center.closed_days.values_list("date", flat=True))
        | holidays_of(center, since),
        pause=_pause(center),
    )


def holidays_of(center: Center, since: datetime | None = None) -> frozenset[date]:
    """The holidays that the Center keeps, of the years that are counted in."""
    this = timezone.now().year
    first = this - YEARS_BACK
    if since is not None:
        first = min(first, since.astimezone(center.tz).year)
    years = range(first, this + YEARS_AHEAD + 1)
    return frozenset(
        day for year in years for day in days_off(center.holidays_of, year)
    )


def _pause(center: Center) -> tuple[datetime, datetime] | None:
    if center.paused_at is None or center.paused_until is None:
        return None
    return center.paused_at, max(center.paused_at, center.paused_until)


def hours_key(center: Center, week: Week) -> str:
    """A fingerprint of all that due times are counted by; another one, other times."""
    spans = sorted((day, sorted(found)) for day, found in week.spans.items())
    closed = sorted(week.closed)
    return digest(f"{week.zone} {center.owed_hours} {spans} {closed} {week.pause}")


def next_opening(center: Center, now: datetime) -> datetime | None:
    """When it opens next; None while it is open."""
    at = opening(week_of(center), now)
    return at if at > now else None


def quiet_until(center: Center, now: datetime) -> datetime | None:
    """When the quiet hours end in which we are; None in no such hours."""
    if center.quiet_from is None or center.quiet_to is None:
        return None
    at = opening(nights(center.tz, center.quiet_from, center.quiet_to), now)
    return at if at > now else None
