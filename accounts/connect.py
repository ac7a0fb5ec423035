"""From an account's row to its adapter, with its tokens fresh."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import Account, Activity, Spend
from accounts.models.account import Network
from accounts.platforms.base import (
    AccessRevoked,
    Granted,
    NoCredit,
    Platform,
    PlatformError,
    Presence,
    Tokens,
    TryLater,
)
from accounts.platforms.registry import PLATFORMS

REFRESH_LEASE = timedelta(seconds=60)
# At three quarters of X's two hours half an hour is left; whoever comes by after
# that refreshes before the call, not after a refusal.
REFRESH_BEFORE = timedelta(minutes=30)


def tokens_of(account: Account) -> Tokens:
    """The account's secrets; all empty where none are stored."""
    if not account.tokens:
        return Tokens()
    stored = json.loads(account.tokens)
    ends_at = stored.pop("ends_at", None)
    return Tokens(**stored, ends_at=parse_datetime(ends_at) if ends_at else None)


def sealed(tokens: Tokens) -> str:
    """The secrets as the column keeps them."""
    stored = asdict(tokens)
    if tokens.ends_at:
        stored["ends_at"] = tokens.ends_at.isoformat()
    return json.dumps(stored)


def platform_of(account: Account) -> Platform:
    """The adapter of this account, as its row stands; no network is called."""
    tokens = tokens_of(account)
    app = account.app
    if app:
        tokens = replace(tokens, key=app.client_id, secret=app.secret)
    presence = Presence(
        external_id=account.external_id,
        handle=account.handle,
        host=account.host,
        web_url=account.web_url,
        tokens=tokens,
        granted=Granted(
            tier=_tier(account),
            scopes=frozenset(account.granted.get("scopes", ())),
        ),
        owns_app=bool(app and app.owner_external_id == account.external_id),
        api=account.granted.get("api", ""),
        feed=account.granted.get("feed", ""),
    )
    return PLATFORMS[account.platform](presence, settings.ADDRESSES)


def _tier(account: Account) -> str:
    """Without a token it has none; unless its feed is all that is needed to read."""
    by_feed = account.granted.get("feed") and account.platform == Network.BLOG
    if account.has_token or by_feed:
        return str(account.granted.get("tier", ""))
    return ""


def connect(account: Account) -> Platform:
    """The adapter, after a refresh of the token if its end is near.

    Raises TryLater while somebody else refreshes, AccessRevoked when the account is
    held or must be connected again.
    """
    account.refresh_from_db()
    if account.held_at:
        raise AccessRevoked(account.held_reason)
    if account.app and account.app.held_at:
        raise NoCredit(account.app.held_reason)
    ends_at = account.token_ends_at
    if ends_at and ends_at - timezone.now() < REFRESH_BEFORE:
        refresh(account)
    return platform_of(account)


def refresh(account: Account) -> None:
    """Trade the refresh token for new tokens, under a lease and never under a lock.

    A refresh token works once. Whoever loses the lease gets TryLater; dying between
    the network's answer and the commit ends in "connect again", not in a loop.
    """
    now = timezone.now()
    version = account.token_version
    free = Q(refresh_until=None) | Q(refresh_until__lt=now)
    mine = Account.objects.filter(pk=account.pk, token_version=version)
    if not mine.filter(free).update(refresh_until=now + REFRESH_LEASE):
        raise TryLater("The token is being renewed.", now + timedelta(seconds=5))
    platform = platform_of(account)
    try:
        _renew(account, platform, mine)
    finally:
        # Only now: the old token is spent, and the new ones stood nowhere but here.
        Spend.record(account, platform.meter.take(), now)
    account.refresh_from_db()


def _renew(account: Account, platform: Platform, mine: QuerySet[Account]) -> None:
    """Ask for new tokens and keep them; ``mine``: the row while it has the old ones."""
    try:
        tokens = platform.refresh()
    except AccessRevoked as error:
        if mine.exists():
            hold(account, error)
            raise
        # Somebody renewed it while we asked: theirs is the one that counts.
        raise TryLater("The token was renewed meanwhile.", timezone.now()) from error
    except PlatformError:
        mine.update(refresh_until=None)
        raise
    if not tokens.access:
        # An empty answer never replaces what is stored.
        mine.update(refresh_until=None)
        raise TryLater("The network's answer has no token. Nothing was changed.")
    mine.update(
        tokens=sealed(tokens),
        token_version=F("token_version") + 1,
        token_ends_at=tokens.ends_at,
        refresh_until=None,
    )


def hold(account: Account, error: AccessRevoked) -> None:
    """Stop the account, or for want of credit its whole app, and note why."""
    # A network's sentence may hold anything; the audit has our own word for it.
    sentence, why = str(error)[:300], type(error).__name__
    if isinstance(error, NoCredit) and account.app:
        app = account.app
        if (
            type(app)
            .objects.filter(pk=app.pk, held_at=None)
            .update(held_at=timezone.now(), held_reason=sentence)
        ):
            Activity.record("worker", "held", app, why=why)
    elif Account.objects.filter(pk=account.pk, held_at=None).update(
        # The network's own word on the token says more than a refusal does.
        held_at=timezone.now(),
        held_reason=sentence,
        check_wanted_at=timezone.now(),
    ):
        Activity.record("worker", "held", account, why=why)


def due_for_refresh(now: datetime) -> list[Account]:
    """Accounts whose token ends soon, for the worker's sweep."""
    soon = now + REFRESH_BEFORE
    return list(
        Account.objects.filter(
            disconnected_at=None, held_at=None, token_ends_at__lt=soon
        ).select_related("app")
    )
