"""The keys of facts on X: one short text for one thing, made by pure functions."""

from __future__ import annotations


def post_key(post_id: str) -> str:
    """The key of a post, and of the mention, reply or quote that it is."""
    return f"x:{post_id}"


def post_id(key: str) -> str:
    """The network's id of a post key. Raises ValueError for another platform's."""
    network, _, number = key.partition(":")
    if network != "x" or not number.isdigit():
        raise ValueError(f"{key!r} is no key of a post on X")
    return number


def follow_key(account_id: str, profile_id: str) -> str:
    """Once for ever: who follows again is owed nothing again."""
    return f"follow:{account_id}:{profile_id}"


def like_key(post_key: str, profile_id: str) -> str:
    return f"like:{post_key}:{profile_id}"


def share_key(post_key: str, profile_id: str) -> str:
    """A repost, as far as we are told: who passed on what, but not its own id."""
    return f"share:{post_key}:{profile_id}"
