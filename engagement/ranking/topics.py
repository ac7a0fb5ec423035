"""What a text has in common with our own posts: a small bag of words. Pure.

A word that many of our posts use is a topic of ours; one that all use says little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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

LONG = 150
MOST_ASKED = 3
"""So often must a word come in a text of 300 words and more to be its topic."""
COUNTED = 4
"""Words in common that count; more of them do not make it more of a topic."""
PAIR = 1.4
"""How much more two words side by side say than one."""
FEW = 5
"""With so many posts of ours or fewer, a word that one of them uses is our topic."""
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

    def share(self, stem: str) -> bool:
        """Whether they share more with us than a word that we happened to use once."""
        if len(self.bags) <= FEW or " " in stem:
            return self.uses[stem] > 0
        return self.uses[stem] > 1

    def tells(self, stem: str) -> float:
        """How much a stem says about what we do: often ours, yet not everywhere."""
        weight = self._weight(self.uses[stem])
        if " " in stem:
            return weight * PAIR
        return weight * (WEAK if stem in WEAK_WORDS else 1.0)

    @cached_property
    def most(self) -> float:
        """What the most telling words that there could be would count."""
        return COUNTED * max(map(self._weight, range(len(self.bags) + 1)))

    def _weight(self, used: int) -> float:
        return log(1 + len(self.bags) / used) * log2(1 + used) if used else 0.0


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
    shared = [stem for stem in theirs if ours.share(stem)]
    if not shared:
        return Common()
    weights = sorted((ours.tells(stem) for stem in shared), reverse=True)
    topic = max(shared, key=lambda stem: (ours.tells(stem), stem))
    where = tuple(at for at, bag in enumerate(ours.bags) if topic in bag)
    overlap = min(1.0, sum(weights[:COUNTED]) / ours.most)
    return Common(theirs[topic], len(where), overlap, where)


def bag_of(text: str) -> Bag:
    """The telling words of a text, and pairs of them that stand side by side.

    A long text uses every word once; of it only those count that come again, or
    stand in its first line, which is its title.
    """
    title, _, rest = text.partition("\n")
    uses: Counter[str] = Counter()
    shown_as: dict[str, str] = {}
    for stem, words in (*_words_in(title), *_words_in(rest)):
        uses[stem] += 1
        shown_as.setdefault(stem, words)
    least = min(1 + len(text.split()) // LONG, MOST_ASKED)
    named = {stem for stem, _ in _words_in(title)}
    return {
        stem: words
        for stem, words in shown_as.items()
        if uses[stem] >= least or stem in named
    }


def _words_in(text: str) -> Iterator[tuple[str, str]]:
    prose = CAMEL.sub(" ", NOT_PROSE.sub(" . ", text).replace("#", " "))
    before = ""
    for token in TOKEN.findall(prose):
        word = token if WORD.match(token) and telling(token) else ""
        if word:
            yield stem_of(word), shown(word)
        if word and before:
            yield f"{stem_of(before)} {stem_of(word)}", f"{shown(before)} {shown(word)}"
        before = word


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
