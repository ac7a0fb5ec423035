"""Looks at our own timeline: when one is to be made, and what it did not find."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from engagement.deliver.presence import SAID_WINDOW
from engagement.models import Delivery, Watch
from engagement.pace import Step

State = Delivery.State

LONG_AGO = timedelta(days=36_500)
SOON = timedelta(hours=1)
"""So long after it left, or was begun, we look every busy step; a look costs money."""


def note_looks(now: datetime) -> int:
    """Write down, where it was looked for since, that it was not there.

    Sound only after the lease, for an attempt that still runs may yet arrive; so the
    look must have begun after it (``Watch.ok_at`` is when a look began).
    """
    count = 0
    for watch in _own_watches(_waiting(now)):
        if watch.ok_at is None:
            continue
        for rows in _looked_for(watch.ok_at):
            unseen = Q(looked_at=None) | Q(looked_at__lt=watch.ok_at)
            rows = rows.filter(unseen, _visited(watch), account=watch.account_id)
            count += rows.update(looked_at=watch.ok_at, touched_at=now)
    return count


def _visited(watch: Watch) -> Q:
    """What the last look could have found: not what is on a page nobody could read."""
    visited = watch.cursor.get("visited")
    return Q() if visited is None else Q(target_key__in=visited)


def _looked_for(before: datetime) -> list[QuerySet[Delivery]]:
    lease = timedelta(seconds=settings.SEND_LEASE)
    wait = timedelta(seconds=settings.BY_HAND_WAIT)
    return [
        Delivery.objects.filter(state=State.UNCONFIRMED, claimed_at__lt=before - lease),
        Delivery.objects.filter(
            state=State.SENT,
            evidence="said",
            receipt_key="",
            state_since__lt=before - wait,
            state_since__gt=before - SAID_WINDOW,
        ),
    ]


def _waiting(now: datetime, within: timedelta = LONG_AGO) -> set[int]:
    """Accounts that wait for a look: unconfirmed, by hand, or said and not yet seen.

    ``within``: only what came to wait so lately. Asked every two seconds: two
    questions, each of which an index by account, state and time answers; one with OR
    reads the whole table.
    """
    looked_at = Watch.objects.filter(kind=Watch.Kind.OWN).values("account_id")
    lines = Delivery.objects.filter(account__in=looked_at)
    asked = lines.filter(
        state__in=(State.UNCONFIRMED, State.BY_HAND), state_since__gt=now - within
    )
    said = lines.filter(
        state=State.SENT,
        evidence="said",
        receipt_key="",
        state_since__gt=now - min(within, SAID_WINDOW),
    )
    return {
        account
        for rows in (asked, said)
        for account in rows.values_list("account_id", flat=True).distinct()
    }


def _own_watches(accounts: set[int]) -> list[Watch]:
    return list(Watch.objects.filter(kind=Watch.Kind.OWN, account__in=accounts))


def wake_watches(now: datetime) -> int:
    """Have our timeline read soon where a delivery waits for it.

    At first every busy step, then every usual one. A watch that fails keeps its
    back-off.
    """
    steps = settings.POLL_STEPS
    woken = _wake(_waiting(now, SOON), steps[Step.BUSY], now)
    return woken + _wake(_waiting(now), steps[Step.USUAL], now)


def _wake(accounts: set[int], seconds: float, now: datetime) -> int:
    long_enough = Q(ok_at=None) | Q(ok_at__lt=now - timedelta(seconds=seconds))
    return Watch.objects.filter(
        long_enough,
        kind=Watch.Kind.OWN,
        account__in=accounts,
        fails=0,
        next_at__gt=now,
    ).update(next_at=now)
