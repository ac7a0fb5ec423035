"""X's developer console: a newcomer makes an app there, and connects by it."""

from __future__ import annotations

import re

import pytest
import requests

from tests.sandbox.running import PATIENCE, Sandbox

BACK = "http://127.0.0.1:1/c/csw/accounts/callback/twitter/"


def press(world: Sandbox, path: str, **form: str) -> requests.Response:
    return requests.post(f"{world.url}/x/{path}", data=form, timeout=PATIENCE)


def see(world: Sandbox, path: str) -> str:
    return requests.get(f"{world.url}/x/{path}", timeout=PATIENCE).text


def keys_on(page: str) -> list[str]:
    return re.findall(r"<code>([^<]+)</code>", page)


def made(world: Sandbox, callback: str = BACK) -> tuple[str, str]:
    """(client id, secret) of a new app of the Center's."""
    page = press(world, "developer/apps", name="Our hub", callback=callback).text
    client_id, secret = keys_on(page.partition("Our hub")[2])[:2]
    return client_id, secret


def test_an_app_is_made_and_shows_its_keys(world: Sandbox) -> None:
    client_id, secret = made(world)

    assert client_id != "center-app"
    page = see(world, f"i/oauth2/authorize?client_id={client_id}&redirect_uri={BACK}")
    assert "Let Our hub act for @CenterSW?" in page
    told = requests.post(
        f"{world.url}/x-api/2/oauth2/token",
        data={"grant_type": "refresh_token", "refresh_token": "none"},
        auth=(client_id, secret),
        timeout=PATIENCE,
    )
    # The app is known; only the token is not.
    assert told.json()["error"] == "invalid_grant"


def test_another_callback_than_the_apps_is_refused(world: Sandbox) -> None:
    client_id, _ = made(world)
    asked = f"i/oauth2/authorize?client_id={client_id}&redirect_uri="

    assert "this callback address is not" in see(world, f"{asked}{BACK}x/")

    press(world, "developer/callback", client_id=client_id, callback=f"{BACK}x/")
    assert "It asks for" in see(world, f"{asked}{BACK}x/")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "", "callback": BACK}, "Give the app a name"),
        ({"name": "Hub", "callback": "callback"}, "a whole address"),
    ],
)
def test_what_is_no_app_is_said(
    world: Sandbox, form: dict[str, str], said: str
) -> None:
    answer = press(world, "developer/apps", **form)
    assert answer.status_code == 400
    assert said in answer.text


def test_the_apps_of_others_are_not_shown(world: Sandbox) -> None:
    press(world, "acting", **{"as": "me"})
    page = see(world, "developer")
    assert "@sam_writes has no app yet" in page
    assert "center-secret" not in page
    answer = press(world, "developer/keys", client_id="center-app")
    assert answer.status_code == 404


def test_keys_of_oauth_1_are_made_for_who_acts(world: Sandbox) -> None:
    client_id, secret = made(world)
    page = press(world, "developer/keys", client_id=client_id).text
    access, access_secret = keys_on(page.partition("Our hub")[2])[4:6]

    client = world.client(
        consumer_key=client_id,
        consumer_secret=secret,
        access_token=access,
        access_token_secret=access_secret,
    )
    assert client.get_me(user_auth=True).data.username == "CenterSW"
