"""What is past: cards nobody took in time, and those that must not stand any longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from engagement.models import Contact, Interaction, Suggestion
from engagement.rules import WROTE_TO_US
from engagement.suggest.turn import unclaimed

BATCH = 100
TOO_LATE = timedelta(days=30)
"""After so long a thanks would only puzzle them."""
AWAKE = timedelta(days=1)
"""A card that was put off stays so long after it came back."""

REMEMBERED = timedelta(days=14)
"""So long a slip is put right as if it had not been."""

WROTE = Interaction.objects.filter(
    suggestion=OuterRef("pk"),
    direction=Interaction.Direction.IN,
    kind__in=WROTE_TO_US,
    evidence=Interaction.Evidence.SEEN,
)
IN_PLACE = Q(Exists(WROTE), kind=Suggestion.Kind.THANK)
"""Thanks that can stand under their own words to us."""


def expire(now: datetime) -> int:
    """Close what is past, but for what a colleague is on; how many."""
    opened = Suggestion.objects.filter(state=Suggestion.State.OPEN)
    awake = Q(hidden_until=None) | Q(hidden_until__lt=now - AWAKE)
    past = Q(expires_at__lte=now) | Q(owed=True, noticed_at__lte=now - TOO_LATE)
    closed = close(opened.filter(past, awake, unclaimed(now)), now)
    # What was on its way while they asked us to stop, and then came back.
    closed += close(opened.filter(profile__opted_out_at__isnull=False), now)
    # Somebody said "private" while another worker was writing their card.
    spam = Q(profile__contact__kind=Contact.Kind.SPAM)
    private = Q(profile__contact__kind=Contact.Kind.PRIVATE) & ~IN_PLACE
    return closed + withdraw(opened.filter(spam | private), now)


def close(rows: QuerySet[Suggestion], now: datetime) -> int:
    """Expire these open cards, a few at a time."""
    closed = 0
    while pks := list(rows.values_list("pk", flat=True)[:BATCH]):
        closed += rows.filter(pk__in=pks).update(
            state=Suggestion.State.EXPIRED, state_since=now, touched_at=now
        )
    return closed


def withdraw(rows: QuerySet[Suggestion], now: datetime) -> int:
    """Expire these cards as if they had never been: nothing answers what they did.

    Should somebody have tapped wrongly, it can then be weighed anew, or brought back.
    """
    withdrawn = 0
    while pks := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            withdrawn += rows.filter(pk__in=pks).update(
                state=Suggestion.State.EXPIRED,
                state_since=now,
                touched_at=now,
                withdrawn=True,
            )
            Interaction.objects.filter(
                suggestion__in=pks, suggestion__state=Suggestion.State.EXPIRED
            ).update(suggestion=None)
    return withdrawn


def bring_back(rows: QuerySet[Suggestion], now: datetime) -> int:
    """Open again those of these offers that were withdrawn; thanks are weighed anew."""
    still = Q(expires_at=None) | Q(expires_at__gt=now)
    gone = rows.filter(
        still,
        state=Suggestion.State.EXPIRED,
        withdrawn=True,
        owed=False,
        state_since__gt=now - REMEMBERED,
    )
    return gone.update(
        state=Suggestion.State.OPEN,
        state_since=now,
        touched_at=now,
        withdrawn=False,
    )
