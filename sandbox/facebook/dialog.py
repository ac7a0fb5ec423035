"""Facebook's login dialog, and the developer's page where an app has its secret."""

from __future__ import annotations

import sqlite3
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response

from sandbox.facebook import login, rows
from sandbox.facebook.web import Missing, bp, page
from sandbox.store import db

Answer = str | Response
Db = sqlite3.Connection


@bp.get("/<version>/dialog/oauth")
def dialog(version: str) -> Answer:
    """Who is logged in, which Pages, which permissions: all may be chosen."""
    asked = _asked()
    with db() as world:
        app = _app(world, asked)
        people = world.execute(
            "SELECT a.id, a.name, l.about FROM fb_login l"
            " JOIN fb_actor a ON a.id = l.person ORDER BY a.id"
        ).fetchall()
        who = _who(asked)
        facts = {
            "asked": {key: one for key, one in asked.items() if key != "person"},
            "app": app["name"],
            "scopes": _scopes(asked),
            "people": people,
            "person": who,
            "pages": login.pages_of(world, who),
        }
    return page("authorize", title="Continue", **facts)


@bp.post("/<version>/dialog/oauth")
def allow(version: str) -> Answer:
    """Back to the app: with a code for what was allowed, or with a no."""
    asked, form = _asked(), request.form
    answer = {"state": asked.get("state", "")}
    with db() as world:
        app = _app(world, asked)
        if "allow" in asked:
            # Whoever opens "Edit access" says which; else it is all that was asked for
            edited = "edited" in asked
            scopes = form.getlist("scopes") if edited else _scopes(asked)
            # 0 is no Page's number: none was chosen, which is not the same as all
            pages = " ".join(form.getlist("pages")) or "0" if edited else ""
            answer["code"] = login.make_code(
                world,
                app["id"],
                _who(asked),
                asked["redirect_uri"],
                " ".join(scopes),
                pages,
            )
        else:
            answer |= {
                "error": "access_denied",
                "error_code": "200",
                "error_description": "Permissions error",
                "error_reason": "user_denied",
            }
    mark = "&" if "?" in asked["redirect_uri"] else "?"
    return redirect(f"{asked['redirect_uri']}{mark}{urlencode(answer)}#_=_", 303)


@bp.route("/developers/apps/", methods=["GET", "POST"], strict_slashes=False)
def developers() -> Answer:
    """What a real developer's page shows of an app; its addresses may be typed."""
    with db() as world:
        if request.method == "POST":
            said = request.form
            change = "UPDATE fb_app SET redirects = ? WHERE id = ?"
            world.execute(change, (said.get("redirects", ""), said.get("app", "")))
        apps = world.execute("SELECT * FROM fb_app ORDER BY id").fetchall()
    return page("developers", title="Apps", apps=apps)


def _asked() -> dict[str, str]:
    return {key: str(value) for key, value in request.values.items()}


def _scopes(asked: dict[str, str]) -> list[str]:
    """What was asked for; a configuration of a business has it all in it."""
    return (asked.get("scope") or login.SCOPES).replace(",", " ").split()


def _who(asked: dict[str, str]) -> int:
    said = asked.get("person", "")
    return int(said) if said.isdigit() else rows.ME


def _app(world: Db, asked: dict[str, str]) -> sqlite3.Row:
    """The app that asks. Raises Missing for one, or an address, that is not known."""
    known = "SELECT * FROM fb_app WHERE id = ?"
    app: sqlite3.Row | None = world.execute(
        known, (asked.get("client_id", ""),)
    ).fetchone()
    back = asked.get("redirect_uri", "")
    if app is None or not back:
        raise Missing("Something went wrong: the app or its address is not known.")
    # Where none is set down, the sandbox asks for none; Facebook itself always does
    if app["redirects"].split() and back not in app["redirects"].split():
        raise Missing(
            "URL Blocked: this redirect failed because the redirect URI is not among "
            "the Valid OAuth Redirect URIs of the app."
        )
    return app
