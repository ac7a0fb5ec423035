"""Nobody is on duty and something falls due: who supervises is told by mail, once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.letters import link, mail, to_supervisors
from accounts.models import Center
from engagement.bounds import quiet
from engagement.calendar import week_of
from engagement.duty import on_duty
from engagement.models import Shift, Suggestion
from engagement.triage import only_follows
from engagement.worktime import due, midnight, opening

AHEAD_HOURS = 4
"""Told so many working hours before the first thing is due: half a day to find
somebody."""
MOST_LINES = 10


def remind(now: datetime) -> int:
    """Mail the due list of each Center where it is time; how many letters were sent.

    Two workers mail once: who moves ``due_mailed_at`` does it. Where no letter could
    leave it is moved back, and the next sweep tries again.
    """
    if not settings.CAN_MAIL:
        return 0
    return sum(_reminded(center, now) for center in Center.objects.order_by("pk"))


def _reminded(center: Center, now: datetime) -> bool:
    if not _is_time(center, now):
        return False
    people = list(to_supervisors(center))
    before = center.due_mailed_at
    rows = Center.objects.filter(pk=center.pk)
    if not people or not rows.filter(due_mailed_at=before).update(due_mailed_at=now):
        return False
    with timezone.override(center.tz):
        subject, text = _letter(center, now)
    if mail(people, subject, text):
        return True
    rows.filter(due_mailed_at=now).update(due_mailed_at=before)
    return False


def _is_time(center: Center, now: datetime) -> bool:
    """While it is open and nobody is on: once a gap, and once a day while it lasts."""
    week = week_of(center)
    today = midnight(week.zone, now)
    told = center.due_mailed_at
    if opening(week, now) > now or on_duty(center, now):
        return False
    if told and told >= today and not _gap_is_new(center, told, now):
        return False
    soon = due(week, now, AHEAD_HOURS)
    return waiting(center, now).filter(due_at__lte=soon).exists()


def _gap_is_new(center: Center, told: datetime, now: datetime) -> bool:
    shifts = Shift.objects.of(center)
    return shifts.filter(ends_at__gt=told, ends_at__lte=now).exists()


def waiting(center: Center, now: datetime) -> QuerySet[Suggestion]:
    """What is owed and open. Of whom a boundary speaks no mail says anything."""
    return (
        Suggestion.objects.of(center)
        .filter(
            Q(hidden_until=None) | Q(hidden_until__lte=now),
            owed=True,
            state=Suggestion.State.OPEN,
            due_at__isnull=False,
        )
        .exclude(quiet("profile__contact"))
        .order_by("due_at", "pk")
    )


def _letter(center: Center, now: datetime) -> tuple[str, str]:
    """Counts, times and links: no name and no text of anybody outside.

    "Owed" is what the queue calls so; new followers stand in a section of their own.
    """
    every = waiting(center, now)
    found = every.filter(~only_follows())
    followers = every.filter(only_follows()).count()
    tomorrow = midnight(center.tz, now, days=1)
    told = found.order_by().aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(due_at__lt=now)),
        today=Count("pk", filter=Q(due_at__gte=now, due_at__lt=tomorrow)),
    )
    lines = [_line(center, one) for one in found.select_related("profile")[:MOST_LINES]]
    if (more := told["all"] - len(lines)) > 0:
        lines.append(f"and {more} more")
    if followers:
        lines.append(f"and new followers to thank: {followers}")
    return f"{center}: {told['all']} owed, and nobody is on duty", "\n".join(
        [
            f"Nobody is on duty. Owed are {told['all']}: {told['late']} overdue, "
            f"{told['today']} due today.",
            "",
            *lines,
            "",
            f"The queue: {link('queue', center.slug)}",
            f"Come on duty: {link('duty', center.slug)}",
            "",
            "You get this once while nobody is on, and once a day if that lasts.",
        ]
    )


def _line(center: Center, one: Suggestion) -> str:
    at = timezone.localtime(one.due_at)
    when = f"{at:%a} {at.day} {at:%b}, {at:%H:%M} {at.tzname()}"
    place = one.profile.get_platform_display()
    return f"- due {when}, {place}: {link('suggestion', center.slug, one.pk)}"
