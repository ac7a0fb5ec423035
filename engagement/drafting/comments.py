"""The wordings of a comment under a peer's blog post: one part of it, named. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from engagement.drafting.details import Part, parts_of, plain, quote_of, weight_of
from engagement.drafting.pick import in_order, in_our_language
from engagement.drafting.sentences import (
    COMMENT_ON_HEADING,
    COMMENT_ON_PART,
    COMMENT_ON_QUOTE,
)

READ = 8000
"""Signs of a post that are looked through; the point is rarely made later."""


@dataclass(frozen=True, slots=True)
class BlogPost:
    """What is known of the post: ``topic`` is what we write about as well, or ""."""

    seed: str
    title: str = ""
    text: str = ""
    parts: tuple[Part, ...] = ()
    topic: str = ""
    language: str = ""


def comments(post: BlogPost) -> list[str]:
    """The wordings, in the order to try them; none where nothing can be named."""
    if not in_our_language(post.language):
        return []
    title = post.title.casefold()
    parts = [part for part in post.parts if part.heading.casefold() != title]
    told = [part for part in parts if part.quote]
    near = [part for part in told if speaks_of(post.topic, part.quote)]
    quote = sentence_about(post.topic, post.text[:READ])
    wordings = (
        on_parts(near),
        on_parts(told),
        on_headings(parts),
        on_quote(quote),
    )
    found: dict[str, None] = {}
    for some in wordings:
        found |= dict.fromkeys(in_order(post.seed, some))
    return list(found)


def speaks_of(topic: str, text: str) -> bool:
    return bool(topic) and topic.casefold() in text.casefold()


def sentence_about(topic: str, text: str) -> str:
    """A sentence to quote, best one that speaks of what we share."""
    clean = plain(text)
    near = [one for one in parts_of(clean) if speaks_of(topic, one)]
    telling = [one for one in near if weight_of(one) > 2 and not one.endswith("…")]
    return max(telling, key=weight_of, default="") or quote_of(clean)


def on_parts(parts: Iterable[Part]) -> Iterator[str]:
    for part, wording in product(parts, COMMENT_ON_PART):
        yield wording.format(heading=part.heading, quote=part.quote)


def on_headings(parts: Iterable[Part]) -> Iterator[str]:
    for part, wording in product(parts, COMMENT_ON_HEADING):
        yield wording.format(heading=part.heading)


def on_quote(quote: str) -> Iterator[str]:
    if quote:
        yield from (wording.format(quote=quote) for wording in COMMENT_ON_QUOTE)
