"""From WordPress's JSON to our values; its HTML is sanitized on the way.

A field that did not come is an error: nothing is stored by halves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from accounts.platforms.base import (
    InteractionData,
    Kind,
    PostData,
    ProfileData,
    TryLater,
)

from .keys import comment_key, person_id, post_key
from .markup import clean, line_of, links_of, text_of, whole

Json = Mapping[str, Any]


@contextmanager
def in_shape() -> Iterator[None]:
    """JSON of a shape that nobody expected is an answer that did not come."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise TryLater(
            "The blog's answer has another shape than expected. Nothing was stored."
        ) from error


def time(one: Json) -> datetime:
    """WordPress's times carry no zone; those called gmt are UTC."""
    at = datetime.fromisoformat(str(one["date_gmt"]))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def rendered(part: Any) -> str:
    return str(part["rendered"])


def user(one: Json) -> ProfileData:
    """A user of a blog, such as ourselves."""
    pictures = one.get("avatar_urls") or {}
    return ProfileData(
        external_id=str(one["id"]),
        handle=str(one["slug"]),
        name=line_of(str(one["name"])),
        bio=text_of(str(one.get("description") or "")),
        url=str(one.get("url") or one.get("link") or ""),
        avatar_url=str(pictures.get("96") or ""),
    )


def post(one: Json, site: str, author: ProfileData) -> PostData:
    """A post of our blog."""
    url = str(one["link"])
    html = clean(rendered(one["content"]), url)
    key = post_key(site, int(one["id"]))
    return PostData(
        key=key,
        url=url,
        text=text_of(html),
        author=author,
        published_at=time(one),
        title=line_of(rendered(one["title"])),
        html=html,
        conversation_key=key,
        links=links_of(html, url),
        takes_comments=one.get("comment_status") == "open",
    )


def commenter(one: Json) -> ProfileData:
    """Who wrote a comment: WordPress shows a name and a site, and no address."""
    name = line_of(str(one["author_name"])) or "Somebody"
    url = whole(str(one.get("author_url") or ""), "")
    pictures = one.get("author_avatar_urls") or {}
    return ProfileData(
        external_id=person_id(int(one.get("author") or 0), url, name),
        name=name,
        url=url,
        avatar_url=str(pictures.get("96") or ""),
    )


def only_host(url: str) -> ProfileData:
    """What the address of a linking page alone says of who linked."""
    host = urlsplit(url).netloc.lower()
    return ProfileData(external_id=host, name=host, url=url)


def comment(one: Json, site: str, author: ProfileData, under: str = "") -> PostData:
    """A comment as a post; ``under`` is the key of what it hangs under, if known."""
    url = str(one["link"])
    html = clean(rendered(one["content"]), url)
    above = under or post_key(site, int(one["post"]))
    parent = int(one.get("parent") or 0)
    return PostData(
        key=comment_key(site, int(one["id"])),
        url=url,
        text=text_of(html),
        author=author,
        published_at=time(one),
        html=html,
        conversation_key=above,
        reply_to_key=comment_key(site, parent) if parent else above,
        links=links_of(html, url),
    )


def interaction(one: Json, site: str) -> InteractionData:
    """A comment on ours; a pingback or trackback says that somebody linked to us."""
    kind = Kind.COMMENT if one.get("type", "comment") == "comment" else Kind.LINK
    by = commenter(one)
    if kind is Kind.LINK and by.url:
        by = only_host(by.url)
    said = comment(one, site, by)
    return InteractionData(
        kind=kind,
        key=said.key,
        by=by,
        post=said,
        about_key=post_key(site, int(one["post"])),
        happened_at=said.published_at,
    )
