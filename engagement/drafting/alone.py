"""What the scheduled worker says by itself: what they did, and a true fact. Pure.

Plainer than a draft for a person: nothing of theirs is quoted, nobody is named, and
nothing is promised or felt that no person promised or felt.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from engagement.drafting.details import named, plain, topic_of
from engagement.drafting.pick import in_order
from engagement.drafting.sentences_alone import SAID


@dataclass(frozen=True, slots=True)
class Moment:
    """What they ``did`` with this ``text``; ``title`` is of our post it is about.

    ``seed`` makes the choice of words stable; ``language`` is theirs, and ours.
    """

    seed: str
    did: str
    language: str
    text: str = ""
    title: str = ""


def thanks_alone(moment: Moment) -> list[str]:
    """The wordings, in the order to try them: with a true fact first, if there is one.

    None in a language that has no wordings.
    """
    said = SAID.get(moment.language)
    if said is None:
        return []
    deeds = said.deeds[moment.did if moment.did in said.deeds else ""]
    facts = {"title": named(moment.title), "topic": ""}
    if moment.language == "en":
        facts["topic"] = topic_of(plain(moment.text))
    found: list[str] = []
    for fact in ("topic", "title", ""):
        if fact in deeds and (not fact or facts[fact]):
            texts = [
                f"{opening} {deed.format(**facts)}. {tail}".rstrip()
                for opening, deed, tail in product(
                    said.openings, deeds[fact], said.tails
                )
            ]
            found += in_order(moment.seed, texts)
    return found
