"""The text of a card: at the network's length, and never the same twice in 30 days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.connect import platform_of
from accounts.models import Account
from engagement.aim import target_of
from engagement.drafting import pick
from engagement.keys import text_key
from engagement.models import Delivery, Post, Profile, Suggestion

SAME_AGAIN = timedelta(days=30)
NEVER_OUT = (Delivery.State.CANCELLED, Delivery.State.FAILED)


def choose(
    texts: Sequence[str],
    account: Account | None,
    profile: Profile,
    post: Post | None,
    now: datetime,
    beside: Suggestion | None = None,
) -> str:
    """The first of the texts that fits and was not used on this account; "" for none.

    ``beside`` is the card it is for, whose own text may stay. Reads in the caller's
    turn, so that no other worker picks the same meanwhile.
    """
    if account is None or not texts:
        return ""
    platform = platform_of(account)
    target = target_of(profile, post)

    def fits(text: str) -> bool:
        length, limit = platform.fits(text, target)
        return not limit or length <= limit

    used = _used(texts, account, now, beside)
    return pick(texts, fits=fits, taken=lambda text: text_key(text) in used)


def _used(
    texts: Sequence[str], account: Account, now: datetime, beside: Suggestion | None
) -> set[str]:
    sent = Delivery.objects.filter(
        account=account,
        text_key__in=[text_key(text) for text in texts],
        state_since__gt=now - SAME_AGAIN,
    ).exclude(state__in=NEVER_OUT)
    waiting = Suggestion.objects.filter(
        center=account.center_id, account=account, state=Suggestion.State.OPEN
    ).exclude(draft="")
    if beside:
        waiting = waiting.exclude(pk=beside.pk)
    used = set(sent.values_list("text_key", flat=True))
    return used | {text_key(one) for one in waiting.values_list("draft", flat=True)}


def account_on(
    center_id: int, platform: str, addressed: Account | None = None
) -> Account | None:
    """The account that was addressed, else the first of ours on that platform."""
    if addressed and addressed.disconnected_at is None:
        return addressed
    return (
        Account.objects.filter(
            center=center_id, platform=platform, disconnected_at=None
        )
        .select_related("app")
        .order_by("pk")
        .first()
    )
