"""Graph, reading: a Page's lists, a post's comments and reactions, single things."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from flask import request

from sandbox.facebook import render, rows
from sandbox.facebook.gate import bp, caller, needs
from sandbox.facebook.paging import Json, page
from sandbox.facebook.problems import GraphError, invalid, not_allowed, unknown_object
from sandbox.log import bill
from sandbox.store import db, get_setting

Db = sqlite3.Connection
Row = sqlite3.Row

FEED = "wall = ?"
OURS = "wall = ? AND author = wall"
VISITORS = "wall = ? AND author <> wall"
TAGGED = "id IN (SELECT post FROM fb_tag WHERE page = ?)"
REVIEWED = "This endpoint requires the 'Page Public Content Access' feature"


@bp.get("/<said>/feed")
def feed(said: str) -> Json:
    """Everything on a Page's wall, ours and visitors'."""
    return _wall(said, FEED)


@bp.get("/<said>/posts")
@bp.get("/<said>/published_posts")
def published_posts(said: str) -> Json:
    return _wall(said, OURS)


@bp.get("/<said>/visitor_posts")
def visitor_posts(said: str) -> Json:
    return _wall(said, VISITORS, "pages_read_user_content")


@bp.get("/<said>/tagged")
def tagged(said: str) -> Json:
    """Posts anywhere in which the Page is tagged."""
    return _wall(said, TAGGED, "pages_read_user_content")


@bp.get("/<said>/comments")
def comments(said: str) -> Json:
    """Of a post, or the answers to a comment. ``filter=stream`` is all levels."""
    needs("pages_read_engagement")
    fields = render.wanted(render.COMMENT_USUAL)
    with db() as world:
        thing, kind = visible(world, said)
        whole = request.args.get("filter", "toplevel") == "stream"
        where = "parent = ?" if kind == "comment" else "post = ?"
        if kind == "post" and not whole:
            where += " AND parent IS NULL"
        down = "DESC" if request.args.get("order") == "reverse_chronological" else "ASC"
        found = world.execute(
            f"SELECT * FROM fb_comment WHERE {where} AND created_at >= ?"
            f" ORDER BY created_at {down}, id {down}",
            (thing["id"], since()),
        ).fetchall()
        if get_setting(world, "hide_timeline", False):
            found = [row for row in found if row["author"] != rows.CENTER]
        return page(found, lambda row: render.comment(world, row, fields))


@bp.get("/<said>/reactions")
def reactions(said: str) -> Json:
    """Who reacted, newest first."""
    needs("pages_read_engagement")
    return _reactions(said, "%")


@bp.get("/<said>/likes")
def likes(said: str) -> Json:
    needs("pages_read_engagement")
    return _reactions(said, "LIKE")


@bp.get("/<said>/sharedposts")
def sharedposts(said: str) -> Json:
    """Posts that pass this one on; those of who shared among friends stay unseen."""
    needs("pages_read_engagement")
    fields = render.wanted("id,from,created_time")
    with db() as world:
        thing, _ = visible(world, said)
        found = world.execute(
            "SELECT * FROM fb_post WHERE shares = ? AND NOT hidden"
            " ORDER BY created_at DESC, id DESC",
            (thing["id"],),
        ).fetchall()
        return page(found, lambda row: render.post(world, row, fields))


@bp.get("/<said>")
def node(said: str) -> Json:
    """One Page, post or comment."""
    needs("pages_read_engagement")
    with db() as world:
        bill().resources = 1
        if "_" not in said and (row := rows.actor(world, said)) is not None:
            if row["kind"] != "page" or row["id"] != caller().actor:
                raise not_allowed(REVIEWED, 10)
            return render.page(world, row, render.wanted("name,id"))
        thing, kind = visible(world, said)
        if kind == "post":
            return render.post(world, thing, render.wanted(render.POST_USUAL))
        return render.comment(world, thing, render.wanted(render.COMMENT_USUAL))


def visible(world: Db, said: str) -> tuple[Row, str]:
    """A post or comment that our Page may see: on our wall, or naming us.

    Raises GraphError 100 when it is not there, 10 where it is another Page's.
    """
    above = thing = rows.post(world, said)
    kind = "post"
    if thing is None:
        thing, kind = rows.comment(world, said), "comment"
        above = rows.post(world, thing["post"]) if thing is not None else None
    if thing is None or above is None:
        raise unknown_object(said)
    us = caller().actor
    named = "SELECT 1 FROM fb_tag WHERE post = ? AND page = ?"
    if above["wall"] != us and not world.execute(named, (above["id"], us)).fetchone():
        raise not_allowed(REVIEWED, 10)
    return thing, kind


def our_page(world: Db, said: str) -> Row:
    """The Page of the token; others' are not for us."""
    row = rows.actor(world, caller().actor if said == "me" else said)
    if row is None:
        raise unknown_object(said)
    if caller().kind != "page":
        words = "A page access token is required to request this resource."
        raise GraphError(210, f"(#210) {words}", 403)
    if row["id"] != caller().actor:
        raise not_allowed(REVIEWED, 10)
    return row


def since() -> str:
    """The earliest time asked for, as rows keep times."""
    said = request.args.get("since", "0")
    if not said.isdigit() or len(said) > 11:
        raise invalid("param since must be a valid UNIX timestamp")
    return rows.stamp(datetime.fromtimestamp(int(said), UTC))


def _wall(said: str, where: str, *scopes: str) -> Json:
    needs("pages_read_engagement", *scopes)
    fields = render.wanted(render.POST_USUAL)
    with db() as world:
        wall = our_page(world, said)
        found = world.execute(
            f"SELECT * FROM fb_post WHERE {where} AND NOT hidden"
            " ORDER BY created_at DESC, id DESC",
            (wall["id"],),
        ).fetchall()
        if get_setting(world, "hide_timeline", False):
            found = [row for row in found if row["author"] != wall["id"]]
        return page(found, lambda row: render.post(world, row, fields))


def _reactions(said: str, kind: str) -> Json:
    with db() as world:
        thing, _ = visible(world, said)
        found = world.execute(
            "SELECT r.seq, r.type, a.id, a.name FROM fb_reaction r"
            " JOIN fb_actor a ON a.id = r.actor"
            " WHERE r.object = ? AND r.type LIKE ? ORDER BY r.seq DESC",
            (thing["id"], kind),
        ).fetchall()
        shown = ("id", "name", "type")
        return page(found, lambda row: {key: str(row[key]) for key in shown}, "seq")
