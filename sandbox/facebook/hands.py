"""What a hand does on Facebook's pages: comment, post, like, share, follow."""

from __future__ import annotations

from flask import redirect, request
from werkzeug.wrappers import Response

from sandbox.facebook import render, rows
from sandbox.facebook.web import Missing, acting, back, bp, page, shown
from sandbox.facebook.writes import shared_by
from sandbox.store import db, now

Answer = str | tuple[str, int] | Response
EMPTY = "Write something first."


@bp.post("/<said>/posts/<number>/comment")
def comment(said: str, number: str) -> Answer:
    """A comment, or with ``comment_id`` an answer, as who is acting."""
    text = _text()
    with db() as world:
        row = rows.post(world, number)
        if row is None:
            raise Missing("This post isn't available, or was taken down.")
        if not text or len(text) > rows.LONGEST_COMMENT:
            words = EMPTY if not text else "This is too long for a comment."
            return page("message", title="Not sent", said=words, kept=text), 400
        parent = rows.comment(world, request.form.get("comment_id", ""))
        who = acting(world)["id"]
        made = rows.comment(
            world, rows.add_comment(world, who, text, row, parent=parent)
        )
        url = render.comment_url(world, made) if made is not None else ""
    return redirect(f"{url}&new=comment", 303)


@bp.post("/<said>/write")
def write(said: str) -> Answer:
    """A post on this wall: one's own, or as a visitor on somebody's Page."""
    text = _text()
    with db() as world:
        wall = rows.actor(world, said)
        if wall is None:
            raise Missing(f"This content isn't available: {said}.")
        if not text:
            return page("message", title="Not sent", said=EMPTY, kept=text), 400
        made = rows.add_post(world, acting(world)["id"], text, wall=wall["id"])
        return _to(rows.post(world, made))


@bp.route("/sharer/sharer.php", methods=["GET", "POST"])
def share() -> Answer:
    """The share dialog: a link, and what one says about it."""
    link = request.values.get("u", "").strip()
    if not link.startswith(("http://", "https://")):
        raise Missing("The address does not say what to share.")
    with db() as world:
        number = shared_by(world, link)
        if request.method == "POST":
            who = acting(world)["id"]
            made = rows.add_post(world, who, _text(), link=link, shares=number)
            return _to(rows.post(world, made))
        row = rows.post(world, number) if number else None
        about = shown(world, row) if row is not None else None
    return page("share", title="Share", link=link, about=about)


@bp.post("/like/<number>")
def like(number: str) -> Answer:
    with db() as world:
        thing = rows.post(world, number)
        thing = thing if thing is not None else rows.comment(world, number)
        if thing is None:
            raise Missing("This isn't available, or was taken down.")
        rows.react(world, acting(world)["id"], thing["id"])
    return back()


@bp.post("/follow/<said>")
def follow(said: str) -> Answer:
    with db() as world:
        who = rows.actor(world, said)
        if who is None:
            raise Missing(f"This content isn't available: {said}.")
        row = (who["id"], acting(world)["id"], rows.stamp(now()))
        world.execute("INSERT OR IGNORE INTO fb_follow VALUES (?, ?, ?)", row)
    return back()


@bp.post("/delete/<number>")
def delete(number: str) -> Answer:
    """Take down a post or comment of one's own."""
    with db() as world:
        thing, remove = rows.post(world, number), rows.delete_post
        if thing is None:
            thing, remove = rows.comment(world, number), rows.delete_comment
        if thing is None or thing["author"] != acting(world)["id"]:
            raise Missing("That is not yours to take down, or it is gone already.")
        remove(world, thing["id"])
    return back()


def _text() -> str:
    return request.form.get("text", "").replace("\r\n", "\n").strip()


def _to(row: rows.Row | None) -> Response:
    if row is None:
        raise Missing("This post isn't available, or was taken down.")
    return redirect(f"{render.post_url(row)}?new=post", 303)
