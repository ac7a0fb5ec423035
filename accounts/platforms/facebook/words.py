"""From Graph's JSON to our values.

A field that was asked for and did not come is an error: nothing is stored by halves.
Facebook leaves out what is empty, and often who it was (``from``): that alone may be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from accounts.platforms.base import (
    InteractionData,
    Kind,
    MediaData,
    PostData,
    ProfileData,
    TryLater,
)

from .keys import (
    comment_key,
    is_on_wall,
    is_there,
    key_of_link,
    like_key,
    nobody_id,
    page_in,
    post_key,
)

Json = Mapping[str, Any]

PAGE_FIELDS: Final = "id,name,username,about,website,link,followers_count"
POST_FIELDS: Final = (
    "id,from,message,message_tags,created_time,permalink_url,shares,"
    "attachments{media_type,url,unshimmed_url,title,media}"
)
THREAD_FIELDS: Final = (
    "id,from,created_time,updated_time,"
    "comments.filter(stream).order(reverse_chronological).limit(5).summary(true)"
    "{id,created_time},"
    "reactions.limit(0).summary(total_count)"
)
COMMENT_FIELDS: Final = (
    "id,from,message,message_tags,created_time,permalink_url,parent{id,from}"
)
REACTION_FIELDS: Final = "id,name,type"
SHARE_FIELDS: Final = "id,from,created_time"
ANSWERED_FIELDS: Final = "id,created_time,parent{id}"

UNNAMED: Final = "Somebody on Facebook"
UNNAMED_BIO: Final = "Facebook did not tell who this was."


@contextmanager
def in_shape() -> Iterator[None]:
    """JSON of a shape that nobody expected is an answer that did not come."""
    try:
        yield
    except (
        AttributeError,
        KeyError,
        OverflowError,
        TypeError,
        ValueError,
    ) as error:
        raise TryLater(
            "Facebook's answer has another shape than expected. Nothing was stored."
        ) from error


def need(thing: Json, name: str) -> Any:
    """A field that must be there. Raises TryLater if it is not."""
    if thing.get(name) is None:
        raise TryLater(
            f"Facebook left out “{name}”, which was asked for. Nothing of it was "
            "stored."
        )
    return thing[name]


def id_of(thing: Json) -> str:
    return str(need(thing, "id"))


def time(thing: Json, name: str = "created_time") -> datetime:
    """Facebook's times say their zone; in UTC."""
    said = need(thing, name)
    try:
        at = datetime.fromisoformat(str(said))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise TryLater(f"Facebook gave a time that is none: {said!r}.") from None


def plain(text: object) -> str:
    return unicodedata.normalize("NFC", str(text or "")).strip()


def page(one: Json) -> ProfileData:
    """A Page, with how many follow it; Facebook never says who."""
    followers = one.get("followers_count")
    return ProfileData(
        external_id=id_of(one),
        handle=str(one.get("username") or ""),
        name=plain(need(one, "name")),
        bio=plain(one.get("about")),
        url=str(one.get("link") or one.get("website") or ""),
        followers=int(followers) if followers is not None else None,
    )


def author_id(one: Json) -> str:
    """Who wrote it; "" where Facebook does not tell."""
    who = one.get("from")
    return str(who.get("id") or "") if isinstance(who, dict) else ""


def author(one: Json) -> ProfileData:
    """Who wrote it. One whom Facebook does not name is nobody we could know again."""
    who = author_id(one)
    if not who:
        return ProfileData(nobody_id(id_of(one)), name=UNNAMED, bio=UNNAMED_BIO)
    return ProfileData(external_id=who, name=plain(one["from"].get("name")) or UNNAMED)


def post(one: Json, by: ProfileData, web: str, *, ours: bool = False) -> PostData:
    """A post; ``web`` is the address of Facebook's pages.

    Our Page passes on by linking to a post: then it is a share of that.
    """
    graph_id = id_of(one)
    links, shared = attached_links(one), one.get("shares")
    url = str(one.get("permalink_url") or page_of(web, graph_id))
    return PostData(
        key=post_key(graph_id),
        url=url,
        text=plain(one.get("message")),
        author=by if ours else at_home(by, graph_id, url),
        published_at=time(one),
        conversation_key=post_key(graph_id),
        shares_key=passed_on(links, web) if ours else "",
        mentions=named(one),
        links=links,
        media=pictures(one),
        shares=int(shared.get("count") or 0) if isinstance(shared, dict) else 0,
    )


def at_home(by: ProfileData, graph_id: str, url: str) -> ProfileData:
    """Whoever posts on a wall of their own goes by the name in its address.

    A person may have noted them by that, where nobody knew the number.
    """
    if not is_on_wall(post_key(graph_id), by.external_id):
        return by
    return replace(by, handle=by.handle or page_in(url))


def comment(one: Json, by: ProfileData, under: str, web: str) -> PostData:
    """A comment as a post; ``under`` is the key of the post it hangs under, or ""."""
    graph_id = id_of(one)
    parent = one.get("parent")
    above = comment_key(id_of(parent)) if isinstance(parent, dict) else under
    return PostData(
        key=comment_key(graph_id),
        url=str(one.get("permalink_url") or comment_page(web, graph_id)),
        text=plain(one.get("message")),
        author=by,
        published_at=time(one),
        conversation_key=under,
        reply_to_key=above,
        mentions=named(one),
    )


def said_to_us(one: Json, post: Json, us: str, web: str) -> InteractionData | None:
    """What a comment is to us; None for our own, and for talk among others.

    Under a visitor's post only answers to us are ours to thank for. An answer to our
    answer hangs under somebody's first comment: then it is the name that tells.
    """
    if author_id(one) == us:
        return None
    under = post_key(id_of(post))
    parent = one.get("parent")
    answers = isinstance(parent, dict)
    under_ours = answers and author_id(need(one, "parent")) == us
    answers_us = under_ours or (answers and us in named(one))
    if not answers_us and author_id(post) != us:
        return None
    said = comment(one, author(one), under, web)
    return InteractionData(
        kind=Kind.REPLY if answers_us else Kind.COMMENT,
        key=said.key,
        by=said.author,
        post=said,
        about_key=said.reply_to_key if under_ours else under,
        happened_at=said.published_at,
    )


def reaction(one: Json, post: Json, us: str) -> InteractionData | None:
    """A like, or another of the reactions; Facebook does not say when it was."""
    who = str(one.get("id") or "")
    if not who or who == us:
        return None
    about = post_key(id_of(post))
    by = ProfileData(external_id=who, name=plain(one.get("name")) or UNNAMED)
    return InteractionData(Kind.LIKE, like_key(about, who), by, about_key=about)


def named(one: Json) -> tuple[str, ...]:
    """Whom the text names."""
    listed = one.get("message_tags")
    tags = listed if isinstance(listed, list) else []
    found = (str(tag["id"]) for tag in tags if tag.get("id"))
    return tuple(dict.fromkeys(found))


def attachments(one: Json) -> list[Json]:
    listed = one.get("attachments")
    data = listed.get("data") if isinstance(listed, dict) else None
    return [part for part in data or [] if isinstance(part, dict)]


def attached_links(one: Json) -> tuple[str, ...]:
    """Where a post points to, past Facebook's own shim."""
    found = (str(part.get("unshimmed_url") or "") for part in attachments(one))
    return tuple(dict.fromkeys(url for url in found if url))


def passed_on(links: tuple[str, ...], web: str) -> str:
    """The post on Facebook that these links lead to, as far as one tells it."""
    there = (link for link in links if is_there(link, web))
    return next((key for key in map(key_of_link, there) if key), "")


def pictures(one: Json) -> tuple[MediaData, ...]:
    """Pictures and films; the preview of a link is neither."""
    found = []
    for part in attachments(one):
        media, kind = part.get("media"), str(part.get("media_type") or "")
        image = media.get("image") if isinstance(media, dict) else None
        if kind in ("photo", "video", "album") and isinstance(image, dict):
            alt = plain(part.get("title"))
            found.append(MediaData(str(image.get("src") or ""), kind, alt))
    return tuple(found)


def total(one: Json, edge: str) -> int:
    """How many there are on an edge inside a post."""
    return int(need(need(need(one, edge), "summary"), "total_count"))


def newest_ids(one: Json) -> tuple[str, ...]:
    """The last comments, as many as came along with their post."""
    return tuple(id_of(said) for said in need(need(one, "comments"), "data"))


def page_of(web: str, graph_id: str) -> str:
    """A post's address, which Facebook turns into its permalink."""
    return f"{web.rstrip('/')}/{graph_id}"


def comment_page(web: str, graph_id: str, above: str = "") -> str:
    """A comment's address, from that of what it answers, as far as we have one."""
    under, _, number = graph_id.partition("_")
    base = above.partition("#")[0]
    if "comment_id=" in base:
        return f"{base.partition('&reply_comment_id=')[0]}&reply_comment_id={number}"
    base = base or page_of(web, under)
    return f"{base}{'&' if '?' in base else '?'}comment_id={number}"
