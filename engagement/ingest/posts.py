"""What was published: each post once, however often and from wherever it is seen."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models.account import Network
from accounts.platforms.base import PostData
from engagement.attentions import hear_again
from engagement.ingest.look import Us
from engagement.ingest.people import address, clean
from engagement.ingest.times import happened
from engagement.keys import url_key
from engagement.models import Post, Profile

story = logging.getLogger("kindred.story")

TEXT_KEPT = timedelta(days=30)
"""X wants deleted texts deleted here too; so long a card or a page may need one."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One post as one look saw it; ``profile`` is None for one of ours.

    ``peer``: it is among what peers publish. ``summons``: it names or quotes us.
    ``old``: published before we looked; suggest need not weigh it.
    """

    data: PostData
    profile: Profile | None = None
    peer: bool = False
    summons: bool = False
    old: bool = False


def keep_posts(
    us: Us, sights: Iterable[Sight], now: datetime
) -> tuple[dict[str, Post], set[str]]:
    """The posts' rows by key, and the keys that were not there before.

    Whoever comes first makes the row; whoever comes later adds what they know, so
    that the order of looks does not show. Runs in the caller's transaction.
    """
    wanted = {one.data.key: one for one in sights}
    missing = sorted(set(wanted) - set(_known(us, wanted)))
    if missing:
        Post.objects.bulk_create(
            [_row(us, wanted[key], now) for key in missing], ignore_conflicts=True
        )
    known = _known(us, wanted)
    for key in sorted(known):
        _add(known[key], wanted[key], now)
    return known, set(missing)


def _known(us: Us, keys: Iterable[str]) -> dict[str, Post]:
    rows = Post.objects.filter(center_id=us.center_id, key__in=list(keys))
    return {one.key: one for one in rows}


def one_row_each(us: Us, items: Sequence[PostData]) -> list[PostData]:
    """The posts of our blog without what is here by the other way it was read.

    A feed and WordPress's API name a post differently; its address tells that it is
    one. The API's name wins, for comments tell that. Runs in the caller's transaction.
    """
    by_url = {url_key(one.url): one for one in items if one.url and is_page(one)}
    rows = Post.objects.filter(
        center_id=us.center_id,
        account=us.account,
        url_key__in=list(by_url),
        reply_to_key="",
    ).exclude(key__in=[one.key for one in items])
    twice = set()
    for row in rows:
        found = by_url[row.url_key]
        if row.key.startswith("feed:"):
            Post.objects.filter(pk=row.pk).update(key=found.key)
        else:
            twice.add(found.key)
    return [one for one in items if one.key not in twice]


def is_page(data: PostData) -> bool:
    """Whether it has an address of its own: a comment's is that of its post."""
    return not data.reply_to_key and "#comment-" not in data.url


def our_posts(us: Us, keys: Iterable[str]) -> dict[str, Post]:
    """Those of the keys that are posts of ours."""
    rows = Post.objects.filter(
        center_id=us.center_id, account__isnull=False, key__in=list(keys)
    )
    return {one.key: one for one in rows}


def _row(us: Us, sight: Sight, now: datetime) -> Post:
    data = sight.data
    ours = sight.profile is None
    # Of a post of ours that is new, every share is still to be noticed.
    counted = not ours or sight.old
    return Post(
        center_id=us.center_id,
        profile=sight.profile,
        account=us.account if ours else None,
        key=data.key,
        url=address(data.url, 1000),
        url_key=url_key(data.url) if data.url else "",
        text_until=now + TEXT_KEPT if us.platform == Network.TWITTER else None,
        language=clean(data.language, 12),
        published_at=happened(data.published_at, now) or now,
        noticed_at=now,
        conversation_key=clean(data.conversation_key, 300),
        reply_to_key=clean(data.reply_to_key, 300),
        quotes_key=clean(data.quotes_key, 300),
        shares_key=clean(data.shares_key, 300),
        links=list(data.links),
        media=[asdict(one) for one in data.media],
        shares=data.shares if counted else 0,
        quotes=data.quotes if counted else 0,
        summons_us=sight.summons,
        takes_comments=data.takes_comments,
        abridged=data.abridged,
        peer=sight.peer,
        first_look=sight.old,
        weighed_at=now if sight.old else None,
        **_words(data),
    )


def _words(data: PostData) -> dict[str, str]:
    return {
        "title": clean(data.title, 300),
        "text": clean(data.text),
        "html": clean(data.html),
    }


def _add(post: Post, sight: Sight, now: datetime) -> None:
    """Add what this look knows and the row does not."""
    changed: dict[str, Any] = {}
    if sight.peer and not post.peer:
        changed |= {"peer": True}
        if sight.old:
            changed |= {"first_look": True, "weighed_at": now}
    if sight.summons and not post.summons_us:
        changed["summons_us"] = True
    if sight.data.takes_comments and not post.takes_comments:
        changed["takes_comments"] = True
    if post.gone_at:
        changed["gone_at"] = None
    changed |= _edited(post, sight.data, now)
    if changed:
        _write(post, changed, now)


def _write(post: Post, changed: dict[str, Any], now: datetime) -> None:
    """Change the row; what is said anew may be a call for help."""
    Post.objects.filter(pk=post.pk).update(**changed)
    for name, value in changed.items():
        setattr(post, name, value)
    if "edited_at" in changed and post.account_id is None and hear_again(post, now):
        story.warning("somebody may need help: an attention is on the queue")


def _edited(post: Post, data: PostData, now: datetime) -> dict[str, Any]:
    """New words of a blog's post. An edited post on X is another post, with an id."""
    if data.key.startswith("x:"):
        return {}
    changed: dict[str, Any] = {}
    words = {k: v for k, v in _words(data).items() if v and v != getattr(post, k)}
    if words and data.abridged != post.abridged:
        changed["abridged"] = data.abridged
    return changed | words | {"edited_at": now} if words else {}


def peers_own(data: PostData) -> bool:
    """Whether it is a post of their own: no repost of another's, no reply."""
    return not data.shares_key and not data.reply_to_key
