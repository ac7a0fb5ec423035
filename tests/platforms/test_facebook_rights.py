"""Who has no Page, who allows less, whose role is too small: said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from accounts.platforms.base import ModeKind, Refused, Target, Tokens, Verb
from accounts.platforms.facebook import login, rights

from .conftest import World, facebook

BACK = "https://hub.example.edu/c/sw/accounts/callback/facebook/"
APP = Tokens(key="9001", secret="fb-secret-center")
OFFICE = "Field Education Office"


def people(world: World) -> dict[str, str]:
    """By first name, the number of whoever may be logged in."""
    actors = world.ask("world")["facebook"]["actors"]
    return {one["name"].split()[0]: str(one["id"]) for one in actors}


def lets(
    world: World,
    name: str,
    *,
    scopes: tuple[str, ...] = rights.SCOPES,
    pages: tuple[str, ...] = (),
) -> Tokens:
    """The person's token, when somebody allows these permissions for these Pages."""
    begun = login.begin("9001", BACK, world.addresses)
    query = {key: one[0] for key, one in parse_qs(urlsplit(begun.url).query).items()}
    form = {**query, "person": people(world)[name], "allow": "1", "edited": "1"}
    answer = requests.post(
        begun.url.partition("?")[0],
        data={**form, "scopes": scopes, "pages": pages},
        allow_redirects=False,
        timeout=10,
    )
    said = parse_qs(urlsplit(answer.headers["Location"]).query)
    return login.exchange(
        said["code"][0], begun, said["state"][0], BACK, APP, world.addresses
    )


def test_who_has_two_pages_is_shown_the_ones_they_chose(world: World) -> None:
    office = people(world)["Field"]
    both = login.pages(lets(world, "Jo", pages=("7001", office)), world.addresses)
    (one,) = login.pages(lets(world, "Jo", pages=(office,)), world.addresses)

    assert {page.name for page in both} == {
        "Center for Social Work Practice",
        OFFICE,
    }
    assert one.name == OFFICE


@pytest.mark.parametrize("name", ["Nora", "Jo"])
def test_who_has_no_page_or_chose_none_is_told_whom_to_ask(
    world: World, name: str
) -> None:
    with pytest.raises(Refused, match="Page access"):
        login.pages(lets(world, name), world.addresses)


def test_a_permission_that_nothing_works_without_is_asked_for_again(
    world: World,
) -> None:
    less = tuple(one for one in rights.SCOPES if one != "pages_show_list")
    with pytest.raises(Refused, match=r"pages_show_list.*leave it switched on"):
        login.pages(lets(world, "Sam", scopes=less, pages=("7001",)), world.addresses)
    again = login.begin("9001", BACK, world.addresses, again=True)
    assert "auth_type=rerequest" in again.url


def test_a_permission_that_was_declined_makes_its_act_be_done_by_hand(
    world: World,
) -> None:
    less = tuple(one for one in rights.SCOPES if one != "pages_manage_posts")
    person = lets(world, "Sam", scopes=less, pages=("7001",))
    (page,) = login.pages(person, world.addresses)

    (said,) = rights.missing(page.granted.scopes)
    assert said == (
        "Posts are published by hand: “pages_manage_posts” was not allowed on Facebook."
    )
    fb = facebook(world, page.tokens)
    fb.presence = replace(fb.presence, granted=page.granted)
    assert fb.mode(Verb.POST, Target()).kind is ModeKind.BY_HAND
    assert fb.mode(Verb.COMMENT, Target(on_ours=True)).kind is ModeKind.ONE_CLICK


def test_a_role_that_is_too_small_counts_less_also_after_the_daily_check(
    world: World,
) -> None:
    """Facebook's answer of each day tells of permissions, never of tasks."""
    (page,) = login.pages(lets(world, "Ali", pages=("7001",)), world.addresses)

    assert page.tasks == ("ANALYZE",)
    posts, answers = rights.missing(page.granted.scopes)
    assert posts == (
        "Posts are published by hand: your role on the Page does not reach for it."
    )
    assert answers.startswith("Comments are answered by hand: your role")
    fb = facebook(world, page.tokens)
    fb.presence = replace(fb.presence, granted=page.granted)
    assert fb.check(datetime.now(UTC)).granted == page.granted


def test_a_permission_for_another_page_does_not_count(world: World) -> None:
    office = people(world)["Field"]
    told: dict[str, Any] = {
        "scopes": ["pages_show_list", "pages_manage_posts"],
        "granular_scopes": [
            {"scope": "pages_show_list"},
            {"scope": "pages_manage_posts", "target_ids": [office]},
        ],
    }
    assert login.scopes_in(told, "7001") == {"pages_show_list"}
    assert login.scopes_in(told, office) == set(told["scopes"])


def test_the_end_of_the_access_to_data_is_told(world: World) -> None:
    world.tell("switch", facebook_data_days=20)
    (page,) = login.pages(lets(world, "Sam", pages=("7001",)), world.addresses)

    known = login.check(page.tokens, world.addresses)

    assert known.works
    assert known.ends_at is None
    assert known.data_ends_at is not None
    left = known.data_ends_at - datetime.now(UTC)
    assert timedelta(days=19) < left < timedelta(days=21)


def test_a_list_of_pages_is_read_to_its_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login, "AT_ONCE", 1)
    office = people(world)["Field"]
    person = lets(world, "Jo", pages=("7001", office))
    assert len(login.pages(person, world.addresses)) == 2
    # The address that Graph gives for the next page has the token in it
    assert "SECRET-IN-THE-ADDRESS" not in str(world.ask("log"))


@pytest.mark.parametrize(
    "app", [replace(APP, secret="another"), replace(APP, key="9999")]
)
def test_a_wrong_app_is_told_before_anybody_logs_in(world: World, app: Tokens) -> None:
    login.prove_app(APP, world.addresses)
    with pytest.raises(Refused, match="no app with this number and this secret"):
        login.prove_app(app, world.addresses)


def test_a_business_asks_by_its_own_configuration(world: World) -> None:
    begun = login.begin("9001", BACK, world.addresses, config="4711", state="ours")
    asked = parse_qs(urlsplit(begun.url).query)
    assert asked["config_id"] == ["4711"]
    assert "scope" not in asked
    assert asked["state"] == [begun.state] == ["ours"]


def test_an_address_that_the_app_does_not_know_is_not_gone_back_to(
    world: World,
) -> None:
    url = login.developers(world.addresses)
    page = requests.get(url, timeout=10).text
    assert APP.secret in page
    form = {"app": "9001", "redirects": f"{BACK}\nhttps://hub.example.edu/other/"}
    requests.post(url, form, timeout=10).raise_for_status()

    known = login.begin("9001", BACK, world.addresses)
    strange = login.begin("9001", f"{BACK}x/", world.addresses)

    assert requests.get(known.url, timeout=10).ok
    assert "URL Blocked" in requests.get(strange.url, timeout=10).text
