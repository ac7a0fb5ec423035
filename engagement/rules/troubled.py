"""Need, mourning and complaint: such a text is not passed on, and no machine thanks it.

Phrases rather than words, for our field writes about grief and complaints every day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from engagement.rules.distress import in_need
from engagement.rules.words import either, plain


class Trouble(StrEnum):
    """What a text sounds like. Sounding like it is enough: a person reads it then."""

    NONE = ""
    NEED = "need"
    MOURNING = "mourning"
    COMPLAINT = "complaint"


PHRASES: dict[Trouble, tuple[str, ...]] = {
    Trouble.MOURNING: (
        "condolences",
        "heartbroken",
        "in loving memory",
        "in memoriam",
        "mass shooting",
        "memorial service",
        "our hearts go out",
        "passed away",
        "rest in peace",
        "sad news",
        "we mourn",
    ),
    Trouble.COMPLAINT: (
        "a disgrace",
        "an outrage",
        "boycott",
        "complaint about",
        "disappointed",
        "disgraceful",
        "file a complaint",
        "lawsuit",
        "never again",
        "never called back",
        "nobody answers",
        "nobody called",
        "ripped off",
        "rude",
        "scam",
        "shame on",
        "shameful",
        "still waiting for",
        "unacceptable",
        "unprofessional",
        "waste of time",
        "worst",
    ),
}


PATTERNS = {
    trouble: either(map(re.escape, phrases)) for trouble, phrases in PHRASES.items()
}


def trouble_in(text: str, need: Iterable[str]) -> Trouble:
    """What is the matter in a text, the gravest first; ``need``: the Center's words."""
    if in_need(text, need):
        return Trouble.NEED
    told = plain(text)
    for trouble, pattern in PATTERNS.items():
        if pattern.search(told):
            return trouble
    return Trouble.NONE
