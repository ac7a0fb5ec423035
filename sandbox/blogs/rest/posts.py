"""``/wp/v2/posts``: list, read, write and take down."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Response

from sandbox.blogs import acts, rows
from sandbox.blogs.addresses import rest_url
from sandbox.blogs.blueprint import bp, site
from sandbox.blogs.login import who
from sandbox.blogs.rest import params
from sandbox.blogs.rest.allowed import code_for, may_moderate
from sandbox.blogs.rest.errors import WpError, invalid
from sandbox.blogs.rest.incoming import changed_post, new_post
from sandbox.blogs.rest.shapes import (
    answer,
    listing,
    post_json,
    wants_edit,
)
from sandbox.blogs.rest.where import Where
from sandbox.blogs.schema import Person, Post
from sandbox.store import db

STATUSES = ("publish", "future", "draft", "pending", "private", "trash")
ORDERS = {
    "date": "p.published_at",
    "modified": "p.modified_at",
    "id": "p.id",
    "title": "p.title",
    "slug": "p.slug",
}


def sees(person: Person | None, post: Post) -> bool:
    return post.status == "publish" or may_moderate(person, post)


def status_clause(given: dict[str, Any], person: Person | None) -> str:
    asked = params.words(given, "status") or ["publish"]
    if asked == ["publish"]:
        return rows.SHOWN
    if person is None:
        details = {"status": 401}
        raise invalid(
            "status", "rest_forbidden_status", "Status is forbidden.", details
        )
    if not set(asked) <= {*STATUSES, "any"}:
        raise invalid(
            "status",
            "rest_not_in_enum",
            "status[0] is not one of publish, future, draft, pending, private, trash,"
            " and any.",
        )
    if "any" in asked:
        asked = [one for one in STATUSES if one != "trash"]
    listed = ", ".join(f"'{one}'" for one in asked)
    mine = "1" if person.moderates else f"p.author_id = {person.id}"
    return f"p.status IN ({listed}) AND (p.status = 'publish' OR {mine})"


def wanted(given: dict[str, Any], person: Person | None) -> Where:
    """The filters of a list of posts."""
    where = Where(given, site().name)
    where.add(status_clause(given, person))
    where.ids(
        include="p.id",
        exclude="p.id NOT IN ({})",
        author="p.author_id",
        categories="p.id IN (SELECT post_id FROM blog_post_topic"
        " WHERE topic_id IN ({}))",
    )
    where.times(
        after="p.published_at >",
        before="p.published_at <",
        modified_after="p.modified_at >",
        modified_before="p.modified_at <",
    )
    where.search("(p.title || ' ' || p.content)")
    if slugs := params.words(given, "slug"):
        where.add(f"p.slug IN ({', '.join('?' * len(slugs))})", *slugs)
    return where


@bp.get("/wp-json/wp/v2/posts", strict_slashes=False)
def posts() -> Response:
    with db() as world:
        person = who(world, site())
        given = params.given()
        size = params.number(given, "per_page", 10, 1, 100)
        page = params.number(given, "page", 1, 1)
        order = params.choice(given, "order", "desc", ("asc", "desc"))
        column = ORDERS[params.choice(given, "orderby", "date", tuple(ORDERS))]
        where = wanted(given, person)
        if wants_edit(given) and person is None:
            raise WpError(
                "rest_forbidden_context",
                "Sorry, you are not allowed to edit posts in this post type.",
                401,
            )
        sql = f"SELECT COUNT(*) AS n FROM blog_post p WHERE {where}"
        total = int(rows.rows(world, sql, *where.values)[0]["n"])
        if total and page > -(-total // size):
            raise WpError(
                "rest_post_invalid_page_number",
                "The page number requested is larger than the number of pages"
                " available.",
                400,
            )
        sql = f"""SELECT p.* FROM blog_post p WHERE {where}
                  ORDER BY {column} {order}, p.id {order} LIMIT ? OFFSET ?"""
        found = rows.rows(world, sql, *where.values, size, (page - 1) * size)
        items = [
            post_json(world, rows.as_post(row), wants_edit(given)) for row in found
        ]
    return listing(site(), "wp/v2/posts", items, total, page, size)


def existing(world: sqlite3.Connection, pk: int) -> Post:
    found = rows.post(world, site().name, pk)
    if found is None:
        raise WpError("rest_post_invalid_id", "Invalid post ID.", 404)
    return found


@bp.get("/wp-json/wp/v2/posts/<int:pk>", strict_slashes=False)
def post(pk: int) -> Response:
    with db() as world:
        person = who(world, site())
        found = existing(world, pk)
        edit = wants_edit(params.given())
        if edit and not may_moderate(person, found):
            raise WpError(
                "rest_forbidden_context",
                "Sorry, you are not allowed to edit this post.",
                code_for(person),
            )
        if not sees(person, found):
            raise WpError(
                "rest_forbidden",
                "Sorry, you are not allowed to do that.",
                code_for(person),
            )
        return answer(post_json(world, found, edit))


@bp.post("/wp-json/wp/v2/posts", strict_slashes=False)
def post_create() -> Response:
    with db() as world:
        person = who(world, site())
        given = params.given()
        if given.get("id"):
            raise WpError("rest_post_exists", "Cannot create existing post.", 400)
        if person is None:
            raise WpError(
                "rest_cannot_create",
                "Sorry, you are not allowed to create posts as this user.",
                401,
            )
        draft, topics = new_post(world, site(), person, given)
        made = acts.save_post(world, draft, topics)
        place = f"{rest_url(site().name)}wp/v2/posts/{made.id}"
        return answer(post_json(world, made, edit=True), 201, Location=place)


@bp.route(
    "/wp-json/wp/v2/posts/<int:pk>",
    methods=["POST", "PUT", "PATCH"],
    strict_slashes=False,
)
def post_update(pk: int) -> Response:
    with db() as world:
        person = who(world, site())
        found = existing(world, pk)
        if not may_moderate(person, found):
            raise WpError(
                "rest_cannot_edit",
                "Sorry, you are not allowed to edit this post.",
                code_for(person),
            )
        wanted, topics = changed_post(world, found, params.given())
        made = acts.save_post(world, wanted, topics)
        return answer(post_json(world, made, edit=True))


@bp.delete("/wp-json/wp/v2/posts/<int:pk>", strict_slashes=False)
def post_delete(pk: int) -> Response:
    with db() as world:
        person = who(world, site())
        found = existing(world, pk)
        if not may_moderate(person, found):
            raise WpError(
                "rest_cannot_delete",
                "Sorry, you are not allowed to delete this post.",
                code_for(person),
            )
        before = post_json(world, found, edit=True)
        del before["_links"]
        if str(params.given().get("force", "")).lower() in {"1", "true"}:
            acts.delete_post(world, found)
            return answer({"deleted": True, "previous": before})
        if found.status == "trash":
            raise WpError(
                "rest_already_trashed", "The post has already been deleted.", 410
            )
        acts.trash_post(world, found)
        return answer(post_json(world, existing(world, pk), edit=True))
