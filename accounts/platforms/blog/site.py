"""What a typed address leads to: our own blog, whether it is a WordPress, its feed.

https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/, read 2026-11.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from accounts.platforms.base import Addresses, PlatformError, Refused, TryLater
from accounts.platforms.http import Door, Fetched, fetch

from .client import json_of
from .feeds import feed_of
from .find import PAGE_LIMIT, PAGES, Found, found_on, looks_like_feed
from .keys import site_of
from .markup import line_of
from .peers import lies_in

PATIENCE: Final = 20.0
"""Seconds for all requests together: a person waits before the page."""
DEEPEST: Final = 3
"""Folders above a typed address that are looked at: of a post that is gone, say."""
INSIDE: Final = ("/wp-admin", "/wp-login.php", "/wp-json", "/xmlrpc.php")
GUESSES: Final = ("feed/", "feed.xml", "atom.xml", "rss.xml", "index.xml")
JSON: Final = "application/json"
SLOW_DOWN: Final = frozenset({408, 425, 429})


NO_WORDPRESS: Final = (
    "No WordPress answers there: we found no API of one, neither named on the page nor "
    "where it usually is. A plugin may have switched it off. If it is no WordPress, "
    "connect it by its feed instead."
)


@dataclass(frozen=True, slots=True)
class Site:
    """A blog. ``home`` ends with a slash; whatever it does not tell is "".

    ``rest_root``: where its WordPress API answers; ``rest_closed``: there is one, and
    it answers nobody who is not logged in. ``authorize``: its own page on which a
    person lets an application in; without it, it takes no application passwords.
    """

    home: str
    name: str
    rest_root: str = ""
    rest_closed: bool = False
    authorize: str = ""
    feed_url: str = ""

    @property
    def usual_root(self) -> bool:
        """Whether the API is where it is found without having been told."""
        return self.rest_root == f"{self.home}wp-json/"


def wordpress_at(typed: str, addresses: Addresses) -> Site:
    """The WordPress behind an address that a person typed, or pasted.

    A bare host is tried with https, then without; of a post's address, or one inside
    the administration, the blog is found. Raises Refused for what is none, or for an
    address that we do not go to; TryLater where waiting helps.
    """
    return _either(typed, lambda url: _wordpress(url, addresses, _door(addresses)))


def _wordpress(typed: str, addresses: Addresses, door: Door) -> Site:
    refusals = []
    for url in _above(typed):
        try:
            return _wordpress_on(_page(url, addresses, door), addresses, door)
        except Refused as error:
            refusals.append(error)
    # What was typed says most about what is wrong
    raise refusals[0]


def feed_at(typed: str, addresses: Addresses) -> Site:
    """The blog behind a typed address, with its feed read once. Raises as above."""
    return _either(typed, lambda url: _feed(url, addresses, _door(addresses)))


def _feed(typed: str, addresses: Addresses, door: Door) -> Site:
    got = _page(_plain(typed), addresses, door)
    if looks_like_feed(got):
        return _of_feed(got, got.moved_to or got.url)
    found = found_on(got)
    home = _root(found.url)
    for url in [found.feed_url, *(f"{home}{guess}" for guess in GUESSES)]:
        read = _maybe(url, addresses, door) if url else None
        if read is not None and looks_like_feed(read):
            site = _of_feed(read, read.moved_to or url)
            return Site(site.home, site.name or found.title, feed_url=site.feed_url)
    raise Refused(
        "There is no feed on that page, nor where feeds usually are. Paste the feed's "
        "own address: most blogs link to it as “RSS” or “Subscribe”."
    )


def _door(addresses: Addresses) -> Door:
    door = Door(addresses)
    door.wire.start(limit=PAGE_LIMIT, seconds=PATIENCE)
    return door


def _either(typed: str, look: Callable[[str], Site]) -> Site:
    """Look by https where nothing was typed before the host, then without."""
    said = typed.strip()
    if "://" in said:
        return look(said)
    try:
        return look(f"https://{said}")
    except TryLater as error:
        try:
            return look(f"http://{said}")
        except PlatformError:
            raise error from None


def _plain(typed: str) -> str:
    """The address without what leads into WordPress's own administration."""
    parts = urlsplit(typed.strip())
    path = parts.path
    for inside in INSIDE:
        path = path.partition(inside)[0]
    query = parts.query if path == parts.path else ""
    return urlunsplit((parts.scheme, parts.netloc, path or "/", query, ""))


def _above(typed: str) -> Iterator[str]:
    """The address itself, and the folders above it."""
    url = _plain(typed)
    yield url
    parts = urlsplit(url)
    if parts.query:
        yield urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    folders = [one for one in parts.path.split("/") if one]
    for depth in range(len(folders) - 1, max(len(folders) - 1 - DEEPEST, -1), -1):
        path = "".join(f"/{one}" for one in folders[:depth])
        yield urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", ""))


def _page(url: str, addresses: Addresses, door: Door) -> Fetched:
    """The page. Raises Refused for what is not there, TryLater for trouble."""
    got = fetch(url, addresses, accept=PAGES, limit=PAGE_LIMIT, door=door)
    if got.status in SLOW_DOWN or got.status >= 500:
        raise TryLater(
            f"{url} is in trouble (it answered {got.status}).",
            got.retry_after,
        )
    if got.status >= 400:
        raise Refused(
            f"{url} is not there (its server answered {got.status}). Open it in a "
            "browser, and copy the address from there."
        )
    return got


def _maybe(url: str, addresses: Addresses, door: Door) -> Fetched | None:
    """What answers there with success; None for anything else."""
    try:
        got = fetch(url, addresses, limit=PAGE_LIMIT, door=door)
    except PlatformError:
        return None
    return got if got.status < 300 else None


def _wordpress_on(got: Fetched, addresses: Addresses, door: Door) -> Site:
    """The WordPress of a page that came. Raises Refused, or TryLater for trouble."""
    found = Found(got.url) if looks_like_feed(got) else found_on(got)
    named = found.rest_root
    home = _root(found.url)
    guesses = [named] if named else [f"{home}wp-json/", f"{home}?rest_route=/"]
    for root in guesses:
        index = fetch(root, addresses, accept=JSON, limit=PAGE_LIMIT, door=door)
        about = json_of(index)
        if index.status < 300 and "wp/v2" in (about.get("namespaces") or ()):
            return _of_index(found, about, root)
        if index.status in (401, 403) and about.get("code"):
            return _closed(found, root)
        if index.status in SLOW_DOWN or index.status >= 500:
            raise TryLater(
                f"The blog is in trouble (it answered {index.status}).",
                index.retry_after,
            )
        if named and index.status < 300:
            raise TryLater("The blog’s answer could not be read.")
    raise Refused(NO_WORDPRESS)


def _closed(found: Found, root: str) -> Site:
    """An API that answers nobody who is not logged in, as a plugin may want it."""
    home = root.partition("?rest_route")[0].removesuffix("wp-json/")
    _refuse_foreign(found.url, home, root)
    name = found.title or site_of(home)
    return Site(home, name, root, rest_closed=True, feed_url=found.feed_url)


def _of_index(found: Found, about: Mapping[str, Any], root: str) -> Site:
    """The blog as its own API tells of it."""
    home = str(about.get("home") or about.get("url") or _root(found.url))
    home = _as_safe(home.rstrip("/") + "/", found.url)
    _refuse_foreign(found.url, home, root)
    ways = about.get("authentication")
    way = ways.get("application-passwords") if isinstance(ways, dict) else None
    ends = way.get("endpoints") if isinstance(way, dict) else None
    page = str(ends.get("authorization") or "") if isinstance(ends, dict) else ""
    name = line_of(str(about.get("name") or "")) or found.title or site_of(home)
    return Site(
        home=home,
        name=name,
        rest_root=_as_safe(root, found.url),
        authorize=_as_safe(page, found.url) if _host(page) == _host(home) else "",
        feed_url=found.feed_url,
    )


def _refuse_foreign(page: str, home: str, root: str) -> None:
    """A page may name any API: the password goes to that of its own blog alone."""
    if _host(root) != _host(home) or not lies_in(page, home):
        raise Refused(
            f"That page names {site_of(home)} as its WordPress. If that is your blog, "
            "type its own address."
        )


def _of_feed(got: Fetched, url: str) -> Site:
    """Raises Refused for a feed that cannot be read."""
    feed = feed_of(got, url, takes_comments=False)
    site = feed.site_url
    home = site if lies_in(url, _root(site)) or lies_in(site, _root(url)) else got.url
    return Site(home.rstrip("/") + "/", feed.title, feed_url=url)


def _as_safe(url: str, seen: str) -> str:
    """By https, too, where the page came by https and the blog was told otherwise."""
    if seen.startswith("https://") and url.startswith("http://"):
        return f"https://{url.removeprefix('http://')}"
    return url


def _root(url: str) -> str:
    """The folder that a page lies in, without its query."""
    parts = urlsplit(url)
    folder = parts.path.rpartition("/")[0]
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/", "", ""))


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")
