"""Our Page is connected by a pasted token, and asked once a day whether it works."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import presences
from accounts.checks import check, due_for_check
from accounts.connect import tokens_of
from accounts.models import Account, Activity, App
from accounts.platforms.base import PlatformError
from engagement import ingest
from engagement.models import Watch
from tests.engagement.page import OnPage

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
TYPED = {
    "platform": "facebook",
    "name": "CenterSW",
    "user": "",
    "token": "fb-page-center",
    "app_id": "9001",
    "app_secret": "fb-secret-center",
}


def add(on_page: OnPage, **typed: str) -> str:
    """What the Page's owner is told after a token was pasted."""
    try:
        account = presences.add_account(
            by=on_page.town.supervisor, **{**TYPED, **typed}
        )
    except PlatformError as error:
        return str(error)
    return f"{account} is here."


def again(on_page: OnPage, **typed: str) -> str:
    told = {"user": "", "token": "", **typed}
    account = Account.objects.select_related("app").get(platform="facebook")
    try:
        presences.connect_again(account, by=on_page.town.supervisor, **told)
    except PlatformError as error:
        return str(error)
    return f"{account} is connected; it goes on by itself."


@pytest.fixture
def alone(on_page: OnPage) -> OnPage:
    """The Center without its Page."""
    Watch.objects.all().delete()
    App.objects.filter(platform="facebook").update(client_id="none")
    on_page.page.delete()
    App.objects.filter(platform="facebook").delete()
    return on_page


def the_page() -> Account:
    return Account.objects.select_related("app").get(platform="facebook")


@pytest.mark.parametrize("token", ["fb-page-center", "fb-user-sam"])
def test_a_token_of_the_page_or_of_a_person_connects_it(
    alone: OnPage, token: str
) -> None:
    said = add(alone, token=token)

    page = the_page()
    assert f"{page} is here." in said
    assert (page.external_id, page.handle) == ("7001", "CenterSW")
    assert page.title == "Center for Social Work Practice"
    assert "pages_manage_posts" in page.granted["scopes"]
    assert page.granted["tier"] == "page"
    assert page.app is not None
    assert (page.app.client_id, page.app.secret) == ("9001", "fb-secret-center")
    # A person's is not kept: the Page's own, that has no end, is made from it.
    assert tokens_of(page).access.startswith("fb-page-")
    assert page.checked_at
    ingest.make_missing_watches()
    kinds = Watch.objects.filter(account=page).values_list("kind", flat=True)
    assert set(kinds) == {"own", "mentions", "comments"}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": "two words"}, "That is no Page on Facebook"),
        ({"name": "https://example.org/CenterSW"}, "That is no Page on Facebook"),
        ({"app_secret": ""}, "Facebook wants a developer app, too"),
        ({"app_secret": "wrong"}, "does not know the developer app by this secret"),
        ({"token": "nonsense"}, "That token does not work."),
        ({"name": "HarborYouth"}, "belongs to the Page Center for Social Work"),
        (
            {"name": "7002", "token": "fb-page-center"},
            "belongs to the Page Center for Social Work",
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    alone: OnPage, typed: dict[str, str], says: str
) -> None:
    assert says in add(alone, **typed)
    assert not Account.objects.filter(platform="facebook").exists()
    assert not App.objects.filter(platform="facebook").exists()


def test_a_dead_token_says_why_it_died(alone: OnPage) -> None:
    alone.play("end_token", target="460")
    assert "has changed their Facebook password" in add(alone)


def test_without_a_token_all_is_by_hand_until_one_is_added(alone: OnPage) -> None:
    add(alone, name="https://www.facebook.com/CenterSW", token="")
    page = the_page()
    assert (page.external_id, page.has_token, page.app) == ("@centersw", False, None)

    said = again(alone, token="fb-page-center")
    assert "Facebook wants a developer app, too" in said
    assert not the_page().has_token
    more = {"app_id": "9001", "app_secret": "fb-secret-center"}
    said = again(alone, token="fb-page-center", **more)

    assert "it goes on by itself" in said
    page = the_page()
    assert (page.external_id, page.has_token) == ("7001", True)
    assert page.app is not None
    assert page.app.client_id == "9001"


def test_the_same_page_is_connected_once(on_page: OnPage) -> None:
    """Also by another name: its number and its name in addresses are one."""
    assert "connected already" in add(on_page, name="7001", token="")
    assert "connected already" in add(on_page, name="centersw", token="")
    assert Account.objects.filter(platform="facebook").count() == 1


def is_due(at: datetime) -> bool:
    return the_page().pk in due_for_check(at)


def test_the_token_is_asked_about_once_a_day(on_page: OnPage) -> None:
    now = timezone.now()
    assert not is_due(now)
    assert is_due(now + timedelta(days=1))

    for _ in range(2):
        check(on_page.page.pk, now + timedelta(days=1))

    calls = on_page.net.log("facebook.debug_token")
    assert len(calls) == 1
    assert not is_due(now + timedelta(days=1))
    assert the_page().held_at is None


def test_a_dead_token_holds_the_account_and_says_why(on_page: OnPage) -> None:
    on_page.play("end_token", target="492")
    tomorrow = timezone.now() + timedelta(days=1)

    check(on_page.page.pk, tomorrow)

    page = the_page()
    assert page.held_at
    assert page.held_reason == (
        "The person who connected the Page has no role on it any more. "
        "Connect the Page again."
    )
    assert not is_due(tomorrow + timedelta(days=2))
    assert Activity.objects.filter(verb="held").exists()
    # On every page there is a strip, and under Sources the reason
    client = Client()
    client.force_login(on_page.town.poster.user, BACKEND)
    assert "must be connected again" in client.get("/c/csw/").text
    assert "has no role on it any more" in client.get("/c/csw/sources/").text


def test_a_token_that_ends_before_the_next_check_is_told_of(on_page: OnPage) -> None:
    """The sandbox's user token ends after sixty days."""
    Account.objects.filter(pk=on_page.page.pk).update(
        tokens='{"access": "fb-user-sam"}'
    )
    later = timezone.now() + timedelta(days=60, hours=-3)

    check(on_page.page.pk, later - timedelta(days=2))
    assert the_page().held_at is None
    check(on_page.page.pk, later)

    assert "The connection to Facebook ends on" in the_page().held_reason


def test_a_right_that_was_taken_away_is_noticed(on_page: OnPage) -> None:
    granted = {"tier": "page", "scopes": ["something_else"]}
    Account.objects.filter(pk=on_page.page.pk).update(granted=granted)
    check(on_page.page.pk, timezone.now() + timedelta(days=1))
    assert "pages_manage_posts" in the_page().granted["scopes"]


def test_an_answer_that_tells_nothing_is_asked_for_again_soon(
    on_page: OnPage,
) -> None:
    on_page.net.tell(
        "faults", network="facebook", call="*", fault="server_error_html", times=1
    )
    tomorrow = timezone.now() + timedelta(days=1)
    check(on_page.page.pk, tomorrow)
    assert the_page().held_at is None
    assert not is_due(tomorrow)
    assert is_due(tomorrow + timedelta(hours=1))


@pytest.mark.parametrize(
    ("percent", "rests"), [(50, timedelta()), (85, timedelta(minutes=19))]
)
def test_reading_slows_down_when_facebook_says_so(
    on_page: OnPage, percent: int, rests: timedelta
) -> None:
    on_page.net.tell("switch", facebook_usage=percent)
    began = timezone.now()
    on_page.look()
    watches = Watch.objects.filter(account=on_page.page)
    assert all(one.next_at >= began + rests for one in watches)
    assert {one.error for one in watches} == {""}
    if not rests:
        assert all(one.next_at < began + timedelta(minutes=1) for one in watches)


def test_near_the_limit_nothing_is_read_for_an_hour(on_page: OnPage) -> None:
    on_page.net.tell("switch", facebook_usage=97)
    began = timezone.now()
    on_page.look()
    hour = timedelta(minutes=59)
    watches = Watch.objects.filter(account=on_page.page)
    assert all(one.next_at >= began + hour for one in watches)
    # And nothing is sent, either
    page = the_page()
    assert page.next_send_at
    assert page.next_send_at >= began + hour
