"""What asks or orders without a question mark: words by where they stand. Pure.

"Will you share the slides" and "send it to us" are made of words that do no harm; that
they want something is told by what a clause begins with, and by what stands before.
"""

from __future__ import annotations

import re
from typing import Final

from engagement.rules.screening.tongue import Asking, words

STARTS: Final = re.compile(r"[.!¡\n;:,–—&]+|\s--?\s")
"""Where a clause begins, in any language; each has words for "and" besides."""

ENGLISH: Final = Asking(
    joints=re.compile(r"\b(?:and|or|plus)\b", re.I),
    turns=re.compile(
        r"\band\b(?=\s+(?:we|you|they|it|there|our|your|i|he|she)\b)", re.I
    ),
    fillers=words("also hey just maybe now oh ok okay so then today tonight well"),
    opens=words(
        """
        am answer are ask bring build call can celebrate collaborate come connect
        contact contribute could create did do does email fix follow forward get give
        go had has have help how invite is join keep know leave let let's lets look
        make may meet might move organize participate publish put remember reply say
        see send serve set shall should show speak stay take teach tell use visit was
        watch were what when where which who whose why will would write
        """
    ),
    but=frozenset(
        {
            ("am", "so"),
            ("are", "so"),
            ("had", "a"),
            ("had", "an"),
            ("had", "so"),
            ("had", "such"),
            ("is", "so"),
            ("was", "so"),
            ("were", "so"),
            ("what", "a"),
            ("what", "an"),
        }
    ),
    asks=words(
        """
        are can could did do does had has have is may might shall should was were will
        would
        """
    ),
    whom=words("he i it she there they u we ya you"),
    orders=words(
        """
        bring build celebrate collaborate connect contribute create follow forward give
        join meet organize participate publish send serve speak teach write
        """
    ),
    either=words(
        """
        comment design email feature host list mention offer open play post present
        print recap repost report retweet rt share show spread support update use visit
        """
    ),
    objects=words(
        "a all an everybody everyone it me more our that the them these this those us"
    ),
    after=words("i that they to we who you"),
    thank_you=("thank", "you"),
    says=words(
        """
        am are be been came come coming did do does gave give gives got had has have is
        it it's knew know made more next now said saw say see seen soon that's there
        they they're told took was we we'll we're we've went were will you've
        """
    ),
)

SPANISH: Final = Asking(
    joints=re.compile(r"\b(?:y|e|o)\b", re.I),
    turns=re.compile(
        r"\b[ye]\b(?=\s+(?:nosotr[oa]s|ustedes|ell[oa]s|nuestr[oa]s?|su|sus)\b)", re.I
    ),
    fillers=words("ahora ademas entonces hoy pues tambien"),
    opens=words(
        """
        avisen como comparta compartan comparte comparten cual cuales cuando cuanto den
        donde envie envien escriban estan habeis hacen hagan han hay inviten manden
        pasen podeis publiquen pueden quien quienes seran tiene tienen traigan vais van
        vengan
        """
    ),
    but=frozenset(),
    asks=frozenset(),
    whom=frozenset(),
    orders=words("comparta compartan envien manden publiquen tienen traigan"),
    either=frozenset(),
    objects=frozenset(),
    after=words("ellas ellos las los no nos que quienes se todas todos ustedes"),
    thank_you=("", ""),
    says=words(
        """
        ahora era es estaba estamos estan estuvo fue fueron ha haber habeis hace hacen
        han hicieron hizo mas que se ser sois somos son tiene tienen vamos
        """
    ),
)


def clauses(text: str, asking: Asking) -> list[str]:
    """All of the text that may be said apart: an order can hide behind an "and"."""
    return [
        part for one in STARTS.split(text) for part in asking.joints.split(one) if part
    ]


def parts(text: str, asking: Asking) -> list[str]:
    """What says something of its own: nouns in a row stay together."""
    return [
        part for one in STARTS.split(text) for part in asking.turns.split(one) if part
    ]


def opens_a_question(said: list[str], asking: Asking) -> bool:
    """Whether the words of a clause begin like a question or an order."""
    while said and said[0] in asking.fillers:
        said = said[1:]
    first, second = [*said, "", ""][:2]
    if first in asking.either:
        return second in asking.objects
    return first in asking.opens and (first, second) not in asking.but


def asks_within(said: list[str], asking: Asking) -> bool:
    """Whether they do so further on, where no mark tells: "great talk will you"."""
    padded = ["", "", *said, ""]
    return any(
        _asks_at(padded[at - 2 : at + 2], asking) for at in range(2, len(padded) - 1)
    )


def _asks_at(four: list[str], asking: Asking) -> bool:
    """The third of these words, after two and before one."""
    earlier, before, word, then = four
    led = before in asking.after and (earlier, before) != asking.thank_you
    if word in asking.asks and then in asking.whom:
        return not led or before == then
    if word in asking.either and then in asking.objects:
        return not led
    return word in asking.orders and not led
