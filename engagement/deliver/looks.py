"""Looks at our own timeline: when one is to be made, and what it did not find."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.platforms.base import Verb
from engagement.models import Delivery, Watch
from engagement.pace import Step

State = Delivery.State

ON_OUR_TIMELINE = (Verb.POST, Verb.SHARE, Verb.MENTION, Verb.QUOTE)

LONG_AGO = timedelta(days=36_500)
SOON = timedelta(hours=1)
"""So long after it left, or was begun, we look every busy step; a look costs money."""
BLIND = timedelta(days=1)


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


def note_second_looks(now: datetime) -> int:
    """Say once of what a moderator may hold that it is still not to be seen.

    Where nobody could look for a day, that is said instead.
    """
    waiting = Delivery.objects.filter(waiting=True, look_again_at__lte=now)
    accounts = set(waiting.values_list("account_id", flat=True).distinct())
    count = 0
    for watch in _own_watches(accounts):
        if watch.ok_at is not None:
            count += waiting.filter(
                _visited(watch),
                account=watch.account_id,
                look_again_at__lte=watch.ok_at,
            ).update(looked_at=watch.ok_at, look_again_at=None, touched_at=now)
    blind = waiting.filter(look_again_at__lte=now - BLIND)
    return count + blind.update(looked_at=None, look_again_at=None, touched_at=now)


def _visited(watch: Watch) -> Q:
    """What the last look could have found: not what is on a page nobody could read.

    What we published ourselves stands on our own timeline, whatever it points to.
    """
    visited = watch.cursor.get("visited")
    if visited is None:
        return Q()
    return Q(target_key__in=visited) | Q(verb__in=ON_OUR_TIMELINE)


def _looked_for(before: datetime) -> list[QuerySet[Delivery]]:
    lease = timedelta(seconds=settings.SEND_LEASE)
    wait = timedelta(seconds=settings.BY_HAND_WAIT)
    return [
        Delivery.objects.filter(state=State.UNCONFIRMED, claimed_at__lt=before - lease),
        Delivery.objects.filter(
            state=State.SENT,
            evidence="said",
            receipt_key="",
            waiting=False,
            state_since__lt=before - wait,
            state_since__gt=before - Delivery.SAID_WINDOW,
        ),
    ]


def _waiting(now: datetime, within: timedelta = LONG_AGO) -> set[int]:
    """Accounts that wait for a look: unconfirmed, by hand, or said and not yet seen.

    ``within``: only what came to wait so lately. Asked every two seconds: questions
    that an index answers each; one with OR reads the whole table.
    """
    looked_at = Watch.objects.filter(kind=Watch.Kind.OWN).values("account_id")
    lines = Delivery.objects.filter(account__in=looked_at)
    asked = lines.filter(
        state__in=(State.UNCONFIRMED, State.BY_HAND), state_since__gt=now - within
    )
    said = lines.filter(
        # What a moderator may hold is looked for at first, and then at its time.
        Q(waiting=False) | Q(state_since__gt=now - SOON),
        state=State.SENT,
        evidence="said",
        receipt_key="",
        state_since__gt=now - min(within, Delivery.SAID_WINDOW),
    )
    promised = lines.filter(look_again_at__lte=now)
    return {
        account
        for rows in (asked, said, promised)
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
