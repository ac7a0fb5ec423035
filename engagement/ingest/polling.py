"""Poll one watch: claim it, read, store, and say when to come again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.checks import answered, note_limits
from accounts.connect import connect
from accounts.models import Account
from accounts.models.spend import spent_this_month
from accounts.platforms.base import Platform, Unsupported
from engagement.ingest.feeds import read_feed
from engagement.ingest.followers import read_followers
from engagement.ingest.inbox import read_comments, read_mentions
from engagement.ingest.look import Look, Us
from engagement.ingest.outcome import settling
from engagement.ingest.own import awaited, read_own
from engagement.ingest.peers import read_list
from engagement.ingest.watches import claim, finish, put_off
from engagement.models import Watch
from engagement.pace import Allowance, allowance, next_month

READERS: dict[str, Callable[[Look, Platform], None]] = {
    Watch.Kind.FOLLOWERS: read_followers,
    Watch.Kind.MENTIONS: read_mentions,
    Watch.Kind.COMMENTS: read_comments,
    Watch.Kind.LIST: read_list,
    Watch.Kind.OWN: read_own,
}
# A budget may be raised meanwhile, and nobody tells the watch.
LOOK_AGAIN = timedelta(hours=1)


def poll(pk: int) -> bool:
    """Poll one watch, if it is due; whether it was ours to poll.

    Safe beside others: only one can claim it.
    """
    watch = claim(pk, timezone.now())
    if watch is None:
        return False
    with settling(watch):
        if watch.kind == Watch.Kind.FEED:
            read_feed(watch)
        else:
            _read(watch)
    return True


def _read(watch: Watch) -> None:
    now = timezone.now()
    account, reader = watch.account, READERS.get(watch.kind)
    if account is None or reader is None:
        raise Unsupported("Nothing reads this kind of source yet.")
    allowed = _allowance(account, watch, now)
    if allowed is Allowance.STOPPED:
        until = next_month(now)
        sentence = (
            "Most of this month's budget is used. Reading goes on on "
            f"{until:%-d %B}; what is left is kept for answers."
        )
        return put_off(watch, sentence, min(until, now + LOOK_AGAIN))
    us = Us(account.center_id, account, account.platform, account.host)
    platform = connect(account)
    look = Look(watch, us, now, platform)
    try:
        reader(look, platform)
    finally:
        note_limits(account, look.limits.values())
    answered(account, now)
    finish(
        watch,
        found=look.found > 0 or look.more,
        allowed=allowed,
        not_before=look.not_before,
        first=look.first,
    )


def _allowance(account: Account, watch: Watch, now: datetime) -> Allowance:
    """What the app's budget allows; a look a delivery waits for is always made."""
    app = account.app
    if app is None or not app.budget_micro:
        return Allowance.FULL
    allowed = allowance(spent_this_month(app, today=now.date()), app.budget_micro)
    if allowed is not Allowance.FULL and watch.kind == Watch.Kind.OWN:
        return Allowance.FULL if awaited(watch, now) else allowed
    return allowed
