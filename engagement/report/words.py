"""What each number of a report means: said once, for page, CSV and documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One kind of number. ``label`` stands above it and ``meaning`` beside it;
    ``rows`` is the table whose rows it counts."""

    label: str
    meaning: str
    rows: str
    unit: str = ""


CARDS, DEEDS, POSTS, SPENT = "cards", "deeds", "posts", "spent"

WORDS: Mapping[str, Word] = {
    "owed": Word(
        "Thanks owed",
        "Thanks that came up, on the day we noticed the kindness. What one person "
        "did until we answered is one thanks.",
        CARDS,
    ),
    "seen": Word(
        "Answered, seen",
        "The network took our answer, or it was found on our own timeline.",
        CARDS,
    ),
    "said": Word(
        "Answered, said",
        "A member says so, and we have not seen it: a mail, a call, an answer where "
        "we cannot read.",
        CARDS,
    ),
    "nothing": Word(
        "Nothing needed",
        "A member decided that nothing is to be done, and said why.",
        CARDS,
    ),
    "open": Word(
        "Open",
        "Not answered yet, or accepted and not out yet.",
        CARDS,
    ),
    "passed": Word(
        "Let pass",
        "Nobody answered for thirty days; thanks would only puzzle them now.",
        CARDS,
    ),
    "in_time": Word(
        "Answered in time",
        "Of all thanks that were answered, let pass, or are past due: those whose "
        "answer was out by the time at which they were due.",
        CARDS,
        "%",
    ),
    "hours": Word(
        "Working hours until the answer",
        "The median: half of the answered thanks took no longer. Opening hours "
        "between our noticing and the answer, by the Center's hours and closed days "
        "as they are now.",
        CARDS,
        "h",
    ),
    "received": Word(
        "Received",
        "What others did for us, on the day we noticed it: followed, mentioned, "
        "replied, quoted, shared, liked, linked, commented, or what a member noted.",
        DEEDS,
    ),
    "given": Word(
        "Given",
        "What we did for others, on the day we knew of it: thanked, passed on, "
        "commented, replied, quoted, followed, or what a member noted.",
        DEEDS,
    ),
    "own": Word(
        "Our own posts",
        "What we published ourselves, by the day of publishing; it answers nobody "
        "and passes on nothing.",
        POSTS,
    ),
    "others": Word(
        "Others' posts",
        "What we passed on: shares, quotes with words of ours, and posts that were "
        "written to link to one of theirs.",
        POSTS,
    ),
    "conversation": Word(
        "Conversation",
        "Our replies and comments, on our own pages and on others'.",
        POSTS,
    ),
    "spent": Word(
        "Spent",
        "What the networks charged for reading and writing, by our list of their "
        "prices. They count days in UTC, and so does this number.",
        SPENT,
        "USD",
    ),
}

LEFT_OUT = (
    "In no number: private persons and spam, what we saw when we first looked at an "
    "account, what turned out to be no kindness, what was taken back, and texts of "
    "somebody in need."
)
