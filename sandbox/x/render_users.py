"""Users as the API shows them: only what was asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import request

from sandbox.x import rows, words

Json = dict[str, Any]
Db = sqlite3.Connection


def users(
    db: Db, found: Iterable[sqlite3.Row], wanted: frozenset[str], *, seen_by: int
) -> list[Json]:
    """These users; ``seen_by`` is who asks, for ``connection_status``."""
    shown = [_user(db, row, wanted) for row in found]
    if "connection_status" in wanted:
        for one in shown:
            one["connection_status"] = _connection(db, int(one["id"]), seen_by)
    return shown


def by_ids(
    db: Db, ids: Iterable[int], wanted: frozenset[str], *, seen_by: int
) -> list[Json]:
    """Those of these users who exist, each once."""
    fetched = (rows.user(db, one) for one in dict.fromkeys(ids))
    found = [one for one in fetched if one is not None]
    return users(db, found, wanted, seen_by=seen_by)


def _user(db: Db, row: sqlite3.Row, wanted: frozenset[str]) -> Json:
    found: Json = {
        "id": str(row["id"]),
        "name": row["name"],
        "username": row["handle"],
    }
    for name, make in _MADE.items():
        if name in wanted and (value := make(db, row)) not in ("", None):
            found[name] = value
    return found


def count(db: Db, table: str, column: str, user_id: int) -> int:
    query = f"SELECT count(*) AS n FROM {table} WHERE {column} = ?"
    return int(db.execute(query, (user_id,)).fetchone()["n"])


def _metrics(db: Db, row: sqlite3.Row) -> Json:
    return {
        "followers_count": count(db, "x_follow", "followed", row["id"]),
        "following_count": count(db, "x_follow", "follower", row["id"]),
        "tweet_count": count(db, "x_post", "author", row["id"]),
        "listed_count": count(db, "x_list_member", "user", row["id"]),
    }


def _entities(db: Db, row: sqlite3.Row) -> Json | None:
    found: Json = {}
    if row["url"]:
        link = words.shown("", [(row["url"], "")], lambda handle: "")
        found["url"] = {"urls": link.entities["urls"]}
    bio = words.shown(row["bio"], (), lambda handle: "")
    if bio.entities:
        found["description"] = bio.entities
    return found or None


def _newest(db: Db, row: sqlite3.Row) -> str | None:
    found = db.execute(
        "SELECT max(id) AS id FROM x_post WHERE author = ?", (row["id"],)
    ).fetchone()
    return str(found["id"]) if found["id"] else None


def _connection(db: Db, user_id: int, seen_by: int) -> Sequence[str]:
    query = "SELECT 1 FROM x_follow WHERE follower = ? AND followed = ?"
    pairs = (("followed_by", user_id, seen_by), ("following", seen_by, user_id))
    return [
        word for word, who, whom in pairs if db.execute(query, (who, whom)).fetchone()
    ]


_MADE: dict[str, Callable[[Db, sqlite3.Row], Any]] = {
    "created_at": lambda db, row: row["created_at"],
    "description": lambda db, row: words.shown(row["bio"], (), lambda one: "").text,
    "location": lambda db, row: row["location"],
    "url": lambda db, row: words.tco(row["url"]) if row["url"] else "",
    "profile_image_url": lambda db, row: (
        f"{request.host_url}x/face/{row['handle']}.svg"
    ),
    "protected": lambda db, row: False,
    "verified": lambda db, row: bool(row["verified"]),
    "verified_type": lambda db, row: "business" if row["verified"] else "none",
    "public_metrics": _metrics,
    "entities": _entities,
    "most_recent_tweet_id": _newest,
}
