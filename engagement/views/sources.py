"""Sources: what we listen to, as whom we speak, and what it costs."""

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
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import hands as lending
from accounts.access import MemberRequest, member_required
from accounts.models import Account, App, Hands, Member, Spend
from accounts.models.spend import spent_this_month
from accounts.money import dollars
from accounts.permissions import may
from accounts.platforms.base import PlatformError
from engagement import sources as listening
from engagement.models import Watch
from engagement.pace import STOP_SHARE
from engagement.source_forms import FeedForm
from engagement.views.linkbacks import lately, theme_line

A_PAGE = 100


@member_required
@require_safe
@never_cache
def sources(request: MemberRequest) -> HttpResponse:
    """Every watch with how it fares, every account, and this month's spend."""
    return _page(request, FeedForm(), 200)


def _page(request: MemberRequest, feed: FeedForm, status: int) -> HttpResponse:
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
        "budgets": _budgets(request),
        "spend": _spend(request),
        "linkbacks": lately(request.member),
    }
    return render(request, "engagement/sources.html", context, status=status)


def _spend(request: MemberRequest) -> list[tuple[str, str, int, str]]:
    """(account, kind, calls, dollars) of this UTC month."""
    first = timezone.now().date().replace(day=1)
    rows: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in (
        Spend.objects.of(request.center)
        .filter(day__gte=first)
        .select_related("account")
    ):
        sums = rows[str(one.account), one.kind]
        sums[0] += one.calls
        sums[1] += one.micro
    return [
        (account, kind, calls, dollars(micro))
        for (account, kind), (calls, micro) in sorted(
            rows.items(), key=lambda row: -row[1][1]
        )
    ]


def _budgets(request: MemberRequest) -> list[dict[str, Any]]:
    found = []
    for app in App.objects.of(request.center):
        spent = spent_this_month(app)
        if not (spent or app.budget_micro or app.held_at):
            # Facebook takes no money.
            continue
        found.append(
            {
                "app": app,
                "spent": dollars(spent) if spent else "$0.00",
                "limit": dollars(app.budget_micro) if app.budget_micro else "",
                "reserve": dollars(int(app.budget_micro * (1 - STOP_SHARE))),
                "percent": min(100, round(100 * spent / app.budget_micro))
                if app.budget_micro
                else 0,
            }
        )
    return found


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
