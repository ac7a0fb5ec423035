"""What can be read of our own blog, and what is ours under the posts of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from accounts.platforms.base import (
    Cursor,
    InteractionData,
    Page,
    PlatformError,
    PostData,
    ProfileData,
    Refused,
    Target,
    Verb,
)

from . import feeds, peers, words
from .account import Account
from .client import Json, tolerated
from .modes import FEED
from .window import Window

MOST_TARGETS = 20
"""Posts of others that one look visits: two requests each."""

GONE = "Our blog’s feed is gone for good: its server says so. Connect the blog again."
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Reading(Account):
    """The reading verbs of our blog."""

    def me(self) -> ProfileData:
        """Our user there; also the proof that the application password works."""
        self.api.start()
        return self.our_profile(Verb.ME)

    def comments(self, cursor: Cursor) -> Page[InteractionData]:
        """Comments, pingbacks and trackbacks on our blog, newest first; not our own.

        That a page links to us is the word of whoever sent the pingback.
        """
        self.api.start()
        window = Window.at(cursor)
        us = self.our_number(Verb.COMMENTS)
        asked = {"type": "all", "status": "approve"}
        found, pages = self._comments(Verb.COMMENTS, window, asked)
        with words.in_shape():
            items = tuple(
                words.interaction(one, self.site)
                for one in found
                if int(one["id"]) not in window.known and int(one["author"] or 0) != us
            )
            where, more = window.after(marks(found), pages)
        return Page(items, where, more)

    def own(self, cursor: Cursor, targets: Sequence[Target]) -> Page[PostData]:
        """Our blog's posts, our comments on it, and ours under ``targets``.

        Comments elsewhere that a moderator holds are not to be seen. ``Page.visited``
        are the targets whose comments could be read.
        """
        if self.presence.granted.tier == FEED:
            return self._own_by_feed(cursor, targets)
        self.api.start()
        us, number = self.our_profile(Verb.OWN), self.our_number(Verb.OWN)
        on_posts = Window.at(cursor.get("posts") or {})
        on_comments = Window.at(cursor.get("comments") or {})
        written, pages = self.api.several(
            Verb.OWN,
            "posts",
            on_posts.params()
            | {"status": "publish", "orderby": "date", "order": "desc"},
        )
        asked = {"author": str(number)}
        said, said_pages = self._comments(Verb.OWN, on_comments, asked)
        with words.in_shape():
            items = [words.post(one, self.site, us) for one in new(written, on_posts)]
            items += [
                words.comment(one, self.site, us) for one in new(said, on_comments)
            ]
            posts_at, more_posts = on_posts.after(marks(written), pages)
            comments_at, more_said = on_comments.after(marks(said), said_pages)
        elsewhere, visited = self._elsewhere(targets, us)
        items += elsewhere
        items.sort(key=lambda one: one.published_at or LONG_AGO, reverse=True)
        where = {"posts": posts_at, "comments": comments_at}
        more = more_posts or more_said
        return Page(tuple(items), where, more, visited=visited)

    def _own_by_feed(self, cursor: Cursor, targets: Sequence[Target]) -> Page[PostData]:
        """Our blog's posts, as its feed has them; of comments it tells nothing."""
        feed = feeds.read(
            self.presence.feed,
            self.addresses,
            etag=str(cursor.get("etag") or ""),
            modified=str(cursor.get("modified") or ""),
        )
        if feed.gone:
            raise Refused(GONE)
        home = self.presence.web_url
        us = ProfileData(self.site, name=feed.title or self.site, url=home)
        items = tuple(replace(one, author=us) for one in feed.items)
        where = {"etag": feed.etag, "modified": feed.modified}
        visited = frozenset(one.key for one in targets if not one.key)
        return Page(items, where, visited=visited)

    def _comments(
        self, verb: Verb, window: Window, asked: dict[str, str]
    ) -> tuple[list[Json], int]:
        order = {"orderby": "date_gmt", "order": "desc"}
        return self.api.several(verb, "comments", window.params() | order | asked)

    def _elsewhere(
        self, targets: Sequence[Target], us: ProfileData
    ) -> tuple[list[PostData], frozenset[str]]:
        """What is ours under posts of others, and under which it could be read.

        A blog that is down hides only itself.
        """
        mine = f"wp:{self.site}:"
        here = {one.key for one in targets if not one.key or one.key.startswith(mine)}
        there = {one.key: one for one in targets if one.url and one.key not in here}
        found: list[PostData] = []
        read: set[str] = set()
        for target in list(there.values())[:MOST_TARGETS]:
            try:
                peer = peers.visit(target, self.addresses, self.api.door, self.meter)
                home = self.presence.web_url
                found += peers.ours_under(target, peer, us, home, self.addresses)
            except PlatformError as error:
                tolerated(error, target.url)
            else:
                read |= {target.key} if peer.shows_comments else set()
        return found, frozenset(here | read)


def new(found: Sequence[Json], window: Window) -> Iterator[Json]:
    return (one for one in found if int(one["id"]) not in window.known)


def marks(found: Sequence[Json]) -> list[tuple[int, datetime]]:
    """Number and time of each."""
    return [(int(one["id"]), words.time(one)) for one in found]
