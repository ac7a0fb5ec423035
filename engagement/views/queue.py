"""The queue: whom do we owe, and what could we pass on?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from accounts.models.account import Network
from engagement.models import Delivery, Interaction, Suggestion
from engagement.views.answers import suggestion_of
from engagement.views.beside import beside
from engagement.views.cards import Card, cards, rows

A_PAGE = 12
JUST_NOW = timedelta(seconds=60)
# Two rows written at once may be committed in the other order: look back a little.
OVERLAP = timedelta(seconds=2)
CHANGES_AT_ONCE = 25


@member_required
@require_safe
@never_cache
def queue(request: MemberRequest) -> HttpResponse:
    """The one page: promises first, then owed, then offered."""
    now = timezone.now()
    chosen = _filters(request)
    waiting = _open(request, now)
    owed_rows = _narrow(waiting.filter(owed=True), chosen, request, now)
    more = request.GET.get("more", "")
    size = A_PAGE + (int(more) if more.isdigit() and len(more) < 4 else 0)
    counted = list(owed_rows[: size + 1])
    yours = cards(_yours(request, now), request.member)
    mine = {card.pk for card in yours}
    owed = cards([one for one in counted[:size] if one.pk not in mine], request.member)
    offered = cards(
        _narrow(waiting.filter(owed=False), chosen, request, now)[
            : request.center.offered_a_day
        ],
        request.member,
    )
    count = waiting.filter(owed=True).count()
    setattr(request, "place_counts", {"queue": count})  # noqa: B010
    opened = _opened(request, [*yours, *owed, *offered])
    context = {
        "yours": yours,
        "owed": owed,
        "offered": offered,
        "owed_count": count,
        "first_due": owed[0].suggestion.due_at if owed else None,
        "more": size if len(counted) > size else 0,
        "chips": _chips(request, chosen),
        "narrowed": bool(chosen),
        "opened": opened.pk if opened else 0,
        "beside": beside(opened.suggestion) if opened else None,
        "since": now.isoformat(),
        "last_given": None if owed or offered or yours else _last_given(request),
    }
    return render(request, "engagement/queue.html", context)


def _open(request: MemberRequest, now: datetime) -> QuerySet[Suggestion]:
    """Open, not put off; overdue, then today, then later, within these by worth."""
    found = Suggestion.objects.of(request.center).filter(
        Q(hidden_until=None) | Q(hidden_until__lte=now),
        Q(expires_at=None) | Q(expires_at__gt=now),
        state=Suggestion.State.OPEN,
    )
    return rows(found).order_by(F("due_at").asc(nulls_last=True), "-score", "pk")


def _yours(request: MemberRequest, now: datetime) -> QuerySet[Suggestion]:
    """Promises, and what was decided a moment ago and can still be undone."""
    member = request.member
    S = Delivery.State
    own = Q(deliveries__by_member=member) | Q(deliveries__for_member=member)
    waiting = own & Q(deliveries__state=S.BY_HAND)
    lost = own & Q(
        deliveries__state=S.SENT,
        deliveries__evidence=Interaction.Evidence.SAID,
        deliveries__receipt_key="",
        deliveries__looked_at__isnull=False,
        deliveries__state_since__gt=now - timedelta(days=7),
    )
    unknown = Q(deliveries__state=S.UNCONFIRMED)
    recent = Q(
        decided_by=member,
        decided_at__gt=now - JUST_NOW,
        state__in=(Suggestion.State.ACCEPTED, Suggestion.State.DISMISSED),
    )
    found = (
        Suggestion.objects.of(request.center)
        .filter(Q(touched_at__gt=now - timedelta(days=30)) | Q(state="accepted"))
        .filter(waiting | lost | unknown | recent)
    )
    keys = list(found.values_list("pk", flat=True).distinct().order_by("-pk")[:20])
    return rows(Suggestion.objects.filter(pk__in=keys)).order_by("-touched_at")


def _filters(request: MemberRequest) -> dict[str, str]:
    """What the address narrows the list to; anything unknown is passed over."""
    known = {
        "who": ("mine",),
        "network": (Network.TWITTER, Network.BLOG, Network.PERSON),
        "due": ("today",),
        "kind": tuple(Suggestion.Kind.values),
    }
    return {
        name: request.GET[name]
        for name, values in known.items()
        if request.GET.get(name) in values
    }


def _narrow(
    found: QuerySet[Suggestion],
    chosen: dict[str, str],
    request: MemberRequest,
    now: datetime,
) -> QuerySet[Suggestion]:
    if "who" in chosen:
        found = found.filter(claimed_by=request.member, claimed_until__gt=now)
    if "network" in chosen:
        found = found.filter(profile__platform=chosen["network"])
    if "kind" in chosen:
        found = found.filter(kind=chosen["kind"])
    if "due" in chosen:
        local = timezone.localtime(now)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        found = found.filter(due_at__lt=midnight + timedelta(days=1))
    return found


def _chips(request: MemberRequest, chosen: dict[str, str]) -> list[dict[str, Any]]:
    def chip(label: str, glyph: str = "", **narrowed: str) -> dict[str, Any]:
        query = "&".join(f"{name}={value}" for name, value in narrowed.items())
        return {
            "label": label,
            "glyph": glyph,
            "url": f"{request.path}?{query}" if query else request.path,
            "current": narrowed == chosen,
        }

    return [
        chip("All"),
        chip("Mine", who="mine"),
        chip("X", "twitter", network=Network.TWITTER.value),
        chip("Blog", "blog", network=Network.BLOG.value),
        chip("Due today", due="today"),
    ]


def _opened(request: MemberRequest, shown: list[Card]) -> Card | None:
    """The card in the right pane: the one the address names, or the first."""
    wanted = request.GET.get("open", "")
    for card in shown:
        if str(card.pk) == wanted:
            return card
    return shown[0] if shown else None


def _last_given(request: MemberRequest) -> Interaction | None:
    return (
        Interaction.objects.of(request.center)
        .filter(direction=Interaction.Direction.OUT, retracted_at=None)
        .select_related("profile", "by_member__user")
        .order_by("-noticed_at")
        .first()
    )


@member_required
@require_safe
@never_cache
def changes(request: MemberRequest) -> HttpResponse:
    """What was touched since: cards to be replaced in place, and how many are new.

    204 where nothing was; asked every four seconds while somebody looks.
    """
    now = timezone.now()
    try:
        since = parse_datetime(request.GET.get("since", "")) or now
    except ValueError:
        since = now
    if timezone.is_naive(since):
        since = now
    after = max(since, now - timedelta(hours=1)) - OVERLAP
    shown = {int(pk) for pk in request.GET.get("shown", "").split(",") if pk.isdigit()}
    touched = Q(touched_at__gt=after) | Q(
        deliveries__touched_at__gt=after, state=Suggestion.State.ACCEPTED
    )
    found = Suggestion.objects.of(request.center).filter(touched).distinct()
    keys = list(found.values_list("pk", flat=True)[: CHANGES_AT_ONCE * 4])
    changed = [pk for pk in keys if pk in shown][:CHANGES_AT_ONCE]
    fresh = (
        _open(request, now).filter(pk__in=keys).exclude(pk__in=shown).values("pk")
        if set(keys) - shown
        else []
    )
    if not changed and not fresh:
        return HttpResponse(status=204)
    context = {
        "cards": cards(rows(Suggestion.objects.filter(pk__in=changed)), request.member),
        "new": len(fresh),
        "since": now.isoformat(),
    }
    return render(request, "engagement/_changes.html", context)


@member_required
@require_safe
@never_cache
def card(request: MemberRequest, pk: int) -> HttpResponse:
    """One card as a page of its own, for a link and for who has no scripts."""
    suggestion = suggestion_of(request, pk)
    one = cards([suggestion], request.member)[0]
    context = {"card": one, "beside": beside(suggestion)}
    return render(request, "engagement/card.html", context)


@member_required
@require_safe
@never_cache
def beside_card(request: MemberRequest, pk: int) -> HttpResponse:
    """What stands beside a card, asked for when its row is opened."""
    suggestion = suggestion_of(request, pk)
    return render(request, "engagement/_beside.html", {"beside": beside(suggestion)})
