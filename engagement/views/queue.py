"""The queue: whom do we owe, and what could we pass on?"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from engagement.bounds import loud
from engagement.models import Interaction, Suggestion
from engagement.views import waiting
from engagement.views.answers import suggestion_of
from engagement.views.beside import beside
from engagement.views.card import Card
from engagement.views.cards import cards, rows

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
    yours, owed, offered = _shown(request, chosen, size, now)
    # Promises come before new work, and a slow line gets one page's worth of both
    size = max(size - len(yours), A_PAGE // 2)
    full = len(owed) > size
    owed = owed[:size]
    count = len(owed)
    if full or chosen:
        count = waiting.visible(request.member, now).filter(owed=True).count()
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
        "beside": beside(opened.suggestion, request.member) if opened else None,
        "since": now.isoformat(),
        "loaded": now.isoformat(),
        "last_given": None if owed or offered or yours else _last_given(request),
    }
    return render(request, "engagement/queue.html", context)


def _shown(
    request: MemberRequest, chosen: dict[str, str], size: int, now: datetime
) -> tuple[list[Card], list[Card], list[Card]]:
    """(yours, owed and one more, offered), all of them in one go."""
    center, member = request.center, request.member
    seen = waiting.narrow(waiting.visible(member, now), chosen, member, now)
    owed = seen.filter(owed=True)[: size + 1]
    offered = seen.filter(owed=False)[: center.offered_a_day]
    yours = waiting.promises(member, now)[: waiting.AT_ONCE]
    # One IN over a union: an OR over the three would read the table whole
    wanted = [
        Suggestion.objects.filter(pk__in=part.values("pk")).order_by().values("pk")
        for part in (owed, offered, yours)
    ]
    found = rows(
        Suggestion.objects.filter(pk__in=wanted[0].union(*wanted[1:])).order_by(
            *waiting.BY_WORTH
        )
    )
    every = cards(found, member)
    lying_open = [card for card in every if card.shown == "open"]
    settled = [card for card in every if card.shown != "open"]
    return (
        sorted(settled, key=lambda card: card.suggestion.touched_at, reverse=True),
        [card for card in lying_open if card.suggestion.owed],
        [card for card in lying_open if not card.suggestion.owed],
    )


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
    context = {"card": one, "beside": beside(suggestion, request.member)}
    return render(request, "engagement/card.html", context)


@member_required
@require_safe
@never_cache
def beside_card(request: MemberRequest, pk: int) -> HttpResponse:
    """What stands beside a card, asked for when its row is opened."""
    suggestion = suggestion_of(request, pk)
    context = {"beside": beside(suggestion, request.member)}
    return render(request, "engagement/_beside.html", context)
