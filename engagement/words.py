"""The words of a Center: those every Center starts with, and what it made of them.

The lists ship in the code, so that no Center is ever without them and each release
may mend them; rows say only what a supervisor added or took out.
"""

from __future__ import annotations

from accounts.models import Center
from engagement.models import HoldWord
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
    return holds(text, words_of(center, Side.OUT)) if text else ""


def words_of(center: Center | int, side: str) -> frozenset[str]:
    """All words of this side, in the plain form in which texts are searched."""
    rows = HoldWord.objects.filter(center=center, side=side)
    changed = dict(rows.values_list("word", "off"))
    kept = {word for word in START[side] if not changed.get(word)}
    return frozenset(kept | {word for word, off in changed.items() if not off})
