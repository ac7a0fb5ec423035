"""Does a text hold one of these words? Pure: case, accents, spelling do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
"""Characters nobody sees: they break a word in two for a machine alone."""
ACCENTS = re.compile("[\u0300\u0301\u0302\u0308]")
SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """A text as words are looked for in it: composed, lower case, single spaces.

    Accents go, for people in need leave them out; the tilde of ñ stays.
    """
    text = unicodedata.normalize("NFKC", UNSEEN.sub("", text.translate(APOSTROPHES)))
    text = ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def holds(text: str, words: Iterable[str]) -> str:
    """The first of these words or phrases that stands in the text; "" for none."""
    found = _pattern(frozenset(words)).search(plain(text))
    return found.group() if found else ""


@lru_cache(maxsize=64)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Whole words only: "stop" is not in "stopped". Of two, the longer one."""
    known = sorted({plain(word) for word in words} - {""}, key=len, reverse=True)
    return either(map(re.escape, known))


def either(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of these expressions, between word boundaries; of none, nothing matches."""
    alternatives = "|".join(phrases) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
