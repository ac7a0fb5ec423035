"""Somebody is kind to us on X, and we read it."""

from __future__ import annotations

from accounts.platforms.base import InteractionData, Target
from accounts.platforms.twitter import Twitter

from .conftest import World


def mention(world: World, x: Twitter, text: str = "") -> InteractionData:
    """Somebody mentions us, and we read it."""
    cursor = x.mentions({}).cursor
    world.play("mention", text=text)
    page = x.mentions(cursor)
    assert len(page.items) == 1
    return page.items[0]


def target_of(one: InteractionData) -> Target:
    assert one.post is not None
    return Target(
        key=one.post.key,
        url=one.post.url,
        author_id=one.by.external_id,
        author_handle=one.by.handle,
        summons_us="1001" in one.post.mentions,
    )
