"""What X gives when a person allows it, or for four keys: taken, tried, kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.connecting import store
from accounts.connecting.keeping import Found, keep
from accounts.connecting.steps import TEST
from accounts.connecting.x_forms import MICRO, OWN
from accounts.letters import link
from accounts.models import Account, App, Attempt, Member, Spend
from accounts.models.account import Network
from accounts.platforms.base import (
    AccessRevoked,
    Granted,
    Presence,
    ProfileData,
    Refused,
    Tokens,
)
from accounts.platforms.twitter import Twitter, oauth

GRANT = "_grant"
"""What X gave, until X has said who it is."""


def handle(attempt: Attempt) -> str:
    """Whom X must name: the account there is, or the handle that was typed."""
    if attempt.account is not None:
        return attempt.account.handle
    return str(store.told(attempt).get("handle", ""))


def allow(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """Go to X; or, where X has let us in and then fell silent, only ask who it is."""
    told = store.told(attempt)
    if grant := _grant(told):
        return _finish(attempt, *grant, by)
    if not told.get("client_id"):
        raise Refused("Type the Client ID and the Client Secret first: one step back.")
    begun = oauth.begin(told["client_id"], _callback(attempt), settings.ADDRESSES)
    store.expect_back(attempt, state=begun.state, verifier=begun.verifier)
    return begun.url


def back(
    attempt: Attempt, answer: Mapping[str, str], out: Mapping[str, str], by: Member
) -> str:
    """X sent the person back with a code, good for half a minute."""
    told = store.told(attempt)
    if not answer.get("code"):
        raise Refused("X sent no code. Press the button once more.")
    begun = oauth.Begun("", out["state"], out["verifier"])
    app = Tokens(key=told.get("client_id", ""), secret=told.get("client_secret", ""))
    tokens, granted = oauth.exchange(
        answer["code"],
        begun,
        answer["state"],
        _callback(attempt),
        app,
        settings.ADDRESSES,
    )
    if not tokens.refresh:
        raise Refused(
            "X let us in for two hours only, and did not say how to stay (the right "
            "offline.access is missing). Nothing was kept. Press the button once more, "
            "and allow everything that is asked for."
        )
    kept = asdict(tokens) | {"ends_at": str(tokens.ends_at or "")}
    store.tell(attempt, **{GRANT: {"tokens": kept, "scopes": sorted(granted.scopes)}})
    return _finish(attempt, tokens, granted, by)


def _grant(told: Mapping[str, Any]) -> tuple[Tokens, Granted] | None:
    """What X gave a moment ago and nobody used yet, while it is good."""
    kept = told.get(GRANT)
    if not kept:
        return None
    stored = dict(kept["tokens"])
    ends_at = parse_datetime(stored.pop("ends_at"))
    if ends_at is None or ends_at <= timezone.now():
        return None
    granted = Granted(tier=oauth.TIER, scopes=frozenset(kept["scopes"]))
    return Tokens(**stored, ends_at=ends_at), granted


def _finish(attempt: Attempt, tokens: Tokens, granted: Granted, by: Member) -> str:
    """X names the account, and it is kept. What does not fit is given back to X."""
    told = store.told(attempt)
    try:
        found = _found(attempt, told, tokens, granted, by)
        account = keep(found, by=by, again=attempt.account)
    except (Refused, AccessRevoked):
        store.tell(attempt, **{GRANT: None})
        oauth.give_back(tokens, settings.ADDRESSES)
        raise
    store.connected(attempt, account)
    return TEST


def keys(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """The four keys, tried at once."""
    tokens = Tokens(
        access=said["access_token"],
        access_secret=said["access_secret"],
        key=said["api_key"],
        secret=said["api_secret"],
    )
    granted = Granted(tier=oauth.TIER)
    try:
        found = _found(attempt, store.told(attempt), tokens, granted, by)
    except AccessRevoked as error:
        raise Refused(
            "X did not accept these keys. Look that all four are of the same app and "
            "were made after its permissions were set to read and write. Nothing was "
            "changed."
        ) from error
    account = keep(found, by=by, again=attempt.account)
    store.connected(attempt, account)
    return TEST


def _found(
    attempt: Attempt,
    told: Mapping[str, Any],
    tokens: Tokens,
    granted: Granted,
    by: Member,
) -> Found:
    """Ask X who this is. Raises Refused where it is not whom we wait for."""
    me = _me(attempt.account, tokens, granted)
    wanted = handle(attempt)
    if attempt.account is None and me.handle.lower() != wanted.lower():
        raise Refused(
            f"At X you were signed in as @{me.handle}, not as @{wanted}. Sign in there "
            f"as @{wanted}, or switch to it, and try once more. Nothing was connected."
        )
    app = App(
        client_id=tokens.key,
        secret=tokens.secret,
        owner_external_id=me.external_id if told.get("owner", OWN) == OWN else "",
        budget_micro=int(told.get("budget") or 0) * MICRO,
    )
    return Found(
        platform=Network.TWITTER,
        external_id=me.external_id,
        handle=me.handle,
        title=me.name or f"@{me.handle}",
        web_url=me.url,
        # The app's key and secret have a place of their own.
        tokens=Tokens(
            access=tokens.access,
            refresh=tokens.refresh,
            access_secret=tokens.access_secret,
            ends_at=tokens.ends_at,
        ),
        granted=granted,
        app=app,
    )


def _me(known: Account | None, tokens: Tokens, granted: Granted) -> ProfileData:
    presence = Presence(tokens=tokens, granted=granted)
    platform = Twitter(presence, settings.ADDRESSES)
    try:
        return platform.me()
    finally:
        if known is not None:
            Spend.record(known, platform.meter.take(), timezone.now())


def _callback(attempt: Attempt) -> str:
    return link("connect_callback", attempt.center.slug, attempt.platform)
