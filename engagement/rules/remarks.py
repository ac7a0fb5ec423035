"""What a comment under a post should be: about the post, and no notice of us."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from engagement.drafting.words import EMPTY

WORD = re.compile(r"[\w'’-]+")
PHRASE = 3
"""Words in a row that both have; two of them must say something."""


def says_something_of(text: str, post: str, headings: Iterable[str]) -> bool:
    """Whether a comment has a phrase in common with the post, or names a part of it."""
    ours = _words(text)
    if any(_within(_words(heading), ours) for heading in headings):
        return True
    return not set(_phrases(ours)).isdisjoint(_phrases(_words(post)))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return [word.strip("'-") for word in WORD.findall(plain)]


def _phrases(words: list[str]) -> Iterator[tuple[str, ...]]:
    for at in range(len(words) - PHRASE + 1):
        phrase = tuple(words[at : at + PHRASE])
        if sum(len(word) > 3 and word not in EMPTY for word in phrase) > 1:
            yield phrase


def _within(part: list[str], words: list[str]) -> bool:
    size = len(part)
    return size > 1 and any(
        words[at : at + size] == part for at in range(len(words) - size + 1)
    )


def times_named(text: str, home: str) -> int:
    """How often a text has the address of a site of ours, however it is spelled."""
    parts = urlsplit(home.strip())
    place = f"{parts.netloc}{parts.path}".rstrip("/").removeprefix("www.")
    if not place:
        return 0
    named = rf"(?<![\w.-])(?:www\.)?{re.escape(place)}(?![\w-])"
    return len(re.findall(named, text, re.I))
