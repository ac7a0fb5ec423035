"""The log of every request, with who asked, what came back and what it cost."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import g, request

from sandbox.store import db, now

KEPT = 20_000
LONGEST_BODY = 4_000
SECRETS = ("token", "secret", "password", "code", "code_verifier")


@dataclass(slots=True)
class Bill:
    """What this request turned out to be; views fill it in as they learn it."""

    actor: str = ""
    resources: int = 0
    micro: int = 0


def bill() -> Bill:
    """The bill of the request being answered."""
    if "bill" not in g:
        g.bill = Bill()
    found: Bill = g.bill
    return found


def write(*, network: str, fault: str, status: int) -> None:
    """One line in the log. ``status`` 0 means that no answer was given at all."""
    entry = bill()
    with db() as world:
        done = world.execute(
            "INSERT INTO request (at, network, method, path, call, actor, status,"
            " resources, micro, query, body, fault)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                now().isoformat(timespec="milliseconds"),
                network,
                request.method,
                request.path,
                request.endpoint or "",
                entry.actor,
                status,
                entry.resources,
                entry.micro,
                _query(),
                _body(),
                fault,
            ),
        )
        world.execute(
            "DELETE FROM request WHERE id <= ?", ((done.lastrowid or 0) - KEPT,)
        )


def read(
    world: sqlite3.Connection, *, after: int = 0, network: str = "", last: int = 0
) -> list[dict[str, Any]]:
    """Lines after an id, oldest first; or the ``last`` ones, newest first."""
    where = "id > ? AND (? = '' OR network = ?)"
    order = "id DESC LIMIT ?" if last else "id LIMIT ?"
    rows = world.execute(
        f"SELECT * FROM request WHERE {where} ORDER BY {order}",
        (after, network, network, last or KEPT),
    )
    return [dict(row) for row in rows]


def _query() -> str:
    """What was asked, as it stood in the address; Graph takes secrets there too."""
    if not any(secret in key for key in request.args for secret in SECRETS):
        return request.query_string.decode("utf-8", "replace")
    return urlencode({key: _shown(key, value) for key, value in request.args.items()})


def _shown(key: str, value: str) -> str:
    return "…" if any(secret in key for secret in SECRETS) else value


def _body() -> str:
    """What was sent, as text, without secrets and without pictures."""
    if request.is_json:
        sent = request.get_json(silent=True)
        return json.dumps(sent, ensure_ascii=False)[:LONGEST_BODY]
    shown = {key: _shown(key, value) for key, value in request.form.items()}
    return json.dumps(shown, ensure_ascii=False)[:LONGEST_BODY] if shown else ""
