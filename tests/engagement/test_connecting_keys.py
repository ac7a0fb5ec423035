"""The second way to connect X: the four keys of OAuth 1, pasted and tried at once."""

from __future__ import annotations

import pytest

from accounts.connect import tokens_of
from accounts.models import Account
from tests.engagement.wizard import Connecting, connecting, signed_in

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db

KEYS = {
    "api_key": "center-app",
    "api_secret": "center-secret",
    "access_token": "x1-access-center",
    "access_secret": "x1-secret-center",
    "owner": "own",
}


def test_four_keys_are_tried_at_once_and_kept(connecting: Connecting) -> None:
    walk = connecting.walk()
    walk.begin("twitter-oauth1")
    walk.say(handle="@CenterSW")
    walk.say(budget=25)
    said = walk.say(**{**KEYS, "access_secret": "wrong"})
    assert "X did not accept these keys" in said
    assert "x1-access-center" in walk.page.content.decode()
    assert "center-secret" not in walk.page.content.decode()
    assert not Account.objects.exists()

    # The secrets that were right are kept; only the wrong one is typed again.
    said = walk.say(**{**KEYS, "api_secret": "", "access_secret": "x1-secret-center"})

    assert "is connected" in said
    account = Account.objects.select_related("app").get()
    tokens = tokens_of(account)
    assert (tokens.access, tokens.access_secret) == (
        "x1-access-center",
        "x1-secret-center",
    )
    assert (tokens.key, tokens.secret) == ("", "")
    assert account.app is not None
    assert account.app.secret == "center-secret"
    assert account.token_ends_at is None
    page = signed_in(connecting.owner).post(
        f"/c/csw/accounts/{account.pk}/test/", follow=True
    )
    assert "X answered: this is @CenterSW" in page.text


def test_the_keys_of_another_account_connect_nothing(connecting: Connecting) -> None:
    walk = connecting.walk()
    walk.begin("twitter-oauth1")
    walk.say(handle="@sam_writes")
    walk.say(budget=25)

    said = walk.say(**KEYS)

    assert "signed in as @CenterSW, not as @sam_writes" in said
    assert not Account.objects.exists()
