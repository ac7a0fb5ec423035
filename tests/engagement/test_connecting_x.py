"""The owner connects the Center's account on X, through the wizard."""

from __future__ import annotations

import pytest

from accounts.connect import tokens_of
from accounts.models import Account, Activity, Attempt, Hands
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

    assert "@CenterSW is connected" in said or "is connected" in said
    assert "one click $0.01" in said
    account = Account.objects.select_related("app").get()
    assert (account.external_id, account.handle) == ("1001", "CenterSW")
    assert account.token_ends_at
    assert account.connected_by == connecting.owner
    assert "offline.access" in account.granted["scopes"]
    assert tokens_of(account).refresh
    assert account.app is not None
    assert (account.app.client_id, account.app.secret) == (
        "center-app",
        "center-secret",
    )
    assert account.app.owner_external_id == "1001"
    assert account.app.budget_micro == 40_000_000

    walk.say()
    assert "Who may act as @CenterSW" in walk.words
    poster = connecting.town.poster
    done = walk.say(
        **{f"may{poster.pk}": "on", f"how{poster.pk}": "device"}, since="2999-01-01"
    )
    assert "That day is still to come" in done
    told = {f"may{poster.pk}": "on", f"how{poster.pk}": "device"}
    done = walk.say(**told, since="2026-02-03")

    assert "What it can do" in done
    hands = Hands.objects.get()
    assert (hands.member, hands.how) == (poster, "device")
    assert f"{hands.since:%Y-%m-%d}" == "2026-02-03"
    assert not Attempt.objects.exists()
    verbs = set(Activity.objects.values_list("verb", flat=True))
    assert {"connected", "noted the hands of"} <= verbs
