"""What people and Pages do on Facebook, as rows: without any rules."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from sandbox.store import now

CENTER, ME = 7001, 7100
FIRST_THING = 100_001
LONGEST = 63_206
"""Characters of a post."""
LONGEST_COMMENT = 8_000

Db = sqlite3.Connection
Row = sqlite3.Row


def actor(db: Db, who: str | int) -> Row | None:
    """A Page or person, by id, by username or by name."""
    said = str(who).removeprefix("@")
    if said.isdigit() and len(said) < 19:
        row: Row | None = _one(db, "SELECT * FROM fb_actor WHERE id = ?", int(said))
        return row
    query = "SELECT * FROM fb_actor WHERE username = ? OR name = ? ORDER BY id"
    return _one(db, query, said, said)


def post(db: Db, said: str | int) -> Row | None:
    """By its own number, or by Graph's ``<wall>_<number>``, whose halves must fit."""
    wall, _, number = str(said).rpartition("_")
    if not _is_id(number):
        return None
    row = _one(db, "SELECT * FROM fb_post WHERE id = ?", int(number))
    return row if row is not None and wall in ("", str(row["wall"])) else None


def comment(db: Db, said: str | int) -> Row | None:
    """By its own number, or by Graph's ``<post>_<number>``."""
    under, _, number = str(said).rpartition("_")
    if not _is_id(number):
        return None
    row = _one(db, "SELECT * FROM fb_comment WHERE id = ?", int(number))
    return row if row is not None and under in ("", str(row["post"])) else None


def add_actor(
    db: Db,
    kind: str,
    name: str,
    username: str,
    *,
    number: int | None = None,
    about: str = "",
    website: str = "",
    fans: int = 0,
) -> int:
    if number is None:
        low = 7002 if kind == "page" else 7101
        query = "SELECT max(id) + 1 AS next FROM fb_actor WHERE kind = ?"
        row = db.execute(query, (kind,)).fetchone()
        number = max(int(row["next"] or 0), low)
    db.execute(
        "INSERT INTO fb_actor VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, kind, name, username, about, website, fans),
    )
    return number


def add_post(
    db: Db,
    author: int,
    message: str,
    *,
    wall: int | None = None,
    link: str = "",
    tags: tuple[int, ...] = (),
    shares: int | None = None,
    hidden: bool = False,
    by_api: bool = False,
    at: datetime | None = None,
) -> int:
    """Publish on one's own wall or, as a visitor, on that of a Page."""
    number, stamped = _next_id(db), stamp(at or now())
    db.execute(
        "INSERT INTO fb_post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            author if wall is None else wall,
            author,
            message,
            link,
            stamped,
            stamped,
            shares,
            hidden,
            by_api,
        ),
    )
    for page in tags:
        db.execute("INSERT OR IGNORE INTO fb_tag VALUES (?, ?)", (number, page))
    return number


def add_comment(
    db: Db,
    author: int,
    message: str,
    under: Row,
    *,
    parent: Row | None = None,
    nameless: bool = False,
    by_api: bool = False,
    at: datetime | None = None,
) -> int:
    """Comment on a post; an answer to an answer hangs under the first comment."""
    number, stamped = _next_id(db), stamp(at or now())
    top = None if parent is None else parent["parent"] or parent["id"]
    db.execute(
        "INSERT INTO fb_comment VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, under["id"], top, author, message, stamped, nameless, by_api),
    )
    newer = "UPDATE fb_post SET updated_at = max(updated_at, ?) WHERE id = ?"
    db.execute(newer, (stamped, under["id"]))
    return number


def react(db: Db, who: int, thing: int, kind: str = "LIKE") -> None:
    """Like a post or comment; another reaction takes the place of the first."""
    db.execute(
        "INSERT INTO fb_reaction (object, actor, type, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (object, actor) DO UPDATE SET type = excluded.type",
        (thing, who, kind, stamp(now())),
    )


def unreact(db: Db, who: int, thing: int) -> None:
    gone = "DELETE FROM fb_reaction WHERE object = ? AND actor = ?"
    db.execute(gone, (thing, who))


def delete_post(db: Db, number: int) -> None:
    """Take a post down, with all that hangs on it."""
    under = "SELECT id FROM fb_comment WHERE post = ?"
    db.execute(f"DELETE FROM fb_reaction WHERE object IN ({under})", (number,))
    for query in (
        "DELETE FROM fb_comment WHERE post = ?",
        "DELETE FROM fb_reaction WHERE object = ?",
        "DELETE FROM fb_tag WHERE post = ?",
        "DELETE FROM fb_post WHERE id = ?",
    ):
        db.execute(query, (number,))


def delete_comment(db: Db, number: int) -> None:
    """Take a comment down, with its answers."""
    gone = "SELECT id FROM fb_comment WHERE id = ? OR parent = ?"
    both = (number, number)
    db.execute(f"DELETE FROM fb_reaction WHERE object IN ({gone})", both)
    db.execute("DELETE FROM fb_comment WHERE id = ? OR parent = ?", both)


def stamp(at: datetime) -> str:
    """Facebook's times know whole seconds."""
    return at.isoformat(timespec="seconds")


def _next_id(db: Db) -> int:
    """Posts and comments draw from one row of numbers, never twice the same."""
    row = db.execute("SELECT value FROM setting WHERE key = 'fb_last_id'").fetchone()
    number = max(int(row["value"]) + 1 if row else 0, FIRST_THING)
    db.execute(
        "INSERT INTO setting VALUES ('fb_last_id', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (str(number),),
    )
    return number


def _one(db: Db, query: str, *values: object) -> Row | None:
    row: Row | None = db.execute(query, values).fetchone()
    return row


def _is_id(said: str) -> bool:
    return said.isdigit() and len(said) < 19
