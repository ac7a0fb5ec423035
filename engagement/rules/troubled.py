"""Words of need, of mourning and of complaint: such a text is not passed on or thanked.

Phrases rather than words, for our field writes about suicide and grief every day:
"suicide prevention training" is work, "want to die" is a person.
"""

from __future__ import annotations

import re
from enum import StrEnum

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


class Trouble(StrEnum):
    """What a text sounds like. Sounding like it is enough: a person reads it then."""

    NONE = ""
    NEED = "need"
    MOURNING = "mourning"
    COMPLAINT = "complaint"


PHRASES: dict[Trouble, tuple[str, ...]] = {
    Trouble.NEED: (
        "afraid to go home",
        "afraid of my",
        "being abused",
        "beats me",
        "can't cope",
        "can't do this anymore",
        "can't go on",
        "cannot go on",
        "don't feel safe",
        "don't want to be here anymore",
        "don't want to live",
        "end my life",
        "feel suicidal",
        "feeling suicidal",
        "harm myself",
        "hits me",
        "hurt myself",
        "hurting myself",
        "i am homeless",
        "i'm homeless",
        "i am scared",
        "i'm scared",
        "i am suicidal",
        "i'm suicidal",
        "i need help",
        "kick me out",
        "kicked me out",
        "kill myself",
        "killing myself",
        "nobody would miss me",
        "nowhere to sleep",
        "nowhere to stay tonight",
        "overdosed",
        "please help me",
        "took my children",
        "took my kids",
        "want to die",
        "wanna die",
        "wish i was dead",
        "wish i were dead",
    ),
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


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    spaced = (re.escape(one).replace(r"\ ", r"\s+") for one in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.I)


PATTERNS = {trouble: _pattern(phrases) for trouble, phrases in PHRASES.items()}


def trouble_in(text: str) -> Trouble:
    """What is the matter in a text, the gravest first."""
    plain = text.translate(APOSTROPHES)
    for trouble, pattern in PATTERNS.items():
        if pattern.search(plain):
            return trouble
    return Trouble.NONE
