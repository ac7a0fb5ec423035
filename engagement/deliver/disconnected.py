"""What waited for an account that was disconnected goes back to its card."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from accounts.models import Account, Activity
from engagement.models import Conflict, Delivery
from engagement.settling import reopen

logger = logging.getLogger(__name__)

AT_ONCE = 100
WAITING = (Delivery.State.QUEUED, Delivery.State.HELD)


def give_back_disconnected(now: datetime) -> int:
    """Cancel what can no longer leave, and open its card again; how many.

    The text is kept on the card. What a person does by hand is theirs to finish.
    """
    gone = Account.objects.filter(disconnected_at__isnull=False)
    rows = Delivery.objects.filter(account__in=gone.values("pk"), state__in=WAITING)
    count = 0
    for one in rows.select_related("account", "center", "suggestion")[:AT_ONCE]:
        try:
            with transaction.atomic():
                one.move(
                    Delivery.State.CANCELLED,
                    error=f"{one.account} was disconnected before it left.",
                    error_code="Disconnected",
                )
                reopen(one.suggestion)
                Activity.record("worker", "gave back", one)
            count += 1
        except Conflict as error:
            logger.info("delivery %s is not given back: %s", one.pk, error)
    return count
