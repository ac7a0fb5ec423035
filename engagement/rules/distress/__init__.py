"""Does somebody who writes to us sound in need, or of somebody who is? Pure.

Phrases rather than words, for our field writes about suicide and eviction every day:
"suicide prevention training" is work, "want to die" is a person. Where it is doubtful
it is need: a person who looks in vain loses a minute.

Each line of the lists is an expression on the plain form of ``words`` (lower case, no
accents, straight apostrophes). In braces: ways in which people say one thing. Where no
phrase is known, ``weights`` looks at single words. ``spellings`` are the ways in which
one text may be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from engagement.rules.distress import danger, english, idioms, spanish
from engagement.rules.distress.spellings import only, spellings
from engagement.rules.distress.weights import weighs
from engagement.rules.words import either, holds, plain

SAID = english.SAID | spanish.SAID


def _spelled(phrases: Iterable[str]) -> Iterable[str]:
    for phrase in phrases:
        said = phrase
        for name, ways in SAID.items():
            said = said.replace(f"{{{name}}}", ways)
        yield said


KNOWN = (
    *english.PHRASES,
    *idioms.PHRASES,
    *danger.PHRASES,
    *spanish.PHRASES,
    *spanish.OTHERS,
)
PATTERN = either(_spelled(KNOWN))
ALONE = re.compile(idioms.ALONE)


def in_need(text: str, words: Iterable[str] = ()) -> str:
    """What in this text sounds like somebody in need; "" where nothing does.

    ``words`` are the Center's own beside the phrases above.
    """
    own = frozenset(words)
    for told in spellings(text):
        if found := PATTERN.search(told):
            return found.group()
        if said := holds(told, own):
            return said
    if cry := ALONE.fullmatch(only(text)):
        return cry.group()
    return weighs(plain(text))
