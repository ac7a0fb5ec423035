"""Where a look at a list of posts goes on: pure, ids and times in, cursor out.

Posts come newest first. One that somebody let through late, or tagged us in later,
keeps its old time: so each look reads the last day again, and drops what it knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from accounts.platforms.base import Cursor

OVERLAP: Final = timedelta(days=1)
MOST_KNOWN: Final = 300
FIRST: Final = 10
USUAL: Final = 50


@dataclass(frozen=True, slots=True)
class Window:
    """A cursor, read. ``since``: the newest of the last look that was finished;
    ``top``: the newest seen in this one; ``after``: Graph's cursor of the next page.
    """

    since: datetime | None = None
    top: datetime | None = None
    known: tuple[str, ...] = ()
    after: str = ""
    first: bool = True

    @classmethod
    def at(cls, cursor: Cursor | None) -> Window:
        if not cursor:
            return cls()
        return cls(
            since=time_or_none(cursor.get("since")),
            top=time_or_none(cursor.get("top")),
            known=tuple(str(one) for one in cursor.get("known") or ()),
            after=str(cursor.get("after") or ""),
            first=False,
        )

    @property
    def size(self) -> int:
        return FIRST if self.first else USUAL

    def is_new(self, graph_id: str, at: datetime) -> bool:
        return graph_id not in self.known and not self._passed(at)

    def moved(
        self, seen: Iterable[tuple[str, datetime]], after: str
    ) -> tuple[Cursor, bool]:
        """The cursor after a page with these (id, time), and whether more is there.

        ``since`` moves up only when every page down to it was read; the first look
        is one page: kindness starts today.
        """
        found = tuple(seen)
        times = [at for at in (self.top, self.since, *(t for _, t in found)) if at]
        newest = max(times, default=None)
        known = tuple(dict.fromkeys((*self.known, *(one for one, _ in found))))
        reached = any(self._passed(at) for _, at in found)
        more = bool(after) and not reached and not self.first
        cursor = {
            "since": text_of(self.since if more else newest),
            "top": text_of(newest),
            "known": list(known[-MOST_KNOWN:]),
            "after": after if more else "",
        }
        return cursor, more

    def again(self) -> tuple[Cursor, bool]:
        """Graph's cursor ran out: from the top once more, down to what was known."""
        since = text_of(self.since)
        return {"since": since, "top": since, "known": list(self.known)}, True

    def _passed(self, at: datetime) -> bool:
        return self.since is not None and at < self.since - OVERLAP


def time_or_none(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None


def text_of(at: datetime | None) -> str:
    return at.isoformat() if at else ""
