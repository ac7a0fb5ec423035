"""The posts of any blog by its feed: RSS, Atom or JSON, read with no key at all."""

from __future__ import annotations

import io
import logging
import re
from calendar import timegm
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import fastfeedparser
import feedparser

from accounts.platforms.base import (
    Addresses,
    PostData,
    ProfileData,
    Refused,
    TryLater,
)
from accounts.platforms.http import Door, Fetched, fetch

from .keys import item_key, person_id, site_of
from .markup import clean, line_of, links_of, text_of, whole

log = logging.getLogger(__name__)

MOST: Final = 200
"""Items of one feed, the first ones: feeds begin with the newest."""
LONGEST_BODY: Final = 400_000
"""Signs of one item's HTML; more than a book's chapter is no blog post."""
FIRST_YEAR: Final = 1990
HEAD: Final = 20_000
"""Bytes in which a feed says what the quick reader does not look for."""
LANGUAGE: Final = re.compile(rb"<language>\s*([A-Za-z-]{2,20})\s*</language>")
SHORT: Final = 400
"""Signs; what has fewer and no element for all of it is told to be a summary."""
BREAKS_OFF: Final = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$|(?:read|continue|keep) (?:more|reading|on)\W*$"
)
TTL: Final = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.I)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it answered. ``unchanged``: nothing new since etag and modified.

    ``moved_to``: it moved for good; ``gone``: it will not come back (410). ``ttl`` is
    how many seconds it asks not to be read again, or None.
    """

    url: str
    title: str = ""
    site_url: str = ""
    items: tuple[PostData, ...] = ()
    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    gone: bool = False
    unchanged: bool = False
    ttl: int | None = None


def read(
    url: str,
    addresses: Addresses,
    *,
    etag: str = "",
    modified: str = "",
    takes_comments: bool = False,
) -> Feed:
    """Read a feed, newest items first.

    ``takes_comments`` is stamped on the items; ``find.takes_comments`` tells it.
    Raises Refused for what is no feed, too large, or inside the network; TryLater
    where waiting helps.
    """
    got = fetch(url, addresses, etag=etag, modified=modified)
    if got.status == 304:
        return Feed(url, unchanged=True, etag=etag, modified=modified)
    if got.status == 410:
        return Feed(url, gone=True)
    refuse(got, url)
    return feed_of(got, url, takes_comments)


def feed_of(got: Fetched, url: str, takes_comments: bool) -> Feed:
    """The feed of an answer that came whole. Raises Refused for what is none."""
    parsed = parse(got)
    about = parsed.get("feed") or {}
    # A feed may leave out its own page; then its address stands in
    site_url = whole(str(about.get("link") or ""), got.url) or got.url
    title = line_of(str(about.get("title") or "")) or site_of(site_url)
    author = ProfileData(external_id=site_of(site_url), name=title, url=site_url)
    # The address we were given makes the keys, so that a move changes none
    entries: Iterable[Mapping[str, Any]] = (parsed.get("entries") or [])[:MOST]
    said = LANGUAGE.search(got.body[:HEAD])
    language = str(about.get("language") or (said[1].decode() if said else ""))
    unique: dict[str, PostData] = {}
    for one in (item(entry, url, got.url, author) for entry in entries):
        if one is not None:
            told = replace(
                one,
                language=one.language or language,
                takes_comments=takes_comments,
            )
            unique.setdefault(one.key, told)
    if parsed.get("entries") and not unique:
        raise Refused(broken(url))
    ttl = TTL.search(got.body[:HEAD])
    return Feed(
        url=url,
        title=title,
        site_url=site_url,
        items=tuple(unique.values()),
        etag=got.headers.get("ETag", ""),
        modified=got.headers.get("Last-Modified", ""),
        moved_to=got.moved_to,
        ttl=int(ttl[1]) * 60 if ttl else None,
    )


def comments(url: str, addresses: Addresses, door: Door) -> tuple[PostData, ...]:
    """A feed of comments; each by its own author, known by name alone.

    Raises as ``read`` does; shares the deadline of the verb under way.
    """
    got = fetch(url, addresses, door=door)
    refuse(got, url)
    entries: Iterable[Mapping[str, Any]] = (parse(got).get("entries") or [])[:MOST]
    said = (item(one, url, got.url, commenter(one)) for one in entries)
    return tuple(one for one in said if one is not None)


def commenter(entry: Mapping[str, Any]) -> ProfileData:
    name = line_of(str(entry.get("author") or ""))
    return ProfileData(external_id=person_id(0, "", name), name=name)


def refuse(got: Fetched, url: str) -> None:
    """Raise what a status other than success means for a feed."""
    if got.status in (408, 425, 429) or got.status >= 500:
        at = got.retry_after or datetime.now(UTC) + timedelta(minutes=15)
        if got.status == 429:
            raise TryLater(f"{url} asks us to slow down (it answered 429).", at)
        raise TryLater(f"{url} is in trouble (it answered {got.status}).", at)
    if got.status >= 300:
        raise Refused(
            f"{url} could not be read (its server answered {got.status}). Open it in "
            "a browser: it may have moved, or want a login."
        )
    if not got.body.strip():
        raise Refused(f"{url} is empty.")


def broken(url: str) -> str:
    """The sentence for what is no feed, or one that nobody can read."""
    return f"Open it in a browser: {url} is no feed that can be read."


def parse(got: Fetched) -> Mapping[str, Any]:
    """The feed's parts; the slower reader takes what the fast one cannot.

    Neither fetches anything: both are given the bytes. Raises Refused for what is no
    feed to either.
    """
    for reader in (quickly, slowly):
        try:
            parsed = reader(got)
        except Exception as error:
            # Bytes of strangers: whatever a reader stumbles over, it is no feed to it
            log.info("%s could not read %s: %s", reader.__name__, got.url, error)
            continue
        if parsed.get("entries") or (parsed.get("version") and not parsed.get("bozo")):
            return parsed
    raise Refused(broken(got.url))


def quickly(got: Fetched) -> Mapping[str, Any]:
    parsed: Mapping[str, Any] = fastfeedparser.parse(got.body)
    return parsed


def slowly(got: Fetched) -> Mapping[str, Any]:
    headers = {
        "content-type": got.headers.get("Content-Type", ""),
        "content-location": got.url,
    }
    parsed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(got.body), response_headers=headers
    )
    return parsed


def item(
    entry: Mapping[str, Any],
    feed_url: str,
    base: str,
    author: ProfileData,
) -> PostData | None:
    """One item as a value; None where nothing tells it from another."""
    link = whole(str(entry.get("link") or ""), base)
    identity = str(entry.get("id") or "").strip() or link
    if not identity:
        return None
    raw = body_of(entry)
    html = clean(raw, link or base)
    text = text_of(html)
    return PostData(
        key=item_key(feed_url, identity),
        url=link,
        text=text,
        abridged=is_abridged(entry, text),
        author=author,
        published_at=moment(entry),
        title=line_of(str(entry.get("title") or "")),
        html=html,
        language=str(entry.get("language") or ""),
        links=links_of(html, link or base),
    )


def body_of(entry: Mapping[str, Any]) -> str:
    """The longest of what an item says of itself: content, or only a summary."""
    contents = entry.get("content")
    said = [
        str(one.get("value") or "") for one in contents or () if hasattr(one, "get")
    ]
    said += [str(entry.get(name) or "") for name in ("summary", "description")]
    return max(said, key=len)[:LONGEST_BODY]


def is_abridged(entry: Mapping[str, Any], text: str) -> bool:
    """Whether a feed gave only the beginning of an item, or what it is about.

    Nothing says so for certain: content in full has an element of its own, but many
    put all of it into the description. So that counts as all, unless it breaks off
    or is short.
    """
    # The quick reader hands the description out as content where there is none
    short = {str(entry.get(name) or "") for name in ("summary", "description")}
    contents = entry.get("content") or ()
    whole = any(hasattr(o, "get") and o.get("value") not in short for o in contents)
    end = " ".join(text.split()[-4:]).casefold()
    if BREAKS_OFF.search(end):
        return True
    return not whole and len(text) < SHORT


def moment(entry: Mapping[str, Any]) -> datetime | None:
    """When it was published, in UTC; the fast reader gives ISO, the slow one parts.

    None where that is no date, one from before the Web (a clock that was never set),
    or one that no clock can show in UTC.
    """
    for name in ("published", "updated"):
        if name not in entry:
            # The slow reader would warn that it hands out the one for the other
            continue
        parts = entry.get(f"{name}_parsed")
        try:
            at = (
                datetime.fromtimestamp(timegm(parts), UTC)
                if parts
                else datetime.fromisoformat(str(entry.get(name) or ""))
            )
            at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        except (ValueError, OverflowError, OSError):
            continue
        if at.year >= FIRST_YEAR:
            return at
    return None
