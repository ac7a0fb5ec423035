"""An account that was held goes on after it is connected again; history stays."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import presences
from accounts.connect import hold
from accounts.models import Account, Hands, Member
from accounts.platforms.base import AccessRevoked, Addresses, NoCredit
from engagement import ingest
from engagement.models import Watch
from tests.engagement.rows import Town, own_watch, town
from tests.servers.house import House, Sandbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sandbox(house: House, settings: Settings) -> Sandbox:
    sandbox = house.sandbox()
    settings.ADDRESSES = Addresses(
        twitter_api=f"{sandbox.site}/x-api",
        twitter_web=f"{sandbox.site}/x",
        allowed_private_hosts=frozenset({sandbox.site.removeprefix("http://")}),
    )
    return sandbox


@pytest.fixture
def csw(sandbox: Sandbox) -> Town:
    return town()


def again(csw: Town, client: Client) -> str:
    """The supervisor presses "Try it once more"."""
    client.force_login(csw.supervisor.user, "django.contrib.auth.backends.ModelBackend")
    return client.post(f"/c/csw/accounts/{csw.x.pk}/test/", follow=True).text


def test_with_a_token_that_works_it_goes_on(csw: Town, client: Client) -> None:
    watch = own_watch(csw)
    hold(csw.x, AccessRevoked("X no longer lets us in."))
    Watch.objects.update(fails=4, error="No token")

    assert "it goes on by itself" in again(csw, client)

    csw.x.refresh_from_db()
    assert csw.x.held_at is None
    ingest.wake_reconnected(timezone.now())
    watch.refresh_from_db()
    assert (watch.fails, watch.error) == (0, "")
    assert watch.next_at <= timezone.now()


def test_a_wrong_token_replaces_nothing(csw: Town) -> None:
    hold(csw.x, AccessRevoked("X no longer lets us in."))
    stored = csw.x.tokens

    with pytest.raises(AccessRevoked):
        presences.connect_again(csw.x, by=csw.supervisor, user="", token="not-a-token")

    account = Account.objects.get(pk=csw.x.pk)
    assert account.tokens == stored
    assert account.held_at


def test_credit_that_is_back_lets_the_whole_app_go_on(
    csw: Town, client: Client
) -> None:
    hold(csw.x, NoCredit("X's credit is used up."))
    Member.objects.filter(pk=csw.supervisor.pk).update(role="owner")

    again(csw, client)

    assert csw.x.app is not None
    csw.x.app.refresh_from_db()
    assert csw.x.app.held_at is None


def test_the_token_of_another_account_is_refused(csw: Town, client: Client) -> None:
    Account.objects.filter(pk=csw.x.pk).update(external_id="4711")
    hold(csw.x, AccessRevoked("X no longer lets us in."))

    assert "belongs to @CenterSW" in again(csw, client)

    assert Account.objects.get(pk=csw.x.pk).held_at


def test_a_poster_may_not(csw: Town, client: Client) -> None:
    hold(csw.x, AccessRevoked("X no longer lets us in."))
    client.force_login(csw.poster.user, "django.contrib.auth.backends.ModelBackend")

    page = client.post(f"/c/csw/accounts/{csw.x.pk}/test/")

    assert page.status_code == 403
    assert Account.objects.get(pk=csw.x.pk).held_at


@pytest.mark.parametrize(
    "button",
    ["accounts/{}/test/", "accounts/{}/disconnect/", "sources/account/{}/hands/"],
)
def test_an_account_that_was_disconnected_is_not_there_any_more(
    csw: Town, client: Client, button: str
) -> None:
    hold(csw.x, AccessRevoked("X no longer lets us in."))
    Account.objects.update(disconnected_at=timezone.now())
    Member.objects.filter(pk=csw.supervisor.pk).update(role="owner")
    client.force_login(csw.supervisor.user, "django.contrib.auth.backends.ModelBackend")

    page = client.post(f"/c/csw/{button.format(csw.x.pk)}")

    assert page.status_code == 404
    assert Account.objects.get(pk=csw.x.pk).held_at
    assert not Hands.objects.exists()


def test_an_owner_connects_it_again_as_a_supervisor_does(
    csw: Town, client: Client
) -> None:
    hold(csw.x, AccessRevoked("X no longer lets us in."))
    Member.objects.filter(pk=csw.supervisor.pk).update(role="owner")

    assert "it goes on by itself" in again(csw, client)
