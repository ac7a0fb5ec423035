"""Who passed on or quoted a post of ours, asked only where the count rose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.platforms.base import (
    Cursor,
    Kind,
    Platform,
    PostData,
    ProfileData,
    Verb,
)
from engagement.ingest.deeds import Deed, keep_deeds, known_keys
from engagement.ingest.inbox import line, place_of
from engagement.ingest.look import PAGES, Look, older
from engagement.ingest.people import keep_profiles
from engagement.ingest.posts import Sight, keep_posts
from engagement.keys import share_key
from engagement.models import Post, Profile
from engagement.pace import Step

WINDOW = timedelta(days=7)
"""Each sharer read is paid for: after a week nobody looks any more."""
AT_ONCE = 5

Counts = dict[str, tuple[int, int]]
"""Shares and quotes of posts of ours by key, as the network just told them."""


def count_is_due(look: Look, platform: Platform) -> bool:
    """Whether the newest of our timeline is to be read once more for its counts."""
    if not (platform.can(Verb.SHARERS) or platform.can(Verb.QUOTES)):
        return False
    wait = timedelta(seconds=settings.POLL_STEPS[Step.USUAL])
    return older(look.watch.cursor.get("counted"), wait, look.began)


def read_echoes(look: Look, platform: Platform, counts: Counts) -> None:
    """Look into what rose, a few posts a poll; the rest keeps until the next count."""
    posts = Post.objects.filter(
        center_id=look.us.center_id,
        account=look.us.account,
        key__in=list(counts),
        shares_key="",
        published_at__gt=look.began - WINDOW,
    ).order_by("-published_at")
    changed = [p for p in posts if counts[p.key] != (p.shares, p.quotes)]
    for post in changed[:AT_ONCE]:
        shares, quotes = counts[post.key]
        # Who took theirs back leaves room for another to be noticed.
        post.shares, post.quotes = min(post.shares, shares), min(post.quotes, quotes)
        post.save(update_fields=["shares", "quotes"])
        if shares > post.shares and platform.can(Verb.SHARERS):
            _read_sharers(look, platform, post, shares)
        if quotes > post.quotes and platform.can(Verb.QUOTES):
            _read_quotes(look, platform, post, quotes)


def _read_sharers(look: Look, platform: Platform, post: Post, count: int) -> None:
    rise = Rise(look, post, count - post.shares)
    cursor: Cursor = {}
    for _ in range(PAGES):
        page = look.ask(platform.sharers, post.key, cursor)
        look.keep(page.items, rise.keep_sharers)
        cursor = page.cursor
        if not page.more or rise.left <= 0 or not look.may_ask:
            break
    Post.objects.filter(pk=post.pk).update(shares=count)


@dataclass
class Rise:
    """The rise of one count; ``left`` is how many of it we have yet to meet."""

    look: Look
    post: Post
    left: int

    def keep_sharers(self, people: Sequence[ProfileData]) -> list[str]:
        """Store who shared it. Of a post from before our time only the rise is new."""
        us, now = self.look.us, timezone.now()
        theirs = [one for one in people if not us.are(one)]
        profiles = keep_profiles(place_of(us), theirs, now)
        by_key = {
            share_key(self.post.key, profiles[one.external_id].pk): one.external_id
            for one in theirs
        }
        there = known_keys(us, by_key)
        deeds = []
        for key, one in by_key.items():
            if key not in there:
                owed = self.left > 0 or not self.post.first_look
                deeds.append(self._share(key, profiles[one], owed=owed))
                self.left -= 1
        return [line(one) for one in keep_deeds(us, deeds, now)]

    def _share(self, key: str, profile: Profile, *, owed: bool) -> Deed:
        return Deed(Kind.SHARE, key, profile, about_key=self.post.key, owed=owed)


def _read_quotes(look: Look, platform: Platform, post: Post, count: int) -> None:
    """Newest first, page by page, until as many new ones are met as the count rose, or
    a page has none: our mentions told of them before."""
    left = count - post.quotes
    cursor: Cursor = {}
    for _ in range(PAGES):
        page = look.ask(platform.quotes, post.key, cursor)
        keys = {one.key for one in page.items}
        new = len(keys - known_keys(look.us, keys))
        left -= new
        look.keep(page.items, lambda items: keep_quotes(look, items, post.key))
        cursor = page.cursor
        if not (page.more and new and left > 0 and look.may_ask):
            break
    Post.objects.filter(pk=post.pk).update(quotes=count)


def keep_quotes(look: Look, quotes: Sequence[PostData], about_key: str) -> list[str]:
    """Store posts that quote ours; each summons us, and is owed if it is new."""
    us, now = look.us, timezone.now()
    theirs = [one for one in quotes if not us.are(one.author)]
    profiles = keep_profiles(place_of(us), [one.author for one in theirs], now)
    sights = [
        Sight(one, profiles[one.author.external_id], summons=True) for one in theirs
    ]
    posts, _ = keep_posts(us, sights, now)
    deeds = [
        Deed(
            kind=Kind.QUOTE,
            key=one.key,
            profile=profiles[one.author.external_id],
            post=posts[one.key],
            about_key=about_key,
            happened_at=one.published_at,
            owed=look.is_new(one.published_at),
        )
        for one in theirs
    ]
    return [line(one) for one in keep_deeds(us, deeds, now)]
