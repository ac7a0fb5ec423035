"""May a machine thank for this text by itself? Facts in, an answer out. Pure.

The safe side: only what is plainly thanks or praise, in words that we know every one
of. What is not answered here is not lost; a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from engagement.rules.screening import asking, signs
from engagement.rules.screening.english import ENGLISH
from engagement.rules.screening.spanish import SPANISH
from engagement.rules.screening.tongue import Tongue, words
from engagement.rules.troubled import Trouble, trouble_in
from engagement.rules.words import holds, plain

TONGUES: dict[str, Tongue] = {"en": ENGLISH, "es": SPANISH}
UNTOLD = frozenset({"", "und", "zxx", "art", "mul"})
"""What networks say where they could not tell a language."""

KNOWN_PEOPLE = frozenset({"organization", "professional"})
LONGEST_WORDS, LONGEST_SIGNS = 60, 400
NAMELESS = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december center centre
    university college school rt centro universidad
    """
)
"""Words that begin with a capital and name nobody."""


SO_MUCH = re.compile(r"\b(thanks|thank you) so (?:very )?much for\b", re.I)
"""Without its thanks, "so much for" is said of what came to nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody wrote to us, and who that is.

    ``who`` is the kind of contact; ``language`` what the network says it is in;
    ``ours`` how we are called there; ``hold`` the Center's words that a person must
    see, and ``need`` those for somebody in need. ``pictures``: it shows something that
    no machine has looked at.
    """

    text: str
    who: str
    language: str = ""
    ours: tuple[str, ...] = ()
    hold: frozenset[str] = frozenset()
    need: frozenset[str] = frozenset()
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class May:
    """It may be thanked for without a person, in this language."""

    language: str


@dataclass(frozen=True, slots=True)
class Never:
    """A person reads it; ``reason`` is a sentence."""

    reason: str


Answer = May | Never


def screen(heard: Heard) -> Answer:
    """The first thing that asks for a person decides; nothing does: May."""
    for check in (_who, _whole, _marks, _meaning, _signs):
        if reason := check(heard):
            return Never(reason)
    text = signs.without_signature(signs.tidy(heard.text, heard.ours))
    language = language_of(text)
    if not language or not _agrees(heard.language, language):
        return Never("It is in a language for which there is no wording.")
    tongue = TONGUES[language]
    for look in LOOKS:
        if reason := look(text, tongue):
            return Never(reason)
    return May(language)


def language_of(text: str) -> str:
    """The one language that some word speaks for, and none against; else ""."""
    said = set(map(_bare, signs.tokens(text)))
    spoken = [name for name, tongue in TONGUES.items() if said & tongue.votes]
    return spoken[0] if len(spoken) == 1 else ""


def _agrees(told: str, found: str) -> bool:
    told = told.casefold()
    return told in UNTOLD or told[:1] == "q" or told.partition("-")[0] == found


def _bare(word: str) -> str:
    return plain(word).removesuffix("'s")


def _who(heard: Heard) -> str:
    if heard.who in KNOWN_PEOPLE:
        return ""
    return "Nobody has said that they are an organization or a professional."


def _whole(heard: Heard) -> str:
    text = heard.text.strip()
    if heard.pictures:
        return "It shows a picture, and no machine knows what is on it."
    if not text:
        return "It has no words."
    if len(text) > LONGEST_SIGNS or len(text.split()) > LONGEST_WORDS:
        return "It is long, and so says more than thanks."
    return ""


def _marks(heard: Heard) -> str:
    text = heard.text
    if any(mark in text for mark in "?¿？؟⁇⁉‽"):
        return "It asks a question."
    if signs.LINK.search(text) or signs.ADDRESS.search(text):
        return "It has a link or an address in it."
    if signs.QUOTE.search(text) or signs.ELLIPSIS.search(text):
        return "Quotation marks or dots may mean the opposite."
    return ""


def _meaning(heard: Heard) -> str:
    if trouble_in(heard.text, heard.need) is not Trouble.NONE:
        return "It sounds like trouble."
    if holds(SO_MUCH.sub(r"\1 for", heard.text), heard.hold):
        return "It has a word in it that a person must see."
    return ""


def _signs(heard: Heard) -> str:
    text = signs.tidy(heard.text, heard.ours)
    if signs.CALLED.search(text):
        return "It names somebody else."
    if not signs.tokens(text):
        return "It is nothing but signs."
    if signs.odd_sign(text):
        return "It has a sign in it that may mean anything."
    if signs.shouts(text):
        return "It shouts."
    return ""


def _asks(text: str, tongue: Tongue) -> str:
    wants = tongue.wants
    said = [_said(one) for one in asking.clauses(text, wants)]
    if (
        holds(text, tongue.asking)
        or any(asking.opens_a_question(one, wants) for one in said)
        or any(asking.asks_within(_said(one), wants) for one in signs.sentences(text))
    ):
        return "It wants an answer."
    return ""


def _said(text: str) -> list[str]:
    return [plain(word) for word in signs.tokens(text)]


def _negates(text: str, tongue: Tongue) -> str:
    found = {plain(word) for word in signs.tokens(text)} & tongue.negations
    return "It says “not” beside a kind word." if found else ""


def _doubts(text: str, tongue: Tongue) -> str:
    return "It takes back what it says." if holds(text, tongue.doubts) else ""


def _names(text: str, tongue: Tongue) -> str:
    found = [word for word in signs.capitals(text) if _bare(word) not in NAMELESS]
    return "It names somebody." if found else ""


def _knows(text: str, tongue: Tongue) -> str:
    known = tongue.known | {signs.OURS}
    strange = [word for word in signs.tokens(text) if _bare(word) not in known]
    return "It says more than a machine can understand." if strange else ""


def _is_kind(text: str, tongue: Tongue) -> str:
    """Thanks or joy somewhere; and kind is each sentence, and whatever says more."""
    if not set(map(_bare, signs.tokens(text))) & tongue.thanks:
        return "It says no thanks."
    kind = tongue.thanks | tongue.kind
    rest = [
        one
        for one in asking.parts(text, tongue.wants)
        if set(_said(one)) & tongue.wants.says
    ]
    for one in (*signs.sentences(text), *rest):
        if not set(map(_bare, signs.tokens(one))) & kind:
            return "It says something beside its thanks."
    return ""


LOOKS: tuple[Callable[[str, Tongue], str], ...] = (
    _asks,
    _negates,
    _doubts,
    _names,
    _knows,
    _is_kind,
)
