"""The words of a Center: those every Center starts with, and what it made of them.

The lists ship in the code, so that no Center is ever without them and each release
may mend them; rows say only what a supervisor added or took out.
"""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import Center
from engagement.models import HoldWord
from engagement.rules.names import readings
from engagement.rules.starting_words import IN, NEED, OUT, STOP
from engagement.rules.words import holds

Side = HoldWord.Side
START: dict[str, tuple[str, ...]] = {
    Side.IN: IN,
    Side.OUT: OUT,
    Side.NEED: NEED,
    Side.STOP: STOP,
    Side.OWN: (),
}


def taken_out(center: Center | int, side: str) -> list[str]:
    """Words of the starting list that this Center's supervisors took out."""
    rows = HoldWord.objects.filter(center=center, side=side, off=True)
    return list(rows.order_by("word").values_list("word", flat=True))


def says_held_word(center: Center | int, text: str) -> str:
    """The word for which a text of ours waits for the supervisor; "" for none."""
    return held_by(text, words_of(center, Side.OUT)) if text else ""


def held_by(text: str, words: Iterable[str]) -> str:
    """The first of these words in a text of ours, also as its readers will see it.

    What we send is looked through as for names: entities, tags and letters of another
    alphabet are no way round.
    """
    if found := holds(text, words):
        return found
    meant = (holds(one, words) for one in sorted(readings(text) - {text}))
    return next(filter(None, meant), "")


def words_of(center: Center | int, side: str) -> frozenset[str]:
    """All words of this side, in the plain form in which texts are searched."""
    rows = HoldWord.objects.filter(center=center, side=side)
    changed = dict(rows.values_list("word", "off"))
    kept = {word for word in START[side] if not changed.get(word)}
    return frozenset(kept | {word for word, off in changed.items() if not off})
