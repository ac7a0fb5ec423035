"""What there is on the make-believe X: for the public, and for tests."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.x import rows

Json = dict[str, Any]
Db = sqlite3.Connection


def public(db: Db) -> list[Json]:
    """The last posts and follows, newest first."""
    posts = db.execute(
        "SELECT p.*, u.handle, u.name FROM x_post p JOIN x_user u ON u.id = p.author"
        " ORDER BY p.id DESC LIMIT 30"
    )
    follows = db.execute(
        "SELECT f.at, u.handle, u.name, u.id AS author, w.handle AS whom"
        " FROM x_follow f JOIN x_user u ON u.id = f.follower"
        " JOIN x_user w ON w.id = f.followed"
        " ORDER BY f.seq DESC LIMIT 10"
    )
    seen = [_post_line(row) for row in posts]
    seen += [
        _line(
            row, row["at"], f"follows @{row['whom']}", "follow", f"/x/{row['handle']}"
        )
        for row in follows
    ]
    return sorted(seen, key=lambda one: str(one["at"]), reverse=True)[:40]


def world(db: Db) -> Json:
    """Everything but the pictures' bytes; ids as text, as the API has them."""
    return {
        "users": _all(db, "SELECT * FROM x_user", "id"),
        "posts": _all(
            db,
            "SELECT * FROM x_post ORDER BY id",
            "id author reply_to quotes shares conversation",
        ),
        "follows": _all(db, "SELECT * FROM x_follow ORDER BY seq", "follower followed"),
        "likes": _all(db, "SELECT * FROM x_like", "user post"),
        "lists": _all(db, "SELECT * FROM x_list_member", "list user"),
        "media": _all(
            db, "SELECT id, owner, media_type, alt, post FROM x_media", "id owner post"
        ),
        "tokens": _all(db, "SELECT * FROM x_token ORDER BY until", "user"),
    }


def _all(db: Db, query: str, ids: str) -> list[Json]:
    found = [dict(row) for row in db.execute(query)]
    for one in found:
        for key in ids.split():
            one[key] = None if one[key] is None else str(one[key])
    return found


def _post_line(row: sqlite3.Row) -> Json:
    kinds = (("shares", "share"), ("reply_to", "reply"), ("quotes", "quote"))
    kind = next((kind for column, kind in kinds if row[column]), "post")
    url = f"/x/{row['handle']}/status/{row['shares'] or row['id']}"
    return _line(row, row["created_at"], row["text"], kind, url)


def _line(row: sqlite3.Row, at: str, text: str, kind: str, url: str) -> Json:
    return {
        "at": at,
        "who": row["name"],
        "handle": f"@{row['handle']}",
        "text": text,
        "url": url,
        "kind": kind,
        "ours": row["author"] == rows.CENTER,
    }
