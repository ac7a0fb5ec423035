"""What a freeze stopped, and what had left already when it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.models import Center
from engagement.models import Delivery
from engagement.outbox_times import last_moment, let_go_at

State = Delivery.State
MOST_AT_ONCE = 200
"""So many lines are shown, and let go, in one go."""


def got_away(center: Center) -> QuerySet[Delivery]:
    """What was on its way already when the Center was frozen; none where it is not.

    Claimed before, and not stopped: a worker asks once more after the claim, so these
    had been let through a moment before.
    """
    if center.frozen_at is None:
        return Delivery.objects.none()
    lease = timedelta(seconds=settings.SEND_LEASE)
    out = Q(state__in=(State.SENT, State.UNCONFIRMED))
    return (
        Delivery.objects.of(center)
        .filter(claimed_at__range=(center.frozen_at - lease, center.frozen_at))
        .filter(Q(state=State.SENDING) | out & Q(state_since__gt=center.frozen_at))
        .select_related("account", "suggestion__profile")
        .order_by("claimed_at")
    )


def stopped(center: Center) -> QuerySet[Delivery]:
    """What the freeze holds, the longest due first."""
    held = Delivery.objects.of(center).filter(
        state=State.HELD, error_code=Delivery.FROZEN
    )
    return held.select_related(
        "center", "account", "suggestion__profile", "suggestion__center"
    ).order_by("due_at", "pk")


@dataclass(frozen=True, slots=True)
class Line:
    """One that waits: when it would leave if it were let go now; "too late" if not."""

    delivery: Delivery
    leaves_at: datetime
    too_late: bool


def waiting(center: Center, now: datetime) -> list[Line]:
    """The first of what the freeze holds, for who lifts it."""
    return [_line(one, now) for one in stopped(center)[:MOST_AT_ONCE]]


def _line(one: Delivery, now: datetime) -> Line:
    end = last_moment(one, now)
    return Line(one, let_go_at(one, now), bool(end and now > end))
