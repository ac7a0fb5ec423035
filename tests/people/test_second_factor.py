"""The second factor: had by who wants one, asked for where the Center says so."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import Fernet
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import Activity, Center, Member
from accounts.second_factor import sealed_again
from tests.engagement.rows import Town, town
from tests.people.door import (
    code_of,
    inside,
    is_in,
    signs_in,
    verbs,
    with_app,
    with_password,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
SETTING = "/c/csw/settings/sign-in/"


@pytest.fixture
def maya(csw: Town) -> Member:
    with_password(csw.poster)
    return csw.poster


# Some lines are written once the change is committed
@pytest.mark.django_db(transaction=True)
def test_who_came_in_elsewhere_before_it_was_set_up_shows_it_too(
    maya: Member, csw: Town
) -> None:
    """Else whoever has the password and a session would stay, and take it away."""
    with_password(csw.colleague)
    thief, desk, tom = Client(), Client(), Client()
    for one, email in ((thief, maya), (desk, maya), (tom, csw.colleague)):
        signs_in(one, email.user.email)
    page = desk.get("/account/2fa/totp/activate/")
    secret = page.text.partition('id="secret">')[2].partition("<")[0]

    desk.post("/account/2fa/totp/activate/", {"code": code_of(secret)})

    assert not is_in(thief)
    thief.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=maya.user, type="totp").exists()
    assert desk.get("/c/csw/").status_code == tom.get("/c/csw/").status_code == 200


# Some lines are written once the change is committed
@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_asked_for_from_then_on(maya: Member) -> None:
    desk = Client()
    signs_in(desk, maya.user.email)
    page = desk.get("/account/2fa/totp/activate/")
    secret = page.text.partition('id="secret">')[2].partition("<")[0]
    assert "<svg" in page.text

    done = desk.post("/account/2fa/totp/activate/", {"code": code_of(secret)})

    assert done["Location"] == "/account/2fa/recovery-codes/"
    codes = desk.get("/account/2fa/recovery-codes/").text
    phone = Client()
    assert signs_in(phone, maya.user.email)["Location"] == "/account/2fa/authenticate/"
    assert not is_in(phone)
    wrong = phone.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert not is_in(phone)
    recovery = codes.partition("<li><code>")[2].partition("<")[0]
    phone.post("/account/2fa/authenticate/", {"code": recovery})
    assert is_in(phone)
    assert verbs(maya) == [
        "signed in",
        "second factor added",
        "second factor added",
        "second factor failed",
        "signed in",
    ]
    desk.post("/account/2fa/totp/deactivate/")
    assert verbs(maya)[-2:] == ["second factor removed"] * 2


def test_the_code_lets_in_and_once(maya: Member) -> None:
    secret = with_app(maya.user)
    first, second = Client(), Client()
    code = code_of(secret)
    for client in (first, second):
        signs_in(client, maya.user.email)
        client.post("/account/2fa/authenticate/", {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_no_secret_lies_open(maya: Member) -> None:
    secret = with_app(maya.user)
    codes = RecoveryCodes.activate(maya.user).generate_codes()
    kept = json.dumps([*Authenticator.objects.values_list("data", flat=True)])
    assert secret not in kept
    assert not [one for one in codes if one in kept]
    assert kept.count("gAAAA") == 2


def test_sealed_with_new_keys_the_old_ones_may_go(
    maya: Member, settings: Settings
) -> None:
    secret = with_app(maya.user)
    codes = RecoveryCodes.activate(maya.user).generate_codes()
    old, new = settings.TOKEN_KEYS, [Fernet.generate_key().decode()]
    settings.TOKEN_KEYS = [*new, *old]
    assert sealed_again() == 2
    settings.TOKEN_KEYS = new

    totp = Authenticator.objects.get(type="totp").wrap()
    assert totp.validate_code(code_of(secret))
    row = Authenticator.objects.get(type="recovery_codes").wrap()
    assert row.generate_codes() == codes
    # Of what no key opens nothing is lost
    settings.TOKEN_KEYS = [Fernet.generate_key().decode()]
    assert sealed_again() == 0
    settings.TOKEN_KEYS = new
    # And what the first key sealed already is left as it is.
    assert sealed_again() == 0


def test_without_the_key_no_code_is_right(maya: Member, settings: Settings) -> None:
    secret = with_app(maya.user)
    settings.TOKEN_KEYS = [Fernet.generate_key().decode()]
    client = Client()
    signs_in(client, maya.user.email)
    page = client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert "cannot be read" in page.text
    assert not is_in(client)


def asks(least: str) -> None:
    Center.objects.filter(slug="csw").update(second_factor_for=least)


@pytest.mark.parametrize(
    ("least", "asked"),
    [
        ("nobody", []),
        ("owner", ["owner"]),
        ("supervisor", ["owner", "supervisor"]),
        ("poster", ["owner", "poster", "supervisor"]),
    ],
)
def test_from_which_role_on_it_is_asked_for(
    csw: Town, iris: Member, least: str, asked: list[str]
) -> None:
    asks(least)
    people = {"owner": iris, "supervisor": csw.supervisor, "poster": csw.poster}
    led = {
        role: inside(member).get("/c/csw/outbox/").status_code == 302
        for role, member in people.items()
    }
    assert sorted(role for role, is_led in led.items() if is_led) == asked


def test_who_must_is_led_there_and_comes_in_with_one(csw: Town, maya: Member) -> None:
    asks("poster")
    client = inside(maya)
    first = "/account/second-factor/csw/"
    # Every page, every button, and what is not for this role
    for path in ("/c/csw/", "/c/csw/settings/", "/c/csw/settings/invitations/"):
        assert client.get(path)["Location"] == first
        assert client.post(path)["Location"] == first
    live = client.get("/c/csw/changes/", headers={"hx-request": "true"})
    assert (live.status_code, live["HX-Redirect"]) == (200, first)
    page = client.get(first)
    assert "A second factor first" in page.text
    assert "Sign out" in page.text
    assert client.get("/account/").status_code == 200

    with_app(maya.user)

    assert client.get(first)["Location"] == "/c/csw/"
    assert client.get("/c/csw/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(csw: Town, maya: Member) -> None:
    asks("poster")
    RecoveryCodes.activate(maya.user)
    assert inside(maya).get("/c/csw/").status_code == 302


def test_a_stranger_learns_nothing_of_it(csw: Town) -> None:
    asks("poster")
    stranger = inside(town("other", "2002").poster)
    assert stranger.get("/c/csw/").status_code == 404
    assert stranger.get("/account/second-factor/csw/").status_code == 404
    assert stranger.get("/c/other/").status_code == 200


def test_an_owner_asks_for_it_and_nobody_else_does(csw: Town, iris: Member) -> None:
    for member in (csw.poster, csw.supervisor):
        client = inside(member)
        assert client.get(SETTING).status_code == 403
        assert client.post(SETTING, {"least": "poster"}).status_code == 403
    assert Center.objects.get().second_factor_for == "nobody"
    with_app(iris.user)
    client = inside(iris)
    assert client.get(SETTING).text.count("has one") >= 1

    assert client.post(SETTING, {"least": "rubbish"}).status_code == 422
    client.post(SETTING, {"least": "supervisor"})

    assert Center.objects.get().second_factor_for == "supervisor"
    line = Activity.objects.get(verb="asked for a second factor")
    assert (line.member, line.detail) == (iris, {"of": "supervisor"})


def test_asking_for_it_costs_no_question(csw: Town, maya: Member) -> None:
    client = inside(maya)
    client.get("/c/csw/settings/words/")
    with CaptureQueriesContext(connection) as plain:
        client.get("/c/csw/settings/words/")
    asks("poster")
    with_app(maya.user)
    with CaptureQueriesContext(connection) as asked:
        client.get("/c/csw/settings/words/")
    assert len(asked) == len(plain)


def test_the_admin_opens_by_the_same_door_to_staff_alone(maya: Member) -> None:
    asked = Client().get("/admin/")
    door = Client().get(asked["Location"])
    assert door["Location"].startswith("/account/login/?next=")
    assert inside(maya).get("/admin/login/").status_code == 403
    assert inside(maya).get("/admin/").status_code == 302
    assert inside(maya).get("/admin/", follow=True).status_code == 403

    maya.user.is_staff = maya.user.is_superuser = True
    maya.user.save()
    secret = with_app(maya.user)
    client = Client()
    signs_in(client, maya.user.email, next="/admin/")
    assert client.get("/admin/").status_code == 302
    said = client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert said["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    row = Authenticator.objects.get()
    page = client.get(f"/admin/mfa/authenticator/{row.pk}/change/")
    assert secret not in page.text
