"""The owner connects the Center's account on X, through the wizard."""

from __future__ import annotations

import pytest

from accounts.connect import tokens_of
from accounts.models import Activity, Attempt, Hands
from tests.engagement.wizard import Connecting, connecting

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db


def test_the_owner_walks_from_nothing_to_an_account_that_answers(
    connecting: Connecting,
) -> None:
    walk = connecting.walk()
    walk.begin("twitter-oauth2")
    assert "as the Center’s account" in walk.words
    assert "Step 1 of 7" in walk.words
    assert "government use" in walk.words
    walk.say(handle="https://x.com/CenterSW")
    assert "http://127.0.0.1:8000/c/csw/accounts/callback/twitter/" in walk.words
    assert "Read and write" in walk.words
    walk.say()
    assert "spending limit" in walk.words
    walk.say(budget=40)
    walk.say(client_id="center-app", client_secret="center-secret", owner="own")
    walk.say()
    assert "dm." not in walk.away()

    said = walk.come_back(walk.answer())

    assert "@CenterSW is connected" in said
    assert "one click $0.01" in said


def test_what_x_gave_is_kept_for_the_account_and_its_app(
    connecting: Connecting,
) -> None:
    account = connecting.x()

    assert (account.external_id, account.handle) == ("1001", "CenterSW")
    assert account.token_ends_at
    assert account.connected_by == connecting.owner
    assert "offline.access" in account.granted["scopes"]
    assert tokens_of(account).refresh
    app = account.app
    assert app is not None
    assert (app.client_id, app.secret) == ("center-app", "center-secret")
    assert (app.owner_external_id, app.budget_micro) == ("1001", 25_000_000)


def test_at_the_end_stands_whose_hands_act_for_it(connecting: Connecting) -> None:
    walk = connecting.x_until_allow()
    walk.say()
    walk.come_back(walk.answer())
    walk.say()
    assert "Who may act as @CenterSW" in walk.words
    poster = connecting.town.poster
    told = {f"may{poster.pk}": "on", f"how{poster.pk}": "device"}

    assert "That day is still to come" in walk.say(**told, since="2999-01-01")
    done = walk.say(**told, since="2026-02-03")

    assert "What it can do" in done
    hands = Hands.objects.get()
    assert (hands.member, hands.how) == (poster, "device")
    assert f"{hands.since:%Y-%m-%d}" == "2026-02-03"
    assert not Attempt.objects.exists()
    verbs = set(Activity.objects.values_list("verb", flat=True))
    assert {"connected", "noted the hands of"} <= verbs
