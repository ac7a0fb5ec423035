"""Does a text hold one of these words? Pure: case, accents, spelling do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′‛", "'"))
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
"""Characters nobody sees: they break a word in two for a machine alone."""
BLANKS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and marks that show nothing, though they are no spaces."""
TILDE = "\u0303"
MARKS = frozenset({"Mn", "Me"})
SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """A text as words are looked for in it: composed, lower case, single spaces.

    Accents go, for people in need leave them out, and so do strokes through letters
    and whatever nobody sees; the tilde of ñ stays.
    """
    text = text.translate(APOSTROPHES)
    if not text.isascii():
        shown = "".join(one for one in text if not is_unseen(one))
        text = _bare(unicodedata.normalize("NFKC", shown))
    return SPACES.sub(" ", text.casefold()).strip()


def is_unseen(sign: str) -> bool:
    """A character that shows nothing: it joins, directs, or is blank."""
    return sign in BLANKS or unicodedata.category(sign) == "Cf"


def _bare(text: str) -> str:
    """Without what stands on, under or through the letters."""
    kept: list[str] = []
    for sign in unicodedata.normalize("NFD", text.casefold()):
        of_n = sign == TILDE and kept[-1:] == ["n"]
        if of_n or unicodedata.category(sign) not in MARKS:
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


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
