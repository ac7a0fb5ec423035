"""Claims: a lease on an open suggestion, through which others cannot accept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.models import Activity, Member
from engagement.models import Conflict, Suggestion


def free_for(member: Member, now: datetime) -> Q:
    """Nobody else holds it: unclaimed, claimed by this member, or run out."""
    return (
        Q(claimed_by=None)
        | Q(claimed_by=member)
        | Q(claimed_until=None)
        | Q(claimed_until__lte=now)
    )


def claim(suggestion: Suggestion, *, by: Member) -> None:
    """Take it, or take it for longer. Raises Conflict while a colleague holds it."""
    now = timezone.now()
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    _hold(suggestion, free_for(by, now), claimed_by=by, claimed_until=until)


def take_over(suggestion: Suggestion, *, by: Member) -> None:
    """Take it from a colleague, who reads about it. Raises Conflict if decided."""
    now = timezone.now()
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    _hold(suggestion, Q(), claimed_by=by, claimed_until=until)
    Activity.record(by, "took over", suggestion)


def release(suggestion: Suggestion, *, by: Member) -> None:
    """Give the claim back; the text stays."""
    _hold(suggestion, Q(claimed_by=by), claimed_by=None, claimed_until=None)


def keep_text(suggestion: Suggestion, *, by: Member, text: str) -> None:
    """Keep what is being typed, and with it the claim.

    Raises Conflict while a colleague holds it, or after somebody decided.
    """
    now = timezone.now()
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    _hold(
        suggestion,
        free_for(by, now),
        claimed_by=by,
        claimed_until=until,
        draft=text,
        drafted_by=by,
    )


def claim_over(after: datetime, now: datetime) -> Q:
    """Suggestions whose claim ran out between the two instants.

    Whoever took one touched it then, and by that an index finds the few.
    """
    longest = timedelta(seconds=settings.CLAIM_SECONDS)
    return Q(
        state=Suggestion.State.OPEN,
        touched_at__gt=after - longest,
        claimed_until__gt=after,
        claimed_until__lte=now,
    )


def _hold(suggestion: Suggestion, where: Q, **fields: object) -> None:
    fields["touched_at"] = timezone.now()
    rows = Suggestion.objects.filter(
        where, pk=suggestion.pk, state=Suggestion.State.OPEN
    )
    if not rows.update(**fields):
        raise Conflict("A colleague holds this, or decided on it first.")
    for name, value in fields.items():
        setattr(suggestion, name, value)
