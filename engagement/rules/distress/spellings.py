"""The ways in which one text may be read: as it stands, and as it is meant. Pure.

People break words apart for filters: "#IWantToDie", "d!e", "I want to 😭 die". Marks
that end a sentence stay, for "can't go, on Friday" is no "can't go on".
"""

from __future__ import annotations

import re

from engagement.rules.words import is_unseen, plain

CALLED = re.compile(r"@\w+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
DOTS = re.compile(r"…|\.(?:\s?\.)+")
SIGNS = re.compile(r"[^\w\s.,!?;:'’]|_|--+")
MEANT = tuple(
    (re.compile(rf"(?<=[a-z]){signs}(?=[a-z])", re.I), letter)
    for signs, letter in (
        ("[!1|*¡]", "i"),
        ("0", "o"),
        ("3", "e"),
        ("[@4]", "a"),
        (r"[$5]", "s"),
    )
)
TWO = re.compile(r"\b2\b(?= [a-z])", re.I)
LETTERS = re.compile(r"[^\w\s]|_")


def spellings(text: str) -> tuple[str, ...]:
    """The plain forms of a text, the one as it stands first, each once."""
    apart = "".join(" " if is_unseen(one) else one for one in text)
    shown = "".join(one for one in text if not is_unseen(one))
    forms = (plain(text), plain(_meant(shown)), plain(_meant(apart)))
    return tuple(dict.fromkeys(forms))


def only(text: str) -> str:
    """The words and nothing else, whoever is called."""
    return plain(LETTERS.sub(" ", CALLED.sub(" ", text)))


def _meant(text: str) -> str:
    for pattern, letter in MEANT:
        text = pattern.sub(letter, text)
    text = CAMEL.sub(" ", SIGNS.sub(" ", DOTS.sub(" ", text)))
    return TWO.sub("to", text)
