"""The API about posts, writing: create, reply, delete, share; X's rules of 2026."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from sandbox.store import db
from sandbox.x import ask, prices, render, rows, words
from sandbox.x.gate import bp, caller, charge_write
from sandbox.x.problems import (
    DUPLICATE,
    NOT_SUMMONED,
    forbidden,
    invalid,
    not_enrolled,
)
from sandbox.x.users import be_self

Json = dict[str, Any]
Db = sqlite3.Connection


KNOWN = frozenset(
    (
        "card_uri",
        "community_id",
        "direct_message_deep_link",
        "edit_options",
        "for_super_followers_only",
        "geo",
        "made_with_ai",
        "media",
        "nullcast",
        "paid_partnership",
        "poll",
        "quote_tweet_id",
        "reply",
        "reply_settings",
        "share_with_followers",
        "text",
    )
)
"""What X's document lets a new post have."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was asked to be published."""

    text: str
    reply_to: int | None
    quotes: int | None
    media: tuple[int, ...]


@bp.post("/2/tweets")
def create() -> tuple[Json, int]:
    with db() as world:
        draft = _draft(world, ask.body(KNOWN))
        who = caller().user
        if draft.quotes is not None and not caller().enterprise:
            raise not_enrolled(caller().client_id)
        parent = rows.post(world, draft.reply_to) if draft.reply_to else None
        if parent is not None and not may_reply(world, who, parent):
            raise forbidden(NOT_SUMMONED)
        if rows.said_before(world, who, draft.text, parent):
            raise forbidden(DUPLICATE)
        post_id = rows.add_post(
            world,
            who,
            draft.text,
            reply_to=draft.reply_to,
            quotes=draft.quotes,
            media=draft.media,
            by_api=True,
        )
        made = rows.post(world, post_id)
        text = render.shown(world, made).text if made is not None else ""
    charge_write(_price(draft.text, parent, who))
    return {"data": {"id": str(post_id), "text": text}}, 201


@bp.delete("/2/tweets/<post_id>")
def delete(post_id: str) -> Json:
    with db() as world:
        row = rows.post(world, post_id)
        if row is not None and row["author"] != caller().user:
            raise forbidden("You are not allowed to delete this Tweet.")
        if row is not None:
            rows.delete(world, row["id"])
    charge_write()
    return {"data": {"deleted": row is not None}}


@bp.post("/2/users/<user_id>/retweets")
def share(user_id: str) -> Json:
    be_self(user_id)
    with db() as world:
        post_id = _existing(world, ask.body(), "tweet_id")
        made = rows.share(world, caller().user, post_id, by_api=True)
    charge_write()
    return {"data": {"id": str(made), "retweeted": True}}


@bp.delete("/2/users/<user_id>/retweets/<post_id>")
def unshare(user_id: str, post_id: str) -> Json:
    be_self(user_id)
    with db() as world:
        row = world.execute(
            "SELECT id FROM x_post WHERE author = ? AND shares = ?",
            (caller().user, int(post_id) if post_id.isdigit() else 0),
        ).fetchone()
        if row:
            rows.delete(world, row["id"])
    charge_write()
    return {"data": {"retweeted": False}}


@bp.post("/2/users/<user_id>/likes")
def like(user_id: str) -> Json:
    """Enterprise only since 2026-04."""
    be_self(user_id)
    if not caller().enterprise:
        raise not_enrolled(caller().client_id)
    with db() as world:
        rows.like(world, caller().user, _existing(world, ask.body(), "tweet_id"))
    charge_write()
    return {"data": {"liked": True}}


def may_reply(world: Db, who: int, parent: sqlite3.Row) -> bool:
    """Only under a post whose author named us there, or quoted a post of ours.

    The name that X itself puts in front of a reply does not count: nobody could
    check that it does, so this takes the strict side.
    """
    if parent["author"] == who:
        return True
    named = world.execute(
        "SELECT 1 FROM x_mention WHERE user = ? AND post = ? AND named",
        (who, parent["id"]),
    ).fetchone()
    quoted = rows.post(world, parent["quotes"]) if parent["quotes"] else None
    return named is not None or (quoted is not None and quoted["author"] == who)


def _draft(world: Db, sent: Json) -> Draft:
    reply = sent.get("reply") or {}
    draft = Draft(
        str(sent.get("text") or "").strip(),
        _existing(world, reply, "in_reply_to_tweet_id") if reply else None,
        _existing(world, sent, "quote_tweet_id") if "quote_tweet_id" in sent else None,
        tuple(_own_media(world, (sent.get("media") or {}).get("media_ids") or ())),
    )
    if not draft.text and not draft.media:
        raise invalid("text", "", "Text or media is needed")
    parent = rows.post(world, draft.reply_to) if draft.reply_to else None
    lead = rows.user(world, parent["author"]) if parent is not None else None
    leading = [str(lead["handle"]).lower()] if lead is not None else []
    if words.weight(draft.text, leading) > words.LONGEST:
        raise invalid(
            "text", draft.text[:40], "Your Tweet text is too long (280 characters)"
        )
    return draft


def _existing(world: Db, sent: Json, key: str) -> int:
    said = str(sent.get(key, ""))
    if not said.isdigit():
        raise invalid(key, said[:40], f"$.{key}: does not match ^[0-9]{{1,19}}$")
    if rows.post(world, said) is None:
        raise forbidden(
            "You attempted to act on a Tweet that is deleted or not visible to you."
        )
    return int(said)


def _own_media(world: Db, said: Any) -> list[int]:
    found = []
    for one in said:
        row = world.execute(
            "SELECT id FROM x_media WHERE id = ? AND owner = ? AND post IS NULL",
            (int(one) if str(one).isdigit() else 0, caller().user),
        ).fetchone()
        if row is None:
            raise invalid("media.media_ids", str(one), "Your media IDs are invalid.")
        found.append(int(row["id"]))
    if len(found) > 4:
        raise invalid("media.media_ids", str(len(found)), "At most 4 pictures")
    return found


def _price(text: str, parent: sqlite3.Row | None, who: int) -> int:
    if words.urls(text):
        return prices.CREATE_WITH_URL
    if parent is not None and parent["author"] != who:
        return prices.SUMMONED_REPLY
    return prices.CREATE
