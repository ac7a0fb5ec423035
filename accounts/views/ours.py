"""Our accounts: as whom we speak, how each fares, what each can do, and whose hands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts import disconnecting, presences
from accounts.access import MemberRequest, member_required
from accounts.connecting import selftest
from accounts.connecting.selftest import Deed
from accounts.models import Account, Hands, Member
from accounts.permissions import may
from accounts.platforms.base import ModeKind, PlatformError, Refused
from accounts.tabs import of_accounts


def _rows(request: MemberRequest) -> Any:
    """The Center's, as stored: a token that no key of ours opens reads as none."""
    rows = Account.objects.of(request.center).select_related(
        "app", "center", "connected_by__user"
    )
    return rows.annotate(sealed=Cast("tokens", TextField()))


@member_required
@require_safe
@never_cache
def accounts(request: MemberRequest) -> HttpResponse:
    """Every account with how it fares; those that were disconnected below."""
    hands: dict[int, list[str]] = {}
    lent = Hands.objects.of(request.center).filter(until=None, member__left_at=None)
    for row in lent.select_related("member__user"):
        hands.setdefault(row.account_id, []).append(row.member.name)
    rows = list(_rows(request).order_by("platform", "handle", "pk"))
    told = {
        "live": [
            {"account": one, "hands": hands.get(one.pk, []), "can": _counts(one)}
            for one in rows
            if not one.disconnected_at
        ],
        "gone": [one for one in rows if one.disconnected_at],
        "may_connect": may(request.member, "connect"),
        "tabs": of_accounts(request, "accounts"),
    }
    return render(request, "accounts/accounts.html", told)


def _counts(account: Account) -> list[tuple[ModeKind, int]]:
    """How many of the product's deeds are done in which way."""
    kinds = [one.kind for one in selftest.deeds(account)]
    return [(kind, kinds.count(kind)) for kind in ModeKind]


@member_required
@require_safe
@never_cache
def account(request: MemberRequest, pk: int) -> HttpResponse:
    """One account, also one that was disconnected: its history is here."""
    one = get_object_or_404(_rows(request), pk=pk)
    hands = Hands.objects.of(request.center).filter(account=one, until=None)
    told = {
        "account": one,
        "deeds": _deeds(one),
        "remarks": () if one.disconnected_at else selftest.remarks(one),
        "hands": list(
            hands.filter(member__left_at=None).select_related("member__user")
        ),
        "way": how_connected(one),
        "may_connect": may(request.member, "connect"),
    }
    return render(request, "accounts/account.html", told)


def _deeds(account: Account) -> list[Deed]:
    return [] if account.disconnected_at else selftest.deeds(account)


def how_connected(account: Account) -> str:
    """In words; what is not known here is in the paths' labels."""
    if account.granted.get("feed") and not account.has_token:
        return "By its feed, without a key"
    if not account.has_token:
        return "By hand, without a key"
    if account.token_ends_at:
        return "By an authorization that renews itself"
    return "By a key that was pasted or granted"


@member_required
@require_POST
def account_test(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask the network once more whether it still lets us in; if so, it goes on."""
    rows = Account.objects.of(request.center).filter(disconnected_at=None)
    one = get_object_or_404(rows.select_related("app"), pk=pk)
    try:
        said = _tried(one, request.member)
    except PlatformError as error:
        messages.error(request, f"{one}: {error}")
    else:
        messages.success(request, said)
    return redirect("account", request.center.slug, one.pk)


def _tried(one: Account, by: Member) -> str:
    if not one.has_token:
        raise Refused("Without a key there is nobody to ask.")
    if one.app and one.app.held_at and not may(by, "credit_added"):
        raise Refused(f"{one.app.held_reason} An owner says when there is more.")
    if one.held_at or (one.app and one.app.held_at):
        presences.connect_again(one, by=by, user="", token="")
        return f"{one} is let in again; it goes on by itself."
    return selftest.ask(one, by=by)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def account_disconnect(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what it means, and do it on the second press."""
    rows = Account.objects.of(request.center).filter(disconnected_at=None)
    one = get_object_or_404(rows.select_related("app"), pk=pk)
    if request.method != "POST":
        return render(request, "accounts/disconnect.html", {"account": one})
    had_token = one.has_token
    try:
        told = disconnecting.disconnect(one, by=request.member)
    except PlatformError as error:
        messages.warning(request, str(error))
    else:
        messages.success(
            request, f"{one} is disconnected. {_and_there(told, had_token)}"
        )
    return redirect("account", request.center.slug, one.pk)


def _and_there(told: bool, had_token: bool) -> str:
    if told:
        return "The network has forgotten the key, too."
    if not had_token:
        return "All that happened is kept."
    return "Take the app away on the network, too: Kindred could not do that there."
