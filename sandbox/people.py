"""The page for people: what the public sees, the log with prices, buttons to play."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template

from sandbox import log
from sandbox.faults import AFTER, BEFORE, Orders
from sandbox.store import db, get_setting

bp = Blueprint("people", __name__)

TITLES = {"x": "On X", "facebook": "On Facebook", "blog": "On the blogs"}
PLAYS = {
    "Somebody on X": {
        "mention": "mentions us",
        "follow": "follows us",
        "reply": "replies to us",
        "share": "passes our post on",
        "quote": "quotes us",
        "like": "likes our post",
        "stop": "asks us to stop",
    },
    "A peer": {
        "peer_post": "posts on X",
        "fb_peer_post": "posts on Facebook",
        "peer_blog": "writes in their blog",
    },
    "Somebody on Facebook": {
        "fb_comment": "comments on our post",
        "fb_nameless_comment": "comments, without a name",
        "fb_visitor_post": "writes on our Page",
        "fb_tag": "tags us",
        "fb_reaction": "reacts to our post",
        "fb_share": "shares our post",
        "fb_quiet_share": "shares it among friends",
    },
    "Somebody on a blog": {
        "blog_comment": "comments on our blog",
        "blog_link": "links to our blog",
        "blog_webmention": "links, by webmention",
    },
}
LAST = 200


@bp.get("/")
def home() -> str:
    """The whole page; its live part renews itself every three seconds."""
    return render_template(
        "people.html", plays=PLAYS, faults=sorted(BEFORE | AFTER), **_live()
    )


@bp.get("/live")
def live() -> str:
    """The part that changes."""
    return render_template("_live.html", **_live())


def _live() -> dict[str, Any]:
    networks = current_app.extensions["networks"]
    orders: Orders = current_app.extensions["orders"]
    with db() as world:
        seen = [
            (TITLES.get(key, key), network.public(world))
            for key, network in networks.items()
        ]
        spent = world.execute(
            "SELECT count(*) AS calls, coalesce(sum(micro), 0) AS micro FROM request"
        ).fetchone()
        return {
            "seen": seen,
            "log": log.read(world, last=LAST),
            "calls": spent["calls"],
            "spent": spent["micro"] / 1e6,
            "credit": get_setting(world, "credit_micro", 0) / 1e6,
            "acting": get_setting(world, "acting", "center"),
            "order": get_setting(world, "followers_order", "newest"),
            "tier": get_setting(world, "tier", "self-serve"),
            "hidden": get_setting(world, "hide_timeline", False),
            "moved": get_setting(world, "moved", 0),
            "moving": get_setting(world, "moves", True),
            "trouble": orders.listed(),
        }
