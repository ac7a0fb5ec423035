"""The keys of facts on blogs: one short text for one thing, made by pure functions."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

LONGEST = 180


def site_of(url: str) -> str:
    """A blog's name among blogs: host, port if it has one, and folder."""
    parts = urlsplit(url.strip())
    name = parts.netloc.rpartition("@")[2].lower() + parts.path.rstrip("/")
    if len(name) <= LONGEST:
        return name
    return sha256(name.encode()).hexdigest()[:40]


def post_key(site: str, number: int) -> str:
    """The key of a post on a WordPress."""
    return f"wp:{site}:{number}"


def comment_key(site: str, number: int) -> str:
    """The key of a comment on a WordPress; its numbers are not those of posts."""
    return f"wp:{site}:c{number}"


def number_in(key: str, site: str) -> tuple[int, bool]:
    """(number, whether it is a comment) of a key of this site.

    Raises ValueError for a key of another site or platform.
    """
    head = f"wp:{site}:"
    number = key.removeprefix(head).removeprefix("c")
    if not key.startswith(head) or not number.isdigit():
        raise ValueError(f"{key!r} is nothing on {site}")
    return int(number), key.startswith(f"{head}c")


def item_key(feed_url: str, guid: str) -> str:
    """An item of a feed. Guids are not unique in the world: hash with the feed."""
    return f"feed:{sha256(f'{feed_url}{guid}'.encode()).hexdigest()[:40]}"


def person_id(user: int, url: str, name: str) -> str:
    """Who comments: a user of the blog, else their own site, else only a name."""
    if user:
        return f"user:{user}"
    if url:
        return f"site:{site_of(url)}"
    return f"name:{' '.join(name.split()).casefold()[:LONGEST]}"
