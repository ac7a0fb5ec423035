"""The Center's words: what a supervisor adds to the lists, and takes out of them."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import Activity, Center, Member
from engagement.attentions import TURN_TO
from engagement.models import Conflict, HoldWord
from engagement.rules.words import plain
from engagement.words import START, words_of


@transaction.atomic
def add_word(center: Center, *, by: Member, side: str, word: str) -> str:
    """One word or phrase more, in its plain form. Raises Conflict if it is there."""
    word = plain(word)[:80]
    if word in words_of(center, side):
        raise Conflict(f"“{word}” is in the list already.")
    _put(center, side, word, off=False)
    Activity.record(by, "added a word", center, side=side)
    return word


@transaction.atomic
def drop_word(center: Center, *, by: Member, side: str, word: str) -> None:
    """This word no longer counts. Raises Conflict if it did not."""
    if word not in words_of(center, side):
        raise Conflict(f"“{word}” is not in the list any more.")
    _put(center, side, word, off=True)
    Activity.record(by, "took a word out", center, side=side)


def _put(center: Center, side: str, word: str, *, off: bool) -> None:
    """A row says how this Center's list differs from the one all start with."""
    rows = HoldWord.objects.of(center).filter(side=side, word=word)
    starts = word in START[side]
    try:
        with transaction.atomic():
            if off != starts:
                rows.delete()
            else:
                HoldWord.objects.update_or_create(
                    center=center, side=side, word=word, defaults={"off": off}
                )
    except IntegrityError as error:
        raise Conflict("A colleague changed this word just now.") from error


@transaction.atomic
def say_where_to_turn(center: Center, *, by: Member, text: str) -> None:
    """The words on where to turn; empty, or ours again, are those that ship."""
    text = text.strip()
    center.turn_to = "" if text == TURN_TO.strip() else text
    Center.objects.filter(pk=center.pk).update(turn_to=center.turn_to)
    Activity.record(by, "said where to turn", center)
