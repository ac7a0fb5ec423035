"""What stands beside an open card: the timeline, the ledger, their last posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import Member
from engagement.attentions import of_somebody_in_need
from engagement.bounds import shows_history
from engagement.keys import BY_HAND
from engagement.models import Contact, Interaction, Post, Suggestion

THEY = {
    "follow": "Follows us; noticed",
    "mention": "Mentioned us",
    "reply": "Replied to us",
    "quote": "Quoted us",
    "share": "Shared ours",
    "like": "Liked ours",
    "link": "Linked to us",
    "comment": "Commented on ours",
    "introduction": "Introduced us",
    "thanks": "Thanked us",
    "other": "Did something kind",
}
WE = {
    "thanks": "Thanked them",
    "share": "Passed on theirs",
    "comment": "Commented on theirs",
    "reply": "Answered them",
    "quote": "Quoted them",
    "follow": "Followed them",
    "link": "Linked to them",
    "mention": "Named them",
    "introduction": "Introduced them",
    "like": "Liked theirs",
    "other": "Did something kind",
}
LINES, POSTS = 8, 3
UNDER_OURS = (Interaction.Kind.COMMENT, Interaction.Kind.REPLY)


@dataclass
class Beside:
    """A contact and us; eight lines of what passed, three of their posts."""

    contact: Contact
    entries: list[dict[str, Any]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    gave: int = 0
    given: int = 0


def entry(line: Interaction) -> dict[str, Any]:
    """One line of the timeline, as its part wants it."""
    words = THEY if line.direction == Interaction.Direction.IN else WE
    when: datetime = line.happened_at or line.noticed_at
    theirs = line.post.text if line.post else ""
    ours = line.delivery.text if line.delivery else ""
    url = line.delivery.receipt_url if line.delivery else ""
    return {
        "direction": line.direction,
        "text": words.get(line.kind, line.kind)
        + (f": {line.note}" if line.note else ""),
        "when": when,
        "day": bool(line.happened_at) and line.key.startswith(BY_HAND),
        "by": _by(line),
        "uncounted": _uncounted(line),
        "url": url or (line.post.url if line.post else ""),
        "quote": (ours or theirs)[:200],
    }


def _by(line: Interaction) -> str:
    if line.by_worker:
        return "by itself"
    return line.by_member.name if line.by_member else ""


def _uncounted(line: Interaction) -> str:
    """Why the ledger does not count it; "" where it does."""
    if line.first_look:
        return "from before we looked: not counted"
    return "not counted as a kindness" if line.not_kind else ""


def _when(told: dict[str, Any]) -> datetime:
    """Lines are shown in the order of what they say; they were noticed in another."""
    when: datetime = told["when"]
    return when


def beside_contact(contact: Contact, viewer: Member, lines: int = LINES) -> Beside:
    """What passed between this contact, on all its profiles, and us.

    Where a boundary stands, a poster sees a contact with whom nothing ever passed; the
    same is asked for it, or the time a page takes would tell.
    """
    history = shows_history(contact, viewer)
    shown = Q() if history else Q(pk=0)
    # With a mark or without: what stands on the queue's first card stands there alone.
    apart = of_somebody_in_need(contact.center_id).filter(profile__contact=contact)
    passed = (
        Interaction.objects.filter(
            shown, center=contact.center_id, profile__contact=contact, retracted_at=None
        )
        .exclude(pk__in=apart.values("interaction"))
        .select_related("post", "delivery", "by_member__user")
        .order_by("-noticed_at")[:lines]
    )
    under_ours = Interaction.objects.filter(
        post=OuterRef("pk"), direction=Interaction.Direction.IN, kind__in=UNDER_OURS
    )
    posts = (
        # What they said under others' posts is no post of theirs.
        Post.objects.filter(
            shown, center=contact.center_id, profile__contact=contact, reply_to_key=""
        )
        .exclude(text="")
        .exclude(pk__in=apart.values("post"))
        .exclude(Exists(under_ours))
        .order_by("-published_at", "pk")[: 3 * POSTS]
    )
    return Beside(
        contact,
        sorted((entry(line) for line in passed), key=_when, reverse=True),
        _once(posts)[:POSTS],
        gave=contact.received_count if history else 0,
        given=contact.given_count if history else 0,
    )


def _once(posts: Iterable[Post]) -> list[Post]:
    """A page that a feed brought and that told us of a link is one post."""
    found: dict[str, Post] = {}
    for post in posts:
        found.setdefault(post.url_key or post.key, post)
    return list(found.values())


def beside(suggestion: Suggestion, viewer: Member) -> Beside:
    """What stands beside this suggestion's card."""
    return beside_contact(suggestion.profile.contact, viewer)
