"""The make-believe Graph as tests ask it: with our Page's token and its proof."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import requests

from tests.sandbox.running import PATIENCE, Sandbox

TOKEN, SECRET = "fb-page-center", "fb-secret-center"


def proof_of(token: str, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def ask(
    world: Sandbox,
    method: str,
    path: str,
    token: str = TOKEN,
    version: str = "v25.0",
    **said: Any,
) -> requests.Response:
    """A request; what is said goes into the address, or for POST into the form."""
    said.setdefault("appsecret_proof", proof_of(token))
    form = method == "POST"
    return requests.request(
        method,
        f"{world.url}/facebook-api/{version}/{path}",
        headers={"Authorization": f"Bearer {token}"},
        timeout=PATIENCE,
        params=None if form else said,
        data=said if form else None,
    )


def get(world: Sandbox, path: str, **said: Any) -> Any:
    answer = ask(world, "GET", path, **said)
    assert answer.ok, answer.text
    return answer.json()


def post(world: Sandbox, path: str, **said: Any) -> Any:
    answer = ask(world, "POST", path, **said)
    assert answer.ok, answer.text
    return answer.json()


def error(answer: requests.Response) -> tuple[int, int]:
    """(code, subcode) of a refusal, in the shape that Graph gives it."""
    assert not answer.ok
    said = answer.json()["error"]
    assert {"message", "type", "code", "fbtrace_id"} <= set(said)
    return said["code"], said.get("error_subcode", 0)
