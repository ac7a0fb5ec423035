"""Once a day a network is asked whether a token that would die silently still works."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from accounts.connect import hold, platform_of
from accounts.models import Account
from accounts.platforms.base import AccessRevoked, PlatformError
from accounts.platforms.registry import PLATFORMS

logger = logging.getLogger(__name__)

DAILY = timedelta(days=1)
SOON = timedelta(hours=1)
"""After an answer that told nothing."""


def due_for_check(now: datetime) -> list[int]:
    """Ids of the accounts whose token is to be asked about."""
    silent = [key for key, one in PLATFORMS.items() if one.dies_silently]
    rows = Account.objects.filter(
        _unasked(now), platform__in=silent, held_at=None, disconnected_at=None
    )
    # Without an app nobody may ask.
    return list(rows.exclude(tokens="").exclude(app=None).values_list("pk", flat=True))


def check(pk: int, now: datetime) -> None:
    """Ask, unless somebody did today; hold the account where the token is dead.

    What the token may do now is written down: a right that was taken away makes acts
    be done by hand.
    """
    row = Account.objects.filter(pk=pk)
    if not row.filter(_unasked(now)).update(checked_at=now):
        return
    account = row.select_related("app").get()
    try:
        granted = platform_of(account).check(now)
    except AccessRevoked as error:
        # Somebody may have connected it anew while we asked.
        if row.filter(token_version=account.token_version).exists():
            hold(account, error)
    except PlatformError as error:
        logger.info("the token of account %s was not told of: %s", pk, error)
        row.update(checked_at=now - DAILY + SOON)
    else:
        told = {"tier": granted.tier, "scopes": sorted(granted.scopes)}
        # Beside these it keeps where the network was found
        known = {**account.granted, **told}
        row.filter(token_version=account.token_version).update(granted=known)


def _unasked(now: datetime) -> Q:
    return Q(checked_at=None) | Q(checked_at__lte=now - DAILY)
