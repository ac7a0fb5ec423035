"""What we owe thanks for, and to whom."""

from __future__ import annotations

from collections.abc import Iterable

WROTE_TO_US = frozenset({"mention", "reply", "quote", "comment"})
"""Answered in place, under their own words: anybody but spam; a private person by a
supervisor alone, who alone is shown that card."""
REACHED_OUT = frozenset({"follow", "share", "link"})
"""Thanking for these names somebody in public: organizations and professionals only."""

ONLY_NOTED = frozenset({"introduction", "other"})
"""Only a person can know of these."""

NAMEABLE = frozenset({"organization", "professional"})

# A link costs them the most and lasts the longest; a follow is one tap.
WORTH = {
    "link": 5.0,
    "introduction": 5.0,
    "quote": 4.0,
    "comment": 4.0,
    "mention": 3.0,
    "reply": 3.0,
    "share": 3.0,
    "other": 3.0,
    "follow": 1.0,
}
KNOWN = 1.5
"""How much more it counts from somebody we know to be of our field."""


def owes(did: str, who: str, *, noted: bool = False) -> bool:
    """Whether this kind of kindness from this kind of contact asks for thanks.

    Likes, and thanks to us, owe nothing. Spam is never answered by a card, and a
    private person only in place. What a person ``noted`` by hand is owed to anybody
    else: they know who it was, though nobody has said what kind of contact that is.
    """
    if who == "spam":
        return False
    if who == "private":
        return did in WROTE_TO_US and not noted
    if noted:
        return did in WROTE_TO_US | REACHED_OUT | ONLY_NOTED
    return did in WROTE_TO_US or (did in REACHED_OUT and who in NAMEABLE)


def worth(did: Iterable[str], who: str) -> float:
    """How much all they did weighs, to put one card before another."""
    return sum(WORTH.get(one, 0.0) for one in did) * (KNOWN if who in NAMEABLE else 1)
