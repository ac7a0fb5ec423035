"""What a request wants to store as a post, cleaned as WordPress cleans an author's."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from typing import Any

from sandbox.blogs import rows
from sandbox.blogs.rest import params
from sandbox.blogs.rest.errors import WpError, invalid
from sandbox.blogs.schema import Person, Post, Site
from sandbox.blogs.words import clean_post, slug_of

WRITABLE = ("publish", "future", "draft", "pending", "private")


def new_post(
    db: sqlite3.Connection, site: Site, person: Person, given: dict[str, Any]
) -> tuple[Post, list[str]]:
    """The post to be made, a draft unless the request says more; and its topics."""
    author = params.number(given, "author", person.id, 1)
    if author != person.id and not person.moderates:
        raise WpError(
            "rest_cannot_edit_others",
            "Sorry, you are not allowed to create posts as this user.",
            403,
        )
    now = int(time.time())
    blank = Post(0, site.name, author, "", "", "", "", "draft", now, now, 1)
    post, topics = changed_post(db, blank, given)
    if not (post.title or post.content or post.excerpt):
        raise WpError("empty_content", "Content, title, and excerpt are empty.", 400)
    return post, topics or ["Uncategorized"]


def changed_post(
    db: sqlite3.Connection, post: Post, given: dict[str, Any]
) -> tuple[Post, list[str] | None]:
    """The post with what the request changes; None topics are left as they are."""
    changes: dict[str, Any] = {"modified_at": int(time.time())}
    for name in ("title", "content", "excerpt"):
        value = params.text(given, name)
        if value is not None:
            changes[name] = clean_post(value)
    if "slug" in given:
        changes["slug"] = slug_of(str(given["slug"]))
    if "status" in given:
        changes["status"] = params.choice(given, "status", "draft", WRITABLE)
    wanted = params.choice(given, "comment_status", "", ("open", "closed", ""))
    if wanted:
        changes["comments_open"] = int(wanted == "open")
    floats = post.status == "draft" and changes.get("status") == "publish"
    # A draft's date floats until it is published.
    at = wanted_time(given) or (changes["modified_at"] if floats else None)
    if at is not None:
        changes["published_at"] = at
    return replace(post, **changes), topics_named(db, post.site, given)


def wanted_time(given: dict[str, Any]) -> int | None:
    at = params.moment(given, "date_gmt")
    return params.moment(given, "date") if at is None else at


def topics_named(
    db: sqlite3.Connection, blog: str, given: dict[str, Any]
) -> list[str] | None:
    if "categories" not in given:
        return None
    names = []
    for pk in params.numbers(given, "categories"):
        found = rows.rows(
            db, "SELECT name FROM blog_topic WHERE site=? AND id=?", blog, pk
        )
        if not found:
            raise invalid("categories", "rest_invalid_param", "Invalid parameter.")
        names.append(found[0]["name"])
    return names
