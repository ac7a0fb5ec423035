"""Pages of a list by cursors: where each begins, how long it is, what comes next."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import request

from sandbox.facebook.problems import invalid
from sandbox.log import bill

Json = dict[str, Any]
USUAL, MOST = 25, 100


def page(
    found: Sequence[sqlite3.Row], show: Callable[[sqlite3.Row], Json], key: str = "id"
) -> Json:
    """The asked-for page of a list that is here in full; small worlds can do that."""
    after, size = request.args.get("after", ""), limit()
    start = _place(found, after, key) + 1 if after else 0
    there = found[start : start + size]
    bill().resources = len(there)
    body: Json = {"data": [show(row) for row in there]}
    if there:
        before, after = mark(there[0][key]), mark(there[-1][key])
        body["paging"] = {"cursors": {"before": before, "after": after}}
        if len(found) > start + size:
            body["paging"]["next"] = _address(after)
    return body


def limit() -> int:
    said = request.args.get("limit", str(USUAL))
    if not said.isdigit():
        raise invalid("param limit must be non-negative")
    return min(int(said), MOST)


def mark(number: int) -> str:
    """A cursor, as opaque as Graph's."""
    return base64.urlsafe_b64encode(f"at:{number}".encode()).decode().rstrip("=")


def _place(found: Sequence[sqlite3.Row], after: str, key: str) -> int:
    for at, row in enumerate(found):
        if mark(row[key]) == after:
            return at
    raise invalid("Invalid cursors values for the after cursor")


def _address(after: str) -> str:
    """Where Graph says the next page is: with the token in it, as it does."""
    asked = {key: value for key, value in request.args.items() if key != "after"}
    asked |= {"access_token": "SECRET-IN-THE-ADDRESS", "after": after}
    return f"{request.base_url}?{urlencode(asked)}"
