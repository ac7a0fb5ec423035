"""The outbox: what goes out, what went, and what only a person can settle."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Center
from engagement.bounds import lines_for
from engagement.frozen import got_away
from engagement.models import Delivery, HoldWord
from engagement.views.paging import Newest
from engagement.words import held_by, words_of

State = Delivery.State
TABS = {
    "": ("All", Q()),
    "going": ("Going out", Q(state__in=(State.QUEUED, State.SENDING))),
    "asked": ("For a person", Q(state__in=(State.UNCONFIRMED, State.BY_HAND))),
    "held": ("Held", Q(state=State.HELD)),
    "sent": ("Sent", Q(state=State.SENT)),
    "not": ("Not sent", Q(state__in=(State.FAILED, State.CANCELLED, State.REMOVED))),
}
EMPTY = {
    "": ("Nothing here", "What you accept on the queue goes out from here, once."),
    "going": ("Nothing is on its way", "What you accept on the queue goes out here."),
    "asked": (
        "Nothing waits for a person",
        "What is done by hand, and what no network could confirm, is asked about here.",
    ),
    "held": (
        "Nothing is held",
        "What a freeze or a used-up budget stops, and texts that a supervisor reads "
        "first, wait here until somebody says go; what an account holds up goes on "
        "when it is connected again.",
    ),
    "sent": ("Nothing was sent yet", "What went out stands here, with its link."),
    "not": (
        "Nothing came back",
        "What was refused, taken back or taken down stands here, with its text.",
    ),
}
A_PAGE = 25


@member_required
@require_safe
@never_cache
def outbox(request: MemberRequest) -> HttpResponse:
    """Newest first; a tab narrows it; every line says its state in words."""
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in TABS else ""
    shown = lines_for(request.member)
    found = (
        Delivery.objects.of(request.center)
        .filter(shown, TABS[chosen][1])
        .select_related(
            "account",
            "suggestion__profile",
            "by_member__user",
            "by_rule__by__user",
            "for_member__user",
            "settled_by__user",
        )
        .order_by("-touched_at", "-pk")
    )
    page = Newest(found, A_PAGE).get_page(request.GET.get("page"))
    if request.member.supervises:
        _say_what_caught(page.object_list, request.center)
    held = Delivery.objects.of(request.center).filter(shown, state=State.HELD)
    context = {
        "page": page,
        "tabs": _tabs(request.path, chosen),
        "now": timezone.now(),
        "empty": EMPTY[chosen],
        "got_away": got_away(request.center).filter(shown),
        "held_by_freeze": 0
        if request.center.frozen_at
        else held.filter(error_code=Delivery.FROZEN).count(),
        "here": request.get_full_path(),
    }
    template = "engagement/_outbox.html" if request.htmx else "engagement/outbox.html"
    return render(request, template, context)


def _tabs(path: str, chosen: str) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "url": f"{path}?show={key}" if key else path,
            "current": key == chosen,
        }
        for key, (label, _) in TABS.items()
    ]


def _say_what_caught(lines: Iterable[Delivery], center: Center) -> None:
    """Beside what is held, the word of ours that holds it; for supervisors alone."""
    held = [one for one in lines if one.state == State.HELD and one.text]
    words = words_of(center, HoldWord.Side.OUT) if held else ()
    for one in held:
        setattr(one, "caught", held_by(one.text, words))  # noqa: B010
