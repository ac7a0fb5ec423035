"""Pages, posts and comments as Graph shows them: the wanted fields and no others."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import request

from sandbox.facebook import rows
from sandbox.facebook.fields import Field, Fields, parse
from sandbox.facebook.problems import invalid

Json = dict[str, Any]
Db = sqlite3.Connection
Row = sqlite3.Row
Show = Callable[[Db, Row, Field], Any]

WEB = "/facebook"
POST_USUAL, COMMENT_USUAL = "created_time,message,id", "created_time,from,message,id"


def wanted(usual: str) -> Fields:
    return parse(request.args.get("fields") or usual)


def post(db: Db, row: Row, fields: Fields) -> Json:
    return _shown("PagePost", POST, db, row, fields)


def comment(db: Db, row: Row, fields: Fields) -> Json:
    return _shown("Comment", COMMENT, db, row, fields)


def page(db: Db, row: Row, fields: Fields) -> Json:
    return _shown("Page", PAGE, db, row, fields)


def post_id(row: Row) -> str:
    return f"{row['wall']}_{row['id']}"


def comment_id(row: Row) -> str:
    return f"{row['post']}_{row['id']}"


def post_url(row: Row) -> str:
    return f"{WEB}/{row['wall']}/posts/{row['id']}"


def comment_url(db: Db, row: Row) -> str:
    """A comment's own address, as on Facebook; an answer's names both."""
    above = rows.post(db, row["post"])
    base = post_url(above) if above is not None else WEB
    if row["parent"]:
        return f"{base}?comment_id={row['parent']}&reply_comment_id={row['id']}"
    return f"{base}?comment_id={row['id']}"


def when(stamp: str) -> str:
    return datetime.fromisoformat(stamp).strftime("%Y-%m-%dT%H:%M:%S+0000")


def full(path: str) -> str:
    return request.host_url.rstrip("/") + path


def who(db: Db, number: int, fields: Fields | None = None) -> Json | None:
    row = rows.actor(db, number)
    if row is None:
        return None
    shown = {"name": row["name"], "id": str(row["id"])}
    return {key: shown[key] for key in shown if not fields or key in fields}


def count(db: Db, query: str, *values: Any) -> int:
    return int(db.execute(f"SELECT count(*) AS n FROM {query}", values).fetchone()["n"])


def tags(db: Db, row: Row) -> list[Json]:
    """Who is named in a text: Pages, by their name or @username."""
    found = []
    for one in db.execute("SELECT * FROM fb_actor WHERE kind = 'page'"):
        for name in (one["name"], f"@{one['username']}"):
            for hit in re.finditer(re.escape(name), row["message"], re.IGNORECASE):
                place = {"offset": hit.start(), "length": len(name)}
                known = {"id": str(one["id"]), "name": one["name"], "type": "page"}
                found.append(known | place)
    return found


def _shown(node: str, known: dict[str, Show], db: Db, row: Row, fields: Fields) -> Json:
    """What is empty is left out, as Graph does; an unknown field is an error."""
    answer: Json = {}
    for name, field in fields.items():
        if name not in known:
            words = f"Tried accessing nonexisting field ({name}) on node type ({node})"
            raise invalid(words)
        value = known[name](db, row, field)
        if value not in (None, "", [], {}):
            answer[name] = value
    identity = {"Page": str(row["id"]), "PagePost": "", "Comment": ""}[node]
    made = {"PagePost": post_id, "Comment": comment_id}.get(node)
    answer.setdefault("id", made(row) if made else identity)
    return answer


def _attachments(db: Db, row: Row, field: Field) -> Json | None:
    if not row["link"]:
        return None
    one = {
        "media_type": "link",
        "type": "share",
        "title": row["link"].split("/")[2] if "//" in row["link"] else row["link"],
        "url": full(f"{WEB}/l.php?u={row['link']}"),
        "unshimmed_url": row["link"],
    }
    return {
        "data": [
            {k: v for k, v in one.items() if not field.inside or k in field.inside}
        ]
    }


def _summary(total: int, field: Field, data: list[Json]) -> Json:
    """An edge inside a post: the first few, and how many there are."""
    body: Json = {"data": data}
    if field.said.get("summary") in ("true", "1", "total_count"):
        body["summary"] = {"total_count": total}
    return body


def _comments(db: Db, row: Row, field: Field) -> Json:
    whole = field.said.get("filter") == "stream"
    where = "fb_comment WHERE post = ?" + ("" if whole else " AND parent IS NULL")
    down = "DESC" if field.said.get("order") == "reverse_chronological" else "ASC"
    found = db.execute(
        f"SELECT * FROM {where} ORDER BY created_at {down}, id {down} LIMIT ?",
        (row["id"], int(field.said.get("limit", 25))),
    )
    inside = field.inside or parse(COMMENT_USUAL)
    data = [comment(db, one, inside) for one in found]
    return _summary(count(db, where, row["id"]), field, data)


def _reactions(db: Db, row: Row, field: Field) -> Json:
    """Only how many; who they are is read by the edge."""
    return _summary(count(db, "fb_reaction WHERE object = ?", row["id"]), field, [])


def _shares(db: Db, row: Row, field: Field) -> Json | None:
    many = count(db, "fb_post WHERE shares = ?", row["id"])
    return {"count": many} if many else None


def _parent(db: Db, row: Row, field: Field) -> Json | None:
    above = rows.comment(db, row["parent"]) if row["parent"] else None
    return (
        comment(db, above, field.inside or parse("id")) if above is not None else None
    )


def _from(db: Db, row: Row, field: Field) -> Json | None:
    hidden = "nameless" in row.keys() and row["nameless"]  # noqa: SIM118 # sqlite3.Row
    return None if hidden else who(db, row["author"], field.inside)


def _object(db: Db, row: Row, field: Field) -> Json | None:
    above = rows.post(db, row["post"])
    return post(db, above, field.inside or parse("id")) if above is not None else None


POST: dict[str, Show] = {
    "id": lambda db, row, field: post_id(row),
    "message": lambda db, row, field: row["message"],
    "created_time": lambda db, row, field: when(row["created_at"]),
    "updated_time": lambda db, row, field: when(row["updated_at"]),
    "permalink_url": lambda db, row, field: full(post_url(row)),
    "from": _from,
    "message_tags": lambda db, row, field: tags(db, row),
    "shares": _shares,
    "attachments": _attachments,
    "comments": _comments,
    "reactions": _reactions,
    "is_published": lambda db, row, field: True,
    "status_type": lambda db, row, field: "mobile_status_update",
}
COMMENT: dict[str, Show] = {
    "id": lambda db, row, field: comment_id(row),
    "message": lambda db, row, field: row["message"],
    "created_time": lambda db, row, field: when(row["created_at"]),
    "permalink_url": lambda db, row, field: full(comment_url(db, row)),
    "from": _from,
    "message_tags": lambda db, row, field: tags(db, row),
    "parent": _parent,
    "object": _object,
    "can_comment": lambda db, row, field: True,
    "like_count": lambda db, row, field: count(
        db, "fb_reaction WHERE object = ?", row["id"]
    ),
    "comment_count": lambda db, row, field: count(
        db, "fb_comment WHERE parent = ?", row["id"]
    ),
}
PAGE: dict[str, Show] = {
    "id": lambda db, row, field: str(row["id"]),
    "name": lambda db, row, field: row["name"],
    "username": lambda db, row, field: row["username"],
    "about": lambda db, row, field: row["about"],
    "website": lambda db, row, field: row["website"],
    "link": lambda db, row, field: full(f"{WEB}/{row['username']}"),
    "followers_count": lambda db, row, field: (
        row["fans"] + count(db, "fb_follow WHERE page = ?", row["id"])
    ),
    "fan_count": lambda db, row, field: row["fans"],
}
