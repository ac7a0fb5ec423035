"""Which watches are due, whose they are, and what becomes of them after a poll."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts.models import Account
from accounts.models.account import Network
from engagement.models import Watch
from engagement.pace import (
    SLOWER,
    Allowance,
    Pace,
    Step,
    back_off,
    next_step,
    step_of,
)

AT_ONCE = 100
JUST_NOW = timedelta(minutes=2)
LONGEST_WAIT = timedelta(days=31)
LONGEST_SENTENCE = 500

KINDS: dict[str, tuple[str, ...]] = {
    Network.TWITTER: (Watch.Kind.OWN, Watch.Kind.MENTIONS, Watch.Kind.FOLLOWERS),
    Network.FACEBOOK: (Watch.Kind.OWN, Watch.Kind.MENTIONS, Watch.Kind.COMMENTS),
    Network.BLOG: (Watch.Kind.OWN, Watch.Kind.COMMENTS),
}

FREE = Q(account=None) | (
    Q(account__held_at=None, account__disconnected_at=None)
    & (Q(account__app=None) | Q(account__app__held_at=None))
)
"""Not of an account or an app that is held: those wait without a call."""


class Lost(Exception):
    """Another worker has taken this watch over; nothing more of ours is stored."""


def make_missing_watches() -> None:
    """Give each connected account the watches that its platform can have."""
    by_feed = Q(platform=Network.BLOG, granted__has_key="feed")
    readable = Account.objects.filter(~Q(tokens="") | by_feed, disconnected_at=None)
    wanted = {
        (account.pk, kind): account
        for account in readable
        for kind in kinds_of(account)
    }
    there = Watch.objects.filter(account__in={pk for pk, _ in wanted})
    for pair in there.values_list("account_id", "kind"):
        wanted.pop((pair[0] or 0, pair[1]), None)
    if wanted:
        Watch.objects.bulk_create(
            [
                Watch(
                    center_id=account.center_id,
                    account=account,
                    kind=kind,
                    target_key=f"account:{account.pk}",
                    title=str(account)[:200],
                    every=settings.POLL_STEPS[Step.USUAL],
                )
                for (_, kind), account in wanted.items()
            ],
            ignore_conflicts=True,
        )


def kinds_of(account: Account) -> tuple[str, ...]:
    """What can be read of it; a feed tells what we published, and no more."""
    if account.has_token:
        return KINDS.get(account.platform, ())
    return (Watch.Kind.OWN,) if account.granted.get("feed") else ()


def wake_reconnected(now: datetime) -> None:
    """What failed while an account was held is looked at as soon as it answers again.

    A first failure waits a short while only; so what fails on is not asked at each
    sweep of these minutes.
    """
    lately = Q(account__checked_at__gt=now - JUST_NOW)
    failing = Watch.objects.filter(FREE, lately, fails__gt=1, paused=False)
    failing.update(next_at=now, fails=0, error="")


def due(now: datetime) -> list[int]:
    """Ids of the watches that may be polled now, the longest due first."""
    rows = Watch.objects.filter(FREE, is_due(now)).order_by("next_at")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def free_turns(now: datetime) -> int:
    """How many polls may be begun beside those under way.

    Feeds that answer slowly must not take every thread of the worker: what is to be
    sent, weighed, or said of its being alive would wait behind them.
    """
    polled = Watch.objects.filter(lease_until__gte=now)
    # One address that many Centers watch is polled once, with a lease for each.
    sources = polled.order_by().values("kind", "target_key").distinct()
    turns: int = settings.POLLS_AT_ONCE
    return max(turns - sources.count(), 0)


def is_due(now: datetime) -> Q:
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    return free & Q(paused=False, next_at__lte=now)


def lease(now: datetime) -> datetime:
    """Renewed before each call, so that it need only outlast the longest one."""
    return now + timedelta(seconds=settings.SEND_LEASE)


def claim(pk: int, now: datetime) -> Watch | None:
    """Take a due watch, in one guarded UPDATE; None when somebody else was first."""
    rows = Watch.objects.filter(is_due(now), pk=pk)
    if not rows.update(lease_until=lease(now), attempt=F("attempt") + 1):
        return None
    return Watch.objects.select_related("center", "account__app", "profile").get(pk=pk)


def still_ours(watch: Watch, **fields: Any) -> None:
    """Renew the lease and save ``fields``. Raises Lost when the claim is another's.

    Inside a transaction this is its first statement: on PostgreSQL the row's lock
    then keeps a new claim waiting until what we store is stored.
    """
    rows = Watch.objects.filter(pk=watch.pk, attempt=watch.attempt)
    if not rows.update(lease_until=lease(timezone.now()), **fields):
        raise Lost(f"watch {watch.pk} was taken over")
    for name, value in fields.items():
        setattr(watch, name, value)


def finish(
    watch: Watch,
    *,
    found: bool,
    allowed: Allowance = Allowance.FULL,
    not_before: datetime | None = None,
    first: bool = False,
) -> None:
    """Done: when to look next. A first look finds nothing, and is no quiet one."""
    steps = settings.POLL_STEPS
    pace = Pace(Step.USUAL)
    if not first:
        before = Pace(step_of(watch.every, steps), watch.quiet_looks)
        pace = next_step(before, found=found)
    every = steps[pace.step]
    wait = every * (SLOWER if allowed is Allowance.SLOW else 1)
    at = timezone.now() + timedelta(seconds=wait)
    _leave(
        watch,
        max(at, not_before) if not_before else at,
        every=every,
        quiet_looks=pace.quiet_looks,
        fails=0,
        error="",
    )


def fail(watch: Watch, sentence: str, at: datetime | None = None) -> None:
    """Note what is wrong, for people, and come again later."""
    now = timezone.now()
    later = now + back_off(watch.fails, settings.POLL_STEPS[Step.BUSY])
    if at is not None:
        later = min(max(at, now), now + LONGEST_WAIT)
    _leave(watch, later, fails=F("fails") + 1, error=sentence[:LONGEST_SENTENCE])


def put_off(watch: Watch, sentence: str, at: datetime) -> None:
    """Nothing is wrong with the source; we do not look for now, and say why."""
    _leave(watch, at, error=sentence[:LONGEST_SENTENCE])


def retire(watch: Watch, sentence: str) -> None:
    """Never look again by itself, and say why."""
    _leave(watch, watch.next_at, paused=True, error=sentence[:LONGEST_SENTENCE])


def _leave(watch: Watch, at: datetime, **fields: Any) -> None:
    """Give the lease back. Who made the watch due meanwhile keeps their wish."""
    Watch.objects.filter(pk=watch.pk, attempt=watch.attempt).update(
        lease_until=None,
        next_at=Case(When(next_at=watch.next_at, then=Value(at)), default=F("next_at")),
        **fields,
    )
