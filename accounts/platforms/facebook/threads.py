"""Which conversations on our Page changed since the last look: pure, counts in.

Facebook tells with each post how many comments and reactions hang on it, and when it
last changed. So a look that finds nothing new costs one request, whatever there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from accounts.platforms.base import Cursor

from . import words
from .timeline import text_of, time_or_none

WATCHED: Final = 50
"""The newest posts on our Page; an older one whose talk goes on is not seen."""

AT_ONCE: Final = 8
"""Conversations read in one call, each with one request or two."""

OVERLAP: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far one conversation was read. ``read`` is the time of the newest comment;
    ``after`` is Graph's cursor within a long one. ``began`` is when it had last changed
    at our first look, and ``known`` are its newest comments then.
    """

    comments: int = 0
    reactions: int = 0
    changed: str = ""
    read: str = ""
    after: str = ""
    began: str = ""
    known: tuple[str, ...] = ()

    def is_recent(self, one: words.Json) -> bool:
        """Whether a comment came since our first look, and may not have been read.

        Facebook's times are whole seconds: within one of them the number tells.
        """
        floor, at = time_or_none(self.began), words.time(one)
        if self.since is not None and at < self.since:
            return False
        if floor is None or at > floor:
            return True
        return at == floor and words.id_of(one) not in self.known

    @property
    def since(self) -> datetime | None:
        at = time_or_none(self.read)
        return at - OVERLAP if at else None


@dataclass(frozen=True, slots=True)
class Thread:
    """One post on our Page as Graph lists it, and how far it was read."""

    raw: words.Json
    now: Mark
    before: Mark

    @property
    def talked(self) -> bool:
        if not self.now.comments:
            return False
        seen = (self.before.comments, self.before.changed, self.before.after)
        return seen != (self.now.comments, self.now.changed, "")

    @property
    def rise(self) -> int:
        """How many reactions came."""
        return max(self.now.reactions - self.before.reactions, 0)

    @property
    def is_changed(self) -> bool:
        return self.talked or self.now.reactions != self.before.reactions

    def read_to(self, times: Iterable[datetime], after: str) -> Mark:
        """The mark after a page with comments of these times was read."""
        before = time_or_none(self.before.read)
        newest = max((at for at in (before, *times) if at), default=None)
        done = self.seen_now if not after else self.before
        return replace(done, read=text_of(newest), after=after)

    @property
    def seen_now(self) -> Mark:
        """What Facebook tells now, with what we know from before."""
        before = self.before
        return replace(
            self.now, read=before.read, began=before.began, known=before.known
        )


def listed(cursor: Cursor, items: Iterable[words.Json]) -> list[Thread]:
    """The conversations as they are now, beside what the cursor knows of them."""
    return [
        Thread(one, mark_of(one), known_mark(cursor, words.id_of(one))) for one in items
    ]


def mark_of(one: words.Json) -> Mark:
    return Mark(
        comments=words.total(one, "comments"),
        reactions=words.total(one, "reactions"),
        changed=text_of(words.time(one, "updated_time")),
    )


def known_mark(cursor: Cursor, graph_id: str) -> Mark:
    saved: Mapping[str, Any] = (cursor.get("threads") or {}).get(graph_id) or {}
    return Mark(**{**saved, "known": tuple(saved.get("known") or ())})


def begun(threads: Iterable[Thread]) -> Cursor:
    """The cursor of a first look: what was said until now is known."""
    marks = {}
    for one in threads:
        known, at = words.newest_ids(one.raw), one.now.changed
        marks[words.id_of(one.raw)] = replace(one.now, read=at, began=at, known=known)
    return saved(marks)


def saved(marks: Mapping[str, Mark]) -> Cursor:
    return {"threads": {graph_id: asdict(one) for graph_id, one in marks.items()}}
