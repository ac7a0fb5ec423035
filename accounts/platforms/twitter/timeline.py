"""Where a look at a list of posts, newest first, goes on: pure, ids in, cursor out.

A look keeps ``since`` (the newest post known before it), ``top`` (the newest seen in
it) and ``token`` (the next page). ``since`` moves up to ``top`` only when every page
down to it was read: a look that ends half-way goes on, or begins again from the top.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.platforms.base import Cursor


@dataclass(frozen=True, slots=True)
class Look:
    """A cursor, read. ``first``: nobody ever looked here."""

    since: int = 0
    top: int = 0
    token: str = ""
    first: bool = True

    @classmethod
    def at(cls, cursor: Cursor) -> Look:
        if not cursor:
            return cls()
        return cls(
            since=int(cursor.get("since") or 0),
            top=int(cursor.get("top") or 0),
            token=str(cursor.get("token") or ""),
            first=False,
        )

    def known(self, overlap: int = 0) -> int:
        """The id from which on a post is new; ``overlap`` ids below are read again."""
        return max(self.since - overlap, 0)

    def after(
        self, ids: Iterable[int], token: str, overlap: int = 0
    ) -> tuple[Cursor, bool]:
        """The cursor after a page with these ids, and whether there is more.

        The first look is one page: kindness starts today.
        """
        seen = tuple(ids)
        top = max((self.top, self.since, *seen))
        reached = any(one <= self.known(overlap) for one in seen)
        if token and not reached and not self.first:
            return {"since": str(self.since), "top": str(top), "token": token}, True
        return {"since": str(top)}, False

    def again(self) -> tuple[Cursor, bool]:
        """The token ran out: from the top once more, down to what was known."""
        return {"since": str(self.since)}, True
