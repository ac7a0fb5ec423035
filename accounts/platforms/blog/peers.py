"""Other blogs, where we are a visitor: comments of ours there, and new ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accounts.platforms.base import (
    Addresses,
    Meter,
    PostData,
    ProfileData,
    Target,
    Unsupported,
    Verb,
)
from accounts.platforms.http import Door

from . import feeds, find, words
from .client import Json, Rest
from .keys import site_of
from .markup import line_of


@dataclass(frozen=True, slots=True)
class Peer:
    """A post on somebody's blog, and the way to its comments that was found."""

    found: find.Found
    rest: Rest | None
    site: str
    door: Door

    @property
    def has_api(self) -> bool:
        return self.rest is not None and self.found.post_id > 0

    @property
    def shows_comments(self) -> bool:
        """Whether there is any way to see what is said under the post."""
        return self.has_api or bool(self.found.comments_feed)


def visit(target: Target, addresses: Addresses, door: Door, meter: Meter) -> Peer:
    """Read the post's page. Raises Refused or TryLater as fetching does."""
    found = find.discover(target.url, addresses, door)
    if not found.rest_root:
        return Peer(found, None, site_of(target.url), door)
    home = found.rest_root.split("?rest_route")[0].removesuffix("wp-json/")
    return Peer(found, Rest(found.rest_root, door, meter), site_of(home), door)


def ours_under(
    target: Target, peer: Peer, us: ProfileData, home: str, addresses: Addresses
) -> tuple[PostData, ...]:
    """Comments of ours under a post, by its API or by its feed of comments."""
    if peer.rest is not None and peer.has_api:
        asked = {
            "post": peer.found.post_id,
            "per_page": 100,
            "orderby": "date_gmt",
            "order": "desc",
        }
        said, _ = peer.rest.several(Verb.OWN, "comments", asked)
        with words.in_shape():
            return tuple(
                words.comment(one, peer.site, us, target.key)
                for one in said
                if is_ours(words.commenter(one), us, home)
            )
    if not peer.found.comments_feed:
        return ()
    said_there = feeds.comments(peer.found.comments_feed, addresses, peer.door)
    return tuple(
        replace(
            one,
            author=us,
            title="",
            reply_to_key=target.key,
            conversation_key=target.key,
        )
        for one in said_there
        if is_ours(one.author, us, home)
    )


def is_ours(by: ProfileData, us: ProfileData, home: str) -> bool:
    """A visitor is known by their site; who left none, only by name."""
    if by.url:
        return site_of(by.url) in {site_of(home), site_of(us.url)}
    return by.name.casefold() == us.name.casefold()


def leave(peer: Peer, us: Json, home: str, content: str) -> Json:
    """Leave a comment over the peer's API, with name, address and site of our blog.

    Raises Unsupported where the blog has no API for it, or wants a login.
    """
    if peer.rest is None or not peer.has_api:
        raise Unsupported("This blog takes comments by its own form only.")
    with words.in_shape():
        said = {
            "post": peer.found.post_id,
            "author_name": us["name"],
            "author_email": us["email"],
            "author_url": us.get("url") or home,
            "content": content,
        }
    return peer.rest.one(Verb.COMMENT, "POST", "comments", json=said)


def blog_behind(
    found: find.Found, addresses: Addresses, door: Door, meter: Meter
) -> ProfileData:
    """The blog that a linking page belongs to, under the id its feed gives it.

    Raises Refused or TryLater as fetching does; then only its host is known.
    """
    if not found.rest_root:
        return words.only_host(found.url)
    about = Rest(found.rest_root, door, meter).about()
    with words.in_shape():
        home = str(about.get("home") or about["url"])
        name = line_of(str(about["name"])) or site_of(home)
    if not lies_in(found.url, home):
        # A page may name any API; only that of its own blog speaks for it
        return words.only_host(found.url)
    return ProfileData(external_id=site_of(home), name=name, url=home)


def lies_in(page: str, home: str) -> bool:
    """Whether a page stands in the blog whose front page this is."""
    inner, outer = (site_of(url).removeprefix("www.") for url in (page, home))
    return f"{inner}/".startswith(f"{outer}/")
