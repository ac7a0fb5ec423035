"""The outside world on Facebook does something: comments, visits, tags, reacts."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sandbox.facebook import render, rows
from sandbox.facebook.texts import acts
from sandbox.facebook.texts.people import PEERS, PEOPLE

Json = dict[str, Any]
Db = sqlite3.Connection
Row = sqlite3.Row

REACTIONS = ("LIKE", "LOVE", "CARE", "WOW", "SAD", "HAHA")


def play(db: Db, what: str, who: str, text: str, target: str) -> Json:
    """Raises ValueError with a sentence when it cannot be done."""
    act = ACTS.get(what)
    if act is None:
        raise ValueError(f"nobody knows how to “{what}”")
    return act(db, who, text, target)


def _comment(db: Db, who: str, text: str, target: str) -> Json:
    """On our newest post, or on the post or comment with this number."""
    return _said(db, who, text, target, nameless=False)


def _nameless(db: Db, who: str, text: str, target: str) -> Json:
    """A comment of which Facebook does not tell who wrote it."""
    return _said(db, who, text, target, nameless=True)


def _reply(db: Db, who: str, text: str, target: str) -> Json:
    """Somebody answers the last comment of ours, or the one with this number."""
    if not target:
        ours = "SELECT * FROM fb_comment WHERE author = ? ORDER BY id DESC LIMIT 1"
        row = db.execute(ours, (rows.CENTER,)).fetchone()
        target = str(row["id"]) if row else ""
    words = text or random.choice(acts.ANSWERS)
    above = rows.comment(db, target) if target else None
    if above is not None and above["parent"]:
        # it will hang under the first comment: Facebook's page puts the name in front
        words = f"{_sure(rows.actor(db, above['author']))['name']} {words}"
    return _said(db, who, words, target, nameless=False)


def _said(db: Db, who: str, text: str, target: str, *, nameless: bool) -> Json:
    parent = rows.comment(db, target) if target else None
    under = rows.post(db, parent["post"]) if parent is not None else _ours(db, target)
    if under is None:
        raise ValueError("there is no such post")
    writer, words = (who, text) if text else _unsaid(db, acts.COMMENTS, who)
    actor = _somebody(db, writer)
    made = rows.add_comment(
        db, actor["id"], words, under, parent=parent, nameless=nameless
    )
    row = _sure(rows.comment(db, made))
    more = {"id": render.comment_id(row), "post": render.post_id(under)}
    return _told(actor, row) | more | {"url": render.comment_url(db, row)}


def _comments(db: Db, who: str, text: str, target: str) -> Json:
    """``target`` is how many, all under our newest post."""
    words = text or "Thank you for this"
    many = int(target or 1)
    made = [_said(db, who, f"{words} ({n})", "", nameless=False) for n in range(many)]
    return {"comments": made}


def _visit(db: Db, who: str, text: str, target: str) -> Json:
    """Somebody writes on our Page's wall."""
    writer, words = (who, text) if text else _unsaid(db, acts.VISITS, who)
    actor = _somebody(db, writer)
    return _post(db, actor, rows.add_post(db, actor["id"], words, wall=rows.CENTER))


def _visits(db: Db, who: str, text: str, target: str) -> Json:
    """``target`` is how many."""
    words = text or "A good word for you"
    many = int(target or 1)
    return {"posts": [_visit(db, who, f"{words} ({n})", "") for n in range(many)]}


def _tag(db: Db, who: str, text: str, target: str) -> Json:
    """Somebody names our Page in a post on their own wall."""
    writer, words = (who, text) if text else _unsaid(db, acts.TAGS, who)
    actor = _somebody(db, writer)
    if acts.CENTER not in words:
        words = f"{words} ({acts.CENTER})"
    made = rows.add_post(db, actor["id"], words, tags=(rows.CENTER,))
    return _post(db, actor, made)


def _reaction(db: Db, who: str, text: str, target: str) -> Json:
    """``text`` is which one: LIKE, LOVE, …"""
    kind = text.upper() or random.choice(REACTIONS)
    if kind not in REACTIONS:
        raise ValueError(f"a reaction is one of {', '.join(REACTIONS)}")
    thing = rows.comment(db, target) if target else None
    thing = thing if thing is not None else _ours(db, target)
    done = db.execute("SELECT actor FROM fb_reaction WHERE object = ?", (thing["id"],))
    actor = _somebody(db, who, but_not={row["actor"] for row in done})
    rows.react(db, actor["id"], thing["id"], kind)
    return {"user": _who(actor), "object": str(thing["id"]), "type": kind}


def _share(db: Db, who: str, text: str, target: str) -> Json:
    return _shared(db, who, text, target, hidden=False)


def _quiet_share(db: Db, who: str, text: str, target: str) -> Json:
    """Among friends: only the count tells."""
    return _shared(db, who, text, target, hidden=True)


def _shared(db: Db, who: str, text: str, target: str, *, hidden: bool) -> Json:
    original = _ours(db, target)
    done = db.execute("SELECT author FROM fb_post WHERE shares = ?", (original["id"],))
    actor = _somebody(db, who, but_not={row["author"] for row in done})
    made = rows.add_post(db, actor["id"], text, shares=original["id"], hidden=hidden)
    return _post(db, actor, made)


def _peer_post(db: Db, who: str, text: str, target: str) -> Json:
    if text and not who:
        who = random.choice(PEERS).username
    writer, words = (who, text) if text else _unsaid(db, acts.PEER_POSTS, who)
    actor = _somebody(db, writer)
    return _post(db, actor, rows.add_post(db, actor["id"], words))


def _delete(db: Db, who: str, text: str, target: str) -> Json:
    if (row := rows.comment(db, target)) is not None:
        rows.delete_comment(db, row["id"])
    else:
        rows.delete_post(db, _sure(rows.post(db, target))["id"])
    return {"deleted": target}


def _end_token(db: Db, who: str, text: str, target: str) -> Json:
    """Our tokens die; ``target`` is why: 458, 460, 463, 467 or 492."""
    why = int(target or 460)
    db.execute("UPDATE fb_token SET dead = ?", (why,))
    return {"dead": why}


ACTS: dict[str, Callable[[Db, str, str, str], Json]] = {
    "fb_comment": _comment,
    "fb_comments": _comments,
    "fb_nameless_comment": _nameless,
    "fb_reply": _reply,
    "fb_visitor_post": _visit,
    "fb_visitor_posts": _visits,
    "fb_tag": _tag,
    "fb_reaction": _reaction,
    "fb_share": _share,
    "fb_quiet_share": _quiet_share,
    "fb_peer_post": _peer_post,
    "fb_delete": _delete,
    "fb_end_token": _end_token,
}


def _somebody(db: Db, who: str, but_not: Collection[int] = ()) -> Row:
    """The named one, made if unknown; else somebody of the demo, or a newcomer."""
    if who:
        found = rows.actor(db, who)
        if found is None:
            username = who.removeprefix("@").replace(" ", ".")
            found = rows.actor(db, rows.add_actor(db, "person", who, username))
        return _sure(found)
    names = [name for name, _ in PEOPLE] + [page.username for page in PEERS]
    random.shuffle(names)
    for name in names:
        found = rows.actor(db, name)
        if found is not None and found["id"] not in but_not:
            return found
    number = db.execute("SELECT count(*) AS n FROM fb_actor").fetchone()["n"]
    made = rows.add_actor(db, "person", f"Neighbor {number}", f"neighbor.{number}")
    return _sure(rows.actor(db, made))


def _ours(db: Db, target: str) -> Row:
    """The named post, else our newest one."""
    found = rows.post(db, target) if target else None
    if not target:
        found = db.execute(
            "SELECT * FROM fb_post WHERE wall = ? AND author = wall"
            " ORDER BY created_at DESC, id DESC LIMIT 1",
            (rows.CENTER,),
        ).fetchone()
    return _sure(found)


def _sure(found: Row | None) -> Row:
    if found is None:
        raise ValueError("there is no such thing, or nobody of that name")
    return found


def _unsaid(db: Db, said: Sequence[tuple[str, str]], who: str) -> tuple[str, str]:
    """(writer, text) that nobody wrote yet; all used, one with a number."""
    own = [one for one in said if one[0] == who] or list(said)
    for writer, text in random.sample(own, len(own)):
        query = (
            "SELECT 1 FROM fb_post WHERE message = ?"
            " UNION SELECT 1 FROM fb_comment WHERE message = ?"
        )
        if not db.execute(query, (text, text)).fetchone():
            return who or writer, text
    writer, text = random.choice(own)
    many = db.execute("SELECT count(*) AS n FROM fb_comment").fetchone()["n"]
    return who or writer, f"{text} (again, no. {many})"


def _who(row: Row) -> Json:
    return {"id": str(row["id"]), "name": row["name"]}


def _told(actor: Row, row: Row) -> Json:
    shown = {key: row[key] for key in ("message", "created_at")}
    return shown | {"author": _who(actor), "number": str(row["id"])}


def _post(db: Db, actor: Row, number: int) -> Json:
    row = _sure(rows.post(db, number))
    more = {"id": render.post_id(row), "url": render.post_url(row)}
    return _told(actor, row) | more
