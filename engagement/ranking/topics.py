"""What a text has in common with our own posts: a small bag of words. Pure.

A word that many of our posts use is a topic of ours; one that all use says little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log, log2

from engagement.ranking.stopwords import STOP_WORDS, WEAK_WORDS

NOT_PROSE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|@\w+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s'’-]+")
WORD = re.compile(r"[^\W\d_]")
SHORTEST = 4
"""Letters of the shortest word that can name a topic, but for names in capitals."""

COUNTED = 4
"""Words in common that count; more of them do not make it more of a topic."""
PAIR = 1.4
"""How much more two words side by side say than one."""
WEAK = 0.4
"""And how much less a word that is half a name: "field", without "placement"."""

Bag = Mapping[str, str]
"""Stem → the words as they stand in the text."""


@dataclass(frozen=True)
class Ours:
    """Our last posts, as bags of words."""

    bags: tuple[Bag, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Ours:
        return cls(tuple(bag_of(text) for text in texts))

    @cached_property
    def uses(self) -> Counter[str]:
        """In how many of our posts each stem stands."""
        return Counter(stem for bag in self.bags for stem in bag)

    def tells(self, stem: str) -> float:
        """How much a stem says about what we do: often ours, yet not everywhere."""
        used = self.uses[stem]
        if not used:
            return 0.0
        weight = log(1 + len(self.bags) / used) * log2(1 + used)
        if " " in stem:
            return weight * PAIR
        return weight * (WEAK if stem in WEAK_WORDS else 1.0)


@dataclass(frozen=True, slots=True)
class Common:
    """What they and we write about: in their words, in so many posts, how strongly."""

    topic: str = ""
    posts: int = 0
    overlap: float = 0.0
    where: tuple[int, ...] = ()
    """Which of our posts, counted from 0, for somebody who wants to look."""


def common(text: str, ours: Ours) -> Common:
    """What a text of theirs has in common with our posts; nothing is ``Common()``."""
    theirs = bag_of(text)
    shared = [stem for stem in theirs if ours.uses[stem]]
    if not shared:
        return Common()
    weights = sorted((ours.tells(stem) for stem in shared), reverse=True)
    ceiling = COUNTED * log(1 + len(ours.bags))
    topic = max(shared, key=lambda stem: (ours.tells(stem), stem))
    where = tuple(at for at, bag in enumerate(ours.bags) if topic in bag)
    overlap = min(1.0, sum(weights[:COUNTED]) / ceiling)
    return Common(theirs[topic], len(where), overlap, where)


def bag_of(text: str) -> Bag:
    """The telling words of a text, and pairs of them that stand side by side."""
    prose = CAMEL.sub(" ", NOT_PROSE.sub(" . ", text).replace("#", " "))
    bag: dict[str, str] = {}
    before = ""
    for token in TOKEN.findall(prose):
        word = token if WORD.match(token) and telling(token) else ""
        if word:
            bag.setdefault(stem_of(word), shown(word))
        if word and before:
            pair = f"{stem_of(before)} {stem_of(word)}"
            bag.setdefault(pair, f"{shown(before)} {shown(word)}")
        before = word
    return bag


def telling(word: str) -> bool:
    """Whether a word can name a topic at all."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if plain in STOP_WORDS or "'" in plain:
        return False
    return len(plain) >= SHORTEST or (word.isupper() and len(word) > 1)


def shown(word: str) -> str:
    """A word as a sentence of ours writes it: capitals only where they are letters."""
    plain = word.removesuffix("'s").removesuffix("’s")
    return plain if plain.isupper() else plain.lower()


def stem_of(word: str) -> str:
    """One and many are the same topic."""
    plain = shown(word).casefold()
    if plain.endswith("ies") and len(plain) > SHORTEST:
        return f"{plain[:-3]}y"
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain
