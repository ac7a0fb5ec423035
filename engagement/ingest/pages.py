"""Read a source page by page: a cursor is saved with what it read, never before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from accounts.platforms.base import Cursor, Page, PlatformError, Refused
from engagement.ingest.look import PAGES, Look, time_of
from engagement.ingest.watches import still_ours

Item = TypeVar("Item")
TRIES = 3
"""So often the same page may fail before we begin again from the top."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A pass over a source, which may take several polls.

    ``at`` is the adapter's cursor of the next page, ``base`` the one with which the
    last pass ended: whoever begins again there reads some twice, and misses nothing.
    ``began``: what was published before then is read when the pass is done.
    """

    at: Cursor
    base: Cursor
    began: datetime

    @classmethod
    def of(cls, look: Look) -> Reading:
        saved = look.watch.cursor
        began = time_of(saved.get("began")) or look.began
        return cls(saved.get("at") or {}, saved.get("base") or {}, began)

    def after(self, page: Page[Any], *, done: bool) -> Reading:
        base = page.cursor if done else self.base
        return replace(self, at=page.cursor, base=base)

    def saved(self, look: Look, *, done: bool) -> dict[str, Any]:
        return {
            **look.watch.cursor,
            "at": dict(self.at),
            "base": dict(self.base),
            "began": "" if done else self.began.isoformat(),
        }


def read_pages(
    look: Look,
    call: Callable[[Cursor], Page[Item]],
    store: Callable[[Sequence[Item]], Sequence[str]],
) -> None:
    """Read until nothing more is there, or the pages of one poll are used up.

    A first look is one page. ``Watch.ok_at`` moves only when the pass is done.
    """
    reading, first = Reading.of(look), look.first
    for _ in range(PAGES):
        page = _ask(look, reading, call)
        done = first or not page.more
        reading = reading.after(page, done=done)
        saved: dict[str, Any] = {"cursor": reading.saved(look, done=done)}
        if done:
            saved["ok_at"] = reading.began
        look.keep(page.items, store, **saved)
        look.more = not done
        if done or not look.may_ask:
            break


def _ask(
    look: Look, reading: Reading, call: Callable[[Cursor], Page[Item]]
) -> Page[Item]:
    try:
        return look.ask(call, reading.at)
    except PlatformError as error:
        stuck = isinstance(error, Refused) or look.watch.fails + 1 >= TRIES
        if stuck and reading.at != reading.base:
            again = replace(reading, at=reading.base)
            still_ours(look.watch, cursor=again.saved(look, done=True))
        raise
