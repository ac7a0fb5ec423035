"""Health: how each account fares, when it was asked, and until when it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import checks
from accounts.access import MemberRequest, member_required
from accounts.held import SOON
from accounts.models import Account
from accounts.models.account import Network
from accounts.platforms.facebook.client import LIVES_UNTIL
from accounts.platforms.registry import PLATFORMS
from accounts.tabs import of_accounts
from accounts.words import VERBS


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of one limit, until it is full again."""

    what: str
    count: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Fare:
    """How one account fares: ``word`` and ``kind`` are its badge's."""

    account: Account
    word: str
    kind: str
    icon: str
    sentence: str
    limits: list[Left]
    asks: bool
    may_ask: bool


@member_required
@require_safe
@never_cache
def health(request: MemberRequest) -> HttpResponse:
    """Each account with what its network said last."""
    accounts = Account.objects.of(request.center).filter(disconnected_at=None)
    now = timezone.now()
    context = {
        "fares": [
            fare(one, now)
            for one in accounts.select_related("app", "connected_by__user").order_by(
                "platform", "handle", "pk"
            )
        ],
        "graph": _graph(now.date()),
        "tabs": of_accounts(request, "account_health"),
    }
    return render(request, "accounts/health.html", context)


def fare(account: Account, now: datetime) -> Fare:
    """How it fares, in words."""
    word, kind, icon, sentence = _standing(account, now)
    return Fare(
        account,
        word,
        kind,
        icon,
        sentence,
        limits=_limits(account, now),
        asks=bool(account.check_wanted_at and account.check_wanted_at <= now),
        may_ask=account.has_token
        and (account.platform != Network.FACEBOOK or account.app is not None),
    )


def _standing(account: Account, now: datetime) -> tuple[str, str, str, str]:
    if account.held_at:
        return "stands still", "danger", "circle-alert", account.held_reason
    if account.app and account.app.held_at:
        return "no credit", "danger", "circle-alert", account.app.held_reason
    if not account.has_token:
        sentence = "No key: everything is done by hand."
        return "by hand", "", "hand", sentence
    if account.access_ends_at and account.access_ends_at <= now + SOON:
        sentence = "Connect it again before that day, and nothing stops."
        return "ends soon", "owed", "clock-alert", sentence
    if account.answer:
        return "no answer", "owed", "clock", account.answer
    if account.checked_at is None:
        sentence = "It is asked within a day of being connected."
        return "not asked yet", "", "clock", sentence
    blog = account.platform == Network.BLOG
    network = "The blog" if blog else PLATFORMS[account.platform].label
    return "well", "ok", "check", f"{network} answers, and takes our token."


def _limits(account: Account, now: datetime) -> list[Left]:
    """What the network said is left, as far as that still counts; least first."""
    found = []
    told: dict[str, Any] = account.limits
    for verb, one in told.items():
        until = parse_datetime(one["until"])
        if until and until > now:
            found.append(Left(VERBS.get(verb, verb), one["left"], until))
    return sorted(found, key=lambda left: (left.count, left.what))


def _graph(today: date) -> dict[str, Any]:
    """Which Graph we speak to Facebook, and until when Facebook answers it."""
    version = settings.ADDRESSES.facebook_version
    ends = LIVES_UNTIL.get(version)
    return {
        "version": version,
        "ends": ends,
        "soon": bool(ends and (ends - today).days < 180),
    }


@member_required
@require_POST
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask the network at the next sweep; a page does not wait for a network."""
    rows = Account.objects.of(request.center).filter(disconnected_at=None)
    account = get_object_or_404(rows, pk=pk)
    if account.has_token:
        checks.ask_now(account, by=request.member)
        messages.success(
            request, f"{account} is asked about now; look again in half a minute."
        )
    else:
        messages.warning(request, f"{account} has no key to ask with.")
    return redirect("account_health", request.center.slug)
