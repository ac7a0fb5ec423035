"""Who may write cards now, and which cards a worker may still touch."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from accounts.models import Center
from engagement.models import Suggestion


def take_turn(center_id: int) -> None:
    """The first statement of a transaction that writes cards of this Center.

    An UPDATE that changes nothing makes a second worker wait until the first has
    committed: then it reads what that one wrote, and the same text or a sixth card
    cannot come from two at once. Nobody else's writes wait for it.
    """
    Center.objects.filter(pk=center_id).update(owed_hours=F("owed_hours"))


def unclaimed(now: datetime) -> Q:
    """No colleague is on it just now."""
    return Q(claimed_until=None) | Q(claimed_until__lte=now)


def untouched(now: datetime) -> Q:
    """Nobody is on it, wrote its text, put it off or was given it."""
    return (
        unclaimed(now)
        & Q(drafted_by=None, assigned_to=None)
        & (Q(hidden_until=None) | Q(hidden_until__lte=now))
    )


def is_untouched(card: Suggestion, now: datetime) -> bool:
    """The same, of a row that was read."""
    return not (
        (card.claimed_until and card.claimed_until > now)
        or (card.hidden_until and card.hidden_until > now)
        or card.drafted_by_id
        or card.assigned_to_id
    )
