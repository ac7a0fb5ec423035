"""Somebody is kind to us on Facebook, and we read it."""

from __future__ import annotations

from typing import Any

from accounts.platforms.base import Cursor, InteractionData, Page, Target
from accounts.platforms.facebook import Facebook

from .conftest import World

Found = Page[InteractionData]


def comment(world: World, fb: Facebook, **how: Any) -> InteractionData:
    """Somebody comments on our newest post, and we read it."""
    cursor = fb.comments({}).cursor
    world.play("fb_comment", **how)
    page = fb.comments(cursor)
    assert len(page.items) == 1
    return page.items[0]


def tag(world: World, fb: Facebook) -> InteractionData:
    """A peer tags us, and we read it."""
    cursor = fb.mentions({}).cursor
    world.play("fb_tag", who="KinshipCareNetwork")
    page = fb.mentions(cursor)
    assert len(page.items) == 1
    return page.items[0]


def target_of(one: InteractionData) -> Target:
    assert one.post is not None
    return Target(
        key=one.post.key,
        url=one.post.url,
        author_id=one.by.external_id,
        on_ours=bool(one.post.reply_to_key),
        summons_us="7001" in one.post.mentions,
    )


def newest(fb: Facebook) -> Target:
    """Our newest post."""
    post = fb.own({}, []).items[0]
    return Target(key=post.key, url=post.url)


def all_of(read: Any, cursor: Cursor) -> tuple[list[Any], Cursor]:
    """Every item from here on, and where that ended."""
    items: list[Any] = []
    for _ in range(50):
        page = read(cursor)
        items += page.items
        cursor = page.cursor
        if not page.more:
            return items, cursor
    raise AssertionError("it never ends")


def graph_comments(world: World, author: int = 7001) -> list[str]:
    """What the public sees of somebody's comments: the texts."""
    found = world.ask("world")["facebook"]["comments"]
    return [one["message"] for one in found if one["author"] == author]


def graph_posts(world: World, author: int = 7001) -> list[dict[str, Any]]:
    found = world.ask("world")["facebook"]["posts"]
    return [one for one in found if one["author"] == author]
