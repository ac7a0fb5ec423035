"""An account is disconnected and connected again: the same one, with its history."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
import requests
from django.db import connection
from django.utils import timezone

from accounts import hands
from accounts.connect import hold, tokens_of
from accounts.models import Account, Activity, App
from accounts.platforms.base import AccessRevoked
from engagement import deliver, ingest
from engagement.models import Delivery, Suggestion, Watch
from tests.engagement.rows import Town, mention, own_watch, queued, town
from tests.engagement.wizard import PATIENCE, Connecting, Walk, connecting, signed_in

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db


def again(connecting: Connecting, account: Account, path: str = "") -> Walk:
    walk = connecting.walk()
    walk.begin(path or "twitter-oauth2", account)
    return walk


def with_account(connecting: Connecting) -> tuple[Town, Account]:
    """The Center, whose account was connected by the wizard."""
    account = connecting.x()
    connecting.town.x = account
    return connecting.town, account


def works(connecting: Connecting, account: Account) -> bool:
    """Whether X still answers the token that is stored."""
    access = tokens_of(Account.objects.get(pk=account.pk)).access
    return bool(connecting.net.ask("GET", "/2/users/me", token=access).ok)


def test_a_held_account_goes_on_after_two_presses(connecting: Connecting) -> None:
    csw, account = with_account(connecting)
    watch = own_watch(csw)
    hold(account, AccessRevoked("X no longer accepts our connection."))
    Watch.objects.update(fails=5, next_at=timezone.now() + timedelta(hours=3))
    before = tokens_of(account).access

    walk = again(connecting, account)
    assert walk.step == "allow"
    walk.say()
    said = walk.come_back(walk.answer())

    assert "@CenterSW" in said
    now = Account.objects.get()
    assert (now.pk, now.held_at, now.held_reason) == (account.pk, None, "")
    assert now.token_version == account.token_version + 1
    # What went out before is still ours to find: it is no history.
    assert now.connected_at == account.connected_at
    assert tokens_of(now).access != before
    ingest.wake_reconnected(timezone.now())
    watch.refresh_from_db()
    assert watch.fails == 0
    assert watch.next_at <= timezone.now()
    assert Activity.objects.filter(verb="connected again").count() == 1


def test_what_the_network_said_of_the_old_key_is_not_said_of_the_new_one(
    connecting: Connecting,
) -> None:
    _, account = with_account(connecting)
    said = "X no longer accepts our connection."
    hold(account, AccessRevoked(said))
    Account.objects.update(answer=said)

    walk = again(connecting, account)
    walk.say()
    walk.come_back(walk.answer())

    health = walk.client.get("/c/csw/sources/health/").text
    assert said not in health
    assert "answers, and takes our token." in health


def test_another_account_is_refused_and_the_stored_token_stays(
    connecting: Connecting,
) -> None:
    _, account = with_account(connecting)
    stored = account.tokens
    connecting.sign_in_at_x("me")

    walk = again(connecting, account)
    walk.say()
    said = walk.come_back(walk.answer())

    assert "@sam_writes is not @CenterSW" in said
    assert "Nothing was changed" in said
    assert Account.objects.get().tokens == stored
    assert works(connecting, account)


@pytest.mark.parametrize("field", ["refresh_token", "access_token"])
def test_an_empty_answer_never_replaces_a_stored_token(
    connecting: Connecting, field: str
) -> None:
    _, account = with_account(connecting)
    stored = account.tokens
    walk = again(connecting, account)
    walk.say()
    address = walk.answer()
    connecting.net.fault("missing_field", "x.token", field=field)

    walk.come_back(address)

    assert walk.step == "allow"
    now = Account.objects.get()
    assert (now.tokens, now.token_version) == (stored, account.token_version)
    assert works(connecting, account)


def test_disconnected_it_forgets_its_key_here_and_at_x(
    connecting: Connecting,
) -> None:
    csw, account = with_account(connecting)
    access = tokens_of(account).access
    own_watch(csw)
    delivery = queued(csw, mention(csw), "Thank you for the notes.")
    owner = signed_in(connecting.owner)
    assert (
        "Disconnect it" in owner.get(f"/c/csw/accounts/{account.pk}/disconnect/").text
    )

    page = owner.post(f"/c/csw/accounts/{account.pk}/disconnect/", follow=True)

    assert "The network has forgotten the key, too" in page.text
    gone = Account.objects.get()
    assert gone.disconnected_at
    assert (gone.tokens, gone.token_ends_at, gone.held_at) == ("", None, None)
    assert App.objects.get().secret == ""
    asked = connecting.net.ask("GET", "/2/users/me", token=access)
    assert asked.status_code == 401
    # Its watches rest, and nothing of it leaves; what waited is on its card again.
    assert ingest.due(timezone.now()) == []
    assert deliver.due(timezone.now()) == []
    assert deliver.give_back_disconnected(timezone.now()) == 1
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.CANCELLED
    assert delivery.error == "@CenterSW was disconnected before it left."
    card = Suggestion.objects.get()
    assert (card.state, card.draft) == ("open", "Thank you for the notes.")
    assert Activity.objects.filter(verb="disconnected").count() == 1


def test_connected_once_more_it_is_the_same_row(connecting: Connecting) -> None:
    csw, account = with_account(connecting)
    mention(csw)
    signed_in(connecting.owner).post(f"/c/csw/accounts/{account.pk}/disconnect/")

    back = connecting.x()

    assert back.pk == account.pk
    assert back.disconnected_at is None
    assert Suggestion.objects.get().account_id == back.pk
    assert Account.objects.count() == 1


def test_by_hand_it_is_the_same_row_too(connecting: Connecting) -> None:
    _, account = with_account(connecting)
    signed_in(connecting.owner).post(f"/c/csw/accounts/{account.pk}/disconnect/")
    walk = connecting.walk()
    walk.begin("twitter-hand")

    said = walk.say(name="@centersw")

    assert "Everything is done by hand" in said
    now = Account.objects.get()
    assert (now.pk, now.external_id, now.disconnected_at) == (account.pk, "1001", None)


def test_an_account_that_hands_knew_gets_a_key_and_keeps_its_history(
    connecting: Connecting,
) -> None:
    walk = connecting.walk()
    walk.begin("twitter-hand")
    walk.say(name="@CenterSW")
    account = Account.objects.get()
    assert not account.has_token

    known = connecting.x()

    assert known.pk == account.pk
    assert known.external_id == "1001"


@pytest.mark.parametrize("known_as", ["1001", "@centersw"])
def test_another_center_may_have_it_after_us_in_a_row_of_its_own(
    connecting: Connecting, known_as: str
) -> None:
    """By its key, or by hand under its name alone."""
    _, account = with_account(connecting)
    signed_in(connecting.owner).post(f"/c/csw/accounts/{account.pk}/disconnect/")
    far = town("far", known_as)

    walk = again(connecting, account)
    said = walk.say(handle="@CenterSW")
    walk.say()
    walk.say(budget=25)
    walk.say(client_id="center-app", client_secret="center-secret")
    walk.say()
    said = walk.come_back(walk.answer())

    assert "connected already, by another Center" in said
    assert Account.objects.get(pk=account.pk).disconnected_at
    assert Account.objects.get(pk=far.x.pk).disconnected_at is None


def test_where_x_does_not_answer_it_is_disconnected_all_the_same(
    connecting: Connecting,
) -> None:
    _, account = with_account(connecting)
    connecting.net.fault("server_error_html", "x.revoke")

    page = signed_in(connecting.owner).post(
        f"/c/csw/accounts/{account.pk}/disconnect/", follow=True
    )

    assert "Take the app away on the network, too" in page.text
    assert Account.objects.get().disconnected_at


def test_who_is_no_owner_disconnects_nothing(connecting: Connecting) -> None:
    csw, account = with_account(connecting)
    for who in (csw.poster, csw.supervisor):
        page = signed_in(who).post(f"/c/csw/accounts/{account.pk}/disconnect/")
        assert page.status_code == 403
        page = signed_in(who).post(
            f"/c/csw/accounts/{account.pk}/again/", {"path": "twitter-oauth2"}
        )
        assert page.status_code == 403
    assert Account.objects.get().disconnected_at is None


def test_the_self_test_says_when_x_has_shut_us_out(connecting: Connecting) -> None:
    _, account = with_account(connecting)
    requests.post(
        f"{connecting.net.url}/x-api/2/oauth2/revoke",
        data={"token": tokens_of(account).access},
        auth=("center-app", "center-secret"),
        timeout=PATIENCE,
    )

    page = signed_in(connecting.town.supervisor).post(
        f"/c/csw/accounts/{account.pk}/test/", follow=True
    )

    assert "X no longer accepts our connection" in page.text
    assert Account.objects.get().held_at


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_come_back_at_once_connect_it_once(
    connecting: Connecting,
) -> None:
    walk = connecting.x_until_allow()
    walk.say()
    address = walk.answer()
    seen: list[Any] = []

    def come() -> None:
        try:
            seen.append(walk.client.get(address).status_code)
        finally:
            connection.close()

    both = [Thread(target=come) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(PATIENCE)

    assert sorted(seen) == [302, 400]
    assert Account.objects.count() == 1
    assert len(connecting.net.log("x.token")) == 1


def test_a_hand_known_already_keeps_its_day(connecting: Connecting) -> None:
    csw, account = with_account(connecting)
    by = connecting.owner
    hands.note(account, member=csw.poster, by=by, how="device")
    since = csw.poster.hands.get().since

    hands.note(account, member=csw.poster, by=by, how="login")

    found = csw.poster.hands.get()
    assert (found.how, found.since) == ("login", since)
