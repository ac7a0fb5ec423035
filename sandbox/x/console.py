"""X's developer console: make an app, see its keys, its callback and the credit."""

from __future__ import annotations

import secrets
import sqlite3
from typing import Any
from urllib.parse import urlsplit

from flask import redirect, request
from werkzeug.wrappers import Response as BaseResponse

from sandbox.store import db, get_setting
from sandbox.x.web import Missing, acting, bp, page

Answer = str | tuple[str, int] | BaseResponse


@bp.get("/developer")
def console() -> str:
    """The apps of whoever acts, with the keys that the real X shows only once."""
    return _shown()


@bp.post("/developer/apps")
def make_app() -> Answer:
    """A new app of the account that acts."""
    name = request.form.get("name", "").strip()[:80]
    callback = request.form.get("callback", "").strip()
    if not name:
        return _shown("Give the app a name."), 400
    if callback and not _is_address(callback):
        return _shown("A callback is a whole address: https://…"), 400
    client_id = secrets.token_urlsafe(18)
    with db() as world:
        world.execute(
            "INSERT INTO x_app VALUES (?, ?, ?)",
            (client_id, secrets.token_urlsafe(30), acting(world)["id"]),
        )
        world.execute(
            "INSERT INTO x_app_page VALUES (?, ?, ?)", (client_id, name, callback)
        )
    return redirect("/x/developer", 303)


@bp.post("/developer/callback")
def set_callback() -> Answer:
    """Another callback address for an app of one's own; empty takes any."""
    callback = request.form.get("callback", "").strip()
    if callback and not _is_address(callback):
        return _shown("A callback is a whole address: https://…"), 400
    with db() as world:
        app = _mine(world)
        world.execute(
            "INSERT INTO x_app_page VALUES (?, ?, ?)"
            " ON CONFLICT (client_id) DO UPDATE SET callback = excluded.callback",
            (app["client_id"], app["client_id"], callback),
        )
    return redirect("/x/developer", 303)


@bp.post("/developer/keys")
def make_keys() -> Answer:
    """An access token of OAuth 1 for the account that acts."""
    with db() as world:
        app = _mine(world)
        user = acting(world)["id"]
        world.execute(
            "DELETE FROM x_keys WHERE client_id = ? AND user = ?",
            (app["client_id"], user),
        )
        made = (f"{user}-{secrets.token_urlsafe(24)}", secrets.token_urlsafe(24))
        world.execute(
            "INSERT INTO x_keys VALUES (?, ?, ?, ?)", (*made, user, app["client_id"])
        )
    return redirect("/x/developer", 303)


def known_callback(world: sqlite3.Connection, client_id: str, said: str) -> bool:
    """Whether the app may send people back there, as it stands in the console."""
    row = world.execute(
        "SELECT callback FROM x_app_page WHERE client_id = ?", (client_id,)
    ).fetchone()
    return row is None or row["callback"] in ("", said)


def app_name(world: sqlite3.Connection, app: sqlite3.Row) -> str:
    """What people call it; the first one has no name but its id."""
    row = world.execute(
        "SELECT name FROM x_app_page WHERE client_id = ?", (app["client_id"],)
    ).fetchone()
    return str(row["name"] if row else app["client_id"])


def _mine(world: sqlite3.Connection) -> sqlite3.Row:
    row: sqlite3.Row | None = world.execute(
        "SELECT * FROM x_app WHERE client_id = ? AND owner = ?",
        (request.form.get("client_id", ""), acting(world)["id"]),
    ).fetchone()
    if row is None:
        raise Missing("There is no such app of yours.")
    return row


def _shown(wrong: str = "") -> str:
    with db() as world:
        who = acting(world)["id"]
        apps: list[dict[str, Any]] = [
            dict(row)
            for row in world.execute(
                "SELECT a.client_id, a.secret, p.name, p.callback, k.access,"
                " k.access_secret FROM x_app a"
                " LEFT JOIN x_app_page p USING (client_id)"
                " LEFT JOIN x_keys k ON k.client_id = a.client_id AND k.user = a.owner"
                " WHERE a.owner = ? ORDER BY a.rowid",
                (who,),
            )
        ]
        credit = int(get_setting(world, "credit_micro", 0)) / 1_000_000
    return page(
        "developer", title="Developer console", apps=apps, credit=credit, wrong=wrong
    )


def _is_address(said: str) -> bool:
    parts = urlsplit(said)
    return parts.scheme in ("http", "https") and bool(parts.netloc)
