"""Who may read, write and moderate comments over REST."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.blogs import rows
from sandbox.blogs.rest import params
from sandbox.blogs.rest.errors import WpError
from sandbox.blogs.schema import Comment, Person, Post, Site


def code_for(person: Person | None) -> int:
    """rest_authorization_required_code: 401 for a stranger, 403 for who may not."""
    return 403 if person else 401


def may_moderate(person: Person | None, post: Post) -> bool:
    """Whoever may edit the post may edit the comments under it."""
    return person is not None and (person.moderates or person.id == post.author_id)


def sees_comment(person: Person | None, post: Post, comment: Comment) -> bool:
    """Everybody sees what is approved; what is held, its author and moderators."""
    if comment.status == "approved" and post.status == "publish":
        return True
    if person is None:
        return False
    return person.id == comment.user_id or may_moderate(person, post)


def refuse_stranger(site: Site, person: Person | None, given: dict[str, Any]) -> None:
    if person is None and not site.rest_comments:
        raise WpError(
            "rest_comment_login_required",
            "Sorry, you must be logged in to comment.",
            401,
        )
    if person and person.moderates:
        return
    own_id = person.id if person else 0
    for name in ("author", "status"):
        if name in given and not (name == "author" and given[name] == own_id):
            raise WpError(
                f"rest_comment_invalid_{name}",
                f"Sorry, you are not allowed to edit '{name}' for comments.",
                code_for(person),
            )


def refuse_closed(
    db: sqlite3.Connection, site: Site, person: Person | None, given: dict[str, Any]
) -> Post:
    """The post to be commented on, if it takes comments from this person."""
    pk = params.number(given, "post", 0, 0)
    found = rows.post(db, site.name, pk) if pk else None
    if found is None:
        raise WpError(
            "rest_comment_invalid_post_id",
            "Sorry, you are not allowed to create this comment without a post.",
            403,
        )
    if found.status in {"draft", "trash"}:
        raise WpError(
            f"rest_comment_{found.status}_post",
            "Sorry, you are not allowed to create a comment on this post.",
            403,
        )
    if found.status != "publish" and not may_moderate(person, found):
        raise WpError(
            "rest_cannot_read_post",
            "Sorry, you are not allowed to read the post for this comment.",
            code_for(person),
        )
    if not found.comments_open:
        raise WpError(
            "rest_comment_closed", "Sorry, comments are closed for this item.", 403
        )
    return found
