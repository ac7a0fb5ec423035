"""Automatic thanks: anybody stops one, and a supervisor says what may leave at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Account
from accounts.tabs import tab
from engagement import decide
from engagement.automatic_forms import SwitchOnForm
from engagement.models import Conflict, Delivery, Rule
from engagement.rules.automatic import AUTO, READ, Allowed, kinds_on
from engagement.views.answers import back, counted, delivery_of
from engagement.views.sections import section

A_WEEK = timedelta(days=7)


@dataclass
class Switch:
    """One kind of kindness on one account: on or off, since when and by whose word."""

    row: Allowed
    rule: Rule | None
    form: SwitchOnForm
    sent: int = 0

    @property
    def on(self) -> bool:
        return bool(self.rule and self.rule.on and self.rule.confirmed_at)


@dataclass
class Presence:
    """One account with its switches; all rows of a platform share its rule."""

    account: Account
    switches: list[Switch] = field(default_factory=list)

    @property
    def network_rule(self) -> Allowed:
        return self.switches[0].row


@member_required
@require_POST
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    """What was to leave by itself does not; one tap, and anybody's."""
    delivery = delivery_of(request, pk)
    said = error = ""
    try:
        decide.stop(delivery, by=request.member)
    except Conflict as conflict:
        error = str(conflict)
    else:
        who = delivery.suggestion.profile
        said = f"Stopped. {who} is on the queue again, for a person to answer."
    if request.htmx:
        found = section("automatic", request.member, timezone.now())
        context = {"section": found | {"error": error}, "said": said}
        answered = render(request, "engagement/_stopped.html", context)
        return counted(request, answered)
    if error:
        messages.warning(request, error)
    else:
        messages.success(request, said)
    return back(request)


@member_required
@require_safe
@never_cache
def automatic(request: MemberRequest) -> HttpResponse:
    """What may leave by itself, by account and kind, and each network's rule."""
    return _page(request, None, 200)


def _page(
    request: MemberRequest, wrong: tuple[int, SwitchOnForm] | None, status: int
) -> HttpResponse:
    accounts = Account.objects.of(request.center).filter(disconnected_at=None)
    rules = {
        (one.account_id, one.kind): one
        for one in Rule.objects.of(request.center)
        .filter(kind__startswith=AUTO, account__isnull=False)
        .select_related("by__user")
    }
    sent = Counter(
        Delivery.objects.of(request.center)
        .filter(
            by_rule__isnull=False,
            state=Delivery.State.SENT,
            state_since__gt=timezone.now() - A_WEEK,
        )
        .values_list("by_rule", flat=True)
    )
    found = []
    for account in accounts.order_by("platform", "pk"):
        one = Presence(account)
        for row in kinds_on(account.platform):
            rule = rules.get((account.pk, row.kind))
            form = SwitchOnForm(row=row, account=account.pk)
            if wrong and wrong[0] == account.pk and wrong[1].row == row:
                form = wrong[1]
            one.switches.append(Switch(row, rule, form, sent[rule.pk] if rule else 0))
        if one.switches:
            found.append(one)
    switches = [one.on for presence in found for one in presence.switches]
    context = {
        "presences": found,
        "read": READ,
        "window": _window(),
        "on": sum(switches),
        "all": len(switches),
    }
    name = "engagement/settings_automatic.html"
    return tab(request, "settings_automatic", name, context, status)


def _window() -> str:
    """How long there is to object, in words."""
    minutes = settings.OBJECTION_SECONDS / 60
    if minutes == 60:
        return "an hour"
    return "a minute" if minutes <= 1 else f"{minutes:.0f} minutes"


def _row(request: MemberRequest, account: Account) -> Allowed | None:
    """The kind that the form names, if this account's platform has it."""
    kind = request.POST.get("kind", "")
    return next((one for one in kinds_on(account.platform) if one.kind == kind), None)


def _account(request: MemberRequest, pk: int) -> Account:
    rows = Account.objects.of(request.center).filter(disconnected_at=None)
    return get_object_or_404(rows, pk=pk)


@member_required
@require_POST
def switch_on(request: MemberRequest, pk: int) -> HttpResponse:
    """A supervisor confirms what the network asks for."""
    account = _account(request, pk)
    row = _row(request, account)
    if row is None:
        return _unknown(request)
    form = SwitchOnForm(request.POST, row=row, account=account.pk)
    if not form.is_valid():
        return _page(request, (account.pk, form), 422)
    decide.switch_on(account, row.kind, by=request.member, cap=form.cleaned_data["cap"])
    messages.success(
        request, f"{account}, {row.label.lower()}: thanks may leave by themselves."
    )
    return redirect("settings_automatic", request.center.slug)


@member_required
@require_POST
def switch_off(request: MemberRequest, pk: int) -> HttpResponse:
    """At once, and without a question."""
    account = _account(request, pk)
    row = _row(request, account)
    if row is None:
        return _unknown(request)
    given = decide.switch_off(account, row.kind, by=request.member)
    waited = f" {given} that waited went back to the queue." if given else ""
    messages.success(request, f"{account}, {row.label.lower()}: off.{waited}")
    return redirect("settings_automatic", request.center.slug)


def _unknown(request: MemberRequest) -> HttpResponse:
    messages.error(request, "Nothing of this kind ever leaves by itself there.")
    return redirect("settings_automatic", request.center.slug)
