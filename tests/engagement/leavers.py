"""Somebody leaves a Center: what they have in hand, and the verb by its short name."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import Departure, Member
from engagement.decide.departure import end_access
from engagement.models import Delivery, Shift, Suggestion
from tests.engagement.rows import Town, mention, queued

BACKEND = "django.contrib.auth.backends.ModelBackend"


def leaves(one: Member, by: Member, to: Member | None = None) -> Departure:
    return end_access(one, by=by, to=to, leaving={one.pk})


def browser(of: Member) -> Client:
    client = Client()
    client.force_login(of.user, BACKEND)
    return client


def by_hand(csw: Town, card: Suggestion | None = None) -> Delivery:
    """Maya has it to do by hand."""
    line = queued(csw, card or mention(csw))
    Delivery.objects.filter(pk=line.pk).update(
        state="by_hand", mode="hand", for_member=csw.poster
    )
    line.refresh_from_db()
    return line


def on_shift(who: Member, hours: float, lasts: float = 4) -> Shift:
    starts = timezone.now() + timedelta(hours=hours)
    return Shift.objects.create(
        center=who.center,
        member=who,
        starts_at=starts,
        ends_at=starts + timedelta(hours=lasts),
    )
