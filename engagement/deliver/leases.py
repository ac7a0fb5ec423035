"""Who held a delivery and died: it is looked for, never sent again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Activity
from engagement.models import Delivery

State = Delivery.State


def expire_leases(now: datetime) -> int:
    """Who held these died, or is as good as dead: they are looked for, never resent."""
    late = Delivery.objects.filter(state=State.SENDING, lease_until__lt=now)
    return sum(_expire(one, now) for one in late.select_related("center"))


@transaction.atomic
def _expire(delivery: Delivery, now: datetime) -> int:
    """1 if nobody settled it meanwhile."""
    row = Delivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, lease_until__lt=now
    )
    expired = row.update(
        state=State.UNCONFIRMED,
        state_since=now,
        touched_at=now,
        error="We sent it, and no answer came back.",
        error_code="Unconfirmed",
    )
    if expired:
        Activity.record("worker", "could not confirm", delivery)
    return expired
