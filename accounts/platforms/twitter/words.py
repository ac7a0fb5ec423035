"""From X's JSON to our values; reads the words of before and after 2026-08-07.

X renamed tweets to posts. Whatever of the two comes, the same values leave here. A
field that was asked for and did not come is an error: nothing is stored by halves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any

from accounts.platforms.base import MediaData, PostData, ProfileData, Refused, TryLater

from .errors import Answer, problems
from .keys import post_id, post_key
from .text import lead_of, link_entities, said

Json = Mapping[str, Any]

USER_FIELDS = [
    "name",
    "username",
    "description",
    "entities",
    "profile_image_url",
    "public_metrics",
    "url",
]
POST_FIELDS = [
    "author_id",
    "attachments",
    "conversation_id",
    "created_at",
    "entities",
    "in_reply_to_user_id",
    "lang",
    "note_tweet",
    "public_metrics",
    "referenced_tweets",
]
EXPANSIONS = ["author_id", "attachments.media_keys", "referenced_tweets.id"]
MEDIA_FIELDS = ["alt_text", "media_key", "preview_image_url", "type", "url"]


def need(thing: Json, *names: str) -> Any:
    """The first of the names that is there. Raises TryLater if none is."""
    for name in names:
        if isinstance(thing, dict) and thing.get(name) is not None:
            return thing[name]
    raise TryLater(
        f"X left out “{names[0]}”, which we need. Nothing of it was stored; it is "
        "asked again."
    )


def items(body: Json) -> list[Json]:
    """The list of things in an answer; an empty page has no list at all."""
    data = body.get("data", [])
    if "data" not in body and "meta" not in body and problems(body):
        raise Refused(f"X has nothing there: {Answer(200, {}, body).reason}")
    if not isinstance(data, list) or not all(isinstance(one, dict) for one in data):
        raise TryLater("X's answer has another shape than expected.")
    if not data:
        meta = body.get("meta")
        count = meta.get("result_count") if isinstance(meta, dict) else None
        if count != 0:
            raise TryLater("X's answer has no list. Nothing of it was stored.")
    return data


def time(text: str) -> datetime:
    """X's times, with or without fractions of a second; in UTC."""
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise TryLater(f"X gave a time that is none: {text!r}.") from None


def plain(text: object) -> str:
    return unicodedata.normalize("NFC", unescape(str(text or ""))).strip()


def profile(user: Json) -> ProfileData:
    """Somebody on X. ``followers`` is what they have, not who."""
    metrics = need(user, "public_metrics")
    return ProfileData(
        external_id=str(need(user, "id")),
        handle=str(need(user, "username")),
        name=plain(need(user, "name")),
        bio=full_links(plain(user.get("description")), user, "description"),
        url=full_links(str(user.get("url") or ""), user, "url"),
        avatar_url=str(user.get("profile_image_url") or ""),
        followers=int(need(metrics, "followers_count")),
    )


def full_links(text: str, user: Json, part: str) -> str:
    """A person's text with X's short links written out."""
    entities = user.get("entities")
    about = entities.get(part) if isinstance(entities, dict) else None
    for link in link_entities({"entities": about}):
        if (short := link.get("url")) and (full := link.get("expanded_url")):
            text = text.replace(str(short), str(full))
    return text


class Included:
    """What came along with the posts: people, posts and media, by id."""

    def __init__(self, body: Json) -> None:
        more = body.get("includes")
        self.body = body
        more = more if isinstance(more, dict) else {}
        users: list[Json] = more.get("users", [])
        self.users = {str(one.get("id")): one for one in users}
        posts: list[Json] = [*more.get("tweets", []), *more.get("posts", [])]
        self.posts = {str(one.get("id")): one for one in posts}
        self.media = {one.get("media_key"): one for one in more.get("media", [])}

    def author_of(self, post: Json) -> Json | None:
        """Who wrote it; None when X says that this person is no longer there."""
        author = str(need(post, "author_id"))
        if author in self.users:
            return self.users[author]
        gone = {
            str(p.get("resource_id") or p.get("value")) for p in problems(self.body)
        }
        if author in gone:
            return None
        raise TryLater(
            "X left out who wrote a post. Nothing of it was stored; it is asked again."
        )

    def author_id(self, key: str) -> str:
        """Whose post a key is, as far as it came along."""
        return str(self.posts.get(post_id(key), {}).get("author_id") or "")


def posts(body: Json, web: str) -> Iterator[tuple[PostData, Json, Included]]:
    """Each post of an answer as a value, with its JSON and what came along."""
    included = Included(body)
    for one in items(body):
        author = included.author_of(one)
        if author is not None:
            yield post(one, profile(author), included, web), one, included


def post(one: Json, author: ProfileData, included: Included, web: str) -> PostData:
    """One post as a value; ``web`` is the address of X's pages."""
    number = str(need(one, "id"))
    points = references(one)
    shared = included.posts.get(points.get("shared", ""))
    # X cuts the text of a repost; the post itself came along
    source = shared if shared else one
    metrics = need(one, "public_metrics")
    need(one, "text")
    return PostData(
        key=post_key(number),
        url=page_of(web, author.handle, number),
        text=said(source, reply="answered" in references(source)),
        author=author,
        published_at=time(need(one, "created_at")),
        language=language(one),
        conversation_key=post_key(str(need(one, "conversation_id"))),
        reply_to_key=key_or_none(points.get("answered")),
        quotes_key=key_or_none(points.get("quoted")),
        shares_key=key_or_none(points.get("shared")),
        mentions=mentioned(one),
        links=links(source),
        media=media(source, included),
        shares=int(need(metrics, "retweet_count", "repost_count")),
        quotes=int(metrics.get("quote_count") or 0),
    )


RELATIONS = {
    "retweeted": "shared",
    "reposted": "shared",
    "quoted": "quoted",
    "replied_to": "answered",
}


def references(one: Json) -> dict[str, str]:
    """What a post points to: shared, quoted, answered, with the id."""
    listed = one.get("referenced_tweets") or one.get("referenced_posts") or []
    return {
        RELATIONS[str(need(ref, "type"))]: str(need(ref, "id"))
        for ref in listed
        if ref.get("type") in RELATIONS
    }


def key_or_none(number: str | None) -> str:
    return post_key(number) if number else ""


def page_of(web: str, handle: str, number: str) -> str:
    return f"{web.rstrip('/')}/{handle or 'i'}/status/{number}"


def language(one: Json) -> str:
    """The language, where X knows it; its private codes (qme, zxx, und) are none."""
    code = str(one.get("lang") or "")
    private = code.startswith("q") and len(code) == 3
    return "" if private or code in ("und", "zxx") else code


def mentioned(one: Json) -> tuple[str, ...]:
    """Whom the text names. The name that X itself puts before a reply is no naming:
    unchecked whether it counts as summoning, so it takes the safe side.
    """
    entities = one.get("entities")
    named = entities.get("mentions") if isinstance(entities, dict) else None
    answered = str(one.get("in_reply_to_user_id") or "")
    lead = lead_of(str(one.get("text"))) if answered else 0
    found = (
        str(who["id"])
        for who in named or []
        if who.get("id")
        and not (str(who["id"]) == answered and int(who.get("start", 0)) < lead)
    )
    return tuple(dict.fromkeys(found))


def links(one: Json) -> tuple[str, ...]:
    found = (
        str(
            link.get("unwound_url") or link.get("expanded_url") or link.get("url") or ""
        )
        for link in link_entities(one)
        if not link.get("media_key")
    )
    return tuple(dict.fromkeys(url for url in found if url))


def media(one: Json, included: Included) -> tuple[MediaData, ...]:
    attached = one.get("attachments")
    keys = attached.get("media_keys") if isinstance(attached, dict) else None
    known = (included.media[key] for key in keys or [] if key in included.media)
    return tuple(
        MediaData(
            url=str(one.get("url") or one.get("preview_image_url") or ""),
            kind=str(one.get("type") or "photo"),
            alt=plain(one.get("alt_text")),
        )
        for one in known
    )
