"""What stands in a text beside its words: marks, pictures, addresses, names. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from engagement.rules.words import APOSTROPHES, UNSEEN

OURS = "ourselves"
"""What stands for our own name: a word that does no harm."""
LINK = re.compile(
    r"\w+://|\bwww\.|\b[\w-]+\.(?:com|org|net|edu|gov|io|ly|co|me|us|es|info|link)\b",
    re.I,
)
ADDRESS = re.compile(r"\S+@\S+\.\S+")
CALLED = re.compile(r"@\w+")
MERRY = re.compile(r"(?<!\S)(?::-?\)|:-?D|<3)(?!\S)")
ELLIPSIS = re.compile(r"…|\.\s?\.")
QUOTE = re.compile(r"[\"“”„«»‹›`*~_]|(?<!\w)['‘’](?=\w)")
SIGNED = re.compile(
    r"[\s,–—-]*\b(?:from|desde)\s+"
    r"(?:(?:all of us|everyone|everybody|the (?:whole )?team|todo el equipo)\s+)?"
    r"(?:here\s+)?(?:(?:at|de|en)\s+)?"
    r"[A-Z][\w'&-]*(?:\s+(?:(?:of|the|for|de|del|la)\s+)?[A-Z][\w'&-]*){0,4}[.!\s]*$"
)
"""Who signs, at the end: "from all of us at Harbor House"."""
PLAIN_MARKS = frozenset(" .,!¡-–—'&:;#\n")
GLAD = frozenset("❤♥🙌👏🎉😊🙏💙💚💛💜🧡🤍💕💖✨🌟⭐😍🥰👍🤗☺🌻🌷🌸🌼💐🎓😃😄😀🥳🎊☕")
NO_SIGN = frozenset("\ufe0e\ufe0f\u200d\u20e3")
SKIN = range(0x1F3FB, 0x1F400)
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
SENTENCE = re.compile(r"[.!¡\n;:]+")


def tidy(text: str, names: Iterable[str]) -> str:
    """The text on its way to be read: our names as one word, smiles gone, composed."""
    text = unicodedata.normalize("NFC", text.translate(APOSTROPHES))
    for name in sorted(filter(None, names), key=len, reverse=True):
        called = rf"(?<!\w)@?{re.escape(name)}(?!\w)"
        text = re.sub(called, f" {OURS} ", text, flags=re.I)
    text = MERRY.sub(" ", text)
    return "".join(" " if is_glad(one) else one for one in text)


def is_glad(sign: str) -> bool:
    """A picture that means what it shows; also what only colours or joins one."""
    return sign in GLAD or sign in NO_SIGN or ord(sign) in SKIN


def odd_sign(text: str) -> str:
    """The first sign that may mean anything: a mark of sarcasm, another picture."""
    for sign in UNSEEN.sub("", text):
        if not (sign.isalnum() or sign.isspace() or sign in PLAIN_MARKS):
            return sign
    return ""


def without_signature(text: str) -> str:
    return SIGNED.sub("", text.rstrip())


def sentences(text: str) -> list[str]:
    return [one.strip() for one in SENTENCE.split(text) if WORD.search(one)]


def tokens(text: str) -> list[str]:
    """The words as they were written."""
    return WORD.findall(text.replace("-", " "))


def shouts(text: str) -> bool:
    """Several words in capitals only; one may be an abbreviation."""
    return sum(word.isupper() and len(word) > 2 for word in tokens(text)) > 1


def capitals(text: str) -> list[str]:
    """Words inside a sentence that begin like a name."""
    return [
        word
        for sentence in sentences(text)
        for word in tokens(sentence)[1:]
        if word[:1].isupper()
    ]
