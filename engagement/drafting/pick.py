"""Which wording: a stable order, then the first that fits and is not used. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from engagement.drafting.sentences import HINTS

# What networks say where they could not tell a language.
UNTOLD = frozenset({"", "und", "zxx", "art", "mul"})


def in_order(seed: str, texts: Iterable[str]) -> list[str]:
    """The texts, each once, in an order that is the same for the same seed."""
    return sorted(set(texts), key=lambda text: _digest(seed + "\n" + text))


def pick(
    texts: Iterable[str], *, fits: Callable[[str], bool], taken: Callable[[str], bool]
) -> str:
    """The first text at the network's length that was not used lately; "" for none."""
    return next((text for text in texts if fits(text) and not taken(text)), "")


def in_our_language(language: str) -> bool:
    """Whether our sentences, which are English, suit a text in this language."""
    plain = language.casefold()
    # X's own codes for "only names", "only pictures" and the like begin with q.
    return plain in UNTOLD or plain.startswith(("en", "q"))


def hint(kind: str) -> str:
    """What an empty box says, for a suggestion of this kind."""
    return HINTS.get(kind, HINTS[""])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
