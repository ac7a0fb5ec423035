"""What the outside world does on blogs, one thing at a time."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests

from sandbox.blogs import acts, rows
from sandbox.blogs.acts import CommentRefused, NewComment, insert
from sandbox.blogs.addresses import (
    blog_url,
    comment_url,
    post_url,
    settled,
    webmention_url,
)
from sandbox.blogs.hostile import HOSTILE
from sandbox.blogs.schema import Comment, Post
from sandbox.blogs.seed import publish
from sandbox.blogs.texts import ORIGIN, Remark, Text, remarks, texts
from sandbox.blogs.words import plain, short

log = logging.getLogger(__name__)

Made = dict[str, Any]
PEERS = ("riverside", "harbor")


def play(db: sqlite3.Connection, what: str, who: str, text: str, target: str) -> Made:
    """Do one thing; ``who`` is a blog's name for posts, a person's for a comment.

    ``target`` is the slug or number of a post of the Center's, or of a held comment.
    Raises ValueError with a sentence when it cannot be done.
    """
    act = PLAYS.get(what)
    if act is None:
        raise ValueError(f"blogs do not know how to play “{what}”")
    return act(db, who, text, target)


def peer_blog(db: sqlite3.Connection, who: str, text: str, target: str) -> Made:
    """A peer publishes its next post; with a text, that text."""
    blog = peer(db, who, sum(used(db)))
    written = own_words(text) if text else next_text(db, links_home=False)
    return told(db, publish(db, blog, written, int(time.time())))


def blog_link(db: sqlite3.Connection, who: str, text: str, target: str) -> Made:
    """A peer publishes a post that links to one of ours, and says so by pingback."""
    made = linking(db, who, text, target)
    for linked in linked_posts(db, made):
        ping(db, made, linked)
    return told(db, made)


def blog_webmention(db: sqlite3.Connection, who: str, text: str, target: str) -> Made:
    """The same, but said by webmention to whom our blog's pages name for it.

    It leaves a moment later, when the post is there to be looked at.
    """
    endpoint = webmention_url("center")
    if urlsplit(endpoint).hostname not in ("127.0.0.1", "localhost"):
        raise ValueError("only this machine is told of anything")
    made = linking(db, who, text, target)
    for linked in linked_posts(db, made):
        said = {"source": post_url(made), "target": post_url(linked)}
        send = threading.Timer(0.3, mention, (endpoint, said))
        send.daemon = True
        send.start()
    return told(db, made)


def mention(endpoint: str, said: dict[str, str]) -> None:
    """A webmention as any blog sends it; who does not answer is not told."""
    try:
        requests.post(endpoint, data=said, timeout=5, allow_redirects=False)
    except requests.RequestException as error:
        log.info("no webmention to %s: %s", endpoint, error)


def linking(db: sqlite3.Connection, who: str, text: str, target: str) -> Post:
    """A peer's post that links to ours."""
    blog = peer(db, who, sum(used(db)))
    under = our_post(db, target) if target else None
    if text or under:
        under = under or our_post(db, "")
        link = f"{ORIGIN}/blog/center/{under.slug}/"
        written = own_words(text or "Worth reading this week", link, under.title)
    else:
        written = next_text(db, links_home=True)
    return publish(db, blog, written, int(time.time()))


def hostile_post(db: sqlite3.Connection, who: str, text: str, target: str) -> Made:
    """A post with all that a reader must not let through."""
    return told(db, publish(db, peer(db, who, 0), HOSTILE, int(time.time())))


def blog_comment(db: sqlite3.Connection, who: str, text: str, target: str) -> Made:
    """Somebody comments on the Center's blog; without a text, the next in reserve."""
    remark = next_remark(db) if not text else None
    under = our_post(db, target or (remark.slug if remark else ""))
    if remark is None:
        remark = Remark(
            under.slug, who or "Noor Haddad", "noor@haddad.example", "", text
        )
    site = rows.site(db, "center")
    if site is None:
        raise ValueError("there is no blog called “center”")
    new = NewComment(
        under.id, who or remark.name, remark.email, remark.url, remark.text
    )
    try:
        made = acts.add_comment(db, site, new)
    except CommentRefused as error:
        raise ValueError(plain(error.sentence)) from error
    return said(under, made)


def approve_comment(db: sqlite3.Connection, who: str, text: str, target: str) -> Made:
    """A moderator lets a held comment through: ``target``, or the one held longest."""
    held = [one for site in rows.sites(db) for one in rows.held(db, site.name)]
    wanted = [one for one in held if not target or str(one.id) == target]
    if not wanted:
        raise ValueError("no such comment is held")
    acts.set_comment_status(db, wanted[0].id, "approved")
    return {"id": wanted[0].id, "status": "approved"}


PLAYS: dict[str, Callable[[sqlite3.Connection, str, str, str], Made]] = {
    "peer_blog": peer_blog,
    "blog_link": blog_link,
    "blog_webmention": blog_webmention,
    "hostile_post": hostile_post,
    "blog_comment": blog_comment,
    "approve_comment": approve_comment,
}


def used(db: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(row["n"] for row in rows.rows(db, "SELECT 1 AS n FROM blog_used"))


def peer(db: sqlite3.Connection, who: str, turn: int) -> str:
    """The blog that was named, or the peers in turn."""
    blog = who or PEERS[turn % len(PEERS)]
    if rows.site(db, blog) is None:
        raise ValueError(f"there is no blog called “{blog}”")
    return blog


def take_next(db: sqlite3.Connection, names: list[str]) -> str:
    """The first of these not taken yet; ValueError when all are used up."""
    gone = {row["text_name"] for row in rows.rows(db, "SELECT * FROM blog_used")}
    for name in names:
        if name not in gone:
            insert(db, "blog_used", {"text_name": name})
            return name
    raise ValueError("the reserve is used up; give a text")


def next_text(db: sqlite3.Connection, *, links_home: bool) -> Text:
    reserve = {
        one.name: one for one in texts("reserve") if one.links_home == links_home
    }
    return reserve[take_next(db, list(reserve))]


def next_remark(db: sqlite3.Connection) -> Remark:
    reserve = {f"remark {n}": one for n, one in enumerate(remarks("remarks"))}
    return reserve[take_next(db, list(reserve))]


def own_words(text: str, link: str = "", link_title: str = "") -> Text:
    """A post made of what somebody typed: first line the title, the rest its body."""
    title, _, body = text.partition("\n")
    chunks = [one.strip() for one in (body or text).split("\n\n") if one.strip()]
    content = "\n\n".join(f"<p>{chunk}</p>" for chunk in chunks)
    if link:
        content += f'\n\n<p>See <a href="{link}">{link_title}</a>.</p>'
    return Text("typed", title[:120], "", ("Notes",), content, bool(link))


def our_post(db: sqlite3.Connection, target: str) -> Post:
    """A post of the Center's by slug or number; the newest where none is named."""
    if not target:
        found = rows.shown_posts(db, "center", 1)
        if not found:
            raise ValueError("the Center has not published anything yet")
        return found[0]
    slug = target.rstrip("/").rsplit("/", 1)[-1]
    named = (
        rows.post(db, "center", int(slug))
        if slug.isdigit()
        else rows.post_by_slug(db, "center", slug)
    )
    if named is None:
        raise ValueError(f"the Center has no post “{target}”")
    return named


def linked_posts(db: sqlite3.Connection, made: Post) -> list[Post]:
    return [
        one
        for one in rows.shown_posts(db, "center", 100)
        if f"/blog/center/{one.slug}/" in made.content
    ]


def ping(db: sqlite3.Connection, source: Post, target: Post) -> None:
    """The pingback that WordPress sends by itself on publishing."""
    site = rows.site(db, "center")
    if site is not None:
        text = f"[&#8230;] {plain(short(source.content, 30))}"
        where = f"{ORIGIN}/blog/{source.site}/{source.slug}/"
        new = NewComment(
            target.id, plain(source.title), "", where, text, type="pingback"
        )
        acts.add_comment(db, site, new)


def told(db: sqlite3.Connection, post: Post) -> Made:
    """A published post, as the one who pressed the button wants to know it."""
    author = rows.person(db, post.author_id)
    return {
        "id": post.id,
        "blog": post.site,
        "title": plain(post.title),
        "url": post_url(post),
        "author": author.name if author else "",
        "feed": f"{blog_url(post.site)}feed/",
        "slug": post.slug,
    }


def said(under: Post, comment: Comment) -> Made:
    return {
        "id": comment.id,
        "blog": under.site,
        "post": under.id,
        "author": comment.author_name,
        "text": settled(plain(comment.content)),
        "status": comment.status,
        "url": comment_url(under, comment),
    }
