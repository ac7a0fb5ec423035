"""The keys of facts on blogs: one short text for one thing, made by pure functions."""

from __future__ import annotations

from hashlib import sha256
from itertools import accumulate
from urllib.parse import urlsplit

LONGEST = 180
DEEPEST = 12
"""Folders of an address that are looked at; no blog lies deeper."""


def site_of(url: str) -> str:
    """A blog's name among blogs: host, port if it has one, and folder."""
    parts = urlsplit(url.strip())
    name = parts.netloc.rpartition("@")[2].lower() + parts.path.rstrip("/")
    if len(name) <= LONGEST:
        return name
    return sha256(name.encode()).hexdigest()[:40]


def sites_above(page: str) -> set[str]:
    """The ids that a blog may have in which this page stands: one for every folder."""
    try:
        parts = urlsplit(page.strip())
    except ValueError:
        return set()
    host = parts.netloc.lower().removeprefix("www.")
    if not host:
        return set()
    folders = parts.path.strip("/").split("/") if parts.path.strip("/") else []
    paths = accumulate(folders[:DEEPEST], lambda above, name: f"{above}/{name}")
    names = [host, *(f"{host}/{path}" for path in paths)]
    sites = {site_of(f"https://{www}{name}") for www in ("", "www.") for name in names}
    # A feed that was empty at first was named by its whole address.
    return sites | {f"{name}/" for name in names}


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
