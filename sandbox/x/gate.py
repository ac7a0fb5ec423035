"""The door of the API: who asks, whether they may, what it costs, how much is left."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass

from flask import Blueprint, Response, g, request

from sandbox.faults import plain_times
from sandbox.log import bill
from sandbox.store import db, get_setting, put_setting
from sandbox.x import oauth1, prices
from sandbox.x.problems import Problem, no_credit, too_many, unauthorized

bp = Blueprint("x", __name__, url_prefix="/x-api")

WITHOUT_TOKEN = frozenset({"x.token", "x.revoke"})


@dataclass(frozen=True, slots=True)
class Caller:
    """The account and app behind a token."""

    user: int
    client_id: str
    owns_app: bool
    enterprise: bool


@dataclass(slots=True)
class Allowance:
    """What is left of this call for this account in this quarter of an hour."""

    limit: int
    remaining: int
    resets_at: int


def caller() -> Caller:
    """Who asks; there is always somebody behind the gate."""
    found: Caller = g.caller
    return found


@bp.errorhandler(Problem)
def _refused(problem: Problem) -> Response:
    return problem.response()


@bp.before_request
def _enter() -> None:
    call = request.endpoint or ""
    if call in WITHOUT_TOKEN:
        return
    with db() as world:
        g.caller = _who(world)
        handle = world.execute(
            "SELECT handle FROM x_user WHERE id = ?", (g.caller.user,)
        ).fetchone()
        bill().actor = f"@{handle['handle']}" if handle else str(g.caller.user)
        g.allowance = _count(world, g.caller.user, call)
        if g.allowance.remaining < 0:
            g.allowance.remaining = 0
            raise too_many()
        if int(get_setting(world, "credit_micro", 0)) <= 0:
            raise no_credit()


@bp.after_request
def _leave(response: Response) -> Response:
    allowance: Allowance | None = g.get("allowance")
    if allowance:
        response.headers["x-rate-limit-limit"] = str(allowance.limit)
        response.headers["x-rate-limit-remaining"] = str(allowance.remaining)
        response.headers["x-rate-limit-reset"] = str(allowance.resets_at)
    with db() as world:
        if get_setting(world, "time_format", "fractions") == "plain":
            response.set_data(plain_times(response.get_data(as_text=True)))
        if response.status_code < 300 and bill().micro:
            credit = int(get_setting(world, "credit_micro", 0))
            put_setting(world, "credit_micro", credit - bill().micro)
    return response


@bp.route("/<path:rest>", methods=["GET", "POST", "PUT", "DELETE"])
def nothing(rest: str) -> Response:
    """X's answer for an address it does not know."""
    raise Problem(404, "Not Found", f"There is nothing at /{rest}")


def charge_read(resources: int) -> None:
    """Bill what a reading call gives."""
    price = prices.read_price(request.endpoint or "", owned=g.get("owned", False))
    bill().resources = resources
    bill().micro = resources * price


def charge_write(micro: int | None = None) -> None:
    """Bill one writing request."""
    bill().resources = 1
    usual = prices.WRITES[request.endpoint or ""]
    bill().micro = usual if micro is None else micro


def about(user_id: int) -> None:
    """Note whose data are read: one's own are cheaper for the owner of the app."""
    g.owned = caller().owns_app and caller().user == user_id


def _who(world: sqlite3.Connection) -> Caller:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    enterprise = get_setting(world, "tier", "self-serve") == "enterprise"
    if kind == "OAuth":
        user, client_id = oauth1.checked(world, token, request)
    else:
        row = world.execute(
            "SELECT * FROM x_token WHERE access = ? AND until > ? AND NOT revoked",
            (token.strip(), time.time()),
        ).fetchone()
        if kind != "Bearer" or row is None:
            raise unauthorized()
        user, client_id = row["user"], row["client_id"]
    app = world.execute(
        "SELECT owner FROM x_app WHERE client_id = ?", (client_id,)
    ).fetchone()
    owns = app is not None and app["owner"] == user
    return Caller(user, client_id, owns, enterprise)


def _count(world: sqlite3.Connection, user: int, call: str) -> Allowance:
    """Count one call; ``remaining`` -1 means one too many."""
    limit = prices.LIMITS.get(call, prices.USUAL_LIMIT)
    period = int(time.time()) // prices.PERIOD
    row = world.execute(
        "SELECT used FROM x_used WHERE user = ? AND call = ? AND period = ?",
        (user, call, period),
    ).fetchone()
    used = min(int(row["used"]) if row else 0, limit) + 1
    world.execute(
        "INSERT OR REPLACE INTO x_used VALUES (?, ?, ?, ?)", (user, call, period, used)
    )
    return Allowance(limit, limit - used, (period + 1) * prices.PERIOD)
