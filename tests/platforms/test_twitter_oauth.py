"""How an account on X is connected, and stays so."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from accounts.platforms.base import AccessRevoked, Refused, Tokens, TryLater
from accounts.platforms.twitter import Twitter, oauth

from .conftest import X_TOKENS, World, twitter

BACK = "http://127.0.0.1:1/connect/back"
APP = Tokens(key="center-app", secret="center-secret")


def allowed(begun: oauth.Begun) -> dict[str, str]:
    """The Center presses Allow on X's page; what X sends back."""
    asked = {k: v[0] for k, v in parse_qs(urlsplit(begun.url).query).items()}
    answer = requests.post(
        begun.url.partition("?")[0],
        data={**asked, "allow": "1"},
        allow_redirects=False,
        timeout=20,
    )
    sent_to = urlsplit(answer.headers["Location"])
    return {k: v[0] for k, v in parse_qs(sent_to.query).items()}


def test_a_person_connects_the_account(world: World) -> None:
    world.tell("acting", **{"as": "center"})
    begun = oauth.begin("center-app", BACK, world.addresses)
    back = allowed(begun)

    tokens, granted = oauth.exchange(
        back["code"], begun, back["state"], BACK, APP, world.addresses
    )

    assert twitter(world, tokens).me().handle == "CenterSW"
    assert granted.tier == "self-serve"
    assert {"tweet.write", "offline.access"} <= granted.scopes
    assert not any(scope.startswith("dm.") for scope in granted.scopes)
    # A code works once
    with pytest.raises(Refused, match="Begin again"):
        oauth.exchange(back["code"], begun, back["state"], BACK, APP, world.addresses)


def test_an_answer_that_somebody_else_began_is_refused(world: World) -> None:
    begun = oauth.begin("center-app", BACK, world.addresses)
    with pytest.raises(Refused, match="does not belong"):
        oauth.exchange("code", begun, "forged", BACK, APP, world.addresses)
    assert not world.asked("x.token")


def test_a_refresh_token_works_once(world: World, x: Twitter) -> None:
    fresh = x.refresh()
    assert fresh.access != X_TOKENS.access
    assert fresh.key == X_TOKENS.key
    assert fresh.ends_at is not None
    assert twitter(world, fresh).me().handle == "CenterSW"
    with pytest.raises(AccessRevoked, match="Connect the account again"):
        x.refresh()


@pytest.mark.parametrize(
    "fault", ["server_error_html", "html_200", "cut_json", "cut_before", "rate_limited"]
)
def test_no_answer_while_refreshing_is_later(
    world: World, x: Twitter, fault: str
) -> None:
    world.fault("x.token", fault)
    with pytest.raises(TryLater):
        x.refresh()


def test_without_a_refresh_token_it_is_connected_again(world: World) -> None:
    with pytest.raises(AccessRevoked):
        twitter(world, Tokens(access="a", key="k")).refresh()


def test_no_secret_is_ever_printed() -> None:
    assert "secret" not in repr(APP)
