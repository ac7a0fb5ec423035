"""Facebook's web pages, for people who act by hand: home, Pages, posts, who acts."""

from __future__ import annotations

import re
import sqlite3
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from sandbox.facebook import render, rows
from sandbox.store import db, get_setting, put_setting

bp = Blueprint(
    "facebook_web", __name__, url_prefix="/facebook", template_folder="templates"
)

Db = sqlite3.Connection
Row = sqlite3.Row
Json = dict[str, Any]
SHOWN = 40
_LINK = re.compile(r"(https?://[^\s<>\"“”]+)")


class Missing(Exception):
    """There is no such page; says why."""


@bp.errorhandler(Missing)
def _missing(error: Missing) -> tuple[str, int]:
    return page("message", title="Not there", said=str(error)), 404


def acting(world: Db) -> Row:
    """Who acts in this browser: the Page somebody switched into, or themselves."""
    me = get_setting(world, "acting", "center") == "me"
    found = rows.actor(world, rows.ME if me else rows.CENTER)
    if found is None:
        raise Missing("There is nobody here at all. Reset the sandbox.")
    return found


def page(name: str, **facts: Any) -> str:
    """A page of this network, with who is acting in its head."""
    with db() as world:
        who = acting(world)
        other = rows.actor(world, rows.CENTER if who["id"] == rows.ME else rows.ME)
    here = request.full_path.rstrip("?")
    return render_template(
        f"facebook/{name}.html", me=who, other=other, here=here, **facts
    )


@bp.app_template_filter("fb_text")
def linked(text: str) -> Markup:
    """A text with its addresses as links."""
    pieces = _LINK.split(text)  # words, address, words, address, words
    link = Markup('<a href="{0}" rel="nofollow">{0}</a>')
    return Markup("").join(
        link.format(piece) if at % 2 else escape(piece)
        for at, piece in enumerate(pieces)
    )


@bp.get("/")
@bp.get("/home")
def home() -> str:
    with db() as world:
        found = world.execute(
            "SELECT * FROM fb_post WHERE NOT hidden"
            " ORDER BY created_at DESC, id DESC LIMIT ?",
            (SHOWN,),
        )
        posts = [shown(world, row) for row in found]
    return page("home", title="Home", posts=posts)


@bp.get("/<said>")
def profile(said: str) -> str | Response:
    """A Page or person; Graph's ``<wall>_<number>`` leads to the post."""
    with db() as world:
        if "_" in said and (row := rows.post(world, said)) is not None:
            return redirect(render.post_url(row))
        who = rows.actor(world, said)
        if who is None:
            raise Missing(f"This content isn't available: {said}.")
        found = world.execute(
            "SELECT * FROM fb_post WHERE wall = ? AND NOT hidden"
            " ORDER BY created_at DESC, id DESC LIMIT ?",
            (who["id"], SHOWN),
        )
        posts = [shown(world, row) for row in found]
        follow = "SELECT 1 FROM fb_follow WHERE page = ? AND actor = ?"
        follows = world.execute(follow, (who["id"], acting(world)["id"])).fetchone()
    facts = {"who": who, "posts": posts, "follows": bool(follows)}
    return page("profile", title=who["name"], **facts)


@bp.get("/<said>/posts/<number>")
def permalink(said: str, number: str) -> str:
    """A post with all its comments; ``comment_id`` is the one to be answered."""
    with db() as world:
        row = rows.post(world, number)
        if row is None:
            raise Missing("This post isn't available, or was taken down.")
        under = world.execute(
            "SELECT * FROM fb_comment WHERE post = ? ORDER BY coalesce(parent, id), id",
            (row["id"],),
        ).fetchall()
        asked = request.args
        answered = rows.comment(
            world, asked.get("reply_comment_id") or asked.get("comment_id", "")
        )
        facts = {
            "post": shown(world, row),
            "comments": [said_under(world, one) for one in under],
            "answered": said_under(world, answered) if answered is not None else None,
            "number": acting(world)["id"],
        }
    new = asked.get("new", "")
    return page("post", title="Post", new=new, address=_address(), **facts)


@bp.post("/acting")
def act_as() -> Response:
    """Switch into the Page, or back to oneself."""
    who = "me" if request.form.get("as") == "me" else "center"
    with db() as world:
        put_setting(world, "acting", who)
    return back()


def back() -> Response:
    """To the page of ours they came from."""
    said = request.form.get("back", "/facebook/home")
    inside = not urlsplit(said).netloc and said.startswith("/")
    return redirect(said if inside else "/facebook/home", 303)


@bp.get("/face/<int:number>.svg")
def face(number: int) -> tuple[str, dict[str, str]]:
    """A picture: the first letters of a name on a colour of its own."""
    with db() as world:
        who = rows.actor(world, number)
    name = str(who["name"]) if who is not None else "?"
    letters = "".join(word[0] for word in name.split()[:2] if word[0].isalnum())
    drawn = render_template(
        "x/face.svg", letters=letters.upper(), hue=number * 47 % 360
    )
    return drawn, {"Content-Type": "image/svg+xml"}


def shown(world: Db, row: Row) -> Json:
    """A post with what its card shows."""
    original = rows.post(world, row["shares"]) if row["shares"] else None
    return {
        "id": row["id"],
        "text": row["message"],
        "at": row["created_at"],
        "author": rows.actor(world, row["author"]),
        "wall": rows.actor(world, row["wall"]),
        "url": render.post_url(row),
        "link": row["link"],
        "shared": shown(world, original) if original is not None else None,
        "numbers": {
            "comments": render.count(world, "fb_comment WHERE post = ?", row["id"]),
            "shares": render.count(world, "fb_post WHERE shares = ?", row["id"]),
            "reactions": _reactions(world, row["id"]),
        },
    }


def said_under(world: Db, row: Row) -> Json:
    """A comment with what its line shows."""
    return {
        "id": row["id"],
        "text": row["message"],
        "at": row["created_at"],
        "answer": bool(row["parent"]),
        "author": rows.actor(world, row["author"]),
        "url": render.comment_url(world, row),
        "reactions": _reactions(world, row["id"]),
    }


def _reactions(world: Db, number: int) -> int:
    return render.count(world, "fb_reaction WHERE object = ?", number)


def _address() -> str:
    asked = {key: value for key, value in request.args.items() if key != "new"}
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{request.base_url}?{query}" if query else request.base_url
