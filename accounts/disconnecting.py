"""Disconnect an account: its tokens go, here and at the network; its history stays."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.connect import platform_of
from accounts.models import Account, Activity, App, Member
from accounts.platforms.base import Refused


def disconnect(account: Account, *, by: Member) -> bool:
    """Forget its tokens; whether the network says that it has forgotten them, too.

    What waits for it goes back to its cards by the worker's next sweep, and its watches
    rest. Raises Refused where a colleague was first.
    """
    # Made before the tokens are gone; asked after, for it may take its time.
    platform = platform_of(account) if account.has_token else None
    with transaction.atomic():
        row = Account.objects.filter(pk=account.pk, disconnected_at=None)
        done = row.update(
            tokens="",
            token_version=F("token_version") + 1,
            token_ends_at=None,
            refresh_until=None,
            access_ends_at=None,
            granted={},
            held_at=None,
            held_reason="",
            disconnected_at=timezone.now(),
        )
        if not done:
            raise Refused(f"{account} is disconnected already.")
        _forget_app(account)
        Activity.record(by, "disconnected", account)
    return platform is not None and platform.forget()


def _forget_app(account: Account) -> None:
    """The secret of an app that serves no account any more is of no use here."""
    app = account.app
    if app is None:
        return
    others = Account.objects.filter(app=app, disconnected_at=None).exclude(tokens="")
    if not others.exists():
        App.objects.filter(pk=app.pk).update(secret="", held_at=None, held_reason="")
