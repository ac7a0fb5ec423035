"""What is said on our Page: comments, answers and reactions, thread by thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final, TypeVar

from accounts.platforms.base import Cursor, InteractionData, Verb

from . import threads, words
from .account import Account
from .errors import NotAccepted
from .threads import Mark, Thread

LARGEST: Final = 100

Item = TypeVar("Item")
Said = tuple[list[words.Json], Mark, bool]
"""(comments, how far the thread is read then, whether that is all of it)."""


class Talk(Account):
    """Reads conversations, those alone that changed."""

    def wall(self, verb: Verb, cursor: Cursor) -> list[Thread]:
        """The newest posts on our Page, with how much hangs on each."""
        found = self.api.page(
            verb,
            self.us,
            "feed",
            fields=words.THREAD_FIELDS,
            limit=threads.WATCHED,
        )
        with words.in_shape():
            return threads.listed(cursor, found.items)

    def listen(
        self,
        verb: Verb,
        wall: list[Thread],
        changed: Callable[[Thread], bool],
        pick: Callable[[Thread, list[words.Json]], Iterator[Item]],
    ) -> tuple[list[Item], Cursor, bool]:
        """(what is picked, cursor, whether more is there now) of what changed."""
        marks = {words.id_of(one.raw): one.before for one in wall}
        waiting = [one for one in wall if changed(one)]
        more = len(waiting) > threads.AT_ONCE
        items: list[Item] = []
        for thread in waiting[: threads.AT_ONCE]:
            said, mark, done = self.said_in(verb, thread)
            with words.in_shape():
                items += pick(thread, said)
            marks[words.id_of(thread.raw)] = mark
            more = more or not done
        return items, threads.saved(marks), more

    def said_in(self, verb: Verb, thread: Thread) -> Said:
        """The comments since the last look, oldest first, at most a page of them."""
        before = thread.before
        if not thread.talked:
            return [], thread.seen_now, True
        asked: dict[str, Any] = {"after": before.after}
        if before.since is not None:
            asked["since"] = int(before.since.timestamp())
        try:
            found = self.api.page(
                verb,
                words.id_of(thread.raw),
                "comments",
                fields=words.COMMENT_FIELDS,
                filter="stream",
                order="chronological",
                limit=LARGEST,
                **asked,
            )
        except NotAccepted:
            if not before.after:
                raise
            # Graph's cursor ran out: from where we know that we have read
            return [], replace(before, after=""), False
        with words.in_shape():
            mark = thread.read_to(map(words.time, found.items), found.after)
            said = [one for one in found.items if before.is_recent(one)]
        return said, mark, not found.after

    def reactions_to(self, thread: Thread) -> Iterator[InteractionData]:
        """Who reacted to a post of ours since the last look, as far as a page goes.

        Believed newest first (*unchecked*): no more are taken than the count rose by.
        """
        if not thread.rise or words.author_id(thread.raw) != self.us:
            return
        found = self.api.page(
            Verb.COMMENTS,
            words.id_of(thread.raw),
            "reactions",
            fields=words.REACTION_FIELDS,
            limit=min(thread.rise, LARGEST),
        )
        for one in found.items:
            liked = words.reaction(one, thread.raw, self.us)
            if liked is not None:
                yield liked
