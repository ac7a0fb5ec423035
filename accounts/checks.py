"""Once a day, and after a refusal, each network is asked whether its token works."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.connect import connect, hold, platform_of
from accounts.models import Account, Activity, Member, Spend
from accounts.models.account import Network
from accounts.platforms.base import (
    AccessRevoked,
    Alive,
    Limit,
    NoCredit,
    PlatformError,
    TryLater,
)
from accounts.platforms.registry import PLATFORMS

logger = logging.getLogger(__name__)

DAILY = timedelta(days=1)
SOON = timedelta(hours=1)
"""After an answer that told nothing; and so seldom after refusals."""
LONGEST = 300


def due_for_check(now: datetime) -> list[int]:
    """Ids of the accounts whose token is to be asked about."""
    rows = Account.objects.filter(_unasked(now), disconnected_at=None)
    # Without an app nobody may ask Facebook.
    rows = rows.exclude(tokens="").exclude(platform=Network.FACEBOOK, app=None)
    return list(rows.values_list("pk", flat=True))


def check(pk: int, now: datetime) -> None:
    """Ask, unless somebody did today; hold the account where the token is dead.

    What the token may do now and until when is written down: a right that was taken
    away makes acts be done by hand. Who is held already is not let go by an answer:
    the network may have refused for another reason than the token.
    """
    row = Account.objects.filter(pk=pk)
    before = row.values_list("checked_at", flat=True).first()
    claimed = row.filter(_unasked(now)).update(checked_at=now, check_wanted_at=None)
    if not claimed:
        return
    account = row.select_related("app").get()
    # Somebody may connect it anew while we ask.
    same = row.filter(token_version=account.token_version)
    try:
        found = _asked(account, now)
    except NoCredit as error:
        hold(account, error)
        _told_nothing(same, error, before, now)
    except AccessRevoked as error:
        if same.exists():
            hold(account, error)
            same.update(answer=str(error)[:LONGEST], check_wanted_at=None)
    except PlatformError as error:
        logger.info("the token of account %s was not told of: %s", pk, error)
        _told_nothing(same, error, before, now)
    else:
        told = {"tier": found.granted.tier, "scopes": sorted(found.granted.scopes)}
        # Beside these it keeps where the network was found
        granted = {**account.granted, **told}
        same.update(granted=granted, access_ends_at=found.ends_at, answer="")


def _asked(account: Account, now: datetime) -> Alive:
    """What the network says of the token; what asking cost is on the account's bill."""
    # The refresh token of one that is held is not spent once more.
    platform = platform_of(account) if account.held_at else connect(account)
    try:
        return platform.check(now)
    finally:
        Spend.record(account, platform.meter.take(), timezone.now())


def _told_nothing(
    row: QuerySet[Account],
    error: PlatformError,
    before: datetime | None,
    now: datetime,
) -> None:
    """It is asked again soon; until then the answer before is the last one."""
    later = error.at if isinstance(error, TryLater) and error.at else now + SOON
    row.update(
        checked_at=before,
        check_wanted_at=max(later, now + SOON),
        answer=str(error)[:LONGEST],
    )


def refused(account: Account, now: datetime) -> None:
    """The network said no to something: ask at the next sweep whether it is the token.

    At most once an hour: a refusal says most often something of what was asked.
    """
    Account.objects.filter(
        Q(checked_at=None) | Q(checked_at__lte=now - SOON),
        pk=account.pk,
        check_wanted_at=None,
    ).update(check_wanted_at=now)


def answered(account: Account, now: datetime) -> None:
    """A read has worked; where asking costs money that is the day's answer."""
    if not PLATFORMS[account.platform].polls_tell:
        return
    known = account.checked_at
    if known is None or account.answer or known <= now - SOON:
        Account.objects.filter(pk=account.pk, held_at=None).update(
            checked_at=now, answer=""
        )


def note_limits(account: Account, limits: Iterable[Limit]) -> None:
    """Keep what the network says is left, for people to read."""
    told = {
        one.verb: {"left": one.remaining, "until": one.resets_at.isoformat()}
        for one in limits
    }
    if told:
        Account.objects.filter(pk=account.pk).update(limits=account.limits | told)


def ask_now(account: Account, *, by: Member) -> None:
    """A person wants to know: the worker asks at its next sweep."""
    Account.objects.filter(pk=account.pk).update(check_wanted_at=timezone.now())
    Activity.record(by, "asked about", account)


def _unasked(now: datetime) -> Q:
    """Wanted by now; or nobody wants it at a time of theirs, and the day is over."""
    costly = [key for key, one in PLATFORMS.items() if one.polls_tell]
    # A read of the first day tells, without asking.
    young = Q(platform__in=costly, connected_at__gt=now - DAILY)
    over = Q(checked_at__lte=now - DAILY) | (Q(checked_at=None) & ~young)
    daily = Q(check_wanted_at=None, held_at=None) & over
    return Q(check_wanted_at__lte=now) | daily
