"""What the public sees of all blogs, for the people's page, and all of it for tests."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from sandbox.blogs import rows
from sandbox.blogs.addresses import settled
from sandbox.blogs.schema import TABLES
from sandbox.blogs.words import plain

SHOWN = 40


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def public(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Posts and comments of all blogs, newest first."""
    found: list[dict[str, Any]] = []
    for site in rows.sites(db):
        for post in rows.shown_posts(db, site.name, SHOWN):
            path = f"/blog/{site.name}/{post.slug}/"
            found.append(
                {
                    "at": iso(post.published_at),
                    "who": site.title,
                    "handle": site.name,
                    "text": plain(post.title),
                    "url": path,
                    "kind": "post",
                    "ours": site.name == "center",
                }
            )
        for comment, under in rows.newest_comments(db, site.name, SHOWN):
            found.append(
                {
                    "at": iso(comment.made_at),
                    "who": comment.author_name,
                    "handle": f"on {site.title}",
                    "text": settled(plain(comment.content)),
                    "url": f"/blog/{site.name}/{under.slug}/#comment-{comment.id}",
                    "kind": comment.type,
                    "ours": comment.author_url.endswith("/blog/center/"),
                }
            )
    return sorted(found, key=lambda one: one["at"], reverse=True)[:SHOWN]


def world(db: sqlite3.Connection) -> dict[str, Any]:
    """Every row of every table, by the table's name without ``blog_``."""
    return {
        table.removeprefix("blog_"): rows.rows(db, f"SELECT * FROM {table}")
        for table in TABLES
    }
