"""Publishing and commenting: the one place that writes posts and comments."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from sandbox.blogs import rows
from sandbox.blogs.schema import Comment, Person, Post, Site
from sandbox.blogs.words import clean_comment, slug_of


class CommentRefused(Exception):
    """A comment that WordPress does not take; ``code`` is WordPress's own."""

    def __init__(self, code: str, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.status = status


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment as it came in, not yet cleaned."""

    post_id: int
    author_name: str
    author_email: str
    author_url: str
    content: str
    parent: int = 0
    user_id: int = 0
    type: str = "comment"
    made_at: int = 0


def insert(db: sqlite3.Connection, table: str, values: dict[str, object]) -> int:
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return db.execute(sql, tuple(values.values())).lastrowid or 0


def free_slug(db: sqlite3.Connection, blog: str, wanted: str, pk: int) -> str:
    """The slug, with a number behind it if another post, a draft too, has it."""
    number, slug = 1, wanted
    sql = "SELECT 1 FROM blog_post WHERE site=? AND slug=? AND id<>?"
    while db.execute(sql, (blog, slug, pk)).fetchone():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def settled(db: sqlite3.Connection, post: Post) -> Post:
    """The post with the slug and state WordPress gives it on saving.

    A draft keeps whatever slug it was given, also one that is taken; only a post
    that leaves the drafts gets one of its own (wp_unique_post_slug).
    """
    status = post.status
    if status in {"publish", "future"}:
        status = "future" if post.published_at > time.time() + 60 else "publish"
    if status in {"draft", "pending"}:
        return replace(post, status=status)
    wanted = post.slug or slug_of(post.title) or str(post.id)
    return replace(post, status=status, slug=free_slug(db, post.site, wanted, post.id))


def save_post(
    db: sqlite3.Connection, post: Post, topics: Iterable[str] | None = None
) -> Post:
    """Store a new post (``id`` 0) or a changed one, and answer it as stored."""
    values = {one.name: getattr(post, one.name) for one in fields(Post)}
    del values["id"]
    pk = post.id or insert(db, "blog_post", values)
    final = settled(db, replace(post, id=pk))
    names = [one.name for one in fields(Post) if one.name != "id"]
    assigned = ", ".join(f"{name}=?" for name in names)
    db.execute(
        f"UPDATE blog_post SET {assigned} WHERE id=?",
        (*(getattr(final, name) for name in names), pk),
    )
    if topics is not None:
        set_topics(db, final, topics)
    return final


def set_topics(db: sqlite3.Connection, post: Post, topics: Iterable[str]) -> None:
    db.execute("DELETE FROM blog_post_topic WHERE post_id=?", (post.id,))
    for name in topics:
        db.execute(
            "INSERT OR IGNORE INTO blog_topic (site, name, slug) VALUES (?,?,?)",
            (post.site, name, slug_of(name)),
        )
        db.execute(
            """INSERT OR IGNORE INTO blog_post_topic
               SELECT ?, id FROM blog_topic WHERE site=? AND slug=?""",
            (post.id, post.site, slug_of(name)),
        )


def delete_post(db: sqlite3.Connection, post: Post) -> None:
    """Remove a post and what hangs on it, for good."""
    db.execute("DELETE FROM blog_comment WHERE post_id=?", (post.id,))
    db.execute("DELETE FROM blog_post_topic WHERE post_id=?", (post.id,))
    db.execute("DELETE FROM blog_post WHERE id=?", (post.id,))


def refuse_repeated(db: sqlite3.Connection, new: NewComment) -> None:
    """wp_allow_comment: the same words by the same person under the same post."""
    sql = """SELECT 1 FROM blog_comment WHERE post_id=? AND parent=? AND content=?
             AND status<>'trash' AND (author_name=? OR (author_email<>''
             AND author_email=?))"""
    args = (new.post_id, new.parent, new.content, new.author_name, new.author_email)
    if db.execute(sql, args).fetchone():
        raise CommentRefused(
            "comment_duplicate",
            "Duplicate comment detected; it looks as though you&#8217;ve already"
            " said that!",
            409,
        )


def refuse_flood(db: sqlite3.Connection, site: Site, new: NewComment) -> None:
    """wp_check_comment_flood: one comment each 15 s for one e-mail address."""
    sql = """SELECT MAX(c.made_at) AS at FROM blog_comment c
             JOIN blog_post p ON p.id=c.post_id
             WHERE p.site=? AND c.author_email=?"""
    last = rows.rows(db, sql, site.name, new.author_email)[0]["at"] or 0
    if site.flood_seconds and new.made_at - last < site.flood_seconds:
        raise CommentRefused(
            "comment_flood", "You are posting comments too quickly. Slow down.", 429
        )


def add_comment(
    db: sqlite3.Connection, site: Site, new: NewComment, by: Person | None = None
) -> Comment:
    """Store a comment, held if the blog moderates. Raises CommentRefused."""
    new = replace(new, made_at=new.made_at or int(time.time()))
    # Compared before cleaning, so that WordPress misses a repeated "&".
    refuse_repeated(db, new)
    new = replace(new, content=clean_comment(new.content))
    if not (by and by.moderates):
        refuse_flood(db, site, new)
    under = rows.post(db, site.name, new.post_id)
    trusted = by is not None and (
        by.moderates or (under is not None and under.author_id == by.id)
    )
    values = {one.name: getattr(new, one.name) for one in fields(NewComment)}
    values["status"] = "hold" if site.moderation and not trusted else "approved"
    pk = insert(db, "blog_comment", values)
    return Comment(id=pk, **values)


def set_comment_status(db: sqlite3.Connection, pk: int, status: str) -> None:
    db.execute("UPDATE blog_comment SET status=? WHERE id=?", (status, pk))


def trash_post(db: sqlite3.Connection, post: Post) -> None:
    """Take a post down; its address becomes free again."""
    db.execute(
        "UPDATE blog_post SET status='trash', slug=slug || '__trashed' WHERE id=?",
        (post.id,),
    )


def set_comment_content(db: sqlite3.Connection, pk: int, content: str) -> None:
    db.execute(
        "UPDATE blog_comment SET content=? WHERE id=?", (clean_comment(content), pk)
    )
