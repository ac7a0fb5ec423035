"""Our presences: connect one, with or without a key, and connect it again."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.connect import platform_of, sealed, tokens_of
from accounts.models import Account, Activity, App, Hands, Member
from accounts.models.account import Network
from accounts.platforms.base import Refused, Tokens
from accounts.platforms.blog.keys import site_of

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
    if token.strip():
        _try(account, Tokens(access=token.strip(), user=user.strip()))
    try:
        with transaction.atomic():
            account.save()
            Activity.record(by, "connected", account, by_hand=not token)
    except IntegrityError as error:
        raise Refused(
            "This account is connected already, here or by another Center."
        ) from error
    return account


def connect_again(account: Account, *, by: Member, user: str, token: str) -> None:
    """Try the account once more, with a new token or the one it has, and go on.

    The network must say that it is the same account; all history stays. Raises a
    PlatformError with a sentence when it does not work; nothing is replaced then.
    """
    tokens = tokens_of(account)
    if token.strip():
        tokens = Tokens(access=token.strip(), user=user.strip() or tokens.user)
    _try(account, tokens)
    with transaction.atomic():
        account.held_at, account.held_reason, account.refresh_until = None, "", None
        account.token_ends_at = tokens.ends_at
        account.token_version += 1
        account.save(
            update_fields=[
                "tokens",
                "granted",
                "token_ends_at",
                "token_version",
                "held_at",
                "held_reason",
                "refresh_until",
            ]
        )
        if account.app_id:
            # That the network answered shows that its credit is not used up.
            App.objects.filter(pk=account.app_id).update(held_at=None, held_reason="")
        Activity.record(by, "connected again", account)


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


def _by_hand(by: Member, platform: str, name: str) -> Account:
    """The account's row, not yet saved. Raises Refused for what is no account."""
    name = name.strip()
    if platform == Network.TWITTER:
        handle = name.rstrip("/").rsplit("/", 1)[-1].lstrip("@")
        if not handle.replace("_", "").isalnum() or len(handle) > 15:
            raise Refused("That is no handle on X. Like @YourCenter.")
        fields = {"external_id": f"@{handle.lower()}", "handle": handle}
        fields["title"] = f"@{handle}"
    else:
        address = name if "://" in name else f"https://{name}"
        host = urlsplit(address).netloc.lower()
        if "." not in host and ":" not in host:
            raise Refused("That is no address of a blog. Like https://example.org")
        fields = {"external_id": site_of(address), "host": host, "title": host}
        fields["web_url"] = address.rstrip("/") + "/"
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
