"""RSS 2.0 and Atom of posts and comments, with conditional GET as WordPress does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import unescape

from flask import Response, abort, make_response, render_template, request

from sandbox.blogs import rows
from sandbox.blogs.addresses import (
    blog_url,
    comment_url,
    guid,
    post_url,
    rest_url,
    settled,
)
from sandbox.blogs.blueprint import bp, site
from sandbox.blogs.schema import Comment, Post
from sandbox.blogs.words import curly, plain, rendered_comment, rendered_post, short
from sandbox.store import db

PER_FEED = 10
TYPES = {
    "rss": "application/rss+xml; charset=UTF-8",
    "atom": "application/atom+xml; charset=UTF-8",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, of posts or of comments; texts are HTML, ready to show."""

    title: str
    link: str
    guid: str
    author: str
    author_url: str
    published: datetime
    updated: datetime
    summary: str
    content: str
    topics: tuple[str, ...] = ()
    comments: int | None = None
    in_reply_to: str = ""


def utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def feed_title(html: str) -> str:
    """the_title_rss: tags go, entities become characters (escaped on writing)."""
    return unescape(plain(curly(html)))


def cdata(text: str) -> str:
    """Text for a CDATA section: control signs, not allowed in XML, left out."""
    kept = "".join(one for one in text if one >= " " or one in "\t\n\r")
    return kept.replace("]]>", "]]&gt;")


def post_entries(limit: int = PER_FEED, offset: int = 0) -> list[Entry]:
    with db() as world:
        posts = rows.shown_posts(world, site().name, limit, offset)
        found = []
        for post in posts:
            author = rows.person(world, post.author_id)
            content = settled(rendered_post(post.content))
            found.append(
                Entry(
                    title=feed_title(post.title),
                    link=post_url(post),
                    guid=guid(post),
                    author=author.name if author else "",
                    author_url=settled(author.url) if author else "",
                    published=utc(post.published_at),
                    updated=utc(post.modified_at),
                    summary=post.excerpt or short(post.content),
                    content=content,
                    topics=tuple(name for _, name in rows.topics_of(world, post.id)),
                    comments=rows.comment_count(world, post.id),
                )
            )
    return found


def comment_entry(comment: Comment, post: Post, single: bool) -> Entry:
    where = "" if single else f"Comment on {feed_title(post.title)} by "
    body = settled(rendered_comment(comment.content))
    return Entry(
        title=(where or "By: ") + comment.author_name,
        link=comment_url(post, comment),
        guid=f"{guid(post)}#comment-{comment.id}",
        author=comment.author_name,
        author_url=settled(comment.author_url),
        published=utc(comment.made_at),
        updated=utc(comment.made_at),
        summary=plain(body),
        content=body,
        in_reply_to=guid(post),
    )


def unchanged(etag: str, changed: datetime) -> bool:
    """Whether the visitor has it already: both headers must agree, or the one given."""
    since, match = (
        request.headers.get("If-Modified-Since"),
        request.headers.get("If-None-Match"),
    )
    try:
        recent = since is not None and parsedate_to_datetime(since) >= changed
    except ValueError:
        recent = False
    same = match is not None and etag in match.replace("W/", "")
    return (recent and same) if since and match else (recent or same)


def feed(
    kind: str, changed_at: int, entries: list[Entry], title: str, self_id: str
) -> Response:
    """The feed, or 304. ``changed_at`` is when anything in it last changed."""
    changed = utc(changed_at)
    stamp = format_datetime(changed, usegmt=True)
    # WordPress hashes the date alone, and so misses a second post in one second.
    items = [(one.guid, one.updated) for one in entries]
    known = f"{stamp} {items}".encode()
    etag = f'"{hashlib.md5(known, usedforsecurity=False).hexdigest()}"'
    if unchanged(etag, changed):
        response = make_response("", 304)
    else:
        page = render_template(
            f"blogs/{kind}.xml",
            site=site(),
            home=blog_url(site().name),
            here=request.url,
            changed=changed,
            cdata=cdata,
            rfc822=format_datetime,
            entries=entries,
            title=title,
            self_id=self_id,
        )
        response = make_response(page)
        response.headers["Content-Type"] = TYPES[kind]
    root = rest_url(site().name)
    response.headers["Link"] = f'<{root}>; rel="https://api.w.org/"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = stamp
    return response


def posts_feed(kind: str) -> Response:
    offset = (max(request.args.get("paged", 1, int), 1) - 1) * PER_FEED
    entries = post_entries(PER_FEED, offset)
    if offset and not entries:
        abort(404)
    with db() as world:
        changed = rows.last_change(world, site().name)
    return feed(
        kind, changed, entries=entries, title=site().title, self_id="feed/atom/"
    )


def all_comments_feed(kind: str) -> Response:
    with db() as world:
        found = rows.newest_comments(world, site().name)
        changed = rows.last_change(world, site().name, words=True)
    return feed(
        kind,
        changed,
        entries=[comment_entry(one, post, single=False) for one, post in found],
        title=f"Comments for {site().title}",
        self_id="comments/feed/atom/",
    )


def one_post_feed(kind: str, slug: str) -> Response:
    with db() as world:
        post = rows.post_by_slug(world, site().name, slug)
        if post is None:
            abort(404)
        found = rows.comments_of(world, post.id)[::-1][:PER_FEED]
        changed = rows.last_change(world, site().name, post.id, words=True)
    return feed(
        kind,
        changed,
        entries=[comment_entry(one, post, single=True) for one in found],
        title=f"Comments on: {feed_title(post.title)}",
        self_id=f"{slug}/feed/atom/",
    )


@bp.get("/feed/", strict_slashes=False)
def rss() -> Response:
    return posts_feed("rss")


@bp.get("/feed/atom/", strict_slashes=False)
def atom() -> Response:
    return posts_feed("atom")


@bp.get("/comments/feed/", strict_slashes=False)
def comments_rss() -> Response:
    return all_comments_feed("rss")


@bp.get("/comments/feed/atom/", strict_slashes=False)
def comments_atom() -> Response:
    return all_comments_feed("atom")


@bp.get("/<slug>/feed/", strict_slashes=False)
def post_rss(slug: str) -> Response:
    return one_post_feed("rss", slug)


@bp.get("/<slug>/feed/atom/", strict_slashes=False)
def post_atom(slug: str) -> Response:
    return one_post_feed("atom", slug)
