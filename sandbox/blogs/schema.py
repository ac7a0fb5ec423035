"""The tables of the make-believe blogs, and the values read from them."""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA = """
CREATE TABLE IF NOT EXISTS blog_site (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    tagline TEXT NOT NULL,
    hue INTEGER NOT NULL,
    atom_first INTEGER NOT NULL DEFAULT 0,
    rest_comments INTEGER NOT NULL DEFAULT 0,
    moderation INTEGER NOT NULL DEFAULT 0,
    flood_seconds INTEGER NOT NULL DEFAULT 0,
    strips_login INTEGER NOT NULL DEFAULT 0,
    plain INTEGER NOT NULL DEFAULT 0,
    rest_off INTEGER NOT NULL DEFAULT 0,
    no_passwords INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS blog_user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL REFERENCES blog_site(name),
    login TEXT NOT NULL,
    password TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    url TEXT NOT NULL,
    bio TEXT NOT NULL,
    role TEXT NOT NULL,
    UNIQUE (site, login)
);
CREATE TABLE IF NOT EXISTS blog_password (
    user_id INTEGER NOT NULL REFERENCES blog_user(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    password TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS blog_post (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL REFERENCES blog_site(name),
    author_id INTEGER NOT NULL REFERENCES blog_user(id),
    title TEXT NOT NULL,
    slug TEXT NOT NULL,
    content TEXT NOT NULL,
    excerpt TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    comments_open INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX IF NOT EXISTS blog_post_newest
    ON blog_post (site, status, published_at DESC);
CREATE TABLE IF NOT EXISTS blog_topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL REFERENCES blog_site(name),
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    UNIQUE (site, slug)
);
CREATE TABLE IF NOT EXISTS blog_post_topic (
    post_id INTEGER NOT NULL REFERENCES blog_post(id) ON DELETE CASCADE,
    topic_id INTEGER NOT NULL REFERENCES blog_topic(id),
    PRIMARY KEY (post_id, topic_id)
);
CREATE TABLE IF NOT EXISTS blog_comment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER NOT NULL REFERENCES blog_post(id) ON DELETE CASCADE,
    parent INTEGER NOT NULL DEFAULT 0,
    user_id INTEGER NOT NULL DEFAULT 0,
    author_name TEXT NOT NULL,
    author_email TEXT NOT NULL,
    author_url TEXT NOT NULL,
    content TEXT NOT NULL,
    status TEXT NOT NULL,
    type TEXT NOT NULL DEFAULT 'comment',
    made_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS blog_comment_of_post ON blog_comment (post_id, made_at);
CREATE TABLE IF NOT EXISTS blog_roll (
    site TEXT NOT NULL REFERENCES blog_site(name),
    title TEXT NOT NULL,
    path TEXT NOT NULL,
    feed TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS blog_used (text_name TEXT PRIMARY KEY);
"""

TABLES = (
    "blog_used",
    "blog_roll",
    "blog_comment",
    "blog_post_topic",
    "blog_topic",
    "blog_post",
    "blog_password",
    "blog_user",
    "blog_site",
)
"""All of them, as a test that wants to see everything reads them."""


@dataclass(frozen=True, slots=True)
class Site:
    """One blog and its switches. ``flood_seconds`` 0 switches the limit off.

    ``strips_login`` plays a host that drops the Authorization header, ``plain`` one
    without rewriting (``?rest_route=``), ``rest_off`` and ``no_passwords`` a plugin.
    """

    name: str
    title: str
    tagline: str
    hue: int
    atom_first: int
    rest_comments: int
    moderation: int
    flood_seconds: int
    strips_login: int
    plain: int = 0
    rest_off: int = 0
    no_passwords: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a login on one blog; ``password`` is an application password."""

    id: int
    site: str
    login: str
    password: str
    name: str
    email: str
    url: str
    bio: str
    role: str

    @property
    def moderates(self) -> bool:
        return self.role in {"administrator", "editor"}


@dataclass(frozen=True, slots=True)
class Post:
    """A post as stored: ``title`` and ``content`` are HTML, times epoch seconds."""

    id: int
    site: str
    author_id: int
    title: str
    slug: str
    content: str
    excerpt: str
    status: str
    published_at: int
    modified_at: int
    comments_open: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment or pingback; ``status`` is approved, hold, spam or trash."""

    id: int
    post_id: int
    parent: int
    user_id: int
    author_name: str
    author_email: str
    author_url: str
    content: str
    status: str
    type: str
    made_at: int
