"""Names in a text, however they are written: runs of words, and their fingerprints.

Pure. A list of names is kept as fingerprints alone, so nothing can be searched for;
every run of one to four words of a text is looked up instead. Words that nothing but
signs part (``#JaneDoe``, ``jane_doe``, ``O'Neil``) may be one word or several, so a run
is the letters of its words, and beside it how many spaces part them: a run may hold
fewer parts than the name has words, and never more ("there's a" is no Theresa).
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from engagement.rules.lookalikes import DIGITS, LATIN, OTHER_SCRIPTS
from engagement.rules.words import MARKS, is_unseen

MOST_WORDS = 4
MOST_PIECES = 8
"""Pieces that signs alone part: the longest name, hyphens and all."""
LONGEST = 120
TITLES = frozenset({"dr", "mr", "mrs", "ms", "mx", "miss", "prof", "professor", "rev"})
TITLES |= {"sir", "sr", "sra", "srta", "don", "dona", "fr"}
WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^<>]*>")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SPELLED = re.compile(r"(?<![^\W_])(?:[^\W_][\W_]{1,3}){2,}[^\W_](?![^\W_])")
NUMBER = re.compile(r"\d+")

Piece = tuple[str, str]
"""A word, and what parts it from the one before."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is put on a list: its letters, and how many words it has."""

    letters: str
    words: int


def name_of(typed: str) -> Name | None:
    """The name somebody typed; None where it is none, or has more than four words.

    Titles go, and so do initials in the middle: a text may leave them out.
    """
    pieces = list(_pieces(_fold(_shown(typed))))
    while len(pieces) > 1 and pieces[0][0] in TITLES:
        del pieces[0]
    parts = _parts(pieces)
    if pieces and len(pieces[0][0]) > 1:
        pieces = _without_initials(pieces)
    letters = "".join(word for word, _ in pieces)
    if not 1 <= parts <= MOST_WORDS or not 2 <= len(letters) <= LONGEST:
        return None
    return Name(letters, min(len(pieces), MOST_WORDS))


def fingerprint(key: str, letters: str) -> str:
    """HMAC-SHA-256 of a name's letters, as 64 hexadecimal digits."""
    return hmac.digest(key.encode(), letters.encode(), "sha256").hex()


def runs(text: str) -> dict[str, int]:
    """Whatever in a text may be a name: letters, and the fewest parts they stand in."""
    found: dict[str, int] = {}
    for reading in readings(text):
        pieces = list(_pieces(_fold(reading)))
        _collect(pieces, found)
        plain = _without_initials(pieces)
        if len(plain) < len(pieces):
            _collect(plain, found)
    return found


def _collect(pieces: list[Piece], found: dict[str, int]) -> None:
    for first, (word, _) in enumerate(pieces):
        letters, parts = word, 1
        _note(letters, parts, found)
        for piece, gap in pieces[first + 1 : first + MOST_PIECES]:
            if "," in gap and parts == 1:
                # "Doe, Jane"
                _note(piece + letters, 2, found)
            parts += _is_space(gap)
            letters += piece
            if parts > MOST_WORDS or len(letters) > LONGEST:
                break
            _note(letters, parts, found)


def _note(letters: str, parts: int, found: dict[str, int]) -> None:
    found[letters] = min(parts, found.get(letters, parts))
    if letters.endswith("s") and len(letters) > 4:
        # "Jane Does letter": an s of theirs, without its sign
        bare = letters[:-1]
        found[bare] = min(parts, found.get(bare, parts))


def readings(text: str) -> set[str]:
    """The text as it stands, and as it may be meant."""
    shown = _shown(text)
    found = {shown, shown.translate(OTHER_SCRIPTS)}
    if not shown.isascii():
        # A letter of another alphabet may wear an accent: "ά" is "α" and a mark.
        found.add(_bare(shown).translate(OTHER_SCRIPTS))
    if "<" in shown:
        found |= {TAG.sub("", one) for one in found}
    for one in tuple(found):
        found.add(HUMP.sub(" ", one).replace("# ", "#"))
        found.add(SPELLED.sub(lambda spelled: "".join(WORD.findall(spelled[0])), one))
        if NUMBER.search(one):
            found.add(WORD.sub(_without_numbers, one))
            found.add(WORD.sub(_numbers_as_letters, one))
    return found


def _without_numbers(word: re.Match[str]) -> str:
    """ "doe99" is Doe; a number alone is a number."""
    return word[0] if word[0].isdigit() else NUMBER.sub(" ", word[0])


def _numbers_as_letters(word: re.Match[str]) -> str:
    return word[0] if word[0].isdigit() else word[0].translate(DIGITS)


def _shown(text: str) -> str:
    """What a reader sees: entities read, letters folded, what shows nothing gone."""
    # Twice: what was escaped once too often is read by whoever shows it once more.
    text = unescape(unescape(text))
    if text.isascii():
        return text
    seen = "".join(one for one in text if not is_unseen(one))
    return unicodedata.normalize("NFKC", seen).translate(LATIN)


def _fold(text: str) -> str:
    """Lower case, without marks; ñ is an n here, as others type it."""
    text = text.casefold()
    return text if text.isascii() else _bare(text).translate(LATIN)


def _bare(text: str) -> str:
    """Without what stands on, under or through the letters."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(one for one in apart if unicodedata.category(one) not in MARKS)


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for found in WORD.finditer(text):
        yield found[0], text[end : found.start()]
        end = found.end()


def _parts(pieces: list[Piece]) -> int:
    return bool(pieces) + sum(_is_space(gap) for _, gap in pieces[1:])


def _is_space(gap: str) -> bool:
    return any(sign.isspace() for sign in gap)


def _without_initials(pieces: list[Piece]) -> list[Piece]:
    """Without single letters that stand alone between two words."""
    last = len(pieces) - 1
    return [
        (word, gap)
        for at, (word, gap) in enumerate(pieces)
        if not (
            len(word) == 1
            and 0 < at < last
            and _is_space(gap)
            and _is_space(pieces[at + 1][1])
        )
    ]
