"""/control: what tests and the buttons of the people's page tell the sandbox."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, request

from sandbox import log
from sandbox.faults import Orders
from sandbox.network import Network
from sandbox.store import db, get_setting, put_setting, reset

bp = Blueprint("control", __name__, url_prefix="/control")

SWITCHES: dict[str, tuple[str, ...] | type] = {
    "followers_order": ("newest", "oldest"),
    "hide_timeline": bool,
    "tier": ("self-serve", "enterprise"),
    "credit_micro": int,
    "slow_ms": int,
    "time_format": ("fractions", "plain"),
    "moves": bool,
    "token_life_s": int,
    "facebook_usage": int,
    "facebook_data_days": int,
    "facebook_data_access_s": int,
    "webmention": str,
}
BLOG_PLAYS = frozenset(
    {
        "peer_blog",
        "blog_comment",
        "blog_link",
        "blog_webmention",
        "hostile_post",
        "approve_comment",
    }
)


def asked() -> dict[str, Any]:
    """What was sent, as JSON or as a form."""
    if request.is_json:
        return dict(request.get_json())
    return {key: value for key, value in request.form.items() if value}


def done(answer: Any) -> Any:
    """JSON for a program; back to where they came from for a person's button."""
    if request.form.get("back"):
        return redirect(request.form["back"], 303)
    return jsonify(answer)


@bp.errorhandler(ValueError)
def _not_so(error: ValueError) -> tuple[Response, int]:
    return jsonify({"error": str(error)}), 400


@bp.post("/reset")
def start_anew() -> Any:
    """A fresh world: ``seed`` is ``demo`` or ``empty``. Faults are forgotten too."""
    kind = asked().get("seed", "demo")
    if kind not in ("demo", "empty"):
        raise ValueError("seed is “demo” or “empty”")
    _orders().clear()
    reset(kind)
    return done({"seed": kind})


@bp.get("/world")
def world() -> Any:
    """Everything there is, by network."""
    with db() as connection:
        found: dict[str, Any] = {
            network.key: network.world(connection) for network in _networks()
        }
        found["settings"] = {
            row["key"]: get_setting(connection, row["key"], None)
            for row in connection.execute("SELECT key FROM setting")
        }
    return jsonify(found)


@bp.get("/log")
def requests() -> Any:
    """The log after an id, oldest first."""
    with db() as connection:
        found = log.read(
            connection,
            after=request.args.get("after", 0, int),
            network=request.args.get("network", ""),
        )
    return jsonify(found)


@bp.route("/faults", methods=["GET", "POST", "DELETE"])
def faults() -> Any:
    """List, order or forget faults; forgetting lets go of held answers."""
    if request.method == "POST":
        _orders().add(asked())
    if request.method == "DELETE":
        _orders().clear()
    return done(_orders().listed())


@bp.post("/faults/clear")
def clear_faults() -> Any:
    """DELETE /faults for a form."""
    _orders().clear()
    return done([])


@bp.post("/play")
def play() -> Any:
    """The outside world does something; the made thing comes back."""
    order = asked()
    key = "blog" if order.get("what") in BLOG_PLAYS else "x"
    if str(order.get("what", "")).startswith("fb_"):
        key = "facebook"
    network: Network | None = current_app.extensions["networks"].get(key)
    if network is None:
        raise ValueError(f"there is no network “{key}”")
    words = [str(order.get(word, "")) for word in ("what", "who", "text", "target")]
    if "n" in order:
        words[3] = str(int(order["n"]))
    with db() as connection:
        made = network.play(connection, words[0], words[1], words[2], words[3])
    return done(made)


@bp.post("/switch")
def switch() -> Any:
    """Set the switches that were named; all of them come back."""
    order = asked()
    with db() as connection:
        for key, value in order.items():
            if key != "back":
                put_setting(connection, key, _checked(key, value))
        found = {key: get_setting(connection, key, None) for key in SWITCHES}
    return done(found)


@bp.post("/acting")
def acting() -> Any:
    """Who is signed in on the web pages: ``center`` or ``me``."""
    who = asked().get("as")
    if who not in ("center", "me"):
        raise ValueError("as is “center” or “me”")
    with db() as connection:
        put_setting(connection, "acting", who)
    return done({"as": who})


def _checked(key: str, value: Any) -> Any:
    kind = SWITCHES.get(key)
    if kind is None:
        raise ValueError(f"there is no switch called “{key}”")
    if isinstance(kind, tuple):
        if value not in kind:
            raise ValueError(f"{key} is one of {', '.join(kind)}")
        return value
    if kind is str:
        return str(value)
    if kind is bool:
        return value not in (False, 0, "false", "0", "off", "")
    return int(value)


def _orders() -> Orders:
    orders: Orders = current_app.extensions["orders"]
    return orders


def _networks() -> list[Network]:
    return list(current_app.extensions["networks"].values())
