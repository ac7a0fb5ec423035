"""The world moves a little by itself, once somebody has begun to look."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence

from flask import Flask

from sandbox.network import Network
from sandbox.store import db, get_setting, put_setting

LOOKED = ("x.mentions", "x.followers", "x.list_posts")
ON_PAGE = ("facebook.feed", "facebook.visitor_posts", "facebook.tagged")
FIRST = (
    "mention",
    "peer_post",
    "peer_blog",
    "follow",
    "share",
    "follow",
    "peer_post",
    "blog_comment",
    "follow",
    "mention",
    "peer_blog",
    "follow",
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
"""Every third move, once somebody has read what is said and posted on our Page."""
PLAIN = (
    (
        "FieldEdForum",
        "Thank you @CenterSW for the supervision workshop. Our site supervisors loved"
        " it.",
    ),
    (
        "KinshipNetwork",
        "Many thanks to @CenterSW for sharing our guide for kinship caregivers.",
    ),
    (
        "RiversideFood",
        "Grateful to @CenterSW and all the student volunteers. A wonderful Saturday"
        " together.",
    ),
)
"""Thanks that a machine may answer: who mentions us first, and then every other."""
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
        quick = moved < len(FIRST) * EVERY // (EVERY - 1)
        pause.wait(QUICK if quick else SLOW)
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
            who, text = _words(world) if what == "mention" else ("", "")
            networks[_place(what)].play(world, what, who, text, "")
        except ValueError:
            # the blogs have only so many texts to publish; there is always a like
            what = "like"
            networks["x"].play(world, what, "", "", "")
    return what


def _next(world: sqlite3.Connection, moved: int) -> str:
    there = int(get_setting(world, "moved_on_facebook", 0))
    if moved % EVERY == EVERY - 1 and _facebook_was_read(world):
        put_setting(world, "moved_on_facebook", there + 1)
        return ON_FACEBOOK[there % len(ON_FACEBOOK)]
    elsewhere = moved - there
    if elsewhere < len(FIRST):
        return FIRST[elsewhere]
    return LATER[elsewhere % len(LATER)]


def _words(world: sqlite3.Connection) -> tuple[str, str]:
    """Whose mention it is and what it says; empty for anybody's."""
    said = int(get_setting(world, "mentions_said", 0))
    put_setting(world, "mentions_said", said + 1)
    turn, other = divmod(said, 2)
    return ("", "") if other or turn >= len(PLAIN) else PLAIN[turn]


def _place(what: str) -> str:
    """On which network this happens."""
    if what.startswith("fb_"):
        return "facebook"
    return "blog" if "blog" in what else "x"


def _facebook_was_read(world: sqlite3.Connection) -> bool:
    # The timeline of our Page reads the wall as well: twice is both of them.
    wall = "SELECT 1 FROM request WHERE status = 200 AND call = 'facebook.feed'"
    twice = len(world.execute(f"{wall} LIMIT 2").fetchall()) == 2
    return twice and _were_called(world, ON_PAGE)


def _was_looked_at(world: sqlite3.Connection) -> bool:
    """Whether mentions, followers and the list were each read: the first look."""
    return _were_called(world, LOOKED)


def _were_called(world: sqlite3.Connection, calls: Sequence[str]) -> bool:
    """Whether each of these calls was answered well at least once."""
    marks = ",".join("?" * len(calls))
    row = world.execute(
        "SELECT count(DISTINCT call) AS calls FROM request"
        f" WHERE status = 200 AND call IN ({marks})",
        calls,
    ).fetchone()
    return bool(row["calls"] == len(calls))
