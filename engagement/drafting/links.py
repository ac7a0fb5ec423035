"""The wordings of a post on our own blog that links to a peer's. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from engagement.drafting.details import quote_of
from engagement.drafting.pick import in_order
from engagement.drafting.sentences import LINK_OPENINGS


@dataclass(frozen=True, slots=True)
class Theirs:
    """A peer's blog post as we would name it; ``text`` may be any of it."""

    name: str
    title: str
    url: str
    text: str = ""


def links(theirs: Theirs) -> list[str]:
    """The wordings, in the order to try them: a title, why, whose words, and the link.

    None where there is nothing to link to.
    """
    if not theirs.url:
        return []
    title = theirs.title or f"From {theirs.name}"
    quote = quote_of(theirs.text)
    said = f"\n\n“{quote}”" if quote else ""
    return [
        f"{title}\n\n{opening.format(name=theirs.name)}{said}\n\n{theirs.url}"
        for opening in in_order(theirs.url, LINK_OPENINGS)
    ]
