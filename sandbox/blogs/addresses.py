"""Where things of a blog are found, at the address this sandbox answers under."""

from __future__ import annotations

import os

from flask import g, has_request_context, request

from sandbox.blogs.schema import Comment, Post
from sandbox.blogs.texts import ORIGIN
from sandbox.store import db, get_setting


def origin() -> str:
    """The address of this sandbox; "" (so that links are paths) outside a request."""
    return request.host_url.rstrip("/") if has_request_context() else ""


def settled(text: str) -> str:
    """The text with the sandbox's own address where the stand-in was."""
    return text.replace(ORIGIN, origin())


def blog_url(blog: str) -> str:
    return f"{origin()}/blog/{blog}/"


def webmention_url(blog: str) -> str:
    """Where a blog wants to be told of links to it, as its theme says.

    The Center's may name another program: what SANDBOX_WEBMENTION or the switch says.
    """
    if blog == "center":
        with db() as world:
            elsewhere = str(get_setting(world, "webmention", ""))
        if elsewhere := elsewhere or os.environ.get("SANDBOX_WEBMENTION", ""):
            return elsewhere
    return f"{blog_url(blog)}webmention"


def rest_url(blog: str) -> str:
    """Where the API is; without rewriting of addresses, behind a question mark."""
    plain = has_request_context() and "site" in g and g.site.plain
    return f"{blog_url(blog)}{'?rest_route=/' if plain else 'wp-json/'}"


def guid(post: Post) -> str:
    return f"{blog_url(post.site)}?p={post.id}"


def post_url(post: Post) -> str:
    """The permalink; a post that nobody may see yet has only its number."""
    if post.status == "publish":
        return f"{blog_url(post.site)}{post.slug}/"
    return guid(post)


def comment_url(post: Post, comment: Comment) -> str:
    return f"{post_url(post)}#comment-{comment.id}"
