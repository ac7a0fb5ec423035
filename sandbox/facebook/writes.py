"""Graph, writing: a post with message and link, comments, likes, taking down."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from flask import request

from sandbox.facebook import rows
from sandbox.facebook.gate import bp, caller, needs
from sandbox.facebook.paging import Json
from sandbox.facebook.problems import coded, invalid, not_allowed, unknown_object
from sandbox.facebook.reads import our_page, visible
from sandbox.log import bill
from sandbox.store import db, now

Db = sqlite3.Connection
AGAIN = timedelta(hours=24)


@bp.post("/<said>/feed")
def post(said: str) -> Json:
    """Publish as the Page. The same words twice in a day are refused (506)."""
    needs("pages_manage_posts")
    message = _said("message")
    link = request.form.get("link", "").strip()
    if link and not link.startswith(("http://", "https://")):
        raise invalid("link URL is not properly formatted")
    if not message and not link:
        raise invalid("Missing message or attachment")
    if len(message) > rows.LONGEST:
        raise invalid("The message is too long")
    with db() as world:
        wall = our_page(world, said)
        if _said_before(world, wall["id"], message, link):
            raise coded(506)
        shared = shared_by(world, link)
        made = rows.add_post(
            world, wall["id"], message, link=link, shares=shared, by_api=True
        )
    bill().resources = 1
    return {"id": f"{wall['id']}_{made}"}


@bp.post("/<said>/comments")
def comment(said: str) -> Json:
    """Comment as the Page on a post, or answer a comment. Twice makes two."""
    needs("pages_manage_engagement")
    message = _said("message")
    if not message:
        raise invalid("A comment needs a message or an attachment")
    if len(message) > rows.LONGEST_COMMENT:
        raise invalid("The comment is too long")
    with db() as world:
        thing, kind = _writable(world, said)
        parent = thing if kind == "comment" else None
        above = thing if parent is None else rows.post(world, parent["post"])
        if above is None:
            raise unknown_object(said)
        us = caller().actor
        made = rows.add_comment(world, us, message, above, parent=parent, by_api=True)
    bill().resources = 1
    return {"id": f"{above['id']}_{made}"}


@bp.post("/<said>/likes")
def like(said: str) -> Json:
    needs("pages_manage_engagement")
    with db() as world:
        thing, _ = _writable(world, said)
        rows.react(world, caller().actor, thing["id"])
    bill().resources = 1
    return {"success": True}


@bp.delete("/<said>/likes")
def unlike(said: str) -> Json:
    needs("pages_manage_engagement")
    with db() as world:
        thing, _ = _writable(world, said)
        rows.unreact(world, caller().actor, thing["id"])
    return {"success": True}


@bp.delete("/<said>")
def delete(said: str) -> Json:
    """Take down a post of ours, a comment of ours, or anything on our own wall."""
    with db() as world:
        thing, kind = _writable(world, said)
        needs("pages_manage_posts" if kind == "post" else "pages_manage_engagement")
        above = thing if kind == "post" else rows.post(world, thing["post"])
        us = caller().actor
        if above is not None and us not in (thing["author"], above["wall"]):
            raise not_allowed("Permissions error")
        remove = rows.delete_post if kind == "post" else rows.delete_comment
        remove(world, thing["id"])
    bill().resources = 1
    return {"success": True}


def shared_by(world: Db, link: str) -> int | None:
    """The post that a link leads to: a Page passes on by linking."""
    number = link.rstrip("/").rpartition("/posts/")[2].split("?")[0]
    row = rows.post(world, number) if "/posts/" in link else None
    return int(row["id"]) if row is not None else None


def _said(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n").strip()


def _writable(world: Db, said: str) -> tuple[sqlite3.Row, str]:
    if caller().kind != "page":
        raise not_allowed("Publishing as a person is no longer possible")
    return visible(world, said)


def _said_before(world: Db, who: int, message: str, link: str) -> bool:
    known = world.execute(
        "SELECT 1 FROM fb_post WHERE author = ? AND message = ? AND link = ?"
        " AND created_at > ?",
        (who, message, link, rows.stamp(now() - AGAIN)),
    ).fetchone()
    return known is not None
