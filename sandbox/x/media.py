"""The API about pictures: upload in one go, and their alt text."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from flask import request

from sandbox.store import db, now
from sandbox.x import ask, rows
from sandbox.x.gate import bp, caller, charge_write
from sandbox.x.problems import invalid

LARGEST = 5 * 1024 * 1024
TYPES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/bmp",
    "image/tiff",
    "image/pjpeg",
)

Json = dict[str, Any]


@bp.post("/2/media/upload")
def upload() -> Json:
    data, said = _sent()
    kind = said.get("media_type") or "image/png"
    if said.get("media_category") != "tweet_image":
        raise invalid("media_category", str(said.get("media_category")), "tweet_image")
    if kind not in TYPES or not 0 < len(data) <= LARGEST:
        raise invalid("media", kind, "A picture of at most 5 MB is needed")
    with db() as world:
        row = world.execute("SELECT max(id) + 1 AS id FROM x_media").fetchone()
        media_id = max(int(row["id"] or 0), rows.post_id_at(now()))
        world.execute(
            "INSERT INTO x_media (id, owner, media_type, data) VALUES (?, ?, ?, ?)",
            (media_id, caller().user, kind, data),
        )
    charge_write()
    return {
        "data": {
            "id": str(media_id),
            "media_key": f"3_{media_id}",
            "size": len(data),
            "expires_after_secs": 86400,
        },
        "meta": {},
    }


@bp.post("/2/media/metadata")
def alt_text() -> Json:
    sent = ask.body()
    media_id = str(sent.get("id", ""))
    text = str(((sent.get("metadata") or {}).get("alt_text") or {}).get("text", ""))
    if len(text) > 1000:
        raise invalid("metadata.alt_text", text[:40], "At most 1000 characters")
    with db() as world:
        done = world.execute(
            "UPDATE x_media SET alt = ? WHERE id = ? AND owner = ?",
            (text, int(media_id) if media_id.isdigit() else 0, caller().user),
        )
        if not done.rowcount:
            raise invalid("id", media_id, "There is no such media")
    charge_write()
    return {
        "data": {
            "id": media_id,
            "associated_metadata": {"alt_text": {"text": text}},
        }
    }


def _sent() -> tuple[bytes, Json]:
    """(the picture, the other fields), sent as JSON or as multipart."""
    if request.is_json:
        said = ask.body()
        try:
            return base64.b64decode(str(said.get("media", "")), validate=True), said
        except binascii.Error:
            raise invalid("media", "…", "The media is not base64") from None
    fields: Json = dict(request.form)
    part = request.files.get("media")
    if part is None:
        return b"", fields
    fields.setdefault("media_type", part.mimetype)
    return part.read(), fields
