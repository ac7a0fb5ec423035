"""Sign-in by the university: for members and the invited, over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.test import Client
from flask import Flask
from pytest_django import Settings
from werkzeug.serving import make_server

from accounts.models import Activity, Invitation, Member, User
from sandbox import university
from sandbox.university import provider
from tests.engagement.rows import Town, town
from tests.people.door import (
    code_of,
    inside,
    is_in,
    link_in_mail,
    verbs,
    with_app,
    with_password,
)

pytestmark = pytest.mark.django_db

LOGIN = "/account/oidc/university/login/"


@pytest.fixture(scope="module")
def campus() -> Iterator[str]:
    """The make-believe university, by itself."""
    app = Flask("campus")
    app.register_blueprint(university.bp)
    server = make_server("127.0.0.1", 0, app)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}/university"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def set_up(campus: str, settings: Settings) -> None:
    app = {
        "provider_id": "university",
        "name": "Riverside University",
        "client_id": provider.CLIENT,
        "secret": provider.SECRET,
        "settings": {"server_url": campus},
    }
    told = {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": told}


def leads_to(page: Any) -> str:
    """By a link, and no redirect: a form may lead nowhere but to us."""
    assert page.status_code == 200
    found = re.search(r'content="0;url=([^"]+)"', page.text)
    assert found
    assert page.text.count(found[1]) == 2
    return unescape(found[1])


def comes_back(
    client: Client, email: str, *, verified: bool = True, **more: str
) -> Any:
    """Press the button, sign in over there, and come back with the code."""
    away = leads_to(client.post(LOGIN, {"process": "login", **more}))
    asked = dict(parse_qsl(urlsplit(away).query))
    said = {
        "email": email,
        "name": "Ada Adeyemi",
        "verified": "yes" if verified else "",
    }
    page = requests.post(
        away.partition("?")[0], data=asked | said, allow_redirects=False, timeout=10
    )
    back = urlsplit(page.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_the_button_is_on_the_sign_in_page_where_it_is_set_up(
    csw: Town, settings: Settings
) -> None:
    assert "Sign in with Riverside University" in Client().get("/account/login/").text
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "university/login" not in Client().get("/account/login/").text


def test_a_member_comes_in_by_the_verified_address(csw: Town) -> None:
    user = with_password(csw.poster)
    client = Client()
    assert (
        comes_back(client, "MAYA@csw.example", next="/c/csw/words/")["Location"]
        == "/c/csw/words/"
    )
    assert is_in(client)
    line = Activity.objects.get(verb="signed in")
    assert line.detail == {"how": ["socialaccount"]}
    # The password stays, and the second time it is known by its own number
    user.refresh_from_db()
    assert user.has_usable_password()
    again = Client()
    comes_back(again, "maya@csw.example")
    assert is_in(again)


def test_an_address_that_is_not_verified_is_anybodys(csw: Town) -> None:
    with_password(csw.poster)
    client = Client()
    page = comes_back(client, "maya@csw.example", verified=False)
    assert page.status_code == 403
    assert "does not say that your address maya@csw.example is verified" in page.text
    assert not is_in(client)


def test_registration_is_never_opened_by_it(csw: Town) -> None:
    client = Client()
    page = comes_back(client, "nobody@csw.example")
    assert page.status_code == 403
    assert "Nobody here is known by nobody@csw.example" in page.text
    assert not is_in(client)
    assert User.objects.count() == 3


def test_who_was_invited_joins_by_it_without_a_password(
    csw: Town, iris: Member
) -> None:
    told = {"email": "ada@example.edu", "name": "", "role": "supervisor"}
    inside(iris).post("/c/csw/settings/invitations/invite/", told)
    link = link_in_mail()
    client = Client()
    assert "Join with Riverside University" in client.get(link).text

    comes_back(client, "ada@example.edu", next=link)

    ada = Member.objects.get(user__email="ada@example.edu")
    assert (ada.role, ada.name) == ("supervisor", "Ada Adeyemi")
    assert not ada.user.has_usable_password()
    assert is_in(client)
    assert client.get(link)["Location"] == "/c/csw/"
    assert Invitation.objects.get().member == ada


def test_an_invitation_that_ended_lets_nobody_in_by_it(csw: Town, iris: Member) -> None:
    told = {"email": "ada@example.edu", "name": "", "role": "poster"}
    inside(iris).post("/c/csw/settings/invitations/invite/", told)
    Invitation.objects.update(ends_at=iris.joined_at)
    client = Client()
    assert comes_back(client, "ada@example.edu").status_code == 403
    assert not is_in(client)


def test_a_closed_sign_in_stays_closed(csw: Town) -> None:
    with_password(csw.poster)
    User.objects.filter(pk=csw.poster.user.pk).update(is_active=False)
    client = Client()
    comes_back(client, "maya@csw.example")
    assert not is_in(client)


def test_the_second_factor_is_asked_for_after_it(csw: Town, still: None) -> None:
    secret = with_app(with_password(csw.poster))
    client = Client()
    said = comes_back(client, "maya@csw.example")
    assert said["Location"] == "/account/2fa/authenticate/"
    assert not is_in(client)
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert is_in(client)
    assert verbs(csw.poster) == ["signed in"]


def test_who_is_signed_in_cannot_be_tied_to_somebody_else(csw: Town) -> None:
    client = inside(csw.poster)
    page = comes_back(client, "eve@csw.example", process="connect")
    assert page.status_code == 403
    assert "signed in already" in page.text


def test_an_address_that_nobody_proved_here_loses_its_password(csw: Town) -> None:
    """Somebody else may have chosen it before the owner of the address came."""
    user = csw.poster.user
    user.set_password("whose word is this")
    user.save()
    comes_back(Client(), user.email)
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_turning_back_or_a_code_of_somebody_else_lets_nobody_in(
    csw: Town, campus: str
) -> None:
    client = Client()
    away = leads_to(client.post(LOGIN, {"process": "login"}))
    state = dict(parse_qsl(urlsplit(away).query))["state"]
    turned = client.get(
        f"{LOGIN}callback/?error=access_denied&state={state}", follow=True
    )
    assert "You turned back" in turned.text
    forged = client.get(f"{LOGIN}callback/?code=guessed&state={state}")
    assert "did not let you in" in forged.text
    foreign = Client().get(f"{LOGIN}callback/?code=guessed&state={state}")
    assert "did not let you in" in foreign.text


def test_a_member_of_two_centers_chooses_after_it(csw: Town) -> None:
    there = town("other", "2002")
    user = with_password(csw.poster)
    Member.objects.create(center=there.center, user=user)
    client = Client()
    assert comes_back(client, user.email)["Location"] == "/"
    assert "The other Center" in client.get("/").text
