"""Graph's tokens: a code for a user's token, a longer one, those of Pages, checks."""

from __future__ import annotations

import secrets
import sqlite3
import time
from typing import Any

from flask import request

from sandbox.facebook import rows
from sandbox.facebook.gate import bp, caller, dead, said_token, token_row
from sandbox.facebook.paging import Json, page
from sandbox.facebook.problems import DEAD, GraphError, invalid
from sandbox.log import bill
from sandbox.store import db, get_setting

CODE_LIFE = 600
SHORT, LONG = 3600, 60 * 86_400
DATA_LIFE = 90 * 86_400
SCOPES = (
    "pages_show_list pages_read_engagement pages_read_user_content pages_manage_posts"
    " pages_manage_engagement"
)
TASKS = ["ANALYZE", "CREATE_CONTENT", "MODERATE", "MANAGE"]

Db = sqlite3.Connection


@bp.route("/oauth/access_token", methods=["GET", "POST"])
def access_token() -> Json:
    """A code for a short token, or a short token for one of sixty days."""
    said = request.values
    app = said.get("client_id", "")
    bill().actor = f"app {app}"
    with db() as world:
        known = "SELECT 1 FROM fb_app WHERE id = ? AND secret = ?"
        row = world.execute(known, (app, said.get("client_secret", ""))).fetchone()
        if row is None:
            raise GraphError(1, "Error validating client secret.", 400)
        if said.get("grant_type") == "client_credentials":
            return {"access_token": f"{app}|made-for-the-app", "token_type": "bearer"}
        if said.get("grant_type") == "fb_exchange_token":
            return _longer(world, app, said.get("fb_exchange_token", ""))
        return _from_code(world, app, said)


@bp.get("/me")
def me() -> Json:
    with db() as world:
        row = rows.actor(world, caller().actor)
    if row is None:
        raise GraphError(2500, "An active access token must be used")
    return {"name": row["name"], "id": str(row["id"])}


@bp.get("/me/accounts")
def accounts() -> Json:
    """The Pages that this person may act for, each with a token of its own."""
    if caller().kind != "user":
        raise invalid("Tried accessing nonexisting field (accounts)")
    fields = set(request.args.get("fields", "access_token,name,id,tasks").split(","))
    with db() as world:
        row = token_row(world, said_token())
        chosen = row["pages"] if row is not None else ""
        found = [
            one
            for one in pages_of(world, caller().person)
            if "pages_show_list" in caller().scopes
            and (not chosen or str(one["id"]) in chosen.split())
        ]
        return page(found, lambda one: _page(world, one, fields, chosen))


@bp.route("/debug_token", methods=["GET", "POST"])
def debug_token() -> Json:
    """What is known of a token, whether it still works, and if not, why."""
    if caller().kind not in ("app", "user"):
        raise GraphError(100, "(#100) You must provide an app access token")
    if request.method == "POST" and request.form.get("method") != "get":
        raise GraphError(100, "Unsupported post request.")
    said = request.values.get("input_token", "")
    with db() as world:
        row = token_row(world, said)
        if row is None or row["app"] != caller().app:
            wrong = {"code": 190, "message": "Invalid OAuth access token."}
            return {"data": {"error": wrong, "is_valid": False, "scopes": []}}
        about: Json = {
            "app_id": row["app"],
            "type": str(row["kind"]).upper(),
            "expires_at": int(row["until"] or 0),
            "data_access_expires_at": int(
                row["data_until"]
                or time.time() + get_setting(world, "facebook_data_access_s", DATA_LIFE)
            ),
            "is_valid": not dead(row),
            "scopes": row["scopes"].split(),
            "granular_scopes": _granular(row),
            "user_id": str(row["person"]),
        }
    if row["kind"] == "page":
        about["profile_id"] = str(row["actor"])
    why = dead(row)
    if why:
        about["error"] = {"code": 190, "subcode": why, "message": DEAD.get(why, "")}
    return {"data": about}


def pages_of(world: Db, person: int) -> list[sqlite3.Row]:
    """The Pages on which somebody has a role, with their tasks there."""
    return world.execute(
        "SELECT a.*, r.tasks FROM fb_role r JOIN fb_actor a ON a.id = r.page"
        " WHERE r.person = ? ORDER BY a.id",
        (person,),
    ).fetchall()


def _granular(row: sqlite3.Row) -> list[Json]:
    """Each permission, and for which Pages alone where the person chose some."""
    chosen = row["pages"].split()
    more = {"target_ids": chosen} if chosen else {}
    return [{"scope": one, **more} for one in row["scopes"].split()]


def make_code(
    world: Db,
    app: str,
    person: int,
    redirect_uri: str,
    scopes: str,
    pages: str = "",
) -> str:
    """A code for the token call, good for ten minutes and once."""
    code = f"fb-code-{secrets.token_urlsafe(24)}"
    until = time.time() + CODE_LIFE
    row = (code, app, person, redirect_uri, scopes, until, pages)
    world.execute("INSERT INTO fb_code VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return code


def add_token(
    world: Db,
    kind: str,
    actor: int,
    person: int,
    app: str,
    scopes: str = SCOPES,
    *,
    life: int = 0,
    access: str = "",
    pages: str = "",
) -> str:
    """A new token; ``life`` 0 is without end."""
    access = access or f"fb-{kind}-{secrets.token_urlsafe(24)}"
    until = time.time() + life if life else None
    days = get_setting(world, "facebook_data_days", None)
    data_until = time.time() + int(days) * 86_400 if days is not None else None
    world.execute(
        "INSERT INTO fb_token"
        " (access, kind, actor, person, app, scopes, until, pages, data_until)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (access, kind, actor, person, app, scopes, until, pages, data_until),
    )
    return access


def _from_code(world: Db, app: str, said: Any) -> Json:
    row = world.execute(
        "SELECT * FROM fb_code WHERE code = ? AND app = ? AND until > ?",
        (said.get("code", ""), app, time.time()),
    ).fetchone()
    world.execute("DELETE FROM fb_code WHERE code = ?", (said.get("code", ""),))
    if row is None:
        raise GraphError(100, "This authorization code has been used.", subcode=36009)
    if row["redirect_uri"] != said.get("redirect_uri", ""):
        words = "Error validating verification code. Please make sure your redirect_uri"
        raise GraphError(100, f"{words} is identical", subcode=36008)
    return _given(world, app, row, SHORT)


def _longer(world: Db, app: str, said: str) -> Json:
    row = token_row(world, said)
    if row is None or row["app"] != app or dead(row) or row["kind"] != "user":
        raise GraphError(190, "Invalid OAuth access token.", 400)
    return _given(world, app, row, LONG)


def _given(world: Db, app: str, row: sqlite3.Row, life: int) -> Json:
    person, more = row["person"], {"life": life, "pages": row["pages"]}
    made = add_token(world, "user", person, person, app, row["scopes"], **more)
    return {"access_token": made, "token_type": "bearer", "expires_in": life}


def _page(world: Db, row: sqlite3.Row, fields: set[str], chosen: str) -> Json:
    """A Page with the token that this person's makes for it; it has no end."""
    given = caller()
    scopes = " ".join(sorted(given.scopes))
    known = world.execute(
        "SELECT access FROM fb_token WHERE kind = 'page' AND actor = ? AND person = ?"
        " AND app = ? AND scopes = ? AND pages = ? AND dead = 0",
        (row["id"], given.person, given.app, scopes, chosen),
    ).fetchone()
    token = (
        known["access"]
        if known
        else add_token(
            world, "page", row["id"], given.person, given.app, scopes, pages=chosen
        )
    )
    shown: Json = {
        "access_token": token,
        "name": row["name"],
        "id": str(row["id"]),
        "username": row["username"],
        "category": "Social Service",
        "tasks": row["tasks"].split(),
    }
    return {key: value for key, value in shown.items() if key in fields | {"id"}}
