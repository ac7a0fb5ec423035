"""The queue, live: what changed since a page was made, asked every four seconds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from engagement.bounds import cards_for
from engagement.decide import claim_over
from engagement.models import Delivery, Suggestion
from engagement.views import followers, freeze, waiting
from engagement.views.cards import cards, rows
from engagement.views.quiet import is_quiet
from engagement.views.sections import changed as changed_sections

# Two rows written at once may be committed in the other order: look back a little.
OVERLAP = timedelta(seconds=2)
# So long a worker may take to commit what it wrote: until then all is looked at.
LATE = timedelta(seconds=60)
LONGEST = timedelta(hours=12)
AT_ONCE = 25


@member_required
@require_safe
@never_cache
def changes(request: MemberRequest) -> HttpResponse:
    """Cards to be replaced in place, and how many are new; 204 where nothing is."""
    now = timezone.now()
    since = _time(request, "since", now)
    if is_quiet(request.center, since - LATE, now):
        return HttpResponse(status=204)
    shown = _shown(request)
    changed = _touched(request, since - OVERLAP, now) & shown
    # A card on a page of its own waits for nothing but itself
    alone = "alone" in request.GET
    loaded = now if alone else _time(request, "loaded", now)
    owed, others = _new(request, loaded, shown, now)
    new = owed + others
    beside = changed_sections(request.member, now, request.GET)
    turned = freeze.turned(request)
    same = str(new) == request.GET.get("new", "0")
    if not (changed or beside or turned) and same:
        return HttpResponse(status=204)
    asked = sorted(changed)[:AT_ONCE]
    may_see = cards_for(request.member, now)
    # With those that a section of its own shows again
    also = {pk for one in beside for pk in one.get("wanted", ())}
    read = Suggestion.objects.filter(may_see, pk__in=also.union(asked)).order_by("pk")
    every = cards(rows(read), request.member)
    for one in beside:
        followers.seat(one, every)
    found = [card for card in every if card.pk in asked]
    context = {
        "cards": found,
        "gone": sorted(set(asked) - {card.pk for card in found}),
        "sections": beside,
        "since": (since if len(changed) > AT_ONCE else now).isoformat(),
        "alone": alone,
        "turned": turned,
        "strip": freeze.strip(request.center) if request.center.frozen_at else None,
        **_line(request, new, owed),
    }
    return render(request, "engagement/_changes.html", context)


def _line(request: MemberRequest, new: int, owed: int) -> dict[str, Any]:
    """The line that new cards wait behind, and what the next question asks."""
    more = waiting.more(request)
    visible = waiting.visible(request.member, timezone.now())
    return {
        "new": new,
        "loaded": request.GET.get("loaded", ""),
        "filters": urlencode(waiting.filters(request)),
        "more": more,
        # A longer list, or what is new might stand below its end
        "longer": more + owed,
        "owed_count": visible.filter(owed=True).count(),
    }


def _time(request: MemberRequest, name: str, now: datetime) -> datetime:
    """An instant from the address, not older than half a day; else now."""
    try:
        found = parse_datetime(request.GET.get(name, "")) or now
    except ValueError:
        found = now
    if timezone.is_naive(found):
        found = now
    return max(min(found, now), now - LONGEST)


def _shown(request: MemberRequest) -> set[int]:
    """The cards that the page has."""
    asked = request.GET.get("shown", "").split(",")[:300]
    return {int(pk) for pk in asked if waiting.is_number(pk)}


def _touched(request: MemberRequest, after: datetime, now: datetime) -> set[int]:
    """Suggestions that changed, or whose delivery did, or that nobody is on now."""
    ours = Suggestion.objects.of(request.center)
    touched = ours.filter(touched_at__gt=after)
    sent = Delivery.objects.of(request.center).filter(touched_at__gt=after)
    ids = set(touched.order_by("-touched_at").values_list("pk", flat=True)[:500])
    ids |= set(ours.filter(claim_over(after, now)).values_list("pk", flat=True))
    return ids | set(
        sent.order_by("-touched_at").values_list("suggestion_id", flat=True)[:500]
    )


def _new(
    request: MemberRequest, loaded: datetime, shown: set[int], now: datetime
) -> tuple[int, int]:
    """How many cards a fresh page would have that came up since this one was made:
    owed ones, and others."""
    chosen = waiting.filters(request)
    seen = waiting.narrow(
        waiting.visible(request.member, now), chosen, request.member, now
    )
    came_up = Q(state_since__gt=loaded) | Q(hidden_until__gt=loaded)
    owed = seen.filter(came_up, owed=True).exclude(pk__in=shown).count()
    best = seen.filter(owed=False)[: request.center.offered_a_day]
    offered = [
        pk
        for pk, since in best.values_list("pk", "state_since")
        if pk not in shown and since > loaded
    ]
    handed = Delivery.objects.of(request.center).filter(
        for_member=request.member,
        state=Delivery.State.BY_HAND,
        state_since__gt=loaded,
    )
    mine = handed.exclude(suggestion__in=shown).count()
    return owed, len(offered) + mine
