"""Sources: what we listen to, and as whom we speak."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import hands as lending
from accounts.access import MemberRequest, member_required
from accounts.models import Account, Hands, Member
from accounts.permissions import may
from accounts.platforms.base import PlatformError
from accounts.tabs import of_accounts
from engagement import sources as listening
from engagement.costs import costs_of
from engagement.models import Watch
from engagement.source_forms import FeedForm, ListForm
from engagement.views.linkbacks import lately, theme_line

A_PAGE = 100


@member_required
@require_safe
@never_cache
def sources(request: MemberRequest) -> HttpResponse:
    """Every watch with how it fares, and every account."""
    return _page(request, FeedForm(), 200)


def _page(
    request: MemberRequest,
    feed: FeedForm,
    status: int,
    peers: ListForm | None = None,
) -> HttpResponse:
    center = request.center
    hands: dict[int, list[Member]] = defaultdict(list)
    for row in (
        Hands.objects.of(center)
        .filter(until=None, member__left_at=None)
        .select_related("member__user")
    ):
        hands[row.account_id].append(row.member)
    accounts = [
        (one, hands[one.pk], theme_line(one))
        for one in Account.objects.of(center)
        .filter(disconnected_at=None)
        .select_related("app")
        # As stored: a token that no key of ours opens reads as none.
        .annotate(sealed=Cast("tokens", TextField()))
        .order_by("platform", "handle")
    ]
    watches = (
        Watch.objects.of(center)
        .select_related("account")
        .order_by("kind", "title", "pk")
    )
    context = {
        "page": Paginator(watches, A_PAGE).get_page(request.GET.get("page")),
        "accounts": accounts,
        "feed_form": feed,
        "may_connect": may(request.member, "connect"),
        "tabs": of_accounts(request, "sources"),
        **_what_costs(request, peers),
        "linkbacks": lately(request.member),
    }
    return render(request, "engagement/sources.html", context, status=status)


def _what_costs(request: MemberRequest, peers: ListForm | None) -> dict[str, Any]:
    """The form of a list of peers with its price, for who may spend money."""
    if not request.member.supervises:
        return {}
    lists = [
        {"account": one, "cost": cost}
        for one in listening.with_lists(request.center)
        for cost in costs_of(one)
        if cost.kind == Watch.Kind.LIST
    ]
    form = peers or ListForm(accounts=listening.with_lists(request.center))
    return {"lists": lists, "list_form": form}


@member_required
@require_POST
def add_list(request: MemberRequest) -> HttpResponse:
    """Listen to a list of peers on X; what it costs stands beside the form."""
    accounts = listening.with_lists(request.center)
    form = ListForm(request.POST, accounts=accounts)
    if not form.is_valid():
        return _page(request, FeedForm(), 422, form)
    told = form.cleaned_data
    account = next(one for one in accounts if one.pk == told["account"])
    watch, new = listening.add_list(
        account, by=request.member, number=told["number"], title=told["title"]
    )
    said = "Listening to" if new else "You listen already to"
    messages.success(request, f"{said} {watch.title}.")
    return redirect("sources", request.center.slug)


@member_required
@require_POST
def add_feed(request: MemberRequest) -> HttpResponse:
    """Listen to a blog; what is wrong with it stands beside the field."""
    form = FeedForm(request.POST)
    if form.is_valid():
        try:
            watch, new = listening.add_feed(
                by=request.member, url=form.cleaned_data["url"]
            )
        except PlatformError as error:
            form.add_error("url", str(error))
        else:
            said = "Listening to" if new else "You listen already to"
            messages.success(request, f"{said} {watch.title}.")
            return redirect("sources", request.center.slug)
    return _page(request, form, 422)


def _account(request: MemberRequest, pk: int) -> Account:
    """One that the page shows: what was disconnected is no longer ours to speak as."""
    rows = Account.objects.of(request.center).filter(disconnected_at=None)
    return get_object_or_404(rows.select_related("app"), pk=pk)


@member_required
@require_POST
def my_hands(request: MemberRequest, pk: int) -> HttpResponse:
    """I may act for this account on the network, with a login of my own."""
    account = _account(request, pk)
    with suppress(lending.Already):
        lending.lend(account, member=request.member, by=request.member)
    messages.success(request, f"Noted: you may act as {account}.")
    return redirect("sources", request.center.slug)


@member_required
@require_POST
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop listening, or go on."""
    watch = get_object_or_404(Watch.objects.of(request.center), pk=pk)
    paused = request.POST.get("paused") == "1"
    listening.set_paused(watch, by=request.member, paused=paused)
    messages.success(request, f"{watch.title}: {'stopped' if paused else 'goes on'}.")
    return redirect("sources", request.center.slug)
