"""What X charges, in millionths of a US dollar; read 2026-11 at docs.x.com/x-api.

A read is charged for each post or person that comes back, a write for each call.
"""

from __future__ import annotations

from typing import Final

from accounts.platforms.base import Verb

from .text import has_link

POST_READ: Final = "post read"
USER_READ: Final = "user read"
OWN_READ: Final = "own read"
POST: Final = "post"
POST_WITH_LINK: Final = "post with a link"
REPLY: Final = "reply"
REPOST: Final = "repost"
FOLLOW: Final = "follow"
LIKE: Final = "like"
DELETE: Final = "delete"
UPLOAD: Final = "upload"
ALT_TEXT: Final = "alt text"

MICRO: Final[dict[str, int]] = {
    POST_READ: 5_000,
    USER_READ: 10_000,
    OWN_READ: 1_000,
    POST: 15_000,
    POST_WITH_LINK: 200_000,
    REPLY: 10_000,
    REPOST: 15_000,
    FOLLOW: 15_000,
    LIKE: 15_000,
    DELETE: 5_000,
    UPLOAD: 0,
    ALT_TEXT: 5_000,
}

READS: Final[dict[Verb, str]] = {
    Verb.ME: USER_READ,
    Verb.LOOKUP: USER_READ,
    Verb.FOLLOWERS: USER_READ,
    Verb.FOLLOWING: USER_READ,
    Verb.SHARERS: USER_READ,
    Verb.MENTIONS: POST_READ,
    Verb.OWN: POST_READ,
    Verb.PEERS: POST_READ,
    Verb.SEARCH: POST_READ,
    Verb.QUOTES: POST_READ,
}
"""The row of the price table for one thing that a reading verb brings back."""

ABOUT_US: Final = frozenset(
    {Verb.ME, Verb.FOLLOWERS, Verb.FOLLOWING, Verb.MENTIONS, Verb.OWN}
)
"""Cheaper where the developer app belongs to the account that reads."""


def read_kind(verb: Verb, *, owns_app: bool) -> str:
    """The row of the price table for one thing read."""
    return OWN_READ if owns_app and verb in ABOUT_US else READS[verb]


def text_kind(text: str, *, reply: bool) -> str:
    """A link makes a post cost thirteen times as much, a reply twenty times."""
    if has_link(text):
        return POST_WITH_LINK
    return REPLY if reply else POST
