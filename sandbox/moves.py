"""The world moves a little by itself, once somebody has begun to look."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping

from flask import Flask

from sandbox.network import Network
from sandbox.store import db, get_setting, put_setting

LOOKED = ("x.mentions", "x.followers", "x.list_posts")
FIRST = (
    "mention",
    "peer_post",
    "peer_blog",
    "follow",
    "share",
    "peer_post",
    "blog_comment",
    "mention",
    "peer_blog",
    "blog_link",
    "peer_post",
    "follow",
)
LATER = (
    "peer_post",
    "follow",
    "mention",
    "like",
    "peer_blog",
    "share",
    "reply",
    "follow",
    "peer_post",
    "blog_comment",
    "like",
    "quote",
    "follow",
    "share",
    "blog_link",
    "like",
)
ON_FACEBOOK = (
    "fb_comment",
    "fb_visitor_post",
    "fb_tag",
    "fb_reaction",
    "fb_peer_post",
    "fb_share",
    "fb_nameless_comment",
    "fb_comment",
)
"""Every third move, once somebody has read the comments on our Page's posts."""
EVERY = 3
QUICK, SLOW, ENOUGH = 3, 45, 200


def start(app: Flask) -> threading.Thread:
    """Begin to move, in a thread of its own that ends with the process."""
    networks: Mapping[str, Network] = app.extensions["networks"]
    thread = threading.Thread(target=_go_on, args=(networks,), daemon=True)
    thread.start()
    return thread


def _go_on(networks: Mapping[str, Network]) -> None:
    pause = threading.Event()
    while True:
        with db() as world:
            moved = int(get_setting(world, "moved", 0))
        pause.wait(QUICK if moved < len(FIRST) else SLOW)
        step(networks)


def step(networks: Mapping[str, Network]) -> str:
    """One thing happens, if it is time for it; its name, or ""."""
    with db() as world:
        moved = int(get_setting(world, "moved", 0))
        if moved >= ENOUGH or not get_setting(world, "moves", True):
            return ""
        if moved == 0 and not _was_looked_at(world):
            return ""
        what = _next(world, moved)
        put_setting(world, "moved", moved + 1)
        try:
            networks[_place(what)].play(world, what, "", "", "")
        except ValueError:
            # the blogs have only so many texts to publish; there is always a like
            what = "like"
            networks["x"].play(world, what, "", "", "")
    return what


def _next(world: sqlite3.Connection, moved: int) -> str:
    if moved % EVERY == EVERY - 1 and _facebook_was_read(world):
        return ON_FACEBOOK[moved // EVERY % len(ON_FACEBOOK)]
    return FIRST[moved] if moved < len(FIRST) else LATER[moved % len(LATER)]


def _place(what: str) -> str:
    """On which network this happens."""
    if what.startswith("fb_"):
        return "facebook"
    return "blog" if "blog" in what else "x"


def _facebook_was_read(world: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM request WHERE status = 200 AND call = 'facebook.feed'"
    return world.execute(f"{query} LIMIT 1").fetchone() is not None


def _was_looked_at(world: sqlite3.Connection) -> bool:
    """Whether mentions, followers and the list were each read: the first look."""
    marks = ",".join("?" * len(LOOKED))
    row = world.execute(
        "SELECT count(DISTINCT call) AS calls FROM request"
        f" WHERE status = 200 AND call IN ({marks})",
        LOOKED,
    ).fetchone()
    return bool(row["calls"] == len(LOOKED))
