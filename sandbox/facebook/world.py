"""What there is on the make-believe Facebook: for the public, and for tests."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.facebook import render, rows

Json = dict[str, Any]
Db = sqlite3.Connection
SHOWN = 40


def public(db: Db) -> list[Json]:
    """The last posts and comments that everybody may see, newest first."""
    posts = db.execute(
        "SELECT p.*, a.name, w.name AS wall_name FROM fb_post p"
        " JOIN fb_actor a ON a.id = p.author JOIN fb_actor w ON w.id = p.wall"
        " WHERE NOT p.hidden ORDER BY p.created_at DESC, p.id DESC LIMIT 30"
    )
    comments = db.execute(
        "SELECT c.*, a.name, p.wall FROM fb_comment c"
        " JOIN fb_actor a ON a.id = c.author JOIN fb_post p ON p.id = c.post"
        " ORDER BY c.created_at DESC, c.id DESC LIMIT 30"
    )
    seen = [_post_line(row) for row in posts]
    seen += [
        _line(
            row, "answer" if row["parent"] else "comment", render.comment_url(db, row)
        )
        for row in comments
    ]
    return sorted(seen, key=lambda one: str(one["at"]), reverse=True)[:SHOWN]


def world(db: Db) -> Json:
    """Every row, with Graph's own ids of posts and comments beside the numbers."""
    posts = [
        {**dict(row), "graph_id": render.post_id(row)}
        for row in db.execute("SELECT * FROM fb_post ORDER BY id")
    ]
    comments = [
        {**dict(row), "graph_id": render.comment_id(row)}
        for row in db.execute("SELECT * FROM fb_comment ORDER BY id")
    ]
    tables = ("actor", "tag", "reaction", "follow", "token")
    more = {
        f"{name}s": [dict(row) for row in db.execute(f"SELECT * FROM fb_{name}")]
        for name in tables
    }
    return {"posts": posts, "comments": comments, **more}


def _post_line(row: sqlite3.Row) -> Json:
    if row["shares"]:
        return _line(row, "share", render.post_url(row))
    kind = "post" if row["wall"] == row["author"] else f"on {row['wall_name']}"
    return _line(row, kind, render.post_url(row))


def _line(row: sqlite3.Row, kind: str, url: str) -> Json:
    return {
        "at": row["created_at"],
        "who": row["name"],
        "handle": "on Facebook",
        "text": row["message"] or "(shared)",
        "url": url,
        "kind": kind,
        "ours": row["author"] == rows.CENTER,
    }
