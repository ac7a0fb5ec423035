"""Semester's end: who leaves, what will happen, and what to remove on the networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts import people
from accounts.access import MemberRequest, member_required
from accounts.models import Departure, Member, Removal
from accounts.removals import Step, in_order, step_of
from accounts.tabs import tab
from engagement.decide.departure import end_access
from engagement.leaving import Plan, plan_of
from engagement.models import Conflict
from engagement.rules.automatic import kinds_on
from engagement.views.waiting import is_number

MOST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a checklist, with the way to do it there."""

    removal: Removal
    step: Step


def _lines(found: list[Removal], who: str) -> list[Line]:
    return [Line(one, step_of(one, who)) for one in in_order(found)]


@member_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people_leave(request: MemberRequest) -> HttpResponse:
    """First what will happen to each who was picked; then, by the button, it does."""
    leaving = _picked(request)
    if not leaving:
        messages.warning(request, "Tick who leaves first.")
        return redirect("people", request.center.slug)
    going = {one.pk for one in leaving}
    to = _taking_over(request)
    staying = [one for one in people.here(request.center) if one.pk not in going]
    if to and to.pk in going:
        messages.warning(request, f"{to.name} leaves, too. Choose who stays.")
        to = None
    elif request.method == "POST" and people.may_leave(leaving):
        return _leave(request, leaving, to)
    now = timezone.now()
    plans = [plan_of(one, to=to, leaving=going, now=now) for one in leaving]
    context = {
        "plans": [_shown(one) for one in plans],
        "leaving": leaving,
        "staying": sorted(staying, key=lambda one: one.name.casefold()),
        "to": to,
        "in_hand": sum(one.in_hand for one in plans),
        "last_owner": not people.may_leave(leaving),
        "myself": request.member.pk in going,
    }
    refused = request.method == "POST"
    name = "engagement/people_leave.html"
    return tab(request, "people", name, context, 409 if refused else 200)


def _picked(request: MemberRequest) -> list[Member]:
    """Who was ticked and is still here; 404 for anybody of another Center."""
    asked = request.POST if request.method == "POST" else request.GET
    pks = {one for one in asked.getlist("member")[:MOST] if one}
    if not all(is_number(one) for one in pks):
        raise Http404
    found = Member.objects.of(request.center).filter(pk__in=pks).select_related("user")
    if len(found) != len({int(one) for one in pks}):
        raise Http404
    # Whoever asks goes last, for after it they may ask nothing more.
    here = [one for one in found if one.left_at is None]
    return sorted(here, key=lambda one: (one == request.member, one.name.casefold()))


def _taking_over(request: MemberRequest) -> Member | None:
    asked = request.POST if request.method == "POST" else request.GET
    to = asked.get("to", "")
    if not to:
        return None
    if not is_number(to):
        raise Http404
    return get_object_or_404(people.here(request.center), pk=to)


def _shown(plan: Plan) -> dict[str, Any]:
    """A plan for the page: with the steps of the checklist, and rules in words."""
    labels = {
        (one.account_id, row.kind): row.label
        for one in plan.rules
        if one.account
        for row in kinds_on(one.account.platform)
    }
    return {
        "plan": plan,
        "lines": _lines(plan.removals, plan.member.name),
        "rules": [
            (one.account, labels.get((one.account_id, one.kind), one.kind))
            for one in plan.rules
        ],
    }


def _leave(
    request: MemberRequest, leaving: list[Member], to: Member | None
) -> HttpResponse:
    going = {one.pk for one in leaving}
    done: list[Departure] = []
    for one in leaving:
        try:
            done.append(end_access(one, by=request.member, to=to, leaving=going))
        except Conflict as error:
            messages.warning(request, str(error))
    for departure in done:
        name = departure.member.name
        messages.success(request, f"{name} is no member any more.")
    if any(one.member == request.member for one in done):
        return redirect("home")
    if len(done) == 1:
        return redirect("departure", request.center.slug, done[0].pk)
    return redirect("people", request.center.slug)


@member_required
@require_safe
@never_cache
def departure(request: MemberRequest, pk: int) -> HttpResponse:
    """Who left, and the checklist of what must be removed on which network."""
    rows = Departure.objects.of(request.center)
    left = get_object_or_404(
        rows.select_related("member__user", "by__user", "handed_to__user"), pk=pk
    )
    found = left.removals.select_related("account__app", "done_by__user")
    lines = _lines([*found], left.member.name)
    context = {
        "left": left,
        "to_do": [one for one in lines if one.removal.done_at is None],
        "done": [one for one in lines if one.removal.done_at],
    }
    return tab(request, "people", "engagement/departure.html", context)


def _removal(request: MemberRequest, pk: int) -> Removal:
    rows = Removal.objects.of(request.center).select_related("departure__member")
    return get_object_or_404(rows, pk=pk)


@member_required
@require_POST
def removal_done(request: MemberRequest, pk: int) -> HttpResponse:
    """It was removed there, says whoever did it, by name."""
    removal = _removal(request, pk)
    try:
        people.tick_off(removal, by=request.member)
    except people.CannotBe as error:
        messages.warning(request, str(error))
    return redirect("departure", request.center.slug, removal.departure_id)


@member_required
@require_POST
def removal_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """It was not, after all."""
    removal = _removal(request, pk)
    try:
        people.untick(removal, by=request.member)
    except people.CannotBe as error:
        messages.warning(request, str(error))
    return redirect("departure", request.center.slug, removal.departure_id)
