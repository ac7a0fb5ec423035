"""What people do on X, as rows: posting, sharing, following; without any rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from sandbox.store import now
from sandbox.x import words

EPOCH_MS = 1288834974657
CENTER, ME = 1001, 1002
PEERS_LIST = 5001


def post_id_at(at: datetime) -> int:
    """X's ids carry the time they were made; 22 bits below it tell them apart."""
    return (int(at.timestamp() * 1000) - EPOCH_MS) << 22


def user(db: sqlite3.Connection, who: str | int) -> sqlite3.Row | None:
    """By id, or by handle with or without @."""
    if isinstance(who, int) or who.isdigit():
        query = "SELECT * FROM x_user WHERE id = ?"
        found = (
            db.execute(query, (int(who),)).fetchone() if len(str(who)) < 20 else None
        )
    else:
        query = "SELECT * FROM x_user WHERE handle = ?"
        found = db.execute(query, (who.removeprefix("@"),)).fetchone()
    row: sqlite3.Row | None = found
    return row


def post(db: sqlite3.Connection, post_id: str | int) -> sqlite3.Row | None:
    if not str(post_id).isdigit() or len(str(post_id)) > 19:
        return None
    query = "SELECT * FROM x_post WHERE id = ?"
    row: sqlite3.Row | None = db.execute(query, (int(post_id),)).fetchone()
    return row


def add_user(
    db: sqlite3.Connection,
    handle: str,
    name: str,
    *,
    user_id: int | None = None,
    bio: str = "",
    url: str = "",
    location: str = "",
    kind: str = "private",
    verified: bool = False,
    since: datetime | None = None,
) -> int:
    at = since or now() - timedelta(days=400)
    if user_id is None:
        row = db.execute("SELECT max(id) + 1 AS next FROM x_user").fetchone()
        user_id = max(int(row["next"] or 0), 2001)
    db.execute(
        "INSERT INTO x_user (id, handle, name, bio, url, location, kind, verified,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (user_id, handle, name, bio, url, location, kind, verified, stamp(at)),
    )
    return user_id


def add_post(
    db: sqlite3.Connection,
    author: int,
    text: str,
    *,
    reply_to: int | None = None,
    quotes: int | None = None,
    shares: int | None = None,
    media: Sequence[int] = (),
    by_api: bool = False,
    at: datetime | None = None,
) -> int:
    """Publish. A reply gets the name it answers in front, as on X."""
    at = at or now()
    named = words.names(text)
    led: list[str] = []
    parent = post(db, reply_to) if reply_to else None
    if parent is not None:
        text, led = _with_lead(db, author, text, parent)
    post_id = _free_id(db, at)
    db.execute(
        "INSERT INTO x_post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            post_id,
            author,
            text,
            stamp(at),
            reply_to,
            quotes,
            shares,
            parent["conversation"] if parent is not None else post_id,
            by_api,
        ),
    )
    if shares is None:
        _name(db, post_id, author, named, led)
    for one in media:
        db.execute("UPDATE x_media SET post = ? WHERE id = ?", (post_id, one))
    return post_id


def _name(
    db: sqlite3.Connection,
    post_id: int,
    author: int,
    named: Sequence[str],
    led: Sequence[str],
) -> None:
    """Note whom a post names: in its own words, or in the lead that X put there."""
    for handle in dict.fromkeys([*named, *led]):
        found = user(db, f"@{handle}")
        if found is not None and found["id"] != author:
            row = (found["id"], post_id, handle in named)
            db.execute("INSERT INTO x_mention VALUES (?, ?, ?)", row)


def _with_lead(
    db: sqlite3.Connection, author: int, text: str, parent: sqlite3.Row
) -> tuple[str, list[str]]:
    """The text of a reply with the answered author's name in front, and that name."""
    answered = user(db, parent["author"])
    if answered is None or answered["id"] == author:
        return text, []
    handle = str(answered["handle"])
    if handle.lower() not in words.names(text):
        text = f"@{handle} {text}"
    return text, [handle.lower()]


def said_before(
    db: sqlite3.Connection, who: int, text: str, parent: sqlite3.Row | None
) -> bool:
    """Whether this account has the same words out already, as a post or as a reply."""
    answered = user(db, parent["author"]) if parent is not None else None
    # stored replies have the answered name in front, if it was not there already
    lead = f"@{answered['handle']} " if answered is not None else ""
    known = db.execute(
        "SELECT 1 FROM x_post WHERE author = ? AND text IN (?, ?) AND text <> ''"
        " AND shares IS NULL AND (reply_to IS NULL) = ?",
        (who, text, lead + text, parent is None),
    ).fetchone()
    return known is not None


def share(
    db: sqlite3.Connection,
    who: int,
    post_id: int,
    *,
    by_api: bool = False,
    at: datetime | None = None,
) -> int:
    """Pass a post on; doing it again changes nothing."""
    row = db.execute(
        "SELECT id FROM x_post WHERE author = ? AND shares = ?", (who, post_id)
    ).fetchone()
    if row:
        return int(row["id"])
    original = post(db, post_id)
    if original is None:
        raise ValueError("there is no such post")
    author = user(db, original["author"])
    handle = author["handle"] if author is not None else "nobody"
    return add_post(
        db,
        who,
        f"RT @{handle}: {original['text']}",
        shares=post_id,
        by_api=by_api,
        at=at,
    )


def follow(
    db: sqlite3.Connection, who: int, whom: int, at: datetime | None = None
) -> bool:
    """True when it is new."""
    done = db.execute(
        "INSERT OR IGNORE INTO x_follow (follower, followed, at) VALUES (?, ?, ?)",
        (who, whom, stamp(at or now())),
    )
    return done.rowcount > 0


def unfollow(db: sqlite3.Connection, who: int, whom: int) -> None:
    db.execute("DELETE FROM x_follow WHERE follower = ? AND followed = ?", (who, whom))


def like(db: sqlite3.Connection, who: int, post_id: int) -> bool:
    """True when it is new."""
    row = (who, post_id, stamp(now()))
    return db.execute("INSERT OR IGNORE INTO x_like VALUES (?, ?, ?)", row).rowcount > 0


def delete(db: sqlite3.Connection, post_id: int) -> None:
    """Take a post down; whoever passed it on loses it too."""
    gone = "SELECT id FROM x_post WHERE id = ? OR shares = ?"
    for table, column in (("x_mention", "post"), ("x_like", "post")):
        db.execute(
            f"DELETE FROM {table} WHERE {column} IN ({gone})", (post_id, post_id)
        )
    db.execute("DELETE FROM x_post WHERE id = ? OR shares = ?", (post_id, post_id))


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _free_id(db: sqlite3.Connection, at: datetime) -> int:
    wanted = post_id_at(at)
    row = db.execute(
        "SELECT max(id) AS last FROM x_post WHERE id BETWEEN ? AND ?",
        (wanted, wanted + (1 << 22) - 1),
    ).fetchone()
    return wanted if row["last"] is None else int(row["last"]) + 1
