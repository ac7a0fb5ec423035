"""One text that thanks up to three new followers by name. Pure.

It says what they have in common, in their own word, or one true thing of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from engagement.drafting.details import own_line, plain, shortened
from engagement.drafting.pick import in_order
from engagement.drafting.sentences import (
    TOGETHER,
    TOGETHER_COMMON,
    TOGETHER_EACH,
)
from engagement.drafting.words import EMPTY, OF_ANYBODY

MOST_NAMES: Final = 3
"""More names in one text are what X takes for pestering."""
HANDLE = re.compile(r"(?<![\w@.])@(\w{1,30})")
WORD = re.compile(r"[^\W\d_]{5,}")
LENGTHS: Final = (16, 10, 7, 5)
"""Words of each one's own line, fewer where the text gets too long."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Who is named: the handle, and what they say they do."""

    handle: str
    bio: str = ""


def handles_in(text: str) -> list[str]:
    """Whom a text names, each once, in small letters."""
    return list(dict.fromkeys(name.lower() for name in HANDLE.findall(text)))


def together(people: Sequence[Follower]) -> list[str]:
    """The wordings, in the order to try them: the longer and truer come first."""
    if not people or len(people) > MOST_NAMES:
        return []
    seed = " ".join(one.handle for one in people)
    found: dict[str, None] = {}
    for some in (_common(people), *(_each(people, most) for most in LENGTHS)):
        found |= dict.fromkeys(in_order(seed, some))
    return list(found)


def common_word(people: Sequence[Follower]) -> str:
    """The longest word that all of them use for what they do; "" if there is none."""
    if len(people) < 2:
        return ""
    bios = [_words(one.bio) for one in people]
    shared = set(bios[0]).intersection(*bios[1:]) - EMPTY - OF_ANYBODY
    return max(sorted(shared), key=len, default="")


def _words(bio: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(plain(bio))]


def _common(people: Sequence[Follower]) -> Iterator[str]:
    word = common_word(people)
    if word:
        many = {2: "both", 3: "all three"}[len(people)]
        names = listed([f"@{one.handle}" for one in people])
        for wording in TOGETHER_COMMON:
            yield wording.format(names=names, word=word, many=many)


def _each(people: Sequence[Follower], most: int) -> Iterator[str]:
    """Everybody with a line of their own; where one says nothing, the name alone."""
    lines = [(one.handle, shortened(own_line(one.bio), most)) for one in people]
    if not any(line for _, line in lines):
        return
    for opening, each in product(TOGETHER, TOGETHER_EACH):
        told = [
            each.format(handle=handle, line=line) if line else f"@{handle}"
            for handle, line in lines
        ]
        yield opening.format(names=listed(told))


def listed(names: Sequence[str]) -> str:
    """One, two and three as people list them."""
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
