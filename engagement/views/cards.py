"""The cards of a list of suggestions, in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.hands import now_of
from accounts.models import Hands, Member
from engagement.aim import Way, main_way, other_ways
from engagement.models import Delivery, Post, Suggestion
from engagement.triage import only_follows
from engagement.views.card import Card

State = Delivery.State


def rows(suggestions: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """All a card needs of the rows around it, in one query."""
    theirs = Post.objects.filter(
        profile=OuterRef("profile"), shares_key="", reply_to_key="", gone_at=None
    ).exclude(text="")
    return suggestions.select_related(
        "center",
        "profile__contact",
        "account__app",
        "post",
        "claimed_by__user",
        "decided_by__user",
        "together_with__profile",
    ).annotate(
        only_follows=only_follows(),
        others_too=Subquery(
            Suggestion.objects.filter(together_with=OuterRef("pk"))
            .order_by()
            .values("together_with")
            .annotate(many=Count("pk"))
            .values("many")
        ),
        theirs_pk=Subquery(theirs.order_by("-published_at").values("pk")[:1]),
    )


def cards(suggestions: Iterable[Suggestion], viewer: Member) -> list[Card]:
    """The cards of these suggestions as this member sees them; four queries."""
    found = list(suggestions)
    now = timezone.now()
    lives = _deliveries(found)
    hands = _hands(viewer)
    latest = {one.pk: getattr(one, "theirs_pk", None) or 0 for one in found}
    posts = Post.objects.in_bulk([pk for pk in latest.values() if pk])
    made = []
    for one in found:
        card = Card(
            one,
            viewer,
            now,
            main=main_way(one),
            others=other_ways(one, posts.get(latest[one.pk])),
            hands=hands.get(one.account_id or 0, []),
        )
        last = lives.get(one.pk)
        if one.state == Suggestion.State.OPEN:
            card.came_back = last if last and last.error else None
        elif last and last.state != State.CANCELLED:
            card.delivery = last
            card.main = _way_of(card) or card.main
        made.append(card)
    return made


def _way_of(card: Card) -> Way | None:
    """The way that was chosen when it was accepted."""
    ways = [*([card.main] if card.main else []), *card.others]
    return next(
        (way for way in ways if card.delivery and way.verb == card.delivery.verb), None
    )


def card_of(suggestion: Suggestion, viewer: Member) -> Card:
    """One card, read anew."""
    fresh = rows(Suggestion.objects.filter(pk=suggestion.pk)).get()
    return cards([fresh], viewer)[0]


def _deliveries(suggestions: list[Suggestion]) -> dict[int, Delivery]:
    """The newest delivery of each; of what was taken back only what says why."""
    found = (
        Delivery.objects.filter(suggestion__in=[one.pk for one in suggestions])
        .exclude(Q(error="") & Q(state=State.CANCELLED))
        .select_related(
            "account", "by_member__user", "for_member__user", "settled_by__user"
        )
        .order_by("pk")
    )
    return {one.suggestion_id: one for one in found}


def _hands(viewer: Member) -> dict[int, list[Hands]]:
    found: dict[int, list[Hands]] = {}
    for row in now_of(viewer.center):
        found.setdefault(row.account_id, []).append(row)
    return found
