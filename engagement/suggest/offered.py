"""Offered: the best few of what peers published, to pass on or to comment, each day."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Account, Center
from engagement.models import Conflict, Post, Suggestion
from engagement.ranking import Card, best
from engagement.suggest.peers import Candidate, candidates
from engagement.suggest.texts import choose
from engagement.suggest.turn import is_untouched, take_turn, untouched
from engagement.worktime import midnight

story = logging.getLogger("kindred.story")
State = Suggestion.State

BATCH = 100
STANDS_FOR = timedelta(days=2)
DECIDED = (State.ACCEPTED, State.DISMISSED, State.ELSEWHERE)
STAYS = 0.1
"""So much better must a new one be to take the place of one that is already shown."""

WORDS = {"share": "passing on a post of", "comment": "commenting on a post of"}


def weigh(center: Center, now: datetime) -> int:
    """Weigh what peers published; how many cards came of it.

    Runs when there is something new, and once a day for what was left over: to read
    what both of us write about takes long, and comes to the same until then.
    """
    today = now.astimezone(center.tz).date()
    new = _unweighed(center)
    pks = list(new.order_by("-noticed_at").values_list("pk", flat=True)[:BATCH])
    if not pks and center.offered_on == today:
        return 0
    accounts = _accounts(center)
    found = candidates(center, accounts, now) if accounts else []
    cards = _write(center, found, pks, now)
    # Older ones than the newest hundred stand no chance; they are only marked.
    while rest := list(
        new.filter(pk__lt=max(pks, default=0)).values_list("pk", flat=True)[:BATCH]
    ):
        Post.objects.filter(pk__in=rest, weighed_at=None).update(weighed_at=now)
    if accounts:
        Center.objects.filter(pk=center.pk).update(offered_on=today)
    for card in cards:
        story.info("suggested %s %s: %s", WORDS[card.kind], card.profile, card.reason)
    return len(cards)


def _unweighed(center: Center) -> QuerySet[Post]:
    return Post.objects.of(center).filter(peer=True, weighed_at=None)


def _accounts(center: Center) -> dict[str, Account]:
    """Our first account on each platform."""
    rows = Account.objects.of(center).filter(disconnected_at=None)
    ordered = rows.select_related("app").order_by("-pk")
    return {account.platform: account for account in ordered}


def _ours(center: Center) -> QuerySet[Suggestion]:
    """Cards that this stage offered; those that a person picked have no end."""
    return Suggestion.objects.of(center).filter(owed=False, expires_at__isnull=False)


def _write(
    center: Center, found: Sequence[Candidate], pks: list[int], now: datetime
) -> list[Suggestion]:
    """Keep the best, in one transaction with the mark on what was weighed."""
    with transaction.atomic():
        take_turn(center.pk)
        Post.objects.filter(pk__in=pks, weighed_at=None).update(weighed_at=now)
        if not found:
            return []
        standing = _standing(center, now)
        taken = {card.key for card in standing}
        new = {one.key: one for one in found if one.key not in taken}
        pool = [_shown(card, now) for card in standing]
        pool += [
            Card(key, one.offer.kind, one.profile.contact_id, one.offer.score)
            for key, one in new.items()
        ]
        chosen = {card.name for card in best(pool, center.offered_a_day)}
        for card in standing:
            if card.state == State.OPEN and card.key not in chosen:
                with suppress(Conflict):
                    card.move(State.EXPIRED, where=untouched(now))
        made = [_make(center, new[key], now) for key in new if key in chosen]
    return [card for card in made if card]


def _standing(center: Center, now: datetime) -> list[Suggestion]:
    """What is open, and what was decided on today: it had its place."""
    today = Q(state__in=DECIDED, state_since__gte=midnight(center.tz, now))
    rows = _ours(center).filter(Q(state=State.OPEN) | today)
    return list(rows.select_related("profile"))


def _shown(card: Suggestion, now: datetime) -> Card:
    fixed = card.state != State.OPEN or not is_untouched(card, now)
    return Card(card.key, card.kind, card.profile.contact_id, card.score + STAYS, fixed)


def _make(center: Center, one: Candidate, now: datetime) -> Suggestion | None:
    draft = choose(one.wordings, one.account, one.profile, one.post, now)
    if one.wordings and not draft:
        return None
    card, made = Suggestion.objects.get_or_create(
        center=center,
        key=one.key,
        defaults={
            "account": one.account,
            "profile": one.profile,
            "post": one.post,
            "kind": one.offer.kind,
            "owed": False,
            "score": one.offer.score,
            "reason": one.offer.reason,
            "evidence": one.evidence,
            "draft": draft,
            "noticed_at": one.post.noticed_at,
            "expires_at": now + STANDS_FOR,
            "state_since": now,
            "touched_at": now,
        },
    )
    return card if made else None
