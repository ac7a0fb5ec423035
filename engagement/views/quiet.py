"""Whether anything happened in a Center since a page last asked: in one statement.

A page asks every four seconds, and mostly nothing did. What people do leaves an audit
line, what the worker does touches a row or notices one, and what time alone changes has
its moment. An account that a network no longer shows leaves its place among the new
followers with whatever happens next.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, Model, Q, QuerySet

from accounts.models import Activity, Center
from engagement.decide import claim_over
from engagement.models import Attention, Contact, Delivery, Interaction, Suggestion
from engagement.views import automatic, waiting

State = Suggestion.State


def is_quiet(center: Center, after: datetime, now: datetime) -> bool:
    """Nothing that a queue shows can have changed between the two instants."""
    happened = Q()
    for rows in (*_done(center, after), *_over(center, after, now)):
        happened |= Q(Exists(rows.order_by()))
    return not Center.objects.filter(happened, pk=center.pk).exists()


def _done(center: Center, after: datetime) -> list[QuerySet[Model]]:
    """What somebody did, or the worker."""
    seen = Interaction.objects.of(center).filter(noticed_at__gt=after)
    return [
        Activity.objects.of(center).filter(at__gt=after),
        Suggestion.objects.of(center).filter(touched_at__gt=after),
        Delivery.objects.of(center).filter(touched_at__gt=after),
        Attention.objects.of(center).filter(touched_at__gt=after),
        # By direction, as the index has them
        *(seen.filter(direction=direction) for direction in Interaction.Direction),
    ]


def _over(center: Center, after: datetime, now: datetime) -> list[QuerySet[Model]]:
    """What was put off and is due back, or was to be seen for a moment only."""
    opened = Suggestion.objects.of(center).filter(state=State.OPEN)
    left = _between("state_since", automatic.JUST_NOW, after, now)
    spoken = _between("kind_at", waiting.JUST_NOW, after, now)
    return [
        opened.filter(hidden_until__gt=after, hidden_until__lte=now),
        opened.filter(expires_at__gt=after, expires_at__lte=now),
        opened.filter(claim_over(after, now)),
        Delivery.objects.of(center).filter(
            left,
            state=Delivery.State.SENT,
            by_rule__isnull=False,
            touched_at__gt=after - automatic.JUST_NOW,
        ),
        Contact.objects.filter(spoken, center=center, kind_by__center=center),
    ]


def _between(field: str, lasts: timedelta, after: datetime, now: datetime) -> Q:
    """What lasts so long since then came to its end between the two instants."""
    return Q(**{f"{field}__gt": after - lasts, f"{field}__lte": now - lasts})
