"""OAuth 2 with PKCE: codes for tokens, and refresh tokens that work once."""

from __future__ import annotations

import base64
import hashlib
import secrets
import sqlite3
import time
from typing import Any

from flask import request

from sandbox.log import bill
from sandbox.store import db, get_setting
from sandbox.x.gate import bp

LIFE = 7200
CODE_LIFE = 30
SCOPES = "tweet.read tweet.write users.read follows.read offline.access media.write"

Json = dict[str, Any]
Answer = tuple[Json, int]


@bp.post("/2/oauth2/token")
def token() -> Answer:
    with db() as world:
        client_id = _client(world)
        if client_id is None:
            return _no(401, "invalid_client", "Missing valid authorization header")
        bill().actor = client_id
        kind = request.form.get("grant_type", "")
        if kind == "refresh_token":
            return _refresh(world, client_id, request.form.get("refresh_token", ""))
        if kind == "authorization_code":
            return _exchange(world, client_id)
    return _no(400, "unsupported_grant_type", f"The grant type [{kind}] is not known")


@bp.post("/2/oauth2/revoke")
def revoke() -> Answer:
    said = request.form.get("token", "")
    with db() as world:
        if _client(world) is None:
            return _no(401, "invalid_client", "Missing valid authorization header")
        world.execute(
            "UPDATE x_token SET revoked = 1 WHERE access = ? OR refresh = ?",
            (said, said),
        )
    return {"revoked": True}, 200


def make_code(
    world: sqlite3.Connection, client_id: str, user: int, asked: dict[str, str]
) -> str:
    """A code for the token call, good for half a minute and once."""
    code = secrets.token_urlsafe(32)
    world.execute(
        "INSERT INTO x_code VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            code,
            client_id,
            user,
            asked.get("redirect_uri", ""),
            asked.get("code_challenge", ""),
            asked.get("code_challenge_method", "plain"),
            asked.get("scope", SCOPES),
            time.time() + CODE_LIFE,
        ),
    )
    return code


def add_token(
    world: sqlite3.Connection,
    *,
    user: int,
    client_id: str,
    scopes: str = SCOPES,
    access: str = "",
    refresh: str = "",
) -> Json:
    """A new pair of tokens, in the words of the token call."""
    life = int(get_setting(world, "token_life_s", LIFE))
    access = access or f"x-access-{secrets.token_urlsafe(24)}"
    refresh = refresh or f"x-refresh-{secrets.token_urlsafe(24)}"
    world.execute(
        "INSERT INTO x_token (access, refresh, user, client_id, scopes, until)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (access, refresh, user, client_id, scopes, time.time() + life),
    )
    answer = {
        "token_type": "bearer",
        "expires_in": life,
        "access_token": access,
        "scope": scopes,
    }
    return answer | ({"refresh_token": refresh} if "offline.access" in scopes else {})


def _refresh(world: sqlite3.Connection, client_id: str, said: str) -> Answer:
    row = world.execute(
        "SELECT * FROM x_token WHERE refresh = ? AND client_id = ?", (said, client_id)
    ).fetchone()
    if row is None or row["revoked"]:
        return _no(400, "invalid_grant", "Value passed for the token was invalid.")
    if row["spent_at"] is not None:
        world.execute(
            "UPDATE x_token SET spent_uses = spent_uses + 1 WHERE refresh = ?", (said,)
        )
        return _no(400, "invalid_grant", "Value passed for the token was invalid.")
    world.execute(
        "UPDATE x_token SET spent_at = ? WHERE refresh = ?", (time.time(), said)
    )
    made = add_token(world, user=row["user"], client_id=client_id, scopes=row["scopes"])
    return made, 200


def _exchange(world: sqlite3.Connection, client_id: str) -> Answer:
    said = request.form
    row = world.execute(
        "SELECT * FROM x_code WHERE code = ? AND client_id = ? AND until > ?",
        (said.get("code", ""), client_id, time.time()),
    ).fetchone()
    world.execute("DELETE FROM x_code WHERE code = ?", (said.get("code", ""),))
    if row is None or row["redirect_uri"] != said.get("redirect_uri", ""):
        return _no(400, "invalid_grant", "Value passed for the code was invalid.")
    verifier = said.get("code_verifier", "")
    if _challenge(verifier, row["method"]) != row["challenge"]:
        return _no(
            400, "invalid_grant", "Value passed for the code_verifier was invalid."
        )
    made = add_token(world, user=row["user"], client_id=client_id, scopes=row["scopes"])
    return made, 200


def _challenge(verifier: str, method: str) -> str:
    if method.upper() != "S256":
        return verifier
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _client(world: sqlite3.Connection) -> str | None:
    """The app that asks: by Basic with its secret."""
    said = request.authorization
    if said is None or said.type != "basic":
        return None
    row = world.execute(
        "SELECT client_id FROM x_app WHERE client_id = ? AND secret = ?",
        (said.username or "", said.password or ""),
    ).fetchone()
    return str(row["client_id"]) if row else None


def _no(status: int, error: str, description: str) -> Answer:
    return {"error": error, "error_description": description}, status
