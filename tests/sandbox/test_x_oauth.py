"""OAuth 2 on the make-believe X: codes work once, refresh tokens rotate."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.sandbox.running import Sandbox

APP = ("center-app", "center-secret")
BACK = "http://127.0.0.1:1/connect/back"
VERIFIER = "a-verifier-that-is-long-enough-for-anybody-really"


def token(
    world: Sandbox, form: dict[str, str], app: tuple[str, str] = APP
) -> requests.Response:
    url = f"{world.url}/x-api/2/oauth2/token"
    return requests.post(url, data=form, auth=app, timeout=10)


def refresh(world: Sandbox, said: str) -> requests.Response:
    return token(world, {"grant_type": "refresh_token", "refresh_token": said})


def code_of(world: Sandbox, button: str = "allow") -> dict[str, list[str]]:
    """Press a button on the page that asks, and read where it leads."""
    challenge = hashlib.sha256(VERIFIER.encode()).digest()
    asked = {
        "client_id": "center-app",
        "redirect_uri": BACK,
        "state": "xyz",
        "scope": "tweet.read users.read offline.access",
        "code_challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    page = f"{world.url}/x/i/oauth2/authorize"
    shown = requests.get(page, params=asked, timeout=10)
    assert "act for @CenterSW" in shown.text
    answer = requests.post(
        page, data=asked | {button: "1"}, allow_redirects=False, timeout=10
    )
    assert answer.headers["Location"].startswith(BACK)
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def exchange(world: Sandbox, code: str, **other: str) -> requests.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    return token(world, form | other)


def test_a_refresh_token_works_once(world: Sandbox) -> None:
    first = refresh(world, "x-refresh-center").json()
    again = refresh(world, "x-refresh-center")
    second = refresh(world, first["refresh_token"])

    assert first["expires_in"] == 7200
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert second.ok
    me = world.ask("GET", "/2/users/me", token=second.json()["access_token"])
    assert me.json()["data"]["username"] == "CenterSW"
    # and whoever used a spent one is found out
    spent = [one["spent_uses"] for one in world.world()["x"]["tokens"]]
    assert sorted(spent) == [0, 0, 1]


def test_an_old_access_token_ends(world: Sandbox) -> None:
    world.tell("switch", token_life_s=0)
    made = refresh(world, "x-refresh-center").json()

    assert (
        world.ask("GET", "/2/users/me", token=made["access_token"]).status_code == 401
    )


@pytest.mark.parametrize(
    "app", [("center-app", "guessed"), ("nobody", "center-secret")]
)
def test_a_stranger_gets_no_token(world: Sandbox, app: tuple[str, str]) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": "x-refresh-center"}
    answer = token(world, form, app)

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_a_person_lets_the_app_in(world: Sandbox) -> None:
    led = code_of(world)
    made = exchange(world, led["code"][0]).json()

    assert led["state"] == ["xyz"]
    assert made["scope"] == "tweet.read users.read offline.access"
    assert world.ask("GET", "/2/users/me", token=made["access_token"]).ok
    assert exchange(world, led["code"][0]).status_code == 400


def test_a_person_says_no(world: Sandbox) -> None:
    assert code_of(world, "cancel")["error"] == ["access_denied"]


@pytest.mark.parametrize(
    "wrong",
    [{"code_verifier": "another"}, {"redirect_uri": "http://127.0.0.1:1/other"}],
)
def test_a_stolen_code_is_worth_nothing(world: Sandbox, wrong: dict[str, Any]) -> None:
    code = code_of(world)["code"][0]

    assert exchange(world, code, **wrong).json()["error"] == "invalid_grant"


def test_a_revoked_token_is_dead(world: Sandbox) -> None:
    url = f"{world.url}/x-api/2/oauth2/revoke"
    requests.post(url, data={"token": "x-access-center"}, auth=APP, timeout=10)

    assert world.ask("GET", "/2/users/me").status_code == 401
    assert refresh(world, "x-refresh-center").status_code == 400


def test_no_secret_stands_in_the_log(world: Sandbox) -> None:
    made = refresh(world, "x-refresh-center").json()
    world.ask("GET", "/2/users/me", token=made["access_token"])

    told = str(world.log())
    for secret in ("x-refresh-center", "center-secret", made["access_token"]):
        assert secret not in told
