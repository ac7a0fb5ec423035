"""What is known of a language in which a machine may answer: words, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asking:
    """How a language asks and orders where no mark and no phrase tells.

    ``joints`` are its words for "and", ``turns`` those after which somebody else is
    spoken of. A clause that begins, after ``fillers``, with one that ``opens`` wants
    an answer, save the pairs in ``but``. So does one of ``asks`` before one of
    ``whom``, a verb of ``orders``, and what is a noun as well (``either``) before one
    of ``objects``; unless one of ``after`` leads it, which is not the end of
    ``thank_you``. A clause without words of ``says`` only names somebody.
    """

    joints: re.Pattern[str]
    turns: re.Pattern[str]
    fillers: frozenset[str]
    opens: frozenset[str]
    but: frozenset[tuple[str, str]]
    asks: frozenset[str]
    whom: frozenset[str]
    orders: frozenset[str]
    either: frozenset[str]
    objects: frozenset[str]
    after: frozenset[str]
    thank_you: tuple[str, str]
    says: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """All words are in the plain form of ``rules.words``, without accents.

    ``votes`` are words of this language and of no other we know. ``thanks`` say thanks
    or joy, and one of them must stand in the text; ``kind`` are good words beside them,
    and nothing may be said without one of either. ``known`` are words that do no harm:
    a text with any other is read by a person. ``negations`` turn a good word round.
    ``asking`` open what wants an answer, with or without its mark, ``wants`` tells it
    by where words stand; ``doubts`` take back what was said before them.
    """

    votes: frozenset[str]
    thanks: frozenset[str]
    kind: frozenset[str]
    known: frozenset[str]
    negations: frozenset[str]
    asking: frozenset[str]
    wants: Asking
    doubts: frozenset[str]


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(*lines: str) -> frozenset[str]:
    return frozenset(lines)
