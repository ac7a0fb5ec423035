"""What waits for an account that stands still is held with the reason, and goes on."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import Q

from accounts.models import Account
from engagement.models import Conflict, Delivery
from engagement.outbox_times import let_go_at

logger = logging.getLogger(__name__)

AT_ONCE = 200
STANDS_STILL = (
    Q(held_at__isnull=False)
    | Q(disconnected_at__isnull=False)
    | Q(app__held_at__isnull=False)
)
DISCONNECTED = "It was disconnected"


def hold_of_stopped(now: datetime) -> int:
    """Hold what is due for accounts that must be connected again, or have no credit.

    What is not due yet stays as it is: it can be undone, or objected to. How many.
    """
    due = Delivery.objects.filter(state=Delivery.State.QUEUED, due_at__lte=now)
    stopped = Account.objects.filter(
        STANDS_STILL, pk__in=due.order_by().values("account")
    )
    return sum(
        due.filter(account=account).update(
            state=Delivery.State.HELD,
            state_since=now,
            touched_at=now,
            hold_reason=why_held(account)[:300],
            error_code=Delivery.ACCOUNT,
        )
        for account in stopped.select_related("app")
    )


def go_on(now: datetime) -> int:
    """Queue again what was held so, where the account goes on; how many.

    What leaves by itself has its whole window again. What comes too late by now is
    refused for that when it is its turn, as everything is.
    """
    lines = Delivery.objects.filter(
        # By account: its index has state and time, and no other has.
        account__in=Account.objects.exclude(STANDS_STILL).values("pk"),
        state=Delivery.State.HELD,
        error_code=Delivery.ACCOUNT,
    ).select_related("center", "suggestion", "account")
    count = 0
    for line in lines.order_by("due_at", "pk")[:AT_ONCE]:
        try:
            line.move(
                Delivery.State.QUEUED,
                where=Q(error_code=Delivery.ACCOUNT),
                due_at=let_go_at(line, now),
                hold_reason="",
                error_code="",
                error="",
            )
            count += 1
        except Conflict as error:
            logger.info("delivery %s does not go on: %s", line.pk, error)
    return count


def why_held(account: Account) -> str:
    """Why nothing leaves for it, as the outbox says it; no full stop."""
    if account.held_at:
        reason = account.held_reason
    elif account.disconnected_at:
        reason = DISCONNECTED
    else:
        reason = account.app.held_reason if account.app else ""
    return f"{account} stands still: {reason}".rstrip(". ")
