"""The sandbox's own strip on a blog's pages: who is acting, switches, moderation."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from sandbox.blogs import acts, rows
from sandbox.blogs.blueprint import site, web
from sandbox.store import db

SWITCHES = (
    "moderation",
    "flood_seconds",
    "rest_comments",
    "strips_login",
    "plain",
    "rest_off",
    "no_passwords",
)


def asked() -> dict[str, Any]:
    if request.is_json:
        return dict(request.get_json())
    return dict(request.form.items())


def back(answer: dict[str, Any]) -> AnyResponse:
    if request.form.get("back", "").startswith("/"):
        return redirect(request.form["back"], 303)
    return jsonify(answer)


@web.post("/sandbox/switch")
def switch() -> AnyResponse:
    """Set the switches that are named, each a number; all of them come back."""
    order = asked()
    with db() as world:
        for name in SWITCHES:
            if name in order:
                world.execute(
                    f"UPDATE blog_site SET {name}=? WHERE name=?",
                    (int(order[name]), site().name),
                )
        found = rows.site(world, site().name)
    return back({name: getattr(found, name) for name in SWITCHES})


@web.post("/sandbox/comments/<int:pk>")
def moderate(pk: int) -> AnyResponse:
    """``status``: approved, hold, spam or trash."""
    status = str(asked().get("status", "approved"))
    if status not in ("approved", "hold", "spam", "trash"):
        return Response("no such status", 400)
    with db() as world:
        acts.set_comment_status(world, pk, status)
    return back({"id": pk, "status": status})
