"""Linkbacks: whether a page really links to ours, and telling others that ours do.

https://www.w3.org/TR/webmention/ and https://www.hixie.ch/specs/pingback/pingback
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit
from xmlrpc.client import dumps  # nosec B411 # it writes; defusedxml reads

import requests

from accounts.platforms.base import (
    Addresses,
    Meter,
    PlatformError,
    ProfileData,
    Refused,
    TryLater,
)
from accounts.platforms.http import (
    Barred,
    Door,
    Fetched,
    TooLarge,
    WireError,
    fetch,
    retry_after,
)
from accounts.platforms.wire import is_inside, lets_through

from . import find, peers, words
from .client import tolerated
from .markup import BLOCKS, DROPPED, feed, whole

PAGE_LIMIT: Final = 1_000_000
"""Bytes of a page in which a link is looked for."""
ANSWER_LIMIT: Final = 200_000
REDIRECTS: Final = 3
REGISTERED: Final = 48
"""Pingback's number for "this is known already"."""
AROUND: Final = 160
"""Signs on either side of a link that tell what is said there."""
READABLE: Final = ("text/html", "application/xhtml+xml", "text/plain")
UNSEEN: Final = DROPPED | {"template", "noscript", "iframe", "xmp", "select"}
"""What stands inside these is no link that a reader could follow."""
FAULT: Final = re.compile(rb"<fault>.*?<(?:int|i4)>\s*(\d{1,6})\s*</", re.S)


NOBODY: Final = ProfileData("")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was looked at. ``gone``: it was taken away, its server says.

    ``words`` are what it says around the link; ``by`` the blog it stands in.
    """

    url: str
    links: bool = False
    gone: bool = False
    title: str = ""
    words: str = ""
    by: ProfileData = NOBODY


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a site wants to be told of links to it; "" where it does not."""

    url: str = ""
    how: str = ""
    page: str = ""


WEBMENTION, PINGBACK = "webmention", "pingback"


def reachable(url: str, addresses: Addresses) -> bool:
    """Whether we would go to this address, as far as it alone can tell."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or parts.username:
        return False
    port = port or (443 if parts.scheme == "https" else 80)
    allowed = addresses.allowed_private_hosts
    return lets_through(allowed, host, port) or not is_inside(host)


def read(source: str, is_target: Callable[[str], bool], addresses: Addresses) -> Page:
    """Look whether a page links to one of ours; ``is_target`` knows the address.

    Raises Refused where there is no page that can be read, TryLater where waiting
    helps. A redirect to another host is none: that would be another's page.
    """
    door = Door(addresses)
    door.wire.start(limit=PAGE_LIMIT)
    got = fetch(source, addresses, accept=find.PAGES, limit=PAGE_LIMIT, door=door)
    if got.status in (404, 410):
        return Page(source, gone=True)
    _refuse(got, source)
    reader = Reader(got.url, is_target)
    feed(reader, decoded(got))
    if reader.at is None:
        return Page(got.url)
    found = find.found_on(got)
    by = _blog_of(found, addresses, door)
    title = without_site(found.title, by.name)
    return Page(got.url, links=True, title=title, words=reader.words, by=by)


def _blog_of(found: find.Found, addresses: Addresses, door: Door) -> ProfileData:
    try:
        return peers.blog_behind(found, addresses, door, Meter())
    except PlatformError as error:
        tolerated(error, found.url)
        return words.only_host(found.url)


def _refuse(got: Fetched, source: str) -> None:
    """Raise what an answer means that brought no page to read."""
    if got.status in (408, 425, 429) or got.status >= 500:
        at = got.retry_after or datetime.now(UTC) + timedelta(minutes=15)
        raise TryLater(f"The page could not be read (it answered {got.status}).", at)
    if got.status >= 300:
        raise Refused(f"The page could not be read (it answered {got.status}).")
    if host_of(got.url) != host_of(source):
        raise Refused("The page sends us to another site.")
    kind = got.headers.get("Content-Type", "text/html").partition(";")[0]
    if kind.strip().lower() not in READABLE:
        raise Refused("There is no page that can be read.")


def without_site(title: str, site: str) -> str:
    """A page's title without the name of its blog, which most put behind it."""
    for sign in "–—|-·«»":
        if site and title.endswith(f" {sign} {site}"):
            return title.removesuffix(f" {sign} {site}")
    return title


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def decoded(got: Fetched) -> str:
    """The page's text; what is no letter in its encoding is passed over."""
    said = got.headers.get("Content-Type", "").lower().partition("charset=")[2]
    try:
        return got.body.decode(said.strip(" \"'") or "utf-8", "replace")
    except LookupError:
        return got.body.decode("utf-8", "replace")


class Reader(HTMLParser):
    """Reads a page up to its end for a link and the words around it.

    By the parser that is linear: a page may be made to keep a better one busy for
    minutes.
    """

    def __init__(self, base: str, is_target: Callable[[str], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.is_target = is_target
        self.parts: list[str] = []
        self.at: int | None = None
        self._inside = ""

    def handle_starttag(
        self, tag: str, attrs: Sequence[tuple[str, str | None]]
    ) -> None:
        if self._inside:
            return
        if tag in UNSEEN:
            self._inside = tag
        elif tag in BLOCKS:
            self.parts.append(" ")
        elif tag == "a" and self.at is None and self._leads_there(attrs):
            self.at = len(self.parts)

    def _leads_there(self, attrs: Sequence[tuple[str, str | None]]) -> bool:
        return self.is_target(whole(dict(attrs).get("href") or "", self.base))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        elif tag in BLOCKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.parts.append(data)

    @property
    def words(self) -> str:
        """What is said around the link, a line as it is quoted."""
        if self.at is None:
            return ""
        before = "".join(self.parts[: self.at])[-AROUND:]
        after = "".join(self.parts[self.at :])[:AROUND]
        if len(before) == AROUND:
            before = "… " + before.partition(" ")[2]
        if len(after) == AROUND:
            after = after.rpartition(" ")[0] + " …"
        return unicodedata.normalize("NFC", " ".join((before + after).split()))


def endpoint_of(target: str, addresses: Addresses) -> Endpoint:
    """Where the site of this page wants to be told: webmention before pingback.

    Raises Refused or TryLater as fetching does.
    """
    found = find.discover(target, addresses)
    if found.webmention:
        return Endpoint(found.webmention, WEBMENTION, found.url)
    if found.pingback:
        return Endpoint(found.pingback, PINGBACK, found.url)
    return Endpoint(page=found.url)


def pings_by_itself(source: str, addresses: Addresses) -> bool:
    """Whether the page is one of a WordPress, which sends pingbacks on its own."""
    return bool(find.discover(source, addresses).rest_root)


def tell(endpoint: Endpoint, source: str, target: str, addresses: Addresses) -> None:
    """Say that our page links to theirs. Telling twice does no harm.

    Raises Refused with a reason, or TryLater if nothing whole came back.
    """
    if endpoint.how == PINGBACK:
        call = dumps((source, target), "pingback.ping").encode()
        answer = _post(endpoint.url, addresses, data=call, type="text/xml")
        fault = FAULT.search(answer.content)
        if fault and int(fault[1]) != REGISTERED:
            raise Refused(
                f"Their site did not take it (pingback fault {int(fault[1])})."
            )
        return
    said = {"source": source, "target": target}
    _post(endpoint.url, addresses, data=said)


def _post(
    url: str, addresses: Addresses, *, data: object, type: str = ""
) -> requests.Response:
    """POST, also where it was moved to: a redirect of the usual kind would GET."""
    door = Door(addresses)
    door.wire.start(limit=ANSWER_LIMIT)
    headers = {"Content-Type": type} if type else {}
    for _ in range(REDIRECTS):
        answer = _posted(door, url, data, headers)
        if not answer.is_redirect:
            return _taken(answer)
        url = whole(answer.headers["Location"], url)
    raise Refused("Their site sends us from one address to the next.")


def _posted(
    door: Door, url: str, data: object, headers: dict[str, str]
) -> requests.Response:
    try:
        return door.post(url, data=data, headers=headers, allow_redirects=False)  # type: ignore[arg-type]
    except (Barred, TooLarge) as error:
        raise Refused(str(error)) from error
    except WireError as error:
        raise TryLater(str(error)) from error
    except (requests.RequestException, ValueError) as error:
        raise Refused("Their site names no web address.") from error


def _taken(answer: requests.Response) -> requests.Response:
    status = answer.status_code
    if status in (408, 425, 429) or status >= 500:
        raise TryLater(
            f"Their site is in trouble (it answered {status}).",
            retry_after(answer.headers),
        )
    if not answer.ok:
        raise Refused(f"Their site did not take it (it answered {status}).")
    return answer
