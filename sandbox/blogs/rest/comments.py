"""``/wp/v2/comments``: list, read, write and moderate."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Response

from sandbox.blogs import acts, rows
from sandbox.blogs.acts import CommentRefused, NewComment
from sandbox.blogs.addresses import rest_url
from sandbox.blogs.blueprint import bp, site
from sandbox.blogs.login import who
from sandbox.blogs.notes import die
from sandbox.blogs.rest import params
from sandbox.blogs.rest.allowed import (
    code_for,
    may_moderate,
    refuse_closed,
    refuse_stranger,
    sees_comment,
)
from sandbox.blogs.rest.errors import WpError, invalid
from sandbox.blogs.rest.shapes import (
    answer,
    comment_json,
    listing,
    wants_edit,
)
from sandbox.blogs.rest.where import Where
from sandbox.blogs.schema import Comment, Person, Post
from sandbox.store import db

PROTECTED = ("author", "author_exclude", "author_email", "type", "status")
STATUS = {
    "approve": "approved",
    "approved": "approved",
    "hold": "hold",
    "spam": "spam",
    "trash": "trash",
    "1": "approved",
    "0": "hold",
    "unapprove": "hold",
}
ORDERS = {"date_gmt": "c.made_at", "date": "c.made_at", "id": "c.id"}


def refuse_protected(given: dict[str, Any], person: Person | None) -> None:
    """Some filters are for those who write here."""
    if person is not None:
        return
    allowed = {"type": "comment", "status": "approve"}
    asked = [
        name for name in PROTECTED if name in given and given[name] != allowed.get(name)
    ]
    if asked:
        raise WpError(
            "rest_forbidden_param",
            f"Query parameter not permitted: {', '.join(asked)}",
            401,
        )


def wanted(given: dict[str, Any]) -> Where:
    """The filters of a list of comments."""
    where = Where(given, site().name)
    where.ids(post="c.post_id", parent="c.parent", include="c.id", author="c.user_id")
    where.times(after="c.made_at >", before="c.made_at <")
    where.search("(c.content || ' ' || c.author_name)")
    if email := str(given.get("author_email") or ""):
        where.add("c.author_email = ?", email)
    status = str(given.get("status", "approve"))
    if status not in ("all", "any"):
        where.add("c.status = ?", STATUS.get(status, status))
    kind = str(given.get("type", "comment"))
    if kind != "all":
        where.add("c.type = ?", kind)
    return where


@bp.get("/wp-json/wp/v2/comments", strict_slashes=False)
def comments() -> Response:
    with db() as world:
        person = who(world, site())
        given = params.given()
        refuse_protected(given, person)
        size = params.number(given, "per_page", 10, 1, 100)
        page = params.number(given, "page", 1, 1)
        order = params.choice(given, "order", "desc", ("asc", "desc"))
        column = ORDERS[params.choice(given, "orderby", "date_gmt", tuple(ORDERS))]
        if wants_edit(given) and not (person and person.moderates):
            raise WpError(
                "rest_forbidden_context",
                "Sorry, you are not allowed to edit comments.",
                code_for(person),
            )
        where = wanted(given)
        sql = f"""SELECT c.* FROM blog_comment c JOIN blog_post p ON p.id = c.post_id
                  WHERE {where} ORDER BY {column} {order}, c.id {order}"""
        found = [Comment(**row) for row in rows.rows(world, sql, *where.values)]
        posts = {one.post_id: under(world, one) for one in found}
        seen = [one for one in found if sees_comment(person, posts[one.post_id], one)]
        items = [
            comment_json(posts[one.post_id], one, wants_edit(given))
            for one in seen[(page - 1) * size : page * size]
        ]
    return listing(site(), "wp/v2/comments", items, len(seen), page, size)


def under(world: sqlite3.Connection, comment: Comment) -> Post:
    found = rows.post(world, site().name, comment.post_id)
    if found is None:
        raise WpError("rest_post_invalid_id", "Invalid post ID.", 404)
    return found


def existing(world: sqlite3.Connection, pk: int) -> tuple[Comment, Post]:
    found = rows.comment(world, site().name, pk)
    if found is None:
        raise WpError("rest_comment_invalid_id", "Invalid comment ID.", 404)
    return found, under(world, found)


@bp.get("/wp-json/wp/v2/comments/<int:pk>", strict_slashes=False)
def comment(pk: int) -> Response:
    with db() as world:
        person = who(world, site())
        found, post = existing(world, pk)
        edit = wants_edit(params.given())
        if edit and not (person and person.moderates):
            raise WpError(
                "rest_forbidden_context",
                "Sorry, you are not allowed to edit comments.",
                code_for(person),
            )
        if not sees_comment(person, post, found):
            raise WpError(
                "rest_cannot_read",
                "Sorry, you are not allowed to read this comment.",
                code_for(person),
            )
    return answer(comment_json(post, found, edit))


@bp.post("/wp-json/wp/v2/comments", strict_slashes=False)
def comment_create() -> Response:
    try:
        with db() as world:
            person = who(world, site())
            given = params.given()
            refuse_stranger(site(), person, given)
            post = refuse_closed(world, site(), person, given)
            new = incoming(post, person, given)
            made = acts.add_comment(world, site(), new, by=person)
    except CommentRefused as error:
        if error.code == "comment_flood":
            # check_comment_flood_db dies with a page before the API can answer.
            return die(error.sentence, error.status)
        raise WpError(error.code, error.sentence, error.status) from error
    place = f"{rest_url(site().name)}wp/v2/comments/{made.id}"
    edit = person is not None and person.moderates
    return answer(comment_json(post, made, edit), 201, Location=place)


def incoming(post: Post, person: Person | None, given: dict[str, Any]) -> NewComment:
    content = (params.text(given, "content") or "").strip()
    if not content:
        raise WpError("rest_comment_content_invalid", "Invalid comment content.", 400)
    if len(content.encode()) > 65_525:
        raise WpError(
            "comment_content_column_length",
            "Comment field exceeds maximum length allowed.",
            400,
        )
    # A parent that is not there is taken all the same (seen on a real WordPress).
    parent = params.number(given, "parent", 0, 0)
    name, email, url = (
        str(given.get(f"author_{one}") or "").strip()
        for one in ("name", "email", "url")
    )
    if person and not (name or email or url):
        return NewComment(
            post.id, person.name, person.email, person.url, content, parent, person.id
        )
    if email and "@" not in email:
        raise invalid("author_email", "rest_invalid_email", "Invalid email address.")
    if not name or not email:
        raise WpError(
            "rest_comment_author_data_required",
            "Creating a comment requires valid author name and email values.",
            400,
        )
    return NewComment(post.id, name, email, url, content, parent)


@bp.route(
    "/wp-json/wp/v2/comments/<int:pk>",
    methods=["POST", "PUT", "PATCH"],
    strict_slashes=False,
)
def comment_update(pk: int) -> Response:
    with db() as world:
        person = who(world, site())
        found, post = existing(world, pk)
        if not may_moderate(person, post):
            raise WpError(
                "rest_cannot_edit",
                "Sorry, you are not allowed to edit this comment.",
                code_for(person),
            )
        given = params.given()
        if "status" in given:
            status = params.choice(given, "status", "hold", tuple(STATUS))
            acts.set_comment_status(world, pk, STATUS[status])
        if content := params.text(given, "content"):
            acts.set_comment_content(world, pk, content)
        found, post = existing(world, pk)
    return answer(comment_json(post, found, edit=True))


@bp.delete("/wp-json/wp/v2/comments/<int:pk>", strict_slashes=False)
def comment_delete(pk: int) -> Response:
    with db() as world:
        person = who(world, site())
        found, post = existing(world, pk)
        if not may_moderate(person, post):
            raise WpError(
                "rest_cannot_delete",
                "Sorry, you are not allowed to delete this comment.",
                code_for(person),
            )
        if found.status == "trash":
            raise WpError(
                "rest_already_trashed", "The comment has already been trashed.", 410
            )
        acts.set_comment_status(world, pk, "trash")
        found, post = existing(world, pk)
    return answer(comment_json(post, found, edit=True))
