"""What is known of a language in which a machine may answer: words, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """All words are in the plain form of ``rules.words``, without accents.

    ``votes`` are words of this language and of no other we know. ``thanks`` say thanks
    or joy, and one of them must stand in the text; ``kind`` are good words beside them,
    and no sentence may be without one of either. ``known`` are words that do no harm:
    a text with any other is read by a person. ``negations`` turn a good word round.
    ``asking`` open what wants an answer, with or without its mark; ``doubts`` take
    back what was said before them.
    """

    votes: frozenset[str]
    thanks: frozenset[str]
    kind: frozenset[str]
    known: frozenset[str]
    negations: frozenset[str]
    asking: frozenset[str]
    doubts: frozenset[str]


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(*lines: str) -> frozenset[str]:
    return frozenset(lines)
