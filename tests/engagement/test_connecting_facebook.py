"""The owner connects the Center's Page through the wizard, by a login at Facebook."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.connect import tokens_of
from accounts.models import Account, Activity, App, Attempt
from engagement import ingest
from engagement.models import Watch
from tests.engagement.rows import town
from tests.engagement.walks import FB_KEYS, at_facebook, people, to_facebook
from tests.engagement.wizard import Connecting, connecting

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db

NAME = "Center for Social Work Practice"


def the_page() -> Account:
    return Account.objects.select_related("app").get(platform="facebook")


def test_the_owner_walks_from_an_app_to_a_page_that_answers(
    connecting: Connecting,
) -> None:
    walk = connecting.walk()
    walk.begin("facebook-oauth2")
    assert "http://127.0.0.1:8000/c/csw/accounts/callback/facebook/" in walk.words
    assert "/facebook/developers/apps/" in walk.page.text
    walk.say()
    walk.say(**FB_KEYS)
    assert "to read comments, visitors’ posts and tags" in walk.words
    assert "does not ask for messages" in walk.words

    said = walk.come_back(at_facebook(walk))

    assert f"{NAME} is connected" in said
    assert "Publish a post of our own one click" in said
    page = the_page()
    assert (page.external_id, page.handle, page.title) == ("7001", "CenterSW", NAME)
    assert tokens_of(page).access.startswith("fb-page-")
    # No refresh moves this end: people are told before it
    assert page.token_ends_at is None
    assert page.access_ends_at is not None
    left = page.access_ends_at - timezone.now()
    assert timedelta(days=85) < left < timedelta(days=91)
    assert page.app is not None
    assert (page.app.client_id, page.app.secret) == ("9001", "fb-secret-center")
    assert Activity.objects.filter(verb="connected").exists()
    ingest.make_missing_watches()
    kinds = Watch.objects.filter(account=page).values_list("kind", flat=True)
    assert set(kinds) == {"own", "mentions", "comments"}
    # Of the person nothing is kept
    assert "fb-user-" not in Attempt.objects.get().told


def test_of_several_pages_one_is_chosen(connecting: Connecting) -> None:
    walk = to_facebook(connecting)
    office = people(walk)["Field"]
    said = walk.come_back(at_facebook(walk, "Jo", pages=("7001", office)))

    assert walk.step == "page"
    assert "Field Education Office (Comments are answered by hand: your role" in said
    assert "Choose one of the Pages" in walk.say()
    assert "Select a valid choice" in walk.say(page="7999")
    assert "is connected" in walk.say(page=office)
    page = the_page()
    assert page.external_id == office
    assert "by hand: your role on the Page does not reach for it" in walk.words


@pytest.mark.parametrize(
    ("name", "without", "pages", "says"),
    [
        ("Nora", "", (), "Ask whoever manages the Page"),
        ("Sam", "", (), "Ask whoever manages the Page"),
        ("Sam", "pages_show_list", ("7001",), "leave it switched on"),
        ("Sam", "pages_read_engagement", ("7001",), "leave it switched on"),
    ],
)
def test_who_has_no_page_or_allows_too_little_is_told_and_may_go_on(
    connecting: Connecting,
    name: str,
    without: str,
    pages: tuple[str, ...],
    says: str,
) -> None:
    walk = to_facebook(connecting)
    said = walk.come_back(at_facebook(walk, name, without=without, pages=pages))
    assert says in said
    assert walk.step == "allow"
    assert not Account.objects.exists()

    # Asked once more: what was declined is offered again
    back = at_facebook(walk)
    assert "auth_type=rerequest" in walk.away()
    assert "is connected" in walk.come_back(back)


def test_a_permission_that_was_declined_is_named_at_the_end(
    connecting: Connecting,
) -> None:
    walk = to_facebook(connecting)
    said = walk.come_back(at_facebook(walk, without="pages_manage_posts"))
    assert "Posts are published by hand: “pages_manage_posts” was not allowed" in said
    assert "Publish a post of our own by hand" in said


def test_who_presses_cancel_is_told_and_may_go_on(connecting: Connecting) -> None:
    walk = to_facebook(connecting)
    said = walk.come_back(at_facebook(walk, press="cancel"))
    assert "You did not allow it" in said
    assert "is connected" in walk.come_back(at_facebook(walk))


def test_a_wrong_secret_is_told_before_anybody_logs_in(connecting: Connecting) -> None:
    walk = connecting.walk()
    walk.begin("facebook-oauth2")
    walk.say()
    assert "The number of the app, from App settings" in walk.say()
    said = walk.say(app_id="9001", app_secret="wrong")
    assert "knows no app with this number and this secret" in said
    assert "a number, with digits only" in walk.say(app_id="9x", app_secret="wrong")
    walk.say(**FB_KEYS)
    assert walk.step == "allow"


def test_the_app_that_is_here_need_not_be_typed_again(connecting: Connecting) -> None:
    App.objects.create(
        center=connecting.town.center,
        platform="facebook",
        client_id="9001",
        secret="fb-secret-center",
    )
    walk = connecting.walk()
    walk.begin("facebook-oauth2")
    walk.say()
    assert "leave both empty" in walk.words
    walk.say()
    assert "is connected" in walk.come_back(at_facebook(walk))
    assert App.objects.filter(platform="facebook").count() == 1


def test_the_page_of_another_center_is_refused_without_saying_whose(
    connecting: Connecting,
) -> None:
    other = town("zebra", "2002")
    Account.objects.create(
        center=other.center, platform="facebook", external_id="7001", title="Ours"
    )
    walk = to_facebook(connecting)
    said = walk.come_back(at_facebook(walk))
    assert "connected already, by another Center of this installation" in said
    assert "zebra" not in said.lower()
    assert not Account.objects.of(connecting.town.center).exists()


def connected(connecting: Connecting) -> Account:
    walk = to_facebook(connecting)
    assert "is connected" in walk.come_back(at_facebook(walk))
    return the_page()


def test_connected_again_it_is_the_same_page_with_its_history(
    connecting: Connecting,
) -> None:
    page = connected(connecting)
    Account.objects.filter(pk=page.pk).update(held_at=timezone.now(), held_reason="x")
    walk = connecting.walk()
    walk.begin("facebook-oauth2", again=page)
    # Its app is known: the walk begins at the login
    assert walk.step == "allow"

    said = walk.come_back(at_facebook(walk, "Jo"))

    assert "is connected" in said
    now = the_page()
    assert (now.pk, now.held_at) == (page.pk, None)
    assert now.token_version == page.token_version + 1
    assert tokens_of(now).access != tokens_of(page).access


def test_another_page_does_not_take_its_place(connecting: Connecting) -> None:
    page = connected(connecting)
    walk = connecting.walk()
    walk.begin("facebook-oauth2", again=page)
    office = people(walk)["Field"]

    said = walk.come_back(at_facebook(walk, "Jo", pages=(office,)))

    assert f"Facebook did not let us act for {NAME}" in said
    assert tokens_of(the_page()) == tokens_of(page)


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("facebook.access_token", "server_error_html"),
        ("facebook.access_token", "cut_json"),
        ("facebook.accounts", "rate_limited"),
        ("facebook.accounts", "server_error_html"),
        ("facebook.accounts", "cut_json"),
        ("facebook.debug_token", "html_200"),
        ("facebook.accounts", "cut_before"),
    ],
)
def test_trouble_at_facebook_ends_in_a_sentence_and_the_walk_goes_on(
    connecting: Connecting, call: str, fault: str
) -> None:
    walk = to_facebook(connecting)
    back = at_facebook(walk)
    walk.net.tell("faults", network="facebook", call=call, fault=fault, times=1)

    said = walk.come_back(back)

    assert "Nothing is lost: try again in a minute" in said or "Begin again" in said
    assert walk.step == "allow"
    assert not Account.objects.exists()
    walk.net.mend()
    if "access_token" in call:
        assert "is connected" in walk.come_back(at_facebook(walk))
    else:
        # The person need not log in once more
        assert "is connected" in walk.say()


def test_an_empty_answer_never_replaces_a_stored_token(connecting: Connecting) -> None:
    page = connected(connecting)
    walk = connecting.walk()
    walk.begin("facebook-oauth2", again=page)
    back = at_facebook(walk)
    fault = {"network": "facebook", "call": "facebook.accounts", "times": 1}
    walk.net.tell("faults", fault="missing_field", field="access_token", **fault)

    said = walk.come_back(back)

    assert "is connected" not in said
    assert tokens_of(the_page()) == tokens_of(page)
