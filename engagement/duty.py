"""Who is on duty, and where things stand for who comes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.models import Center, Member
from engagement.calendar import week_of
from engagement.models import Delivery, Shift
from engagement.worktime import closing

LONGEST = timedelta(hours=8)
"""A shift where the day has no closing: the Center is closed, or open all night."""
LEAVES_A_NOTE = timedelta(hours=12)
"""So long after one's shift a note can still be left to who comes next."""


def on_duty(center: Center, now: datetime) -> Shift | None:
    """The shift that runs; nobody is on where there is none."""
    return (
        Shift.objects.of(center)
        .filter(starts_at__lte=now, ends_at__gt=now, member__left_at=None)
        .select_related("member__user")
        .order_by("-starts_at", "-pk")
        .first()
    )


def end_of_shift(center: Center, now: datetime) -> datetime:
    """Until when who comes on now is on: today's closing, or eight hours."""
    return closing(week_of(center), now) or now + LONGEST


def last_of(member: Member, now: datetime) -> Shift | None:
    """The shift to which this member may still add a note: the one that runs, or the
    last one, for some hours."""
    return (
        Shift.objects.of(member.center)
        .filter(
            Q(ends_at__gt=now) | Q(note=""),
            member=member,
            starts_at__lte=now,
            ends_at__gt=now - LEAVES_A_NOTE,
        )
        .order_by("-starts_at", "-pk")
        .first()
    )


def unread_notes(center: Center) -> QuerySet[Shift]:
    """Notes that nobody who came on has read yet, the newest first."""
    return (
        Shift.objects.of(center)
        .filter(acknowledged_at=None)
        .exclude(note="")
        .select_related("member__user")
        .order_by("-ends_at", "-pk")
    )


def still_waiting(member: Member) -> QuerySet[Delivery]:
    """What this member began by hand and has not said "done" of."""
    return (
        Delivery.objects.of(member.center)
        .filter(state=Delivery.State.BY_HAND, for_member=member)
        .select_related("suggestion__profile")
        .order_by("state_since", "pk")
    )
