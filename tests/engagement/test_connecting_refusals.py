"""What X or a person does wrong in the wizard is said in words, and nothing is lost."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from accounts.connect import tokens_of
from accounts.connecting import store
from accounts.connecting.x_grant import GRANT
from accounts.models import Account, Activity, Attempt
from accounts.platforms.base import Refused
from tests.engagement.rows import member, town
from tests.engagement.wizard import PATIENCE, Connecting, Walk, connecting, signed_in

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db


def at_x(connecting: Connecting) -> Walk:
    """The owner stands before X's page."""
    walk = connecting.x_until_allow()
    walk.say()
    return walk


def test_a_no_at_x_is_said_and_can_be_a_yes_later(connecting: Connecting) -> None:
    walk = at_x(connecting)

    address = walk.answer(press="cancel")

    said = walk.come_back(address)

    assert "You did not allow it" in said
    # Said once: it is no answer to what is asked next.
    assert walk.client.get(address).status_code == 400
    assert walk.step == "allow"
    assert not Account.objects.exists()
    walk.say()
    assert "is connected" in walk.come_back(walk.answer())


def test_the_students_own_account_is_not_taken_for_the_centers(
    connecting: Connecting,
) -> None:
    connecting.sign_in_at_x("me")
    walk = at_x(connecting)

    said = walk.come_back(walk.answer())

    assert "you were signed in as @sam_writes, not as @CenterSW" in said
    assert not Account.objects.exists()
    # What X gave for the wrong account is given back, and not kept here either.
    assert [one["status"] for one in connecting.net.log("x.revoke")] == [200, 200]
    assert GRANT not in store.told(walk.attempt)
    connecting.sign_in_at_x("center")
    walk.say()
    assert "is connected" in walk.come_back(walk.answer())


def test_an_answer_is_taken_once(connecting: Connecting) -> None:
    walk = at_x(connecting)
    address = walk.answer()
    walk.come_back(address)
    kept = Account.objects.get().tokens

    page = walk.client.get(address)

    assert page.status_code == 400
    assert "used already" in page.text
    assert Account.objects.get().tokens == kept
    assert len(connecting.net.log("x.token")) == 1


def test_of_two_who_come_back_at_once_one_is_taken(connecting: Connecting) -> None:
    """Both have read the attempt before either took the answer."""
    walk = at_x(connecting)
    state = store.told(walk.attempt)[store.OUT]["state"]
    one, two = walk.attempt, walk.attempt

    assert store.taken(one, state)["verifier"]
    with pytest.raises(Refused, match="used already"):
        store.taken(two, state)


def test_an_answer_without_its_state_is_nobodys(connecting: Connecting) -> None:
    walk = at_x(connecting)
    walk.answer()

    for query in ({"code": "a"}, {"code": "a", "state": "forged"}, {}):
        page = walk.client.get(f"{walk.base}callback/twitter/?{urlencode(query)}")
        assert page.status_code == 400, query
        assert "Nothing was changed" in page.text

    assert not connecting.net.log("x.token")


def test_a_state_that_another_member_stole_opens_nothing(
    connecting: Connecting,
) -> None:
    """Nor in another browser of the one who began."""
    walk = at_x(connecting)
    address = walk.answer()
    second = member(connecting.town.center, "Nils", "owner")

    assert signed_in(second).get(address).status_code == 400
    assert signed_in(connecting.owner).get(address).status_code == 400
    assert signed_in(connecting.town.supervisor).get(address).status_code == 403
    assert not connecting.net.log("x.token")

    assert "is connected" in walk.come_back(address)


def test_nobody_else_sees_a_walk_that_one_began(connecting: Connecting) -> None:
    walk = at_x(connecting)
    second = member(connecting.town.center, "Nils", "owner")
    elsewhere = member(town("far", "2002").center, "Fay", "owner")

    assert signed_in(connecting.owner).get(walk.at).status_code == 200
    assert signed_in(second).get(walk.at).status_code == 404
    assert signed_in(second).post(walk.at).status_code == 404
    theirs = walk.at.replace("/c/csw/", "/c/far/")
    assert signed_in(elsewhere).get(theirs).status_code == 404


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("x.token", "server_error_html"),
        ("x.token", "html_200"),
        ("x.token", "cut_before"),
        ("x.token", "rate_limited"),
        ("x.me", "server_error_html"),
        ("x.me", "rate_limited"),
        ("x.me", "cut_json"),
    ],
)
def test_trouble_at_x_is_said_and_the_walk_goes_on(
    connecting: Connecting, call: str, fault: str
) -> None:
    walk = at_x(connecting)
    connecting.net.fault(fault, call)

    said = walk.come_back(walk.answer())

    assert walk.step == "allow"
    assert "Nothing is lost: try again" in said
    assert not Account.objects.exists()
    # Where X has let us in already, it is only asked who it is; else once more.
    walk.say()
    if call == "x.token":
        walk.come_back(walk.answer())
    assert "is connected" in walk.words
    assert Account.objects.get().handle == "CenterSW"


def test_a_wrong_secret_of_the_app_is_said_and_typed_anew(
    connecting: Connecting,
) -> None:
    walk = connecting.walk()
    walk.begin("twitter-oauth2")
    walk.say(handle="@CenterSW")
    walk.say()
    walk.say(budget=25)
    walk.say(client_id="center-app", client_secret="wrong", owner="own")
    walk.say()

    said = walk.come_back(walk.answer())

    assert "look at its Client ID and Client Secret" in said
    # Back a step: the secret stands nowhere on the page.
    keys = walk.at.replace("/allow/", "/keys/")
    assert "center-app" in walk.client.get(keys).text
    assert "wrong" not in walk.client.get(keys).text
    walk.at = keys
    walk.say(client_id="center-app", client_secret="center-secret")
    walk.say()
    assert "is connected" in walk.come_back(walk.answer())


def test_without_a_lasting_key_nothing_is_kept(connecting: Connecting) -> None:
    """Who leaves out offline.access would be asked again in two hours."""
    walk = at_x(connecting)

    said = walk.come_back(walk.answer(scope="tweet.read tweet.write users.read"))

    assert "offline.access is missing" in said
    assert not Account.objects.exists()


def test_a_right_that_was_not_given_is_done_by_hand(connecting: Connecting) -> None:
    walk = at_x(connecting)

    said = walk.come_back(walk.answer(scope="tweet.read users.read offline.access"))

    assert "Pass somebody’s post on by hand" in said
    assert "connected without the right to do this (tweet.write)" in said
    assert "Notice who follows us not possible" in said
    assert "Notice who mentions us by itself" in said


def test_an_account_of_another_center_is_refused_without_saying_whose(
    connecting: Connecting,
) -> None:
    other = town("far")
    walk = connecting.walk()
    walk.begin("twitter-oauth2")

    said = walk.say(handle="@centersw")

    assert "connected already, by another Center" in said
    assert other.center.name not in said
    assert walk.step == "who"

    # Connected there while the owner here was on the way to X.
    Account.objects.update(handle="", external_id="77")
    walk.say(handle="@CenterSW")
    walk.say()
    walk.say(budget=25)
    walk.say(client_id="center-app", client_secret="center-secret")
    walk.say()
    address = walk.answer()
    Account.objects.update(external_id="1001")
    assert "connected already, by another Center" in walk.come_back(address)
    assert Account.objects.count() == 1
    assert tokens_of(Account.objects.get()).access == "x-access-center"


def test_pressed_twice_it_is_one_account(connecting: Connecting) -> None:
    """The second press finds the account that the first has made."""
    walk = connecting.walk()
    walk.begin("twitter-hand")
    twin = Walk(connecting.net, connecting.owner)
    twin.at = walk.at
    walk.say(name="@CenterSW")

    twin.say(name="@CenterSW")
    third = connecting.walk()
    third.begin("twitter-hand")
    third.say(name="@centersw")

    assert "is connected" in twin.words
    assert twin.step == walk.step == third.step == "test"
    assert Account.objects.count() == 1
    assert Activity.objects.filter(verb="connected").count() == 1


def test_a_walk_that_nobody_went_on_with_is_gone_after_a_week(
    connecting: Connecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = at_x(connecting)
    Attempt.objects.update(ends_at=walk.attempt.made_at)

    assert walk.client.get(walk.at).status_code == 404
    connecting.walk().begin("twitter-oauth2")
    assert Attempt.objects.count() == 1


def test_a_walk_is_gone_on_with_where_it_stopped(connecting: Connecting) -> None:
    walk = connecting.walk()
    walk.begin("twitter-oauth2")
    walk.say(handle="@CenterSW")
    walk.say()

    later = connecting.walk()
    said = later.look(f"{later.base}connect/")

    assert "Credit and limits, begun" in said
    assert f'href="{walk.at}"' in later.page.text
    # Back to the first step, whose answer stands there.
    assert (
        'value="CenterSW"' in later.client.get(walk.at.replace("/money/", "/who/")).text
    )


def test_who_is_no_owner_connects_nothing(connecting: Connecting) -> None:
    for who in (connecting.town.supervisor, connecting.town.poster):
        for press in (signed_in(who).get, signed_in(who).post):
            page: Any = press("/c/csw/accounts/connect/", {"path": "twitter-hand"})
            assert page.status_code == 403
            assert "for an owner" in page.text
    assert not Attempt.objects.exists()
    assert signed_in(connecting.town.supervisor).get(
        "/c/csw/accounts/"
    ).status_code == (200)
    assert signed_in(connecting.town.poster).get("/c/csw/accounts/").status_code == 403


def test_the_sandbox_says_who_acts_before_one_allows(connecting: Connecting) -> None:
    connecting.sign_in_at_x("me")
    walk = at_x(connecting)
    page = requests.get(walk.away(), timeout=PATIENCE).text
    assert "@sam_writes" in page
