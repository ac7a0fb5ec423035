"""How our Page is connected: a code, a person's token, the Page's own, the check."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from accounts.platforms.base import AccessRevoked, Refused, Tokens
from accounts.platforms.facebook import login

from .conftest import FB_TOKENS, World, facebook

BACK = "https://hub.example.edu/c/sw/facebook/back"
APP = Tokens(key="9001", secret="fb-secret-center")


def allow(begun: login.Begun, choice: str = "allow") -> dict[str, str]:
    """What Facebook sends back when a person presses the button."""
    query = {key: one[0] for key, one in parse_qs(urlsplit(begun.url).query).items()}
    page = requests.get(begun.url, timeout=10).text
    assert "pages_manage_engagement" in page
    answer = requests.post(
        begun.url.partition("?")[0],
        data={**query, choice: "1"},
        allow_redirects=False,
        timeout=10,
    )
    back = answer.headers["Location"]
    assert back.startswith(BACK)
    return {key: one[0] for key, one in parse_qs(urlsplit(back).query).items()}


def person(world: World) -> Tokens:
    begun = login.begin("9001", BACK, world.addresses)
    said = allow(begun)
    return login.exchange(
        said["code"], begun, said["state"], BACK, APP, world.addresses
    )


def test_a_person_connects_the_page_they_have_a_role_on(world: World) -> None:
    tokens = person(world)
    assert tokens.ends_at is not None

    (page,) = login.pages(tokens, world.addresses)

    assert page.name == "Center for Social Work Practice"
    assert page.granted.tier == "page"
    assert set(login.SCOPES) <= page.granted.scopes
    assert page.tokens.ends_at is None
    fb = facebook(world, page.tokens)
    assert fb.me().external_id == page.external_id
    assert login.check(page.tokens, world.addresses).works


def test_no_secret_and_no_token_stands_in_the_log(world: World) -> None:
    tokens = person(world)
    login.pages(tokens, world.addresses)
    log = str(world.ask("log"))
    for secret in (tokens.access, tokens.secret):
        assert secret not in log


def test_a_code_works_once_and_only_for_who_began(world: World) -> None:
    begun = login.begin("9001", BACK, world.addresses)
    said = allow(begun)
    give = (said["code"], begun, said["state"], BACK, APP, world.addresses)
    with pytest.raises(Refused, match="does not belong"):
        login.exchange(said["code"], begun, "another", BACK, APP, world.addresses)
    login.exchange(*give)
    with pytest.raises(Refused, match="did not accept the code"):
        login.exchange(*give)


def test_a_wrong_secret_is_said_to_be_one(world: World) -> None:
    begun = login.begin("9001", BACK, world.addresses)
    said = allow(begun)
    wrong = replace(APP, secret="another")
    with pytest.raises(Refused, match="does not know this app"):
        login.exchange(said["code"], begun, said["state"], BACK, wrong, world.addresses)


def test_who_says_no_leaves_no_code(world: World) -> None:
    said = allow(login.begin("9001", BACK, world.addresses), "cancel")
    assert said["error"] == "access_denied"
    assert "code" not in said


@pytest.mark.parametrize(
    ("why", "words"), [("458", "app was removed"), ("460", "password"), ("492", "role")]
)
def test_the_daily_check_says_why_a_token_died(
    world: World, why: str, words: str
) -> None:
    assert login.check(FB_TOKENS, world.addresses).works
    world.play("fb_end_token", target=why)
    found = login.check(FB_TOKENS, world.addresses)
    assert not found.works
    assert words in found.reason
    assert found.reason.endswith("Connect the Page again.")
    with pytest.raises(AccessRevoked, match=words):
        login.pages(replace(FB_TOKENS, access="fb-user-sam"), world.addresses)


def test_a_token_nobody_knows_does_not_work(world: World) -> None:
    unknown = replace(FB_TOKENS, access="made-up")
    assert not login.check(unknown, world.addresses).works
