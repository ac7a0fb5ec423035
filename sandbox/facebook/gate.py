"""The door of Graph: version, whose token, its proof, and how much was used."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, request

from sandbox.facebook import rows
from sandbox.facebook.problems import GraphError, coded, invalid, unknown_object
from sandbox.log import bill
from sandbox.store import db, get_setting

bp = Blueprint("facebook", __name__, url_prefix="/facebook-api/<version>")

ALIVE = frozenset(f"v{number}.0" for number in range(20, 26))
"""Versions that Graph still answers."""

WITHOUT_TOKEN = frozenset({"facebook.access_token"})
PER_HOUR = 5000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is behind a token: ``kind`` is page, user or app."""

    kind: str
    actor: int
    person: int
    app: str
    scopes: frozenset[str]


def caller() -> Caller:
    """Who asks; there is always somebody behind the gate."""
    found: Caller = g.caller
    return found


def needs(*scopes: str) -> None:
    """Raises GraphError 200 where the token was made without a permission."""
    missing = [one for one in scopes if one not in caller().scopes]
    if missing:
        words = (
            f"(#200) Requires {' and '.join(missing)} permission to manage the object"
        )
        raise GraphError(200, words, 403)


@bp.errorhandler(GraphError)
def _refused(error: GraphError) -> Response:
    return error.response()


@bp.url_value_preprocessor
def _version(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.version = (values or {}).pop("version", "")


@bp.before_request
def _enter() -> None:
    if g.version not in ALIVE:
        known = re.fullmatch(r"v\d+\.\d+", g.version)
        code, words = (2635, "deprecated version") if known else (2500, "unknown path")
        raise GraphError(code, f"(#{code}) You are calling a {words}: {g.version}")
    if request.endpoint in WITHOUT_TOKEN:
        return
    with db() as world:
        token = said_token()
        g.caller = found = _who(world, token)
        _prove(world, found.app, token)
        name = rows.actor(world, found.actor)
        bill().actor = str(name["name"]) if name is not None else f"app {found.app}"
        g.percent = _count(world, found.app)
    if g.percent > 100:
        raise coded(80001 if found.kind == "page" else 4)


@bp.after_request
def _leave(response: Response) -> Response:
    percent = g.get("percent")
    if percent is not None:
        shown = min(percent, 100)
        use = {"call_count": shown, "total_time": shown // 2, "total_cputime": 1}
        more = {"type": "pages", "estimated_time_to_regain_access": 0}
        if percent > 100:
            more["estimated_time_to_regain_access"] = 60 - int(time.time()) % 3600 // 60
        page = str(g.caller.actor)
        response.headers["X-App-Usage"] = json.dumps(use)
        response.headers["X-Business-Use-Case-Usage"] = json.dumps({page: [use | more]})
    response.headers["facebook-api-version"] = g.get("version", "")
    return response


@bp.route("/<path:rest>", methods=["GET", "POST", "DELETE"])
def nothing(rest: str) -> Response:
    """Graph's answer for an address it does not know."""
    raise unknown_object(rest)


def said_token() -> str:
    """The token, from the header or, as of old, from the address or the form."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind in ("Bearer", "OAuth") and token:
        return token.strip()
    return str(request.values.get("access_token", ""))


def _who(world: sqlite3.Connection, token: str) -> Caller:
    if not token:
        words = "An active access token must be used to query information about this"
        raise GraphError(2500, words)
    app, _, secret = token.partition("|")
    if secret:
        known = "SELECT 1 FROM fb_app WHERE id = ? AND secret = ?"
        if world.execute(known, (app, secret)).fetchone() is None:
            raise GraphError(190, "Error validating application.", 401)
        return Caller("app", 0, 0, app, frozenset())
    row = token_row(world, token)
    if row is None:
        words = "Invalid OAuth access token - Cannot parse access token"
        raise GraphError(190, words, 401)
    if why := dead(row):
        raise coded(190, why)
    return Caller(
        row["kind"],
        row["actor"],
        row["person"],
        row["app"],
        frozenset(row["scopes"].split()),
    )


def token_row(world: sqlite3.Connection, token: str) -> sqlite3.Row | None:
    query = "SELECT * FROM fb_token WHERE access = ?"
    row: sqlite3.Row | None = world.execute(query, (token,)).fetchone()
    return row


def dead(row: sqlite3.Row) -> int:
    """The subcode that says why this token no longer works; 0 while it does."""
    if row["dead"]:
        return int(row["dead"])
    return 463 if row["until"] and row["until"] < time.time() else 0


def _prove(world: sqlite3.Connection, app: str, token: str) -> None:
    """Our app asks for a proof that whoever calls knows its secret."""
    row = world.execute("SELECT secret FROM fb_app WHERE id = ?", (app,)).fetchone()
    if "|" in token or row is None:
        return
    said = request.values.get("appsecret_proof", "")
    if not said:
        raise GraphError(
            100, "API calls from the server require an appsecret_proof argument"
        )
    right = hmac.new(row["secret"].encode(), token.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(said, right):
        raise invalid("Invalid appsecret_proof provided in the API argument")


def _count(world: sqlite3.Connection, app: str) -> int:
    """Count one call; the percent of the hour's allowance that is used."""
    hour = int(time.time()) // 3600
    row = world.execute("SELECT * FROM fb_used WHERE app = ?", (app,)).fetchone()
    used = 1 + (int(row["used"]) if row and row["hour"] == hour else 0)
    world.execute("INSERT OR REPLACE INTO fb_used VALUES (?, ?, ?)", (app, hour, used))
    told = get_setting(world, "facebook_usage", None)
    return int(told) if told is not None else used * 100 // PER_HOUR
