"""The wordings of a comment under a peer's blog post: one part of it, named. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from engagement.drafting.details import Detail, parts_of, plain, quote_of, weight_of
from engagement.drafting.pick import in_order, in_our_language
from engagement.drafting.sentences import (
    COMMENT_ON_HEADING,
    COMMENT_ON_QUOTE,
    COMMENT_TAILS,
)

READ = 8000
"""Signs of a post that are looked through; the point is rarely made later."""


@dataclass(frozen=True, slots=True)
class BlogPost:
    """What is known of the post: ``topic`` is what we write about as well, or ""."""

    seed: str
    title: str = ""
    text: str = ""
    headings: tuple[str, ...] = ()
    topic: str = ""
    language: str = ""


def comments(post: BlogPost) -> list[str]:
    """The wordings, in the order to try them; none where nothing can be named."""
    if not in_our_language(post.language):
        return []
    headings = [one for one in post.headings if one.casefold() != post.title.casefold()]
    detail = Detail(quote=sentence_about(post.topic, post.text[:READ]))
    return [
        *in_order(post.seed, on_headings(headings, post.topic)),
        *in_order(post.seed, on_quote(detail, post.topic)),
    ]


def sentence_about(topic: str, text: str) -> str:
    """A sentence to quote, best one that speaks of what we share."""
    clean = plain(text)
    near = [
        one for one in parts_of(clean) if topic and topic.casefold() in one.casefold()
    ]
    telling = [one for one in near if weight_of(one) > 2 and not one.endswith("…")]
    return max(telling, key=weight_of, default="") or quote_of(clean)


def on_headings(headings: list[str], topic: str) -> Iterator[str]:
    for heading, first, tail in product(headings, COMMENT_ON_HEADING, COMMENT_TAILS):
        yield joined(first.format(heading=heading), tail, topic)


def on_quote(detail: Detail, topic: str) -> Iterator[str]:
    if not detail:
        return
    for first, tail in product(COMMENT_ON_QUOTE, COMMENT_TAILS):
        yield joined(first.format(quote=detail.quote), tail, topic)


def joined(first: str, tail: str, topic: str) -> str:
    if not topic:
        return first
    capital = topic[:1].upper() + topic[1:]
    return f"{first} {tail.format(topic=topic, Topic=capital)}".rstrip()
