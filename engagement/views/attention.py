"""Somebody may need help: above everything, until a named person has seen to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import Member
from engagement import attentions
from engagement.models import Attention

AT_ONCE = 12
"""So many at once on the page; when they are seen to, the next come up."""


@dataclass
class Call:
    """One attention as one member sees it. All text in it is plain."""

    attention: Attention
    viewer: Member
    error: str = ""
    typed: str = ""

    @property
    def pk(self) -> int:
        return self.attention.pk

    @property
    def name(self) -> str:
        return str(self.attention.profile)

    @property
    def mine(self) -> bool:
        return self.attention.taken_by_id == self.viewer.pk

    @property
    def may_close(self) -> bool:
        """Nobody has it, or the viewer has; a supervisor may in any case."""
        free = self.attention.taken_by_id is None
        return free or self.mine or self.viewer.supervises

    @property
    def text(self) -> str:
        return self.attention.post.text if self.attention.post else ""

    @property
    def url(self) -> str:
        """Where it stands on the network."""
        post, profile = self.attention.post, self.attention.profile
        return (post.url if post else "") or profile.url


def rows(found: QuerySet[Attention]) -> QuerySet[Attention]:
    """All that a card needs, in one query."""
    return found.select_related(
        "center",
        "profile__contact",
        "post",
        "interaction",
        "taken_by__user",
        "raised_by__user",
        "done_by__user",
    )


def waiting(member: Member) -> QuerySet[Attention]:
    """What this member is shown, the one who waits longest first."""
    found = attentions.waiting(member.center).filter(attentions.shown_to(member))
    return found.order_by("noticed_at", "pk")


def shown(member: Member, now: datetime) -> dict[str, Any]:
    """What the section shows to this member; without ``calls`` it is nothing."""
    calls = [Call(one, member) for one in rows(waiting(member))[:AT_ONCE]]
    marked = [(call.pk, call.attention.touched_at) for call in calls]
    return {
        "calls": calls,
        "turn_to": attentions.turn_to(member.center),
        "mark": _mark(marked),
    }


def mark(member: Member, now: datetime) -> str:
    """Another one when the section would look different."""
    return _mark(waiting(member).values_list("pk", "touched_at")[:AT_ONCE])


def _mark(found: Iterable[tuple[int, datetime]]) -> str:
    told = [f"{pk}:{touched.timestamp()}" for pk, touched in found]
    return " ".join(told) or "none"
