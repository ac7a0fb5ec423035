"""What is answered already: by our last thanks, or by a post of ours that we read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import Account
from engagement.keys import out_key
from engagement.models import Delivery, Interaction, Post, Profile, Suggestion
from engagement.suggest.kindnesses import trouble_of

ANSWERED_FOR = timedelta(hours=24)
SKEW = timedelta(minutes=2)
"""Two networks' clocks; an answer is never older than what it answers."""

Direction = Interaction.Direction
Kind = Interaction.Kind
ANSWERS = (Kind.THANKS, Kind.REPLY, Kind.COMMENT, Kind.QUOTE)
"""What we may have done under words of theirs that is an answer to them."""


@dataclass(frozen=True, slots=True)
class Last:
    """When we answered somebody last, and by which suggestion if any.

    ``keys`` are posts of theirs that were answered for certain, whenever we read them.
    """

    at: datetime
    suggestion_id: int | None
    keys: frozenset[str] = frozenset()

    def answers(self, row: Interaction, need: frozenset[str]) -> bool:
        """What was noticed before our thanks, or within a day after, is answered.

        Trouble is not: who thanked us yesterday may need help today. ``need``: the
        Center's words for it.
        """
        if row.post and row.post.key in self.keys:
            return True
        if trouble_of(row, need):
            return False
        return row.noticed_at < self.at + ANSWERED_FOR


def last_answers(profile: Profile, rows: Sequence[Interaction]) -> list[Last]:
    """Our last thanks to them, and our answer to one of these very kindnesses."""
    found = (_thanks_decided(profile), _thanks_given(profile), _seen(profile, rows))
    known = [last for last in found if last]
    return sorted(known, key=lambda last: last.at, reverse=True)


def _thanks_decided(profile: Profile) -> Last | None:
    decided = (
        Suggestion.objects.filter(
            center=profile.center_id,
            profile=profile,
            kind=Suggestion.Kind.THANK,
            state__in=(Suggestion.State.ACCEPTED, Suggestion.State.ELSEWHERE),
        )
        # Nobody read what came after a thanks that left by itself.
        .exclude(state=Suggestion.State.ACCEPTED, decided_by=None)
        .order_by("-state_since")
        .first()
    )
    return Last(decided.state_since, decided.pk) if decided else None


def _thanks_given(profile: Profile) -> Last | None:
    given = (
        Interaction.objects.filter(
            center=profile.center_id,
            profile=profile,
            direction=Direction.OUT,
            kind=Kind.THANKS,
            by_worker=False,
            retracted_at=None,
        )
        .order_by("-noticed_at")
        .select_related("delivery")
        .first()
    )
    if given is None:
        return None
    of = _answered_by(given.delivery, profile) if given.delivery else None
    return Last(given.happened_at or given.noticed_at, of)


def _answered_by(delivery: Delivery, profile: Profile) -> int | None:
    """Their own suggestion, also where the text that answered it leads another's."""
    lead = delivery.suggestion_id
    theirs = Suggestion.objects.filter(
        Q(pk=lead) | Q(together_with=lead), center=profile.center_id, profile=profile
    )
    return theirs.values_list("pk", flat=True).first()


def _seen(profile: Profile, rows: Sequence[Interaction]) -> Last | None:
    """Our answer under their words, though we read it first, or weighed them later."""
    theirs = {row.post.key: row.post for row in rows if row.post}
    if not theirs:
        return None
    answers = _under(profile.center_id, list(theirs.values()))
    done = list(
        Interaction.objects.filter(
            center=profile.center_id,
            profile=profile,
            post__in=theirs.values(),
            direction=Direction.OUT,
            kind__in=ANSWERS,
            retracted_at=None,
        ).select_related("post", "delivery")
    )
    _count_again(profile.center_id, answers)
    keys = {key for one in answers for key in (one.reply_to_key, one.quotes_key)}
    keys |= {one.post.key for one in done if one.post}
    if not keys & set(theirs):
        return None
    at = [one.published_at for one in answers]
    at += [one.happened_at or one.noticed_at for one in done]
    of = next((one.delivery.suggestion_id for one in done if one.delivery), None)
    return Last(max(at), of, frozenset(keys & set(theirs)))


def _under(center_id: int, theirs: Sequence[Post]) -> list[Post]:
    """Posts of ours that answer or quote one of these; read by account and time."""
    keys = [post.key for post in theirs]
    ours = Account.objects.filter(center=center_id).values_list("pk", flat=True)
    return list(
        Post.objects.filter(
            Q(reply_to_key__in=keys) | Q(quotes_key__in=keys),
            center=center_id,
            account__in=list(ours),
            published_at__gt=min(post.published_at for post in theirs) - SKEW,
            gone_at=None,
        )
    )


def _count_again(center_id: int, answers: Sequence[Post]) -> None:
    """Those that stand for no kindness yet are looked at again: now it can be told.

    They were read before what they answer. The row is handed back to deliver.
    """
    keys = {out_key(one.key): one.pk for one in answers if not one.first_look}
    known = Interaction.objects.filter(center=center_id, key__in=keys)
    for key in known.values_list("key", flat=True):
        del keys[key]
    Post.objects.filter(pk__in=keys.values()).update(weighed_at=None)
