"""By hand and left without an answer: after a day it goes back to the queue."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Account, Activity
from engagement.models import Conflict, Delivery
from engagement.settling import reopen

logger = logging.getLogger(__name__)

PATIENCE = timedelta(days=1)
AT_ONCE = 50


def give_back(now: datetime) -> int:
    """Reopen what somebody began by hand a day ago and never said more of; how many.

    The text stays, and the card says that it may be out.
    """
    rows = Delivery.objects.filter(
        # By account: its index has state and time, and no other has.
        account__in=Account.objects.values("pk"),
        state=Delivery.State.BY_HAND,
        state_since__lt=now - PATIENCE,
    ).select_related("center", "suggestion", "for_member__user")
    count = 0
    for delivery in rows.order_by("state_since")[:AT_ONCE]:
        try:
            with transaction.atomic():
                delivery.move(
                    Delivery.State.CANCELLED,
                    error=_sentence(delivery),
                    error_code="LeftByHand",
                )
                reopen(delivery.suggestion)
                Activity.record("worker", "gave back", delivery)
            count += 1
        except Conflict as error:
            logger.info("delivery %s is not given back: %s", delivery.pk, error)
    return count


def _sentence(delivery: Delivery) -> str:
    begun = delivery.state_since.astimezone(delivery.center.tz)
    who = f" by {delivery.for_member.name}" if delivery.for_member else ""
    return (
        f"Begun by hand on {begun:%A, %-d %B, %H:%M %Z}{who} and never confirmed. "
        "Look whether it is out, then do it again."
    )
