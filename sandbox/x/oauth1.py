"""OAuth 1.0a, the second way in: the four keys of an app and an account."""

from __future__ import annotations

import sqlite3
from urllib.parse import unquote

from flask import Request
from oauthlib.oauth1 import Client  # type: ignore[import-untyped]

from sandbox.x.problems import unauthorized

SIGNED_FOR = ("https://api.twitter.com", "https://api.x.com")
"""tweepy signs before the address is rewritten to ours."""


def checked(
    world: sqlite3.Connection, header: str, request: Request
) -> tuple[int, str]:
    """(user, client id) behind a signed request. Raises Problem 401."""
    pairs = (part.strip().partition("=") for part in header.split(","))
    said = {key: unquote(value.strip('"')) for key, _, value in pairs}
    row = world.execute(
        "SELECT k.*, a.secret FROM x_keys k JOIN x_app a USING (client_id)"
        " WHERE k.access = ? AND k.client_id = ?",
        (said.get("oauth_token", ""), said.get("oauth_consumer_key", "")),
    ).fetchone()
    if row is None or said.get("oauth_signature") not in _signatures(
        row, said, request
    ):
        raise unauthorized()
    return int(row["user"]), str(row["client_id"])


def _signatures(row: sqlite3.Row, said: dict[str, str], request: Request) -> set[str]:
    client = Client(
        row["client_id"],
        client_secret=row["secret"],
        resource_owner_key=row["access"],
        resource_owner_secret=row["access_secret"],
        nonce=said.get("oauth_nonce", ""),
        timestamp=said.get("oauth_timestamp", ""),
    )
    path = request.full_path.rstrip("?").removeprefix("/x-api")
    found = set()
    for host in (*SIGNED_FOR, request.host_url.rstrip("/") + "/x-api"):
        _, headers, _ = client.sign(host + path, request.method)
        found.add(unquote(headers["Authorization"].split('oauth_signature="')[1][:-1]))
    return found
