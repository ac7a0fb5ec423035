"""The outside world on X does something: follows, mentions, replies, posts."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from typing import Any

from sandbox.x import rows
from sandbox.x.texts.acts import MENTIONS, PEER_POSTS, QUOTES, REPLIES
from sandbox.x.texts.people import FOLLOWERS, PEERS, STRANGERS

Json = dict[str, Any]
Db = sqlite3.Connection

FIRST = ("Ana", "Ben", "Chen", "Dara", "Elif", "Femi", "Gita", "Hugo", "Ines", "Jun")
LAST = ("Adler", "Brooks", "Costa", "Diaz", "Evans", "Fofana", "Grant", "Haddad", "Ito")


def play(db: Db, what: str, who: str, text: str, target: str) -> Json:
    """Raises ValueError with a sentence when it cannot be done."""
    act = ACTS.get(what)
    if act is None:
        raise ValueError(f"nobody knows how to “{what}”")
    return act(db, who, text, target)


def _follow(db: Db, who: str, text: str, target: str) -> Json:
    actor = _somebody(db, who or _next_follower(db), not_following=True)
    whom = _whom(db, target)
    rows.follow(db, actor["id"], whom)
    return {"follower": _who(actor), "followed": str(whom)}


def _followers(db: Db, who: str, text: str, target: str) -> Json:
    """``target`` is how many; they come from nowhere."""
    many = int(target or 1)
    made = [_newcomer(db) for _ in range(many)]
    for one in made:
        rows.follow(db, one, rows.CENTER)
    return {"followers": [str(one) for one in made]}


def _mention(db: Db, who: str, text: str, target: str) -> Json:
    writer, words = (who, text) if text else _unsaid(db, MENTIONS, who)
    if "@centersw" not in words.lower():
        words = f"@CenterSW {words}"
    actor = _somebody(db, writer)
    return _post(db, rows.add_post(db, actor["id"], words))


def _mentions(db: Db, who: str, text: str, target: str) -> Json:
    """``target`` is how many."""
    many = int(target or 1)
    made = []
    for number in range(1, many + 1):
        words = f"{text or 'Thank you @CenterSW for'} ({number} of {many})"
        made.append(_mention(db, who, words, ""))
    return {"posts": made}


def _reply(db: Db, who: str, text: str, target: str) -> Json:
    actor, post = _somebody(db, who), _target(db, target)
    words = text or _one_unsaid(db, REPLIES)
    return _post(db, rows.add_post(db, actor["id"], words, reply_to=post["id"]))


def _share(db: Db, who: str, text: str, target: str) -> Json:
    post = _target(db, target)
    actor = _somebody(db, who, not_sharing=post["id"])
    return _post(db, rows.share(db, actor["id"], post["id"]))


def _quote(db: Db, who: str, text: str, target: str) -> Json:
    actor, post = _somebody(db, who), _target(db, target)
    words = text or _one_unsaid(db, QUOTES)
    return _post(db, rows.add_post(db, actor["id"], words, quotes=post["id"]))


def _like(db: Db, who: str, text: str, target: str) -> Json:
    actor, post = _somebody(db, who), _target(db, target)
    rows.like(db, actor["id"], post["id"])
    return {"user": _who(actor), "post": str(post["id"])}


def _peer_post(db: Db, who: str, text: str, target: str) -> Json:
    if text and not who:
        who = random.choice(PEERS).handle
    writer, words = (who, text) if text else _unsaid(db, PEER_POSTS, who)
    actor = _somebody(db, writer)
    return _post(db, rows.add_post(db, actor["id"], words))


def _stop(db: Db, who: str, text: str, target: str) -> Json:
    """Somebody asks us to leave them alone, under the last thing we told them."""
    actor = _somebody(db, who)
    words = text or "@CenterSW Please stop replying to me."
    ours = db.execute(
        "SELECT p.id FROM x_post p JOIN x_mention m ON m.post = p.id"
        " WHERE p.author = ? AND m.user = ? ORDER BY p.id DESC LIMIT 1",
        (rows.CENTER, actor["id"]),
    ).fetchone()
    reply_to = ours["id"] if ours else None
    return _post(db, rows.add_post(db, actor["id"], words, reply_to=reply_to))


def _unfollow(db: Db, who: str, text: str, target: str) -> Json:
    actor = _somebody(db, who)
    rows.unfollow(db, actor["id"], _whom(db, target))
    return {"follower": _who(actor)}


def _delete(db: Db, who: str, text: str, target: str) -> Json:
    post = _target(db, target)
    rows.delete(db, post["id"])
    return {"deleted": str(post["id"])}


def _rename(db: Db, who: str, text: str, target: str) -> Json:
    actor = _somebody(db, who)
    handle = _handle(text)
    db.execute("UPDATE x_user SET handle = ? WHERE id = ?", (handle, actor["id"]))
    return {"id": str(actor["id"]), "handle": handle}


ACTS: dict[str, Callable[[Db, str, str, str], Json]] = {
    "follow": _follow,
    "followers": _followers,
    "unfollow": _unfollow,
    "mention": _mention,
    "mentions": _mentions,
    "reply": _reply,
    "share": _share,
    "quote": _quote,
    "like": _like,
    "peer_post": _peer_post,
    "stop": _stop,
    "delete": _delete,
    "rename": _rename,
}


def _somebody(
    db: Db, who: str, *, not_following: bool = False, not_sharing: int = 0
) -> sqlite3.Row:
    """The named person, made if unknown; else somebody of the demo, or a newcomer."""
    if who:
        found = rows.user(db, f"@{who.removeprefix('@')}")
        if found is None:
            handle = _handle(who)
            found = rows.user(db, rows.add_user(db, handle, handle.replace("_", " ")))
        return _sure(found)
    handles = [one.handle for one in (*STRANGERS, *PEERS) if one.kind != "spam"]
    random.shuffle(handles)
    for handle in handles:
        found = rows.user(db, f"@{handle}")
        if found is None or (not_following and _follows(db, found["id"])):
            continue
        if not_sharing and _shares(db, found["id"], not_sharing):
            continue
        return found
    return _sure(rows.user(db, _newcomer(db)))


def _next_follower(db: Db) -> str:
    """The first of those who follow in turn and does not yet; "" for anybody."""
    for handle in FOLLOWERS:
        found = rows.user(db, f"@{handle}")
        if found is not None and not _follows(db, found["id"]):
            return handle
    return ""


def _handle(said: str) -> str:
    handle = said.removeprefix("@")
    if not re.fullmatch(r"[A-Za-z0-9_]{1,15}", handle):
        raise ValueError(f"“{handle}” is no handle: 1 to 15 letters, digits or _")
    return handle


def _sure(found: sqlite3.Row | None) -> sqlite3.Row:
    if found is None:
        raise ValueError("there is nobody of that name")
    return found


def _follows(db: Db, who: int) -> bool:
    query = "SELECT 1 FROM x_follow WHERE follower = ? AND followed = ?"
    return db.execute(query, (who, rows.CENTER)).fetchone() is not None


def _shares(db: Db, who: int, post_id: int) -> bool:
    query = "SELECT 1 FROM x_post WHERE author = ? AND shares = ?"
    return db.execute(query, (who, post_id)).fetchone() is not None


def _newcomer(db: Db) -> int:
    row = db.execute("SELECT max(id) + 1 AS id FROM x_user").fetchone()
    number = max(int(row["id"]), 2001)
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    return rows.add_user(
        db,
        f"{first.lower()}_{number}",
        f"{first} {last}",
        user_id=number,
        bio=f"{first} from the neighborhood.",
    )


def _whom(db: Db, target: str) -> int:
    return (
        int(_sure(rows.user(db, f"@{target.removeprefix('@')}"))["id"])
        if target
        else rows.CENTER
    )


def _target(db: Db, target: str) -> sqlite3.Row:
    """The named post, else our newest one that is no reply and no share."""
    found = rows.post(db, target) if target else None
    if found is None and not target:
        found = db.execute(
            "SELECT * FROM x_post WHERE author = ? AND shares IS NULL"
            " AND reply_to IS NULL ORDER BY id DESC LIMIT 1",
            (rows.CENTER,),
        ).fetchone()
    if found is None:
        raise ValueError("there is no such post")
    return found


def _unsaid(db: Db, said: list[tuple[str, str]], who: str) -> tuple[str, str]:
    """(writer, text): of this writer if there is one left, else in somebody's words."""
    own = [one for one in said if one[0] == who.removeprefix("@")] or said
    text = _one_unsaid(db, [text for _, text in own])
    writer = next((name for name, one in own if text.startswith(one)), own[0][0])
    return who or writer, text


def _one_unsaid(db: Db, texts: list[str]) -> str:
    """One of the texts that nobody wrote yet; all used, one with today's count."""
    for text in random.sample(texts, len(texts)):
        # a reply is stored with a name in front
        query = "SELECT 1 FROM x_post WHERE text LIKE '%' || ? AND shares IS NULL"
        if not db.execute(query, (text,)).fetchone():
            return text
    many = db.execute("SELECT count(*) AS n FROM x_post").fetchone()["n"]
    return f"{random.choice(texts)} (again, no. {many})"


def _who(row: sqlite3.Row) -> Json:
    return {"id": str(row["id"]), "handle": row["handle"], "name": row["name"]}


def _post(db: Db, post_id: int) -> Json:
    row = rows.post(db, post_id)
    if row is None:
        raise ValueError("there is no such post")
    author = _sure(rows.user(db, row["author"]))
    made = {key: row[key] for key in ("text", "created_at")}
    for key in ("id", "reply_to", "quotes", "shares", "conversation"):
        made[key] = str(row[key]) if row[key] else None
    made["author"] = _who(author)
    made["url"] = f"/x/{author['handle']}/status/{row['id']}"
    return made
