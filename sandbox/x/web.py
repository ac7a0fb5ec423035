"""X's web pages, for people who act by hand: home, profiles, posts, who is acting."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request
from markupsafe import Markup, escape

from sandbox.store import db, get_setting, put_setting
from sandbox.x import rows, words

bp = Blueprint("x_web", __name__, url_prefix="/x", template_folder="templates")

Db = sqlite3.Connection
Json = dict[str, Any]
SHOWN = 40
_HANDLE = re.compile(r"(?<![\w@/])@([A-Za-z0-9_]{1,15})\b")


class Missing(Exception):
    """There is no such page; says why."""


@bp.errorhandler(Missing)
def _missing(error: Missing) -> tuple[str, int]:
    return page("message", title="Not there", said=str(error)), 404


def acting(world: Db) -> sqlite3.Row:
    """Who is signed in in this browser: the Center, or a student."""
    me = get_setting(world, "acting", "center") == "me"
    found = rows.user(world, rows.ME if me else rows.CENTER)
    if found is None:
        raise Missing("There is nobody here at all. Reset the sandbox.")
    return found


def page(name: str, **facts: Any) -> str:
    """A page of this network, with who is acting in its head."""
    with db() as world:
        who = acting(world)
        other = rows.user(world, rows.CENTER if who["id"] == rows.ME else rows.ME)
    here = request.full_path.rstrip("?")
    return render_template(f"x/{name}.html", me=who, other=other, here=here, **facts)


@bp.app_template_filter("x_text")
def linked(text: str) -> Markup:
    """A post's text with its links and names as links."""
    pieces, rest = [], text
    for address in words.urls(text):
        before, _, rest = rest.partition(address)
        full = address if "://" in address else f"http://{address}"
        link = Markup('<a href="{}" rel="nofollow">{}</a>').format(full, address)
        pieces += [_named(before), link]
    return Markup("").join([*pieces, _named(rest)])


@bp.app_template_filter("when")
def when(stamp: str) -> str:
    """A time as people read it, with its zone."""
    at = datetime.fromisoformat(stamp)
    return f"{at:%a} {at.day} {at:%b %H:%M} UTC"


def _named(text: str) -> Markup:
    pieces = _HANDLE.split(text)  # words, handle, words, handle, words
    link = Markup('<a href="/x/{0}">@{0}</a>')
    return Markup("").join(
        link.format(piece) if at % 2 else escape(piece)
        for at, piece in enumerate(pieces)
    )


@bp.get("/")
@bp.get("/home")
def home() -> str:
    with db() as world:
        found = world.execute("SELECT * FROM x_post ORDER BY id DESC LIMIT ?", (SHOWN,))
        posts = [shown(world, row) for row in found]
    return page("home", title="Home", posts=posts)


@bp.get("/<handle>")
def profile(handle: str) -> str:
    with db() as world:
        who = rows.user(world, f"@{handle}")
        if who is None:
            raise Missing(f"There is no account @{handle}.")
        found = world.execute(
            "SELECT * FROM x_post WHERE author = ? ORDER BY id DESC LIMIT ?",
            (who["id"], SHOWN),
        )
        posts = [shown(world, row) for row in found]
        numbers = {
            "following": _count(world, "x_follow", "follower", who["id"]),
            "followers": _count(world, "x_follow", "followed", who["id"]),
        }
        we_follow = world.execute(
            "SELECT 1 FROM x_follow WHERE follower = ? AND followed = ?",
            (acting(world)["id"], who["id"]),
        ).fetchone()
    facts = {"who": who, "posts": posts, "numbers": numbers}
    return page("profile", title=who["name"], we_follow=bool(we_follow), **facts)


@bp.get("/<handle>/status/<int:post_id>")
@bp.get("/i/web/status/<int:post_id>")
def status(post_id: int, handle: str = "i") -> str:
    """A post opens whatever handle is in its address, as on X."""
    with db() as world:
        row = rows.post(world, post_id)
        if row is None:
            raise Missing("This post is not there, or was taken down.")
        above = rows.post(world, row["reply_to"]) if row["reply_to"] else None
        below = world.execute(
            "SELECT * FROM x_post WHERE reply_to = ? ORDER BY id", (post_id,)
        ).fetchall()
        facts = {
            "post": shown(world, row),
            "above": shown(world, above) if above is not None else None,
            "below": [shown(world, one) for one in below],
            "mine": row["author"] == acting(world)["id"],
        }
    new = "new" in request.args
    return page("status", title="Post", new=new, address=request.base_url, **facts)


@bp.post("/acting")
def act_as() -> Response:
    """Switch who is signed in in this browser, and go back."""
    who = "me" if request.form.get("as") == "me" else "center"
    with db() as world:
        put_setting(world, "acting", who)
    return back()


def back() -> Response:
    """To the page of ours they came from."""
    said = request.form.get("back", "/x/home")
    inside = not urlsplit(said).netloc and said.startswith("/")
    answer = redirect(said if inside else "/x/home", 303)
    return Response(answer.get_data(), 303, dict(answer.headers))


@bp.get("/media/<int:media_id>")
def picture(media_id: int) -> Response:
    with db() as world:
        row = world.execute(
            "SELECT media_type, data FROM x_media WHERE id = ?", (media_id,)
        ).fetchone()
    if row is None:
        raise Missing("There is no such picture.")
    return Response(row["data"], content_type=row["media_type"])


@bp.get("/face/<handle>.svg")
def face(handle: str) -> Response:
    """A picture for an account: its first letters on a colour of its own."""
    with db() as world:
        who = rows.user(world, f"@{handle}")
    name = str(who["name"]) if who is not None else handle
    letters = "".join(word[0] for word in name.split()[:2] if word[0].isalnum())
    hue = sum(map(ord, handle.lower())) * 37 % 360
    drawn = render_template("x/face.svg", letters=letters.upper(), hue=hue)
    return Response(drawn, content_type="image/svg+xml")


def shown(world: Db, row: sqlite3.Row) -> Json:
    """A post with what its card shows."""
    original = rows.post(world, row["shares"]) if row["shares"] else None
    told = original if original is not None else row
    quoted = rows.post(world, told["quotes"]) if told["quotes"] else None
    author = rows.user(world, told["author"])
    pictures = world.execute(
        "SELECT id, alt FROM x_media WHERE post = ?", (told["id"],)
    ).fetchall()
    handle = author["handle"] if author is not None else "i"
    return {
        "id": told["id"],
        "text": told["text"],
        "at": told["created_at"],
        "author": author,
        "url": f"/x/{handle}/status/{told['id']}",
        "shared_by": rows.user(world, row["author"]) if original is not None else None,
        "quoted": shown(world, quoted) if quoted is not None else None,
        "pictures": pictures,
        "numbers": {
            "replies": _count(world, "x_post", "reply_to", told["id"]),
            "reposts": _count(world, "x_post", "shares", told["id"]),
            "likes": _count(world, "x_like", "post", told["id"]),
        },
    }


def _count(world: Db, table: str, column: str, value: int) -> int:
    query = f"SELECT count(*) AS n FROM {table} WHERE {column} = ?"
    return int(world.execute(query, (value,)).fetchone()["n"])
