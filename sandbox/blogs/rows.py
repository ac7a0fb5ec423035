"""Reads blogs, people, posts and comments from the world's tables."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from sandbox.blogs.schema import Comment, Person, Post, Site

SHOWN = """p.status IN ('publish', 'future')
    AND p.published_at <= CAST(strftime('%s', 'now') AS INTEGER)"""
"""A post planned for later shows by itself when its time has come."""


def as_post(row: dict[str, Any]) -> Post:
    """The post; one planned for a time that has come is published."""
    if row["status"] == "future" and row["published_at"] <= time.time():
        row = row | {"status": "publish"}
    return Post(**row)


def rows(db: sqlite3.Connection, sql: str, *args: object) -> list[dict[str, Any]]:
    cursor = db.execute(sql, args)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor.fetchall()]


def site(db: sqlite3.Connection, name: str) -> Site | None:
    found = rows(db, "SELECT * FROM blog_site WHERE name=?", name)
    return Site(**found[0]) if found else None


def sites(db: sqlite3.Connection) -> list[Site]:
    return [Site(**row) for row in rows(db, "SELECT * FROM blog_site ORDER BY rowid")]


def person(db: sqlite3.Connection, pk: int) -> Person | None:
    found = rows(db, "SELECT * FROM blog_user WHERE id=?", pk)
    return Person(**found[0]) if found else None


def people(db: sqlite3.Connection, blog: str) -> list[Person]:
    found = rows(db, "SELECT * FROM blog_user WHERE site=? ORDER BY id", blog)
    return [Person(**row) for row in found]


def person_by_login(db: sqlite3.Connection, blog: str, login: str) -> Person | None:
    sql = "SELECT * FROM blog_user WHERE site=? AND (login=? OR email=?)"
    found = rows(db, sql, blog, login, login)
    return Person(**found[0]) if found else None


def post(db: sqlite3.Connection, blog: str, pk: int) -> Post | None:
    found = rows(db, "SELECT * FROM blog_post WHERE site=? AND id=?", blog, pk)
    return as_post(found[0]) if found else None


def post_by_slug(db: sqlite3.Connection, blog: str, slug: str) -> Post | None:
    """The post that the public sees at this address."""
    sql = f"SELECT p.* FROM blog_post p WHERE site=? AND slug=? AND {SHOWN}"
    found = rows(db, sql, blog, slug)
    return as_post(found[0]) if found else None


def shown_posts(
    db: sqlite3.Connection, blog: str, limit: int = 10, offset: int = 0
) -> list[Post]:
    """What the public sees, newest first."""
    sql = f"""SELECT p.* FROM blog_post p WHERE site=? AND {SHOWN}
              ORDER BY published_at DESC, id DESC LIMIT ? OFFSET ?"""
    return [as_post(row) for row in rows(db, sql, blog, limit, offset)]


def comment(db: sqlite3.Connection, blog: str, pk: int) -> Comment | None:
    sql = """SELECT c.* FROM blog_comment c JOIN blog_post p ON p.id=c.post_id
             WHERE p.site=? AND c.id=?"""
    found = rows(db, sql, blog, pk)
    return Comment(**found[0]) if found else None


def comments_of(
    db: sqlite3.Connection, post_pk: int, status: str = "approved"
) -> list[Comment]:
    """The comments under one post, oldest first."""
    sql = "SELECT * FROM blog_comment WHERE post_id=? AND status=? ORDER BY made_at, id"
    return [Comment(**row) for row in rows(db, sql, post_pk, status)]


def newest_comments(
    db: sqlite3.Connection, blog: str, limit: int = 10
) -> list[tuple[Comment, Post]]:
    """The approved comments on shown posts of a blog, newest first."""
    sql = f"""SELECT c.* FROM blog_comment c JOIN blog_post p ON p.id=c.post_id
              WHERE p.site=? AND c.status='approved' AND {SHOWN}
              ORDER BY c.made_at DESC, c.id DESC LIMIT ?"""
    found = [Comment(**row) for row in rows(db, sql, blog, limit)]
    posts = {one.post_id: post(db, blog, one.post_id) for one in found}
    return [(one, under) for one in found if (under := posts[one.post_id])]


def held(db: sqlite3.Connection, blog: str) -> list[Comment]:
    sql = """SELECT c.* FROM blog_comment c JOIN blog_post p ON p.id=c.post_id
             WHERE p.site=? AND c.status='hold' ORDER BY c.id"""
    return [Comment(**row) for row in rows(db, sql, blog)]


def comment_count(db: sqlite3.Connection, post_pk: int) -> int:
    sql = "SELECT COUNT(*) AS n FROM blog_comment WHERE post_id=? AND status='approved'"
    return int(rows(db, sql, post_pk)[0]["n"])


def topics_of(db: sqlite3.Connection, post_pk: int) -> list[tuple[int, str]]:
    sql = """SELECT t.id, t.name FROM blog_topic t JOIN blog_post_topic pt
             ON pt.topic_id=t.id WHERE pt.post_id=? ORDER BY t.name"""
    return [(row["id"], row["name"]) for row in rows(db, sql, post_pk)]


def last_change(
    db: sqlite3.Connection, blog: str, post_pk: int | None = None, words: bool = False
) -> int:
    """When what a feed shows was last changed, in epoch seconds.

    ``words`` counts comments too; ``post_pk`` narrows it to one post.
    """
    narrow = "AND p.id=?" if post_pk else ""
    args = (blog, post_pk) if post_pk else (blog,)
    sql = f"""SELECT MAX(p.modified_at) AS at FROM blog_post p
              WHERE p.site=? AND {SHOWN} {narrow}"""
    newest = rows(db, sql, *args)[0]["at"] or 0
    if words:
        sql = f"""SELECT MAX(c.made_at) AS at FROM blog_comment c
                  JOIN blog_post p ON p.id=c.post_id
                  WHERE p.site=? AND c.status='approved' {narrow}"""
        newest = max(newest, rows(db, sql, *args)[0]["at"] or 0)
    return int(newest)


def blogroll(db: sqlite3.Connection, blog: str) -> list[dict[str, Any]]:
    return rows(db, "SELECT title, path, feed FROM blog_roll WHERE site=?", blog)


def topics(db: sqlite3.Connection, blog: str, post_pk: int = 0) -> list[dict[str, Any]]:
    """The categories of a blog, or of one post, with how many posts each has."""
    narrow = "AND t.id IN (SELECT topic_id FROM blog_post_topic WHERE post_id=?)"
    sql = f"""SELECT t.id, t.name, t.slug, COUNT(p.id) AS count FROM blog_topic t
              LEFT JOIN blog_post_topic pt ON pt.topic_id=t.id
              LEFT JOIN blog_post p ON p.id=pt.post_id AND {SHOWN}
              WHERE t.site=? {narrow if post_pk else ""}
              GROUP BY t.id ORDER BY t.name"""
    return rows(db, sql, *((blog, post_pk) if post_pk else (blog,)))
