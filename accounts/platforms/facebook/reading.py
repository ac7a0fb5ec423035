"""What can be read of our Page, a page a call; each cursor may be saved once stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from accounts.platforms.base import (
    Cursor,
    InteractionData,
    Kind,
    Page,
    PostData,
    ProfileData,
    Target,
    Verb,
)

from . import threads, words
from .errors import NotAccepted
from .keys import post_key, thing_in
from .talk import Talk
from .threads import Thread
from .timeline import Window
from .under import ours_under

SHARERS_PAGE: Final = 100
LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class Reading(Talk):
    """The reading verbs of our Page."""

    def me(self) -> ProfileData:
        """Our Page, with how many follow it; also the proof that the token works."""
        self.api.start()
        with words.in_shape():
            return words.page(self.api.get(Verb.ME, self.us, words.PAGE_FIELDS))

    def mentions(self, cursor: Cursor) -> Page[InteractionData]:
        """Posts that tag our Page, and what visitors wrote on it."""
        self.api.start()
        found: dict[str, PostData] = {}
        where: dict[str, Cursor] = {}
        more = False
        for edge in ("visitor_posts", "tagged"):
            window = Window.at(cursor.get(edge))
            posts, where[edge], goes_on = self._posts(Verb.MENTIONS, edge, window)
            found |= {one.key: one for one in posts}
            more = more or goes_on
        items = tuple(
            mention(one) for one in found.values() if one.author.external_id != self.us
        )
        return Page(items, where, more)

    def comments(self, cursor: Cursor) -> Page[InteractionData]:
        """Comments on our posts with their answers, answers to us under visitors'
        posts, and who reacted to posts of ours.

        The first look only counts: what was said until then is known.
        """
        self.api.start()
        wall = self.wall(Verb.COMMENTS, cursor)
        if not cursor:
            return Page((), threads.begun(wall))
        items, where, more = self.listen(
            Verb.COMMENTS, wall, lambda one: one.is_changed, self._kindnesses
        )
        return Page(tuple(items), where, more)

    def own(self, cursor: Cursor, targets: Sequence[Target]) -> Page[PostData]:
        """What our Page published, and what it said under posts: on its own wall
        wherever talk goes on, elsewhere under ``targets``. ``Page.visited`` are those
        of them that could be read: on most Pages of others none of ours can be seen.
        """
        self.api.start()
        window = Window.at(cursor.get("posts"))
        posts, posts_at, more = self._posts(Verb.OWN, "published_posts", window)
        wall, said = self.wall(Verb.OWN, cursor), list[PostData]()
        said_at = threads.begun(wall)
        if cursor:
            said, said_at, goes_on = self.listen(
                Verb.OWN, wall, lambda one: one.talked, self._our_comments
            )
            more = more or goes_on
        found = {one.key: one for one in (*posts, *said)}
        visit = ours_under(self, targets)
        for one in visit.found:
            # Found under its target, it says what it answers
            there = found.get(one.key, one)
            found[one.key] = replace(there, reply_to_key=one.reply_to_key)
        newest_first = sorted(found.values(), key=published, reverse=True)
        where = {"posts": posts_at, **said_at}
        seen = frozenset(visit.seen)
        return Page(tuple(newest_first), where, more, visited=seen)

    def sharers(self, post_key: str, cursor: Cursor) -> Page[ProfileData]:
        """Who passed a post of ours on, as far as Facebook names them."""
        thing, _ = thing_in(post_key)
        self.api.start()
        found = self.api.page(
            Verb.SHARERS,
            thing,
            "sharedposts",
            fields=words.SHARE_FIELDS,
            limit=SHARERS_PAGE,
            after=str(cursor.get("after") or ""),
        )
        with words.in_shape():
            named = [one for one in found.items if words.author_id(one)]
            people = {one.external_id: one for one in map(words.author, named)}
        where = {"after": found.after} if found.after else {}
        return Page(tuple(people.values()), where, bool(found.after))

    def _posts(
        self, verb: Verb, edge: str, window: Window
    ) -> tuple[list[PostData], Cursor, bool]:
        """(the new posts of a page, cursor, whether more) of one of our lists."""
        try:
            found = self.api.page(
                verb,
                self.us,
                edge,
                fields=words.POST_FIELDS,
                limit=window.size,
                after=window.after,
            )
        except NotAccepted:
            if not window.after:
                raise
            return ([], *window.again())
        with words.in_shape():
            dated = [(words.id_of(one), words.time(one)) for one in found.items]
            where, more = window.moved(dated, found.after)
            new = [
                self._post(one, ours=verb is Verb.OWN)
                for one, (graph_id, at) in zip(found.items, dated, strict=True)
                if window.is_new(graph_id, at)
            ]
        return new, where, more

    def _post(self, one: words.Json, *, ours: bool) -> PostData:
        by = self.ourselves if ours else words.author(one)
        return words.post(one, by, self.web, ours=ours)

    def _kindnesses(
        self, thread: Thread, said: list[words.Json]
    ) -> Iterator[InteractionData]:
        for one in said:
            kindness = words.said_to_us(one, thread.raw, self.us, self.web)
            if kindness is not None:
                yield kindness
        yield from self.reactions_to(thread)

    def _our_comments(
        self, thread: Thread, said: list[words.Json]
    ) -> Iterator[PostData]:
        under = post_key(words.id_of(thread.raw))
        for one in said:
            if words.author_id(one) == self.us:
                yield words.comment(one, self.ourselves, under, self.web)


def mention(post: PostData) -> InteractionData:
    """Naming us, or writing to us on our own Page."""
    return InteractionData(
        kind=Kind.MENTION,
        key=post.key,
        by=post.author,
        post=post,
        happened_at=post.published_at,
    )


def published(post: PostData) -> datetime:
    return post.published_at or LONG_AGO
