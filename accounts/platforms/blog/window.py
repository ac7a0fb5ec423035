"""Where a look at a WordPress list goes on: pure, numbers and times in, cursor out.

A comment that a moderator let through late keeps its old time. So each look reads the
last week again, and drops what it knows by number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from accounts.platforms.base import Cursor

OVERLAP: Final = timedelta(days=7)
MOST_KNOWN: Final = 500
FIRST: Final = 20
USUAL: Final = 100


@dataclass(frozen=True, slots=True)
class Window:
    """A cursor, read. ``page`` counts from 1; ``top`` is the newest time seen."""

    since: datetime | None = None
    top: datetime | None = None
    known: tuple[int, ...] = ()
    page: int = 1
    first: bool = True

    @classmethod
    def at(cls, cursor: Cursor) -> Window:
        if not cursor:
            return cls()
        return cls(
            since=time_or_none(cursor.get("since")),
            top=time_or_none(cursor.get("top")),
            known=tuple(int(one) for one in cursor.get("known") or ()),
            page=int(cursor.get("page") or 1),
            first=False,
        )

    @property
    def size(self) -> int:
        return FIRST if self.first else USUAL

    def params(self) -> dict[str, str | int]:
        """What to ask WordPress for: newest first, from a week before what is known."""
        asked: dict[str, str | int] = {"per_page": self.size, "page": self.page}
        if self.since is not None:
            after = self.since - OVERLAP
            asked["after"] = after.strftime("%Y-%m-%dT%H:%M:%S")
        return asked

    def after(
        self, seen: Iterable[tuple[int, datetime]], pages: int
    ) -> tuple[Cursor, bool]:
        """The cursor after a page with these (number, time), and whether more is there.

        ``since`` moves up only when the last page was read; the first look is one page.
        """
        found = tuple(seen)
        times = [at for at in (self.top, self.since, *(t for _, t in found)) if at]
        newest = max(times, default=None)
        known = tuple(dict.fromkeys((*self.known, *(number for number, _ in found))))
        more = self.page < pages and not self.first
        cursor = {
            "since": text_of(self.since if more else newest),
            "top": text_of(newest),
            "known": list(known[-MOST_KNOWN:]),
            "page": self.page + 1 if more else 1,
        }
        return cursor, more


def time_or_none(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None


def text_of(at: datetime | None) -> str:
    return at.isoformat() if at else ""
