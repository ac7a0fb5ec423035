"""A month's limit of an app, and going on when there is credit again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.connect import REFRESH_BEFORE, platform_of, refresh
from accounts.models import Account, Activity, App, Member, Spend
from accounts.platforms.base import Refused


@transaction.atomic
def set_limit(app: App, *, micro: int, by: Member) -> None:
    """So much may its accounts spend in a month, in micro-dollars; 0 is no limit."""
    App.objects.filter(pk=app.pk).update(budget_micro=micro)
    Activity.record(by, "set the limit of", app, micro=micro)


def try_again(app: App, *, by: Member) -> None:
    """Somebody added credit: ask the network once, and go on where it answers.

    Raises a PlatformError with a sentence where it does not; nothing is changed then.
    """
    accounts = Account.objects.filter(app=app, disconnected_at=None, held_at=None)
    account = accounts.exclude(tokens="").select_related("app").order_by("pk").first()
    if account is None:
        raise Refused("None of its accounts is connected, so nobody can ask.")
    ends_at = account.token_ends_at
    if ends_at and ends_at - timezone.now() < REFRESH_BEFORE:
        refresh(account)
    platform = platform_of(account)
    try:
        platform.me()
    finally:
        # Asked is asked, whatever came of it: it may have cost, and somebody pressed.
        Spend.record(account, platform.meter.take(), timezone.now())
        Activity.record(by, "asked about", account)
    with transaction.atomic():
        if App.objects.filter(pk=app.pk, held_at__isnull=False).update(
            held_at=None, held_reason=""
        ):
            Activity.record(by, "went on with", app)
