"""Our presences: connect one, with or without a key, and connect it again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts import pages
from accounts.connect import platform_of, sealed, tokens_of
from accounts.connecting.keeping import known_here
from accounts.models import Account, Activity, App, Member, Spend
from accounts.models.account import Network
from accounts.names import blog_in, handle_in
from accounts.platforms.base import Refused, Tokens
from accounts.platforms.blog.keys import site_of

FREE: dict[str, Any] = {"held_at": None, "held_reason": ""}
CONNECTED_ALREADY = "This account is connected already, here or by another Center."
# What a pasted token may do; the network says the rest when it is used.
TIERS = {Network.TWITTER: "self-serve", Network.BLOG: "author"}


def add_account(
    *,
    by: Member,
    platform: str,
    name: str,
    user: str,
    token: str,
    app_id: str = "",
    app_secret: str = "",
) -> Account:
    """An account of ours. With a token it is tried at once; without, all is by hand.

    Raises a PlatformError with a sentence when the token does not work, or when the
    account is connected already, here or in another Center. ``app_id`` and
    ``app_secret`` are those of the developer app that Facebook wants beside a token.
    """
    account = _by_hand(by, platform, name)
    app = (app_id, app_secret) if platform == Network.FACEBOOK else ("", "")
    typed = _typed(user, token, *app)
    if there := _there(account, by, typed):
        return there
    if typed.access:
        _try(account, typed)
        if _known(account):
            raise Refused(CONNECTED_ALREADY)
    try:
        with transaction.atomic():
            account.app = pages.kept(account)
            account.save()
            Activity.record(by, "connected", account, by_hand=not token)
    except IntegrityError as error:
        raise Refused(CONNECTED_ALREADY) from error
    return account


def _there(account: Account, by: Member, typed: Tokens) -> Account | None:
    """The row that this Center has of it already; Refused where it is another's."""
    known = _known(account)
    ours = known is not None and known.center_id == by.center_id
    if known and ours and typed.access:
        # By hand until now, or held: the key is for the row there is.
        _again(known, by, typed)
        return known
    if known and ours and not known.has_token:
        # By hand already, or the button was pressed twice.
        return known
    if known:
        raise Refused(CONNECTED_ALREADY)
    was = known_here(by, account.platform, account.external_id, account.handle)
    return _here_again(was, by) if was and not typed.access else None


def _here_again(was: Account, by: Member) -> Account:
    """It was disconnected and is back, by hand: the same row, with its history."""
    back = {"disconnected_at": None, "connected_by": by}
    try:
        with transaction.atomic():
            Account.objects.filter(pk=was.pk).update(**back)
            Activity.record(by, "connected again", was, by_hand=True)
    except IntegrityError as error:
        raise Refused(CONNECTED_ALREADY) from error
    was.refresh_from_db()
    return was


def _typed(user: str, token: str, app_id: str, app_secret: str) -> Tokens:
    return Tokens(
        access=token.strip(),
        user=user.strip(),
        key=app_id.strip(),
        secret=app_secret.strip(),
    )


def connect_again(
    account: Account,
    *,
    by: Member,
    user: str,
    token: str,
    app_id: str = "",
    app_secret: str = "",
) -> None:
    """Try the account once more, with a new token or the one it has, and go on.

    The network must say that it is the same account; all history stays. Raises a
    PlatformError with a sentence when it does not work; nothing is replaced then.
    """
    ours = account.platform == Network.FACEBOOK
    app = (app_id, app_secret) if ours else ("", "")
    _again(account, by, _typed(user, token, *app))


def _again(account: Account, by: Member, typed: Tokens) -> None:
    tokens = tokens_of(account)
    row = Account.objects.filter(pk=account.pk)
    # What failed while it was held is looked at again, as it was asked now.
    fields: dict[str, Any] = {**FREE, "checked_at": timezone.now()}
    typed = replace(typed, user=typed.user or tokens.user)
    kept = replace(
        tokens, key=typed.key or tokens.key, secret=typed.secret or tokens.secret
    )
    _try(account, typed if typed.access else kept)
    if typed.access:
        # The one that the worker may have renewed while we asked gives way to it, but
        # not unseen.
        row = row.filter(token_version=account.token_version)
        fields |= asked_anew() | _as_told(account)
    try:
        with transaction.atomic():
            fields["app"] = account.app = pages.kept(account)
            if not row.update(**fields):
                raise Refused("Its token was renewed in this moment. Try again.")
            if account.app_id:
                # That the network answered shows that its credit is not used up.
                app = App.objects.filter(pk=account.app_id)
                app.update(**FREE)
            Activity.record(by, "connected again", account)
    except IntegrityError as error:
        raise Refused(CONNECTED_ALREADY) from error


def _as_told(account: Account) -> dict[str, Any]:
    """The columns that are new with a token which the network took."""
    return {
        # On Facebook made from what was typed
        "tokens": account.tokens,
        "granted": account.granted,
        # By hand it was known by its name alone.
        "external_id": account.external_id,
        "handle": account.handle,
        "title": account.title,
        "web_url": account.web_url,
        "checked_at": account.checked_at,
        "token_ends_at": None,  # nosec B105 # no secret
        "token_version": account.token_version + 1,
        "refresh_until": None,
    }


def _try(account: Account, tokens: Tokens) -> None:
    """Ask the network who we are with these tokens, and keep them if it is us."""
    if account.platform == Network.FACEBOOK:
        return pages.try_page(account, tokens)
    account.tokens = sealed(tokens)
    account.granted = account.granted or {
        "tier": TIERS[Network(account.platform)],
        "scopes": [],
    }
    platform = platform_of(account)
    try:
        me = platform.me()
    finally:
        if account.pk:
            Spend.record(account, platform.meter.take(), timezone.now())
    if account.platform != Network.TWITTER:
        return
    handle_known = account.external_id.startswith("@")
    same = me.handle.lower() == account.handle.lower()
    if not (same if handle_known else me.external_id == account.external_id):
        raise Refused(f"That token belongs to @{me.handle}, not to {account}.")
    account.external_id, account.handle = me.external_id, me.handle


def _known(account: Account) -> Account | None:
    """The live account that this one is, here or in another Center.

    By its handle, too: known by hand in one place, it may be by its id in the other.
    """
    live = Account.objects.filter(platform=account.platform, disconnected_at=None)
    same = Q(external_id=account.external_id)
    if account.platform != Network.BLOG and account.handle:
        same |= Q(handle__iexact=account.handle)
    live = live.filter(same)
    return live.select_related("app", "center").first()


def _by_hand(by: Member, platform: str, name: str) -> Account:
    """The account's row, not yet saved. Raises Refused for what is no account."""
    if platform == Network.TWITTER:
        handle = handle_in(name)
        fields = {"external_id": f"@{handle.lower()}", "handle": handle}
        fields["title"] = f"@{handle}"
    elif platform == Network.FACEBOOK:
        fields = pages.by_hand(name)
    else:
        address, host = blog_in(name)
        fields = {"external_id": site_of(address), "host": host, "title": host}
        fields["web_url"] = address
    return Account(center=by.center, platform=platform, connected_by=by, **fields)


def asked_anew() -> dict[str, Any]:
    """Until when a new token lasts, its network is asked at the next sweep."""
    return {"check_wanted_at": timezone.now(), "access_ends_at": None, "answer": ""}
