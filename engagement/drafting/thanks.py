"""The wordings of a thanks: what they did, by one true fact of theirs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product

from engagement.drafting.details import asks, detail_of, named, own_line
from engagement.drafting.pick import in_order, in_our_language
from engagement.drafting.sentences import BIO, DEEDS, IN_PLACE, NAMING, TAILS

MOST_DEEDS = 2
"""Deeds that one text names; a third makes a list of it."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing they did: ``text`` and ``title`` are theirs, ``about`` is our post
    ("post about the workshop"), ``language`` what the network says theirs is in."""

    did: str
    text: str = ""
    title: str = ""
    about: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Kindnesses:
    """All that one thanks is for, what weighs most first.

    ``seed`` makes the choice of words stable. ``in_place``: it stands under what they
    wrote, and so names nobody. ``who`` is how a text names them, "" where it cannot;
    ``bio`` is "" for whom we may not speak about.
    """

    seed: str
    acts: tuple[Act, ...]
    in_place: bool
    who: str = ""
    bio: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act in words, each as it stands after "thank you for"."""

    did: str
    true_of_them: bool
    wordings: tuple[str, ...]


def thanks(facts: Kindnesses) -> list[str]:
    """The wordings, in the order to try them; none where a person should write.

    None, too, where they ask something, where they write in another language, and
    where nothing is known that is true of them and not of anybody.
    """
    if not facts.acts or not all(map(answerable, facts.acts)):
        return []
    if not facts.in_place and not facts.who:
        return []
    deeds = sorted(map(deed_of, facts.acts), key=lambda deed: not deed.true_of_them)
    bio = own_line(facts.bio)
    arrange = partial(in_order, facts.seed)
    # Shorter ones come last: for a network where the long ones do not fit.
    return [
        *arrange(texts(facts, distinct(deeds)[:MOST_DEEDS], bio)),
        *arrange(texts(facts, deeds[:1], bio)),
    ]


def answerable(act: Act) -> bool:
    """Whether a sentence of ours can stand as an answer to it."""
    under_ours = act.did in ("reply", "comment")
    return in_our_language(act.language) and not asks(act.text, under_ours=under_ours)


def deed_of(act: Act) -> Deed:
    """The act in words, by the best that is known of it."""
    detail = detail_of(act.text)
    title = named(act.title)
    known = {
        "title_about": act.about and title,
        "title": title,
        "topic": detail.topic,
        "quote": detail.quote,
        "about": act.about,
        "": "nothing",
    }
    by_fact = DEEDS[act.did]
    fact = next(one for one in known if one in by_fact and known[one])
    words = {"title": title, "about": act.about}
    words |= {"topic": detail.topic, "quote": detail.quote}
    wordings = tuple(filled(one, **words) for one in by_fact[fact])
    return Deed(act.did, bool(fact), wordings)


def distinct(deeds: Iterable[Deed]) -> list[Deed]:
    """One deed of each kind: three mentions are named by one of them."""
    return list({deed.did: deed for deed in reversed(list(deeds))}.values())[::-1]


def texts(facts: Kindnesses, deeds: list[Deed], bio: str) -> Iterator[str]:
    """Every wording that says something true of them."""
    known = any(deed.true_of_them for deed in deeds)
    if not known and not bio:
        return
    seconds = TAILS[deeds[0].did] if known else BIO
    openings = IN_PLACE if facts.in_place else NAMING
    for opening, second, *words in product(
        openings, seconds, *(deed.wordings for deed in deeds)
    ):
        first = filled(opening, deeds=" and for ".join(words), who=facts.who)
        yield f"{first} {filled(second, bio=bio)}".rstrip()


def filled(sentence: str, **words: str) -> str:
    """The sentence with its gaps filled; braces in what people wrote stay theirs."""
    return sentence.format(**words)
