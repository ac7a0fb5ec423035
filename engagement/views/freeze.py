"""Freeze: stop everything that leaves, and lift it, knowing what waits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, member_required
from accounts.models import Center
from engagement import decide
from engagement.bounds import lines_for
from engagement.forms import WhyForm
from engagement.frozen import MOST_AT_ONCE, got_away, stopped, waiting
from engagement.models import Conflict
from engagement.views.waiting import is_number


def strip(center: Center) -> dict[str, str]:
    """What stands on top of every page of a Center that is frozen: who, and why."""
    who = center.frozen_by.name if center.frozen_by else "A supervisor"
    reason = center.frozen_reason.rstrip(".")
    why = f": {reason}" if reason else ""
    return {
        "kind": "danger",
        "icon": "snowflake",
        "text": f"Frozen by {who}{why}. Nothing leaves until it is lifted.",
        "url": reverse("outbox", args=[center.slug]),
        "action": "Outbox",
    }


def turned(request: MemberRequest) -> bool:
    """Whether it was frozen, or lifted, since a page that asks for news was made."""
    frozen = request.center.frozen_at is not None
    return request.GET.get("frozen", str(int(frozen))) != str(int(frozen))


@member_required
@require_POST
def freeze(request: MemberRequest) -> HttpResponse:
    """Stop everything that leaves, at once; and say what had left already."""
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say in a few words why, so that colleagues know.")
        return redirect("outbox", request.center.slug)
    center = request.center
    try:
        decide.freeze(center, by=request.member, reason=form.cleaned_data["why"])
    except Conflict as error:
        messages.warning(request, str(error))
        return redirect("outbox", center.slug)
    center.refresh_from_db()
    away = got_away(center).count()
    if away:
        were = "1 was" if away == 1 else f"{away} were"
        messages.warning(request, f"Frozen. {were} on the way already: see below.")
    else:
        messages.success(request, "Frozen. Nothing leaves until you lift it.")
    return redirect("outbox", center.slug)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unfreeze(request: MemberRequest) -> HttpResponse:
    """First what waits, with a question; then things may leave again."""
    if request.method == "POST":
        return _lift(request)
    if not request.center.frozen_at:
        return redirect("outbox", request.center.slug)
    held = stopped(request.center).count()
    context = {
        "lines": waiting(request.center, timezone.now()),
        "held": held,
        "more": max(0, held - MOST_AT_ONCE),
        "got_away": got_away(request.center),
    }
    return render(request, "engagement/unfreeze.html", context)


def _lift(request: MemberRequest) -> HttpResponse:
    """Lift it; what was ticked goes on, and the rest waits for a word."""
    center, by = request.center, request.member
    ticked = [int(pk) for pk in request.POST.getlist("go") if is_number(pk)]
    try:
        decide.unfreeze(center, by=by)
    except Conflict as error:
        messages.warning(request, str(error))
        return redirect("outbox", center.slug)
    going = decide.release_all(center, by=by, only=ticked[:MOST_AT_ONCE])
    left = stopped(center).count()
    messages.success(request, f"Lifted.{_goes_on(going)}{_waits(left)}")
    return redirect("outbox", center.slug)


def _goes_on(count: int) -> str:
    if not count:
        return ""
    return " 1 goes on." if count == 1 else f" {count} go on, one after the other."


def _waits(count: int) -> str:
    if not count:
        return ""
    return " 1 waits for a word." if count == 1 else f" {count} wait for a word."


@member_required
@require_POST
def release_all(request: MemberRequest) -> HttpResponse:
    """Let go of what the freeze held, as far as the page has shown it."""
    held = stopped(request.center).filter(lines_for(request.member))
    ours = list(held.values_list("pk", flat=True)[:MOST_AT_ONCE])
    count = decide.release_all(request.center, by=request.member, only=ours)
    messages.success(request, f"{count} let go; they leave one after the other.")
    return redirect("outbox", request.center.slug)
