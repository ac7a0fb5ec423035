"""The queue: whom do we owe, and what could we pass on?"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from engagement.bounds import loud
from engagement.models import Interaction, Suggestion
from engagement.views import followers, waiting
from engagement.views.answers import suggestion_of
from engagement.views.beside import beside
from engagement.views.card import Card
from engagement.views.cards import cards, rows
from engagement.views.duty import start_line
from engagement.views.first_steps import first_steps
from engagement.views.sections import sections
from engagement.views.way_back import way_back

A_PAGE = 8
"""So many owed cards at once: the page stays small on a slow line."""


@member_required
@require_safe
@never_cache
def queue(request: MemberRequest) -> HttpResponse:
    """The one page: promises first, then owed, then offered."""
    now = timezone.now()
    chosen = waiting.filters(request)
    size = A_PAGE + waiting.more(request)
    beside_them = sections(request.member, now)
    newcomers = beside_them["followers"]
    yours, owed, offered = _shown(request, chosen, size, now, newcomers)
    # Promises come before new work, and a slow line gets one page's worth of both
    size = max(size - len(yours), A_PAGE // 2)
    full = len(owed) > size
    owed = owed[:size]
    count = _owed_count(request, [*yours, *owed, *offered], now)
    setattr(request, "place_counts", {"queue": count})  # noqa: B010
    opened = _opened(request, [*yours, *owed, *offered])
    context = {
        "yours": yours,
        "owed": owed,
        "offered": offered,
        "owed_count": count,
        "first_due": owed[0].suggestion.due_at if owed else None,
        "longer": waiting.more(request) + A_PAGE if full else 0,
        "more": waiting.more(request),
        "at_most": len(yours) == waiting.AT_ONCE,
        "chips": waiting.chips(request.path, chosen),
        "narrowed": bool(chosen),
        "filters": urlencode(chosen),
        "opened": opened.pk if opened else 0,
        # What nobody asked for by its address is fetched when it is seen
        "beside": beside(opened.suggestion, request.member)
        if opened and "open" in request.GET
        else None,
        "since": now.isoformat(),
        "loaded": now.isoformat(),
        "start": start_line(request, now),
        "sections": beside_them,
        **_empty(request, bool(owed or offered or yours), beside_them),
    }
    return render(request, "engagement/queue.html", context)


BUSY = ("days", "calls", "waiting", "sent")


def _empty(
    request: MemberRequest, cards: bool, beside_them: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """What stands where no card does: the last kindness, or what a new Center does."""
    last = None if cards else _last_given(request)
    begun = any(one.get(name) for one in beside_them.values() for name in BUSY)
    first = not (cards or last or begun or waiting.filters(request))
    return {
        "last_given": last,
        "first_steps": first_steps(request.member) if first else (),
    }


def _shown(
    request: MemberRequest,
    chosen: dict[str, str],
    size: int,
    now: datetime,
    newcomers: dict[str, Any],
) -> tuple[list[Card], list[Card], list[Card]]:
    """(yours, owed and one more, offered), all of them in one go; and with them the
    cards of new followers, which stand in a section of their own."""
    center, member = request.center, request.member
    seen = waiting.narrow(waiting.visible(member, now), chosen, member, now)
    owed = seen.filter(owed=True)[: size + 1]
    offered = seen.filter(owed=False)[: center.offered_a_day]
    yours = waiting.promises(member, now)[: waiting.AT_ONCE]
    # One IN over a union: an OR over the three would read the table whole
    wanted = [
        Suggestion.objects.filter(pk__in=part).order_by().values("pk")
        for part in (
            *(part.values("pk") for part in (owed, offered, yours)),
            newcomers.get("wanted", ()),
        )
    ]
    found = rows(
        Suggestion.objects.filter(pk__in=wanted[0].union(*wanted[1:]))
        # Counted beside the rows: the page asks the database little
        .annotate(all_owed=waiting.how_many_owed(member, now))
        .order_by(*waiting.BY_WORTH)
    )
    every = cards(found, member)
    followers.seat(newcomers, every)
    theirs = set(newcomers.get("wanted", ()))
    lying_open = [
        card for card in every if card.shown == "open" and card.pk not in theirs
    ]
    settled = [card for card in every if card.shown != "open"]
    return (
        sorted(settled, key=lambda card: card.suggestion.touched_at, reverse=True),
        [card for card in lying_open if card.suggestion.owed],
        [card for card in lying_open if not card.suggestion.owed],
    )


def _owed_count(request: MemberRequest, shown: list[Card], now: datetime) -> int:
    """How many stand under Owed, on this page and after it, however it is narrowed."""
    if shown:
        return int(getattr(shown[0].suggestion, "all_owed", 0) or 0)
    return waiting.visible(request.member, now).filter(owed=True).count()


def _opened(request: MemberRequest, shown: list[Card]) -> Card | None:
    """The card in the right pane: the one the address names, or the first."""
    wanted = request.GET.get("open", "")
    for card in shown:
        if str(card.pk) == wanted:
            return card
    lying_open = [card for card in shown if not card.folds]
    return next(iter(lying_open or shown), None)


def _last_given(request: MemberRequest) -> Interaction | None:
    return (
        Interaction.objects.of(request.center)
        .filter(
            loud(request.member),
            direction=Interaction.Direction.OUT,
            retracted_at=None,
        )
        .select_related("profile", "by_member__user")
        .order_by("-noticed_at")
        .first()
    )


@member_required
@require_safe
@never_cache
def card(request: MemberRequest, pk: int) -> HttpResponse:
    """One card as a page of its own, for a link and for who has no scripts."""
    suggestion = suggestion_of(request, pk)
    one = cards([suggestion], request.member)[0]
    now = timezone.now().isoformat()
    context = {
        "card": one,
        "beside": beside(suggestion, request.member),
        "alone": True,
        "way_back": way_back(request),
        "since": now,
        "loaded": now,
    }
    return render(request, "engagement/card.html", context)


@member_required
@require_safe
@never_cache
def beside_card(request: MemberRequest, pk: int) -> HttpResponse:
    """What stands beside a card, asked for when its row is opened."""
    suggestion = suggestion_of(request, pk)
    context = {"beside": beside(suggestion, request.member)}
    return render(request, "engagement/_beside.html", context)
