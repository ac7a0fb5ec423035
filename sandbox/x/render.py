"""Posts, users and pictures as the API shows them: only what was asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import request

from sandbox.x import render_users, rows, words
from sandbox.x.ask import Wanted

Json = dict[str, Any]
Db = sqlite3.Connection


def shown(db: Db, row: sqlite3.Row) -> words.Shown:
    """A post's text with its links shortened, and what is recognized in it."""
    text = str(row["text"])
    if row["shares"] and len(text) > 140:
        text = text[:139] + "…"
    tails: list[tuple[str, str]] = []
    quoted = rows.post(db, row["quotes"]) if row["quotes"] else None
    if quoted is not None:
        tails.append((permalink(db, quoted), ""))
    pictures = media_of(db, row["id"])
    if pictures:
        address = f"{permalink(db, row)}/photo/1"
        tails.append((address, media_key(pictures[0]["id"])))

    def known(handle: str) -> str:
        found = rows.user(db, f"@{handle}")
        return str(found["id"]) if found is not None else ""

    return words.shown(text, tails, known)


def permalink(db: Db, row: sqlite3.Row) -> str:
    author = rows.user(db, row["author"])
    handle = author["handle"] if author is not None else "i"
    return f"https://x.com/{handle}/status/{row['id']}"


def media_key(media_id: int) -> str:
    return f"3_{media_id}"


def media_of(db: Db, post_id: int) -> list[sqlite3.Row]:
    query = "SELECT id, owner, media_type, alt FROM x_media WHERE post = ? ORDER BY id"
    return db.execute(query, (post_id,)).fetchall()


def post_json(db: Db, row: sqlite3.Row, wanted: frozenset[str]) -> Json:
    """A field that was not asked for, or has nothing in it, is left out."""
    text = shown(db, row)
    found: Json = {"id": str(row["id"]), "text": text.text}
    found["edit_history_tweet_ids"] = [str(row["id"])]
    found |= {
        name: str(row[column]) for name, column in _PLAIN.items() if name in wanted
    }
    if "entities" in wanted and text.entities:
        found["entities"] = text.entities
    for name, make in _MADE.items():
        if name in wanted and (value := make(db, row)) is not None:
            found[name] = value
    return found


_PLAIN = {
    "author_id": "author",
    "created_at": "created_at",
    "conversation_id": "conversation",
}


def _references(db: Db, row: sqlite3.Row) -> list[Json] | None:
    kinds = (("retweeted", "shares"), ("quoted", "quotes"), ("replied_to", "reply_to"))
    found = [
        {"type": kind, "id": str(row[column])} for kind, column in kinds if row[column]
    ]
    return found or None


def _answered(db: Db, row: sqlite3.Row) -> str | None:
    parent = rows.post(db, row["reply_to"]) if row["reply_to"] else None
    return str(parent["author"]) if parent is not None else None


def _post_metrics(db: Db, row: sqlite3.Row) -> Json:
    def count(table: str, column: str) -> int:
        query = f"SELECT count(*) AS n FROM {table} WHERE {column} = ?"
        return int(db.execute(query, (row["shares"] or row["id"],)).fetchone()["n"])

    return {
        "retweet_count": count("x_post", "shares"),
        "reply_count": 0 if row["shares"] else count("x_post", "reply_to"),
        "like_count": 0 if row["shares"] else count("x_like", "post"),
        "quote_count": 0 if row["shares"] else count("x_post", "quotes"),
        "bookmark_count": 0,
        "impression_count": 0,
    }


def _attachments(db: Db, row: sqlite3.Row) -> Json | None:
    keys = [media_key(one["id"]) for one in media_of(db, row["id"])]
    return {"media_keys": keys} if keys else None


def _edit_controls(db: Db, row: sqlite3.Row) -> Json:
    until = datetime.fromisoformat(row["created_at"]) + timedelta(hours=1)
    return {
        "edits_remaining": 5,
        "is_edit_eligible": not row["shares"],
        "editable_until": rows.stamp(until),
    }


_MADE: dict[str, Callable[[Db, sqlite3.Row], Any]] = {
    "referenced_tweets": _references,
    "in_reply_to_user_id": _answered,
    "public_metrics": _post_metrics,
    "attachments": _attachments,
    "edit_controls": _edit_controls,
    "lang": lambda db, row: "en",
    "possibly_sensitive": lambda db, row: False,
    "reply_settings": lambda db, row: "everyone",
}


def media_json(row: sqlite3.Row, wanted: frozenset[str]) -> Json:
    found: Json = {"media_key": media_key(row["id"]), "type": "photo"}
    if "url" in wanted:
        found["url"] = f"{request.host_url}x/media/{row['id']}"
    if "alt_text" in wanted and row["alt"]:
        found["alt_text"] = row["alt"]
    return found


def posts(
    db: Db, found: Sequence[sqlite3.Row], wanted: Wanted, *, seen_by: int
) -> tuple[list[Json], Json]:
    """(data, includes) for these posts."""
    data = [post_json(db, row, wanted.post) for row in found]
    referred = _referred(db, found)
    people = list(_people(db, found, referred, wanted.expansions))
    includes: Json = {
        "users": render_users.by_ids(db, people, wanted.user, seen_by=seen_by)
    }
    if wanted.expansions & {"referenced_tweets.id", "referenced_tweets.id.author_id"}:
        includes["tweets"] = [post_json(db, row, wanted.post) for row in referred]
    if "attachments.media_keys" in wanted.expansions:
        pictures = [one for row in found for one in media_of(db, row["id"])]
        includes["media"] = [media_json(one, wanted.media) for one in pictures]
    return data, {key: value for key, value in includes.items() if value}


def _referred(db: Db, found: Iterable[sqlite3.Row]) -> list[sqlite3.Row]:
    ids = [
        row[column]
        for row in found
        for column in ("shares", "quotes", "reply_to")
        if row[column]
    ]
    fetched = (rows.post(db, one) for one in dict.fromkeys(ids))
    return [one for one in fetched if one is not None]


def _people(
    db: Db,
    found: Sequence[sqlite3.Row],
    referred: Sequence[sqlite3.Row],
    expansions: frozenset[str],
) -> Iterator[int]:
    """The ids of the users whom these expansions bring along."""
    if "author_id" in expansions:
        yield from (row["author"] for row in found)
    if "in_reply_to_user_id" in expansions:
        yield from (int(one) for row in found if (one := _answered(db, row)))
    if "referenced_tweets.id.author_id" in expansions:
        yield from (row["author"] for row in referred)
    if "entities.mentions.username" in expansions:
        for row in found:
            mentions = shown(db, row).entities.get("mentions", [])
            yield from (int(one["id"]) for one in mentions)
