"""Why a card is there: one sentence, naming all they did, that a person can check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from engagement.rules import Trouble
from engagement.rules.offers import times
from engagement.worktime import named_day

# With our post, without it, and with several posts of ours.
PHRASES = {
    "mention": ("mentioned us", "mentioned us", "mentioned us"),
    "reply": (
        "replied to our {about}",
        "replied to us",
        "replied to {n} posts of ours",
    ),
    "quote": ("quoted our {about}", "quoted us", "quoted {n} posts of ours"),
    "comment": (
        "commented on our {about}",
        "commented on our blog",
        "commented on {n} posts of ours",
    ),
    # On our Facebook Page, where a mention may be a post on its wall
    "page_comment": (
        "commented on our {about}",
        "commented on a post of ours",
        "commented on {n} posts of ours",
    ),
    "visit": ("wrote on our Page", "wrote on our Page", "wrote on our Page"),
    "share": (
        "shared our {about}",
        "shared a post of ours",
        "shared {n} posts of ours",
    ),
    "link": (
        "linked to our {about}",
        "linked to us",
        "linked to {n} posts of ours",
    ),
    "follow": ("follows us now", "follows us now", "follows us now"),
    "introduction": (
        "made an introduction for us",
        "made an introduction for us",
        "made {n} introductions for us",
    ),
    "other": (
        "did us a kindness",
        "did us a kindness",
        "did us {n} kindnesses",
    ),
}
FIRST = {
    Trouble.COMPLAINT: "Sounds unhappy: ",
    Trouble.MOURNING: "Sounds like a loss: ",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One kindness as the sentence tells it: ``about`` is our post, ``note`` ours."""

    did: str
    noticed_at: datetime
    about: str = ""
    note: str = ""


def reason(told: Sequence[Told], zone: ZoneInfo, trouble: Trouble) -> str:
    """ "Shared our post “…” and mentioned us; noticed on Tuesday 3 Nov, 16:40 EST."

    The day is told by its name and number: the sentence is stored, and "yesterday"
    would be wrong tomorrow.
    """
    by_deed: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_deed[one.did].append(one)
    deeds = listed([_phrase(did, ones) for did, ones in by_deed.items()])
    first = min(one.noticed_at for one in told).astimezone(zone)
    noticed = "first noticed" if len(told) > 1 else "noticed"
    when = f"{noticed} on {named_day(first)}, {first:%H:%M %Z}"
    before = FIRST.get(trouble, "")
    return f"{before or ''}{deeds if before else capital(deeds)}; {when}."


def _phrase(did: str, ones: Sequence[Told]) -> str:
    with_about, alone, several = PHRASES[did]
    abouts = {one.about for one in ones}
    if len(abouts) > 1:
        phrase = several.format(n=len(abouts))
    elif about := next(iter(abouts)):
        phrase = with_about.format(about=about)
    else:
        phrase = alone
    if len(ones) > len(abouts) and did != "follow":
        phrase += f" {times(len(ones))}"
    notes = [one.note for one in ones if one.note]
    return f"{phrase} (noted: {'; '.join(notes)})" if notes else phrase


def listed(phrases: Sequence[str]) -> str:
    """One, two and three as people list them."""
    if len(phrases) == 1:
        return phrases[0]
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
