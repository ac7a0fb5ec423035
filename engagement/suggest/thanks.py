"""One person's open thanks: made, or merged into the one that is open already."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Center
from engagement.attentions import raise_for, sounds_in_need
from engagement.models import (
    Conflict,
    HoldWord,
    Interaction,
    Profile,
    Suggestion,
)
from engagement.rules import owes
from engagement.suggest.answered import last_answers
from engagement.suggest.kindnesses import Thanks, thanks_for
from engagement.suggest.stopped import heed_stop
from engagement.suggest.texts import choose
from engagement.suggest.turn import take_turn, unclaimed
from engagement.words import words_of
from engagement.worktime import Week

story = logging.getLogger("kindred.story")
State = Suggestion.State

TRIES = 3
MOST_TOLD = 50
"""Kindnesses of one person that one card tells of."""
RELATED = ("post", "account__app")


def settle(
    profile: Profile,
    rows: Sequence[Interaction],
    center: Center,
    week: Week,
    now: datetime,
) -> bool:
    """Weigh what one person did. True when a new card came of it.

    A call for help and a wish to be left alone are heard first, in a transaction of
    their own: a card that cannot be written undoes neither. The rows are marked as
    weighed in the one that writes their card. Raises Conflict when others decided
    faster than we could read, three times; the rows are then left for the next sweep.
    """
    # First: who cries for help and asks us to stop means both.
    heed_stop(profile, rows, now)
    rest = _not_in_need(profile, rows, now)
    with transaction.atomic():
        take_turn(center.pk)
        profile.contact.refresh_from_db(fields=["kind", "kept_out"])
        mine = [row for row in rest if _claim(row, now)]
        owing = [row for row in mine if owed(row, profile)]
        owing = _unanswered(profile, owing)
        card = _card(profile, owing, center, week, now) if owing else None
    if card is None:
        return False
    story.info("suggested thanking %s: %s", profile.called, card.reason)
    return True


def owed(row: Interaction, profile: Profile) -> bool:
    """Whether it asks for thanks, by what it is and who did it."""
    if row.first_look or row.not_kind or row.retracted_at or row.suggestion_id:
        return False
    if profile.opted_out_at or profile.gone_at or profile.contact.kept_out:
        return False
    noted = row.evidence == Interaction.Evidence.SAID
    return owes(row.kind, profile.contact.kind, noted=noted)


def _not_in_need(
    profile: Profile, rows: Sequence[Interaction], now: datetime
) -> list[Interaction]:
    """Who sounds in need is seen to by a person; the rest may be a kindness.

    Also of whom somebody said "spam": a slip must not hide it.
    """
    words = words_of(profile.center_id, HoldWord.Side.NEED)
    in_need = [row for row in rows if sounds_in_need(row, words)]
    for row in in_need:
        with transaction.atomic():
            take_turn(profile.center_id)
            if not _claim(row, now):
                continue
            raise_for(row, now)
        story.warning("somebody may need help: an attention is on the queue")
    return [row for row in rows if row not in in_need]


def _claim(row: Interaction, now: datetime) -> bool:
    rows = Interaction.objects.filter(pk=row.pk, weighed_at=None)
    return bool(rows.update(weighed_at=now))


def _unanswered(profile: Profile, rows: list[Interaction]) -> list[Interaction]:
    """Those that nothing of ours answered; each other one goes with its answer."""
    need = words_of(profile.center_id, HoldWord.Side.NEED) if rows else frozenset()
    for last in last_answers(profile, rows) if rows else ():
        _attach([row for row in rows if last.answers(row, need)], last.suggestion_id)
        rows = [row for row in rows if not last.answers(row, need)]
    return rows


def _attach(rows: Sequence[Interaction], suggestion_id: int | None) -> None:
    pks = [row.pk for row in rows]
    Interaction.objects.filter(pk__in=pks).update(suggestion=suggestion_id)


def _card(
    profile: Profile,
    rows: list[Interaction],
    center: Center,
    week: Week,
    now: datetime,
) -> Suggestion | None:
    """Write the card, or add to the open one; None when that was all."""
    opened = Suggestion.objects.filter(
        center=center, profile=profile, kind=Suggestion.Kind.THANK, state=State.OPEN
    ).order_by("pk")
    for _ in range(TRIES):
        card = opened.first()
        if card is None:
            made = _make(
                profile, rows, center, thanks_for(profile, rows, center, week), now
            )
            if made:
                _attach(rows, made.pk)
                return made if made.state == State.OPEN else None
        else:
            before = card.kindnesses.order_by("-noticed_at").select_related(*RELATED)
            told = [*reversed(before[:MOST_TOLD]), *rows][-MOST_TOLD:]
            if merge(card, thanks_for(profile, told, center, week), now):
                _attach(rows, card.pk)
                return None
    raise Conflict(f"thanks to profile {profile.pk} kept changing")


def _make(
    profile: Profile,
    rows: list[Interaction],
    center: Center,
    thanks: Thanks,
    now: datetime,
) -> Suggestion | None:
    """A new card, or the expired one of the same kindness. None: another came first."""
    fields: dict[str, Any] = {
        "account": thanks.account,
        "post": thanks.post,
        "due_at": thanks.due_at,
        "score": thanks.score,
        "reason": thanks.reason,
        "evidence": thanks.evidence,
        "noticed_at": thanks.noticed_at,
        "draft": choose(thanks.wordings, thanks.account, profile, thanks.post, now),
    }
    key = f"thank:{rows[0].key}"
    there = Suggestion.objects.filter(center=center, key=key).first()
    try:
        # A savepoint: a colleague's undo may open one for the same person just now.
        with transaction.atomic():
            if there is not None:
                return _open_again(there, fields)
            return Suggestion.objects.create(
                center=center,
                key=key,
                profile=profile,
                kind=Suggestion.Kind.THANK,
                owed=True,
                state_since=now,
                touched_at=now,
                **fields,
            )
    except (Conflict, IntegrityError):
        return None


def _open_again(card: Suggestion, fields: dict[str, Any]) -> Suggestion:
    """The card of this kindness that expired; what a person wrote on it stays."""
    if card.state == State.EXPIRED:
        if card.drafted_by_id:
            del fields["draft"], fields["post"], fields["account"]
        card.move(State.OPEN, withdrawn=False, hidden_until=None, **fields)
    return card


def merge(card: Suggestion, thanks: Thanks, now: datetime) -> bool:
    """Add what is new to an open card. False when it was decided meanwhile.

    The earliest due time stays. What a person wrote, or is writing, stays with the
    post it answers.
    """
    rows = Suggestion.objects.filter(pk=card.pk, state=State.OPEN)
    due_at = min(card.due_at or thanks.due_at, thanks.due_at)
    noticed_at = min(card.noticed_at or thanks.noticed_at, thanks.noticed_at)
    if not rows.update(
        reason=thanks.reason,
        evidence=thanks.evidence,
        score=thanks.score,
        due_at=due_at,
        noticed_at=noticed_at,
        touched_at=now,
    ):
        return False
    text = choose(
        thanks.wordings, thanks.account, card.profile, thanks.post, now, beside=card
    )
    rows.filter(unclaimed(now), drafted_by=None).update(
        draft=text, post=thanks.post, account=thanks.account
    )
    return True
