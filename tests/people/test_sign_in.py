"""The door: passwords, addresses, devices, and what the audit says of it."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.models import Activity, Member, User
from tests.engagement.rows import Town, town
from tests.people.door import (
    PASSWORD,
    inside,
    is_in,
    link_in_mail,
    signs_in,
    verbs,
    with_password,
)

pytestmark = pytest.mark.django_db
NEW = "another four words entirely"


@pytest.fixture
def maya(csw: Town) -> Member:
    with_password(csw.poster)
    return csw.poster


def test_a_member_signs_in_and_out_and_both_are_written_down(maya: Member) -> None:
    client = Client()
    assert signs_in(client, "MAYA@csw.example")["Location"] == "/"
    assert client.get("/")["Location"] == "/c/csw/"
    client.post("/account/logout/")

    assert not is_in(client)
    assert verbs(maya) == ["signed in", "signed out"]


def test_a_wrong_password_and_a_stranger_read_the_same(maya: Member) -> None:
    wrong = signs_in(Client(), maya.user.email, "not the password")
    nobody = signs_in(Client(), "nobody@csw.example", "not the password")

    def said(page: object) -> str:
        text = str(getattr(page, "text", ""))
        return text.partition('role="alert"')[2].partition("</form>")[0][:200]

    assert said(wrong) == said(nobody) != ""
    line = Activity.objects.get()
    assert (line.verb, line.actor_label, line.member) == (
        "sign-in failed",
        "somebody",
        None,
    )
    assert line.target_id == maya.pk


def test_after_five_wrong_passwords_the_right_one_waits(maya: Member) -> None:
    for _ in range(5):
        signs_in(Client(), maya.user.email, "guess after guess")
    client = Client()
    page = signs_in(client, maya.user.email)
    assert not is_in(client)
    assert "Too many" in page.text


def test_behind_our_proxy_the_limit_is_of_whom_it_names(
    maya: Member, settings: Settings
) -> None:
    settings.PROXIES = 1
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/ip"}

    def tries(forwarded: str, who: str) -> str:
        client = Client(headers={"x-forwarded-for": forwarded})
        return str(signs_in(client, who, "guess").text)

    for number in range(2):
        # What the visitor put there before is not believed
        tries(f"10.0.0.{number}, 203.0.113.7", f"{number}@a.example")
    assert "Too many" in tries("10.0.0.9, 203.0.113.7", "c@a.example")
    assert "Too many" not in tries("203.0.113.8", "d@a.example")


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil"])
def test_nobody_is_sent_elsewhere_by_signing_in(maya: Member, away: str) -> None:
    assert signs_in(Client(), maya.user.email, next=away)["Location"] == "/"
    client = inside(maya)
    assert client.post("/account/logout/", {"next": away})["Location"] == "/"


def test_a_closed_sign_in_does_not_open(maya: Member) -> None:
    User.objects.filter(pk=maya.user.pk).update(is_active=False)
    client = Client()
    assert signs_in(client, maya.user.email)["Location"] == "/account/inactive/"
    assert not is_in(client)
    assert "This sign-in is closed" in client.get("/account/inactive/").text


def test_who_left_every_center_reads_what_to_do(maya: Member) -> None:
    Member.objects.filter(pk=maya.pk).update(left_at=maya.joined_at)
    client = Client()
    signs_in(client, maya.user.email)
    page = client.get("/")
    assert page.status_code == 200
    assert "You are in no Center" in page.text
    assert "Sign out" in page.text


def test_nobody_signs_up(csw: Town) -> None:
    told = {"email": "a@b.example", "password1": PASSWORD, "password2": PASSWORD}
    assert "By invitation only" in Client().post("/account/signup/", told).text
    assert not User.objects.filter(email="a@b.example").exists()


def test_an_address_that_is_not_proven_is_asked_for_once(csw: Town) -> None:
    """As of who was made by a command on the server."""
    user = csw.poster.user
    user.set_password(PASSWORD)
    user.save()
    client = Client()

    assert signs_in(client, user.email)["Location"] == "/account/confirm-email/"
    assert not is_in(client)
    client.post(link_in_mail("/account/confirm-email/"))

    assert EmailAddress.objects.get(user=user).verified
    signs_in(client, user.email)
    assert is_in(client)


def test_a_new_password_must_be_hard_to_guess(maya: Member) -> None:
    client = Client()
    signs_in(client, maya.user.email)

    def changes(new: str) -> int:
        told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        return client.post("/account/password/change/", told).status_code

    for weak in ("too short", "password1234", "1234567890", "maya@csw.example"):
        assert changes(weak) == 200, weak
    assert changes(NEW) == 302
    assert verbs(maya) == ["signed in", "changed the password"]
    # And its owner is told
    assert "password" in mail.outbox[-1].subject.lower()


def test_a_new_password_signs_every_other_device_out(maya: Member) -> None:
    phone, desk = Client(), Client()
    for one in (phone, desk):
        signs_in(one, maya.user.email)
    told = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    desk.post("/account/password/change/", told)
    assert desk.get("/c/csw/").status_code == 200
    assert phone.get("/c/csw/").status_code == 302


def test_a_link_by_mail_gives_a_new_password_once(maya: Member) -> None:
    client = Client()
    known = client.post("/account/password/reset/", {"email": maya.user.email})
    link = link_in_mail("/account/password/reset/key/")
    nobody = client.post("/account/password/reset/", {"email": "nobody@b.example"})
    assert known["Location"] == nobody["Location"]

    form = client.get(link)["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})

    signs_in(client, maya.user.email, NEW)
    assert is_in(client)
    assert verbs(maya)[0] == "took a new password by mail"
    assert "has been used" in Client().get(link).text


def test_another_address_holds_once_its_link_was_opened(maya: Member) -> None:
    client = Client()
    signs_in(client, maya.user.email)
    told = {"email": "maya@new.example", "action_add": "1"}
    client.post("/account/email/", told)
    assert mail.outbox[-1].to == ["maya@new.example"]
    link = link_in_mail("/account/confirm-email/")
    maya.user.refresh_from_db()
    assert maya.user.email == "maya@csw.example"

    client.post(link)

    maya.user.refresh_from_db()
    assert maya.user.email == "maya@new.example"
    assert verbs(maya) == ["signed in", "changed the e-mail address"]
    assert [one.email for one in EmailAddress.objects.all()] == ["maya@new.example"]


def test_nobody_takes_the_address_of_somebody_else(maya: Member, csw: Town) -> None:
    with_password(csw.colleague)
    client = Client()
    signs_in(client, maya.user.email)
    taken = csw.colleague.user.email
    client.post("/account/email/", {"email": taken, "action_add": "1"})
    for letter in mail.outbox:
        for link in re.findall(r"/account/confirm-email/\S+", str(letter.body)):
            client.post(link)
    maya.user.refresh_from_db()
    assert maya.user.email == "maya@csw.example"
    signs_in(Client(), taken)
    assert User.objects.filter(email=taken).get() == csw.colleague.user


def test_what_is_dear_asks_for_the_password_once_more(maya: Member) -> None:
    client = inside(maya)
    with_password(maya)
    client = inside(maya)
    for dear in ("/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"):
        assert client.get(dear)["Location"].startswith("/account/reauthenticate/")
    page = client.post(
        "/account/reauthenticate/",
        {"password": PASSWORD, "next": "/account/2fa/totp/activate/"},
    )
    assert page["Location"] == "/account/2fa/totp/activate/"


def test_a_name_is_changed_by_its_owner(maya: Member) -> None:
    client = inside(maya)
    assert client.post("/account/name/", {"name": ""}).status_code == 422
    client.post("/account/name/", {"name": "Maya O."})
    maya.user.refresh_from_db()
    assert maya.user.name == "Maya O."
    line = Activity.objects.get(verb="changed the name")
    assert (line.actor_label, line.target_id) == ("Maya O.", maya.pk)
    assert Client().get("/account/")["Location"].startswith("/account/login/")


def test_a_letter_that_cannot_leave_breaks_no_page(
    maya: Member, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = Client().post("/account/password/reset/", {"email": maya.user.email})
    assert answer.status_code == 302


def test_what_happened_at_the_door_stands_in_each_center(maya: Member) -> None:
    there = town("other", "2002")
    Member.objects.create(center=there.center, user=maya.user)
    left = Member.objects.create(
        center=town("third", "3003").center, user=maya.user, left_at=maya.joined_at
    )
    signs_in(Client(), maya.user.email)
    lines = Activity.objects.filter(verb="signed in")
    assert {one.center.slug for one in lines if one.center} == {"csw", "other"}
    assert not lines.filter(center=left.center).exists()
