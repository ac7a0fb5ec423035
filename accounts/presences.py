"""Our presences: connect one, with or without a key, and connect it again."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.connect import platform_of, sealed, tokens_of
from accounts.models import Account, Activity, App, Hands, Member
from accounts.models.account import Network
from accounts.names import blog_in, handle_in
from accounts.platforms.base import Refused, Tokens
from accounts.platforms.blog.keys import site_of

CONNECTED_ALREADY = "This account is connected already, here or by another Center."
# What a pasted token may do; the network says the rest when it is used.
TIERS = {Network.TWITTER: "self-serve", Network.BLOG: "author"}


def add_account(
    *, by: Member, platform: str, name: str, user: str, token: str
) -> Account:
    """An account of ours. With a token it is tried at once; without, all is by hand.

    Raises a PlatformError with a sentence when the token does not work, or when the
    account is connected already, here or in another Center.
    """
    account = _by_hand(by, platform, name)
    known = _known(account)
    if known and known.center_id == by.center_id and token.strip():
        # By hand until now, or held: the key is for the row there is.
        connect_again(known, by=by, user=user, token=token)
        return known
    if known:
        raise Refused(CONNECTED_ALREADY)
    if token.strip():
        _try(account, Tokens(access=token.strip(), user=user.strip()))
    try:
        with transaction.atomic():
            account.save()
            Activity.record(by, "connected", account, by_hand=not token)
    except IntegrityError as error:
        raise Refused(CONNECTED_ALREADY) from error
    return account


def connect_again(account: Account, *, by: Member, user: str, token: str) -> None:
    """Try the account once more, with a new token or the one it has, and go on.

    The network must say that it is the same account; all history stays. Raises a
    PlatformError with a sentence when it does not work; nothing is replaced then.
    """
    tokens = tokens_of(account)
    row = Account.objects.filter(pk=account.pk)
    fields: dict[str, Any] = {"held_at": None, "held_reason": ""}
    typed = Tokens(access=token.strip(), user=user.strip() or tokens.user)
    _try(account, typed if typed.access else tokens)
    if typed.access:
        # The one that the worker may have renewed while we asked gives way to it, but
        # not unseen.
        row = row.filter(token_version=account.token_version)
        fields |= {
            "tokens": sealed(typed),
            "granted": account.granted,
            # By hand it was known by its name alone.
            "external_id": account.external_id,
            "handle": account.handle,
            "token_ends_at": None,
            "token_version": account.token_version + 1,
            "refresh_until": None,
        }
    try:
        with transaction.atomic():
            if not row.update(**fields):
                raise Refused("Its token was renewed in this moment. Try again.")
            if account.app_id:
                # That the network answered shows that its credit is not used up.
                app = App.objects.filter(pk=account.app_id)
                app.update(held_at=None, held_reason="")
            Activity.record(by, "connected again", account)
    except IntegrityError as error:
        raise Refused(CONNECTED_ALREADY) from error


def _try(account: Account, tokens: Tokens) -> None:
    """Ask the network who we are with these tokens, and keep them if it is us."""
    account.tokens = sealed(tokens)
    account.granted = account.granted or {
        "tier": TIERS[Network(account.platform)],
        "scopes": [],
    }
    me = platform_of(account).me()
    if account.platform != Network.TWITTER:
        return
    handle_known = account.external_id.startswith("@")
    same = me.handle.lower() == account.handle.lower()
    if not (same if handle_known else me.external_id == account.external_id):
        raise Refused(f"That token belongs to @{me.handle}, not to {account}.")
    account.external_id, account.handle = me.external_id, me.handle


def _known(account: Account) -> Account | None:
    """The live account that this one is, here or in another Center.

    On X by its handle: known by hand in one place, it may be by its id in the other.
    """
    live = Account.objects.filter(platform=account.platform, disconnected_at=None)
    if account.platform == Network.TWITTER:
        live = live.filter(handle__iexact=account.handle)
    else:
        live = live.filter(external_id=account.external_id)
    return live.select_related("app", "center").first()


def _by_hand(by: Member, platform: str, name: str) -> Account:
    """The account's row, not yet saved. Raises Refused for what is no account."""
    if platform == Network.TWITTER:
        handle = handle_in(name)
        fields = {"external_id": f"@{handle.lower()}", "handle": handle}
        fields["title"] = f"@{handle}"
    else:
        address, host = blog_in(name)
        fields = {"external_id": site_of(address), "host": host, "title": host}
        fields["web_url"] = address
    return Account(center=by.center, platform=platform, connected_by=by, **fields)


def lend_hands(account: Account, *, member: Member, by: Member) -> None:
    """This member may act for the account on the network itself."""
    Hands.objects.get_or_create(
        center=account.center,
        account=account,
        member=member,
        until=None,
        defaults={"since": timezone.now()},
    )
    Activity.record(by, "noted the hands of", account, whose=member.pk)
