"""Budget: what the networks cost this month, its limit, and what would cost what."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import budget as money
from accounts.access import MemberRequest, member_required
from accounts.models import Account, App
from accounts.platforms.base import PlatformError
from accounts.tabs import of_accounts
from engagement import costs, spending
from engagement.budget_forms import CostForm, LimitForm
from engagement.views.figures import plain_cell


@member_required
@require_safe
@never_cache
def budget(request: MemberRequest) -> HttpResponse:
    """This month by app, account and kind; the months before; the calculator."""
    return _page(request)


def _page(
    request: MemberRequest, wrong: tuple[int, LimitForm] | None = None
) -> HttpResponse:
    now = timezone.now()
    purses = [
        {"purse": one, "form": _form(one.app, wrong)}
        for one in spending.purses(request.center, now)
    ]
    context = {
        "purses": purses,
        "lines": spending.lines_of(request.center, now.date().replace(day=1)),
        "months": spending.months_of(request.center),
        "first": now.date().replace(day=1),
        **_calculator(request),
        "tabs": of_accounts(request, "budget"),
    }
    status = 422 if wrong else 200
    return render(request, "engagement/budget.html", context, status=status)


def _form(app: App, wrong: tuple[int, LimitForm] | None) -> LimitForm:
    if wrong and wrong[0] == app.pk:
        return wrong[1]
    limit = app.budget_micro / 1_000_000
    return LimitForm(
        initial={"limit": f"{limit:.2f}" if limit else ""}, auto_id=f"b{app.pk}_%s"
    )


def _calculator(request: MemberRequest) -> dict[str, Any]:
    """What each kind of watch would cost, with so many new things a day."""
    form = CostForm(request.GET if "a_day" in request.GET else {"a_day": "10"})
    a_day = form.cleaned_data["a_day"] if form.is_valid() else 0
    accounts = Account.objects.of(request.center).filter(disconnected_at=None)
    listed = [
        {"account": one, "costs": found}
        for one in accounts.select_related("app").order_by("platform", "handle", "pk")
        if (found := costs.costs_of(one, a_day))
    ]
    return {"calculator": form, "would_cost": listed, "a_day": a_day}


def _app(request: MemberRequest, pk: int) -> App:
    return get_object_or_404(App.objects.of(request.center), pk=pk)


@member_required
@require_POST
def set_limit(request: MemberRequest, pk: int) -> HttpResponse:
    """An owner says how much a month may cost; what is wrong stands beside it."""
    app = _app(request, pk)
    form = LimitForm(request.POST, auto_id=f"b{app.pk}_%s")
    if not form.is_valid():
        return _page(request, (app.pk, form))
    micro = form.micro
    money.set_limit(app, micro=micro, by=request.member)
    said = f"The limit is ${micro / 1_000_000:.2f} a month." if micro else "No limit."
    messages.success(request, said)
    return redirect("budget", request.center.slug)


@member_required
@require_POST
def credit_added(request: MemberRequest, pk: int) -> HttpResponse:
    """An owner topped it up: the network is asked once, and all goes on or nothing."""
    try:
        money.try_again(_app(request, pk), by=request.member)
    except PlatformError as error:
        messages.error(request, f"{error} Nothing was changed.")
    else:
        messages.success(request, "The network answers again: all goes on by itself.")
    return redirect("budget", request.center.slug)


@member_required
@require_safe
@never_cache
def csv_file(request: MemberRequest) -> HttpResponse:
    """A year of it for a spreadsheet."""
    name = f"spend-{request.center.slug}-{timezone.now():%Y-%m}.csv"
    answer = HttpResponse(
        # Spreadsheets take a file without this mark for one of another alphabet.
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    rows = spending.table(request.center)
    csv.writer(answer).writerows(
        [plain_cell(str(cell)) for cell in row] for row in rows
    )
    return answer
