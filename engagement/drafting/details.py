"""One true fact of theirs, found in what they wrote: a topic, a quotation, a heading.

Nothing is made up. What they name is taken over word for word; where it would need
more grammar than we have, it is quoted.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

from engagement.drafting.words import (
    ASKING,
    BREAKS,
    DANGLING,
    EMPTY,
    GENERIC_HEADINGS,
    PRAISE,
    PRONOUNS,
    PRONOUNS_YOU,
    STOPS,
    TIMES,
)

SHORTEST_QUOTE, LONGEST_QUOTE = 3, 16
"""Words of a quotation; fewer say nothing, more are their post again."""
LONGEST_SIGNS = 110
OPENING = 8
"""Words by which a post of our own without a title is recognized."""

ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+")
ONLY_ADDRESS = re.compile(r"\S+[.:/]\S+")
LEADING_NAMES = re.compile(r"^(?:@\w+\s+)+")
TRAILING_TAGS = re.compile(r"(?:\s+#\w+)+$")
TRAILING_NAMES = re.compile(r"(?P<before>\S+)(?:\s+@\w+)+$")
NAME_OF = re.compile(r"@\w+['’]s\b")
NAME = re.compile(r"@\w+")
SIGNS = re.compile(r"[@#](?=\w)")
GAP = "\x00"
# Not after "Dr." and its like, nor inside "9.30".
SENTENCE_END = re.compile(
    r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bProf\.)"
    r"(?<=[.!?…])[”\")]*\s+|\n|[|•·]"
)
QUOTED = re.compile(r"[“\"]([^”\"\n]{8,110})[”\"]")
EDGES = " \t\x00,;:–—-&+/\\()[]{}<>*_~^|'’‘\"“”"
THANKS_US = re.compile(r"(?:many |our )?(?:thanks?|gracias)\b", re.I).match
"""Quoted back, their thanks to us would thank them for thanking."""
EMOJI = re.compile(r"[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
SPACES = re.compile(r"\s+")

THING: Final = (
    r"workshops?|trainings?|webinars?|panels?|sessions?|courses?|class(?:es)?|guides?"
    r"|toolkits?|reports?|articles?|essays?|pieces?|posts?|podcasts?|groups?|nights?"
    r"|series|conferences?|newsletters?|programs?|programmes?|sheets?|surveys?|forms?"
    r"|lectures?|clinics?|fairs?|drives?|lists?|papers?|studies|study|handouts?"
    r"|checklists?|orientations?|internships?|placements?|fellowships?"
)
# The words in front must follow a "the" or its like, or a verb might be among them.
NAMED = re.compile(
    rf"\b(?:the|that|this|our|your|their|an?)\s+"
    rf"(?P<front>(?:[\w’'-]+\s+){{0,4}}?)(?P<thing>{THING})\b(?!\s+(?:{THING})\b)"
    rf"(?:\s+(?P<on>on|about|for|of|to|in)\s+(?P<what>[\w’'-]+(?:\s+[\w’'-]+){{0,7}}))?"
    rf"|\b(?P<bare>{THING})\s+(?P<on2>on|about)\s+"
    rf"(?P<what2>[\w’'-]+(?:\s+[\w’'-]+){{0,7}})",
    re.IGNORECASE,
)
HEADING = re.compile(r"<h([2-4])\b[^>]*>(.*?)</h\1>", re.I | re.S)
TAG = re.compile(r"<[^>]*>")
BLOCK_END = re.compile(r"</(?:p|li|h\d|blockquote|div)>|<br\b[^>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Detail:
    """``topic`` goes into a sentence of ours ("the workshop on grief"); ``quote`` is
    theirs word for word. At least one is set."""

    topic: str = ""
    quote: str = ""

    def __bool__(self) -> bool:
        return bool(self.topic or self.quote)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a longer post: its heading, and what it says there, or ""."""

    heading: str
    quote: str = ""


def detail_of(text: str) -> Detail:
    """What a text names, and the most telling part of it."""
    clean = plain(text)
    return Detail(topic_of(clean), quote_of(clean))


def about_post(title: str, text: str) -> str:
    """How a post of ours is recognized, as it stands after "our"; "" if it is not."""
    heading = SIGNS.sub("", shortened(plain(title).strip(EDGES + ".!")))
    if heading:
        return f"post “{heading}”"
    clean = plain(text)
    topic = topic_of(clean)
    if topic:
        return f"post about the {topic}"
    opening = next((part for part in parts_of(clean) if weight_of(part) > 1), "")
    return f"post “{shortened(opening, OPENING)}”" if opening else ""


def named(title: str) -> str:
    """A page's title as it can be quoted; "" where it is but the address of its site.

    Pages that only tell of a link often have no better name than that.
    """
    words = SIGNS.sub("", shortened(plain(title).strip(" .!")))
    return "" if ONLY_ADDRESS.fullmatch(words) else words


def parts_in(markup: str) -> tuple[Part, ...]:
    """The parts of sanitized HTML whose headings say something, in order."""
    pieces = HEADING.split(markup)
    parts = []
    # Before the first heading; then level, heading and what follows, each time.
    told = [prose(below) for below in pieces[3::3]]
    told[-1:] = [without_goodbye(one) for one in told[-1:]]
    for heading, below in zip(pieces[2::3], told, strict=True):
        words = prose(heading).replace("\n", " ").strip(EDGES + ".!")
        if says_something(words):
            quote = quote_of(below)
            # Of half a sentence it cannot be said that it stays with us.
            parts.append(Part(words, "" if quote.endswith("…") else quote))
    return tuple(parts)


def without_goodbye(below: str) -> str:
    """A post's last paragraph, where there are several, is of no part of it."""
    first, _, last = below.rpartition("\n")
    return first or last


def prose(markup: str) -> str:
    """HTML as plain lines, a paragraph each."""
    lines = BLOCK_END.sub("\n", markup)
    return plain(html.unescape(TAG.sub(" ", lines)))


def says_something(heading: str) -> bool:
    words = heading.casefold().split()
    return (
        len(words) > 1
        and len(heading) <= LONGEST_SIGNS
        and any(word.strip(EDGES) not in GENERIC_HEADINGS | EMPTY for word in words)
    )


def topic_of(text: str) -> str:
    """What a text names, as it can stand after "the": "workshop on kinship care"."""
    nameless = NAME.sub(" ", NAME_OF.sub("the", ADDRESS.sub(".", text)))
    for found in NAMED.finditer(nameless.replace("#", "")):
        thing = found["thing"] or found["bare"]
        front = [word for word in (found["front"] or "").split() if not is_praise(word)]
        what = until_stop(found["what"] or found["what2"] or "")
        if any(word.casefold() in PRONOUNS | STOPS | DANGLING for word in front):
            continue
        link = found["on"] or found["on2"] or ""
        if what:
            return " ".join([*front, thing, link.lower(), what])
        if front:
            return " ".join([*front, thing])
    return ""


def is_praise(word: str) -> bool:
    return word.casefold() in PRAISE


def until_stop(words: str) -> str:
    """The first words up to one that begins something else; "" if that says nothing."""
    kept: list[str] = []
    for word in words.split():
        if word.casefold() in STOPS or len(kept) == 5:
            break
        kept.append(word)
    while kept and kept[-1].casefold() in DANGLING:
        kept.pop()
    telling = [word for word in kept if len(word) > 3 and word.casefold() not in EMPTY]
    return " ".join(kept) if telling else ""


def quote_of(text: str) -> str:
    """The part of a text worth quoting, word for word; "" if there is none."""
    quoted = [bared(found[1]) for found in QUOTED.finditer(text)]
    parts = parts_of(text)
    whole = [part for part in parts if not part.endswith("…")]
    for some, least in ((quoted, 2), (whole, 3), (parts, 2)):
        telling = [part for part in some if weight_of(part) >= least]
        if telling:
            return max(telling, key=lambda part: (not THANKS_US(part), weight_of(part)))
    return ""


def parts_of(text: str) -> list[str]:
    """The sentences that can be quoted, questions left out.

    Names and tags lose their sign, for a quotation calls nobody; those that only
    stand around the sentence, and addresses, are left out.
    """
    parts: list[str] = []
    for sentence in SENTENCE_END.split(LEADING_NAMES.sub("", text)):
        for piece in ADDRESS.sub(GAP, sentence).split(GAP):
            part = shortened(bared(piece))
            if part and not piece.rstrip(EDGES).endswith("?") and ends_well(part):
                parts.append(part)
    return parts


def bared(piece: str) -> str:
    """A sentence without its last sign, and without the signs that call people."""
    bare = TRAILING_TAGS.sub("", piece.strip(EDGES + ".!…"))
    names = TRAILING_NAMES.search(bare)
    if names and ends_well(names["before"]):
        bare = bare[: names.end("before")]
    return SIGNS.sub("", bare.strip(EDGES + ".!…"))


def ends_well(part: str) -> bool:
    """It does not break off after a word that wants another."""
    return part.split()[-1].casefold() not in BREAKS


def weight_of(part: str) -> int:
    """How many telling words it has; 0 if it is no quotation."""
    words = part.split()
    if not SHORTEST_QUOTE <= len(words) <= LONGEST_QUOTE + 1:
        return 0
    telling = [one.strip(EDGES + ".!?…").casefold() for one in words]
    return len([one for one in telling if len(one) > 3 and one not in EMPTY | TIMES])


def shortened(text: str, most: int = LONGEST_QUOTE) -> str:
    """As much of it as is quoted, cut between words."""
    words = text.split()
    kept: list[str] = []
    for word in words[:most]:
        if len(" ".join([*kept, word])) > LONGEST_SIGNS:
            break
        kept.append(word)
    if len(kept) == len(words):
        return " ".join(kept)
    commas = [at for at, word in enumerate(kept, 1) if word.endswith((",", ";"))]
    if commas and commas[-1] * 2 > len(kept):
        kept = kept[: commas[-1]]
    while kept and kept[-1].casefold() in DANGLING:
        kept.pop()
    cut = " ".join(kept).rstrip(EDGES + ".!")
    return f"{cut} …" if cut else ""


def plain(text: str) -> str:
    """One line without pictures; a line's end ends a sentence."""
    lines = (
        SPACES.sub(" ", EMOJI.sub(" ", line)).strip() for line in text.splitlines()
    )
    return "\n".join(line for line in lines if line)


def own_line(bio: str) -> str:
    """The first thing a bio says they do; "" if it says nothing that can be quoted."""
    return next((part for part in parts_of(plain(bio)) if weight_of(part) > 1), "")


def asks(text: str, *, under_ours: bool) -> bool:
    """Whether a text wants an answer rather than thanks.

    Under a post of ours every question is to us; elsewhere one that begins like a
    question, or says "you", may be.
    """
    for sentence in SENTENCE_END.split(ADDRESS.sub(GAP, NAME.sub(GAP, text))):
        if not sentence.rstrip(EDGES).endswith("?"):
            continue
        words = [word.strip(EDGES + "?").casefold() for word in sentence.split()]
        first = next((word for word in words if word), "")
        if under_ours or first in ASKING or not PRONOUNS_YOU.isdisjoint(words):
            return True
    return False
