"""What X charges and how often it lets one account call, as data.

Prices in millionths of a US dollar, per resource for reads and per request for
writes, from X's pricing page as of 2026-11; limits are calls per 15 minutes.
"""

from __future__ import annotations

POST_READ = 5_000
USER_READ = 10_000
OWNED_READ = 1_000

OWNED_CALLS = frozenset(
    {"x.me", "x.user_posts", "x.mentions", "x.followers", "x.following"}
)
"""Cheaper about the account itself, when that account owns the app."""

USER_CALLS = frozenset(
    {
        "x.me",
        "x.one_user",
        "x.users",
        "x.users_by",
        "x.user_by_name",
        "x.followers",
        "x.following",
        "x.sharers",
    }
)
POST_CALLS = frozenset(
    {
        "x.user_posts",
        "x.mentions",
        "x.list_posts",
        "x.search",
        "x.posts",
        "x.one_post",
        "x.quotes",
    }
)

CREATE = 15_000
CREATE_WITH_URL = 200_000
SUMMONED_REPLY = 10_000
WRITES = {
    "x.create": CREATE,
    "x.share": 15_000,
    "x.follow": 15_000,
    "x.like": 15_000,
    "x.unshare": 10_000,
    "x.delete": 5_000,
    "x.alt_text": 5_000,
    "x.upload": 0,
}

PERIOD = 900
USUAL_LIMIT = 300
LIMITS = {
    "x.me": 75,
    "x.user_posts": 900,
    "x.list_posts": 900,
    "x.one_post": 900,
    "x.posts": 900,
    "x.one_user": 900,
    "x.users": 900,
    "x.users_by": 900,
    "x.user_by_name": 900,
    "x.create": 100,
    "x.delete": 50,
    "x.share": 50,
    "x.unshare": 50,
    "x.follow": 50,
    "x.like": 50,
    "x.sharers": 75,
    "x.quotes": 75,
    "x.upload": 500,
    "x.alt_text": 500,
}


def read_price(call: str, *, owned: bool) -> int:
    """The price of one resource of a reading call."""
    if owned and call in OWNED_CALLS:
        return OWNED_READ
    if call in USER_CALLS:
        return USER_READ
    return POST_READ if call in POST_CALLS else 0
