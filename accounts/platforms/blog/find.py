"""What a blog's pages tell machines: its feed, its API, its comment form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import requests

from accounts.platforms.base import Addresses, Refused
from accounts.platforms.http import Door, Fetched, fetch

from .markup import feed, line_of, whole

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
)
PAGES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
PAGE_LIMIT = 2_000_000
API = "https://api.w.org/"
NUMBER = re.compile("[0-9]{1,18}")
LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """What one page says of itself. Whatever it does not say is "" or 0."""

    url: str
    title: str = ""
    feed_url: str = ""
    comments_feed: str = ""
    rest_root: str = ""
    post_id: int = 0
    comment_form: str = ""
    webmention: str = ""
    pingback: str = ""


def discover(url: str, addresses: Addresses, door: Door | None = None) -> Found:
    """Read a page, or a feed, and say what it leads to.

    Raises Refused for an address that we do not go to or that is not there,
    TryLater if nothing whole came back.
    """
    got = fetch(url, addresses, accept=PAGES, limit=PAGE_LIMIT, door=door)
    if got.status >= 400:
        raise Refused(f"{url} is not there (its server answered {got.status}).")
    if looks_like_feed(got):
        return Found(url=got.url, feed_url=got.moved_to or url)
    return found_on(got)


def found_on(got: Fetched) -> Found:
    """What a page that came says of itself. Raises Refused for broken HTML."""
    page = Links(got.url)
    feed(page, got.body.decode("utf-8", "replace"))
    return replace(
        page.found(),
        rest_root=rest_root(got) or page.rest_root,
        post_id=page.post_id or short_id(got),
        webmention=header_link(got, "webmention") or page.webmention,
        pingback=whole(got.headers.get("X-Pingback", ""), got.url) or page.pingback,
    )


def takes_comments(root: str, addresses: Addresses) -> bool:
    """Whether a WordPress takes comments over its API from who has no login there.

    There is no way to ask. So we hand in a comment on no post, which can never be
    stored: a blog that wants a login says so first.
    """
    door = Door(addresses)
    door.wire.start(limit=PAGE_LIMIT)
    try:
        answer = door.post(f"{root}wp/v2/comments", json={}, allow_redirects=False)
        return bool(answer.json()["code"] == "rest_comment_invalid_post_id")
    except (requests.RequestException, ValueError, KeyError, TypeError):
        return False


def looks_like_feed(got: Fetched) -> bool:
    start = got.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        bool(re.search(rb"<(rss|feed|rdf:rdf)[\s>]", start)) and b"<html" not in start
    )


def header_link(got: Fetched, rel: str) -> str:
    """The first address with this relation among the ``Link`` headers.

    An empty one names the page itself.
    """
    for link in requests.utils.parse_header_links(got.headers.get("Link", "")):
        said = {name.lower(): value for name, value in link.items()}
        if rel in said.get("rel", "").lower().split():
            return whole(said["url"], got.url) if said["url"] else got.url
    return ""


def rest_root(got: Fetched) -> str:
    """WordPress names the root of its API with every answer."""
    return header_link(got, API)


def short_id(got: Fetched) -> int:
    """The post's number in WordPress's short address, ``?p=12``."""
    number = parse_qs(urlsplit(header_link(got, "shortlink")).query).get("p", [""])[0]
    return int(number) if NUMBER.fullmatch(number) else 0


class Links(HTMLParser):
    """Collects from a page's links and forms what machines are meant to find."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url = url
        self.feeds: list[tuple[str, str]] = []
        self.rest_root = ""
        self.post_id = 0
        self.form = ""
        self.webmention = ""
        self.pingback = ""
        self.title = ""
        self._in_title = False

    def handle_starttag(
        self, tag: str, attrs: Sequence[tuple[str, str | None]]
    ) -> None:
        said = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title" and not self.title
        if tag == "form" and "wp-comments-post" in said.get("action", ""):
            self.form = whole(said["action"], self.url)
        if tag in ("link", "a") and "href" in said:
            rels = said.get("rel", "").lower().split()
            if "webmention" in rels and not said["href"].strip():
                # https://www.w3.org/TR/webmention/: empty means the page itself
                self.webmention = self.webmention or self.url
            self._link(rels, whole(said["href"], self.url), said)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title = (self.title + data)[:LONGEST_TITLE]

    def _link(self, rels: list[str], href: str, said: dict[str, str]) -> None:
        if "webmention" in rels:
            self.webmention = self.webmention or href
        if "pingback" in rels:
            self.pingback = self.pingback or href
        if API in rels:
            self.rest_root = self.rest_root or href
        if "alternate" not in rels:
            return
        kind = said.get("type", "").lower()
        if kind in FEED_TYPES:
            self.feeds.append((href, said.get("title", "")))
        if kind == "application/json" and (
            post := re.search(rf"/wp/v2/posts/({NUMBER.pattern})$", href)
        ):
            self.post_id = int(post[1])

    def found(self) -> Found:
        """The feed of posts stands first; one of comments says so."""
        about = [(href, is_of_comments(href, title)) for href, title in self.feeds]
        return Found(
            url=self.url,
            title=line_of(self.title),
            feed_url=next((href for href, comments in about if not comments), ""),
            # The last is the most particular: that of the post, not of the blog
            comments_feed=next((href for href, of in reversed(about) if of), ""),
            comment_form=self.form and f"{self.url.partition('#')[0]}#respond",
        )


def is_of_comments(href: str, title: str) -> bool:
    return "comment" in title.lower() or "/comments/feed" in href
