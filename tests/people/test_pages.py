"""The pages of people: no script or style inside, and rubbish breaks none of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import joining
from accounts.models import Member
from tests.engagement.rows import Town, town
from tests.people.door import inside, signs_in, with_app, with_password

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=")
OWN = (
    "/account/",
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/totp/deactivate/",
    "/account/2fa/recovery-codes/generate/",
    "/account/sessions/",
    "/account/3rdparty/",
    "/c/csw/settings/invitations/",
    "/c/csw/settings/sign-in/",
)
OPEN = ("/account/login/", "/account/signup/", "/account/password/reset/", "/join/x/")
RUBBISH = ("", "\x00", "9" * 400, "💜" * 300, "a@b", "'\"><script>", "²")


def test_no_page_has_a_script_or_a_style_inside(csw: Town, iris: Member) -> None:
    user = with_password(iris)
    client = Client()
    signs_in(client, user.email)
    pages = [client.get("/account/2fa/totp/activate/")]
    pages += [client.get("/account/2fa/authenticate/", follow=True)]
    with_app(user)
    pages += [client.get(path) for path in OWN]
    pages += [Client().get(path) for path in OPEN]
    token = joining.invite(
        csw.center, by=iris, email="a@b.example", name="", role="poster"
    )
    pages.append(Client().get(f"/join/{token}/"))
    asked = Client()
    signs_in(asked, user.email)
    pages.append(asked.get("/account/2fa/authenticate/"))
    for page in pages:
        assert page.status_code in (200, 404), page.request["PATH_INFO"]
        found = INLINE.search(page.text)
        assert not found, (page.request["PATH_INFO"], found)


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_is_refused_in_words(csw: Town, iris: Member, rubbish: str) -> None:
    token = joining.invite(
        csw.center, by=iris, email="a@b.example", name="", role="poster"
    )
    owner, anybody = inside(iris), Client()
    names = ("email", "name", "role", "least", "password", "code", "login", "next")
    told = dict.fromkeys(names, rubbish)
    for path in (
        "/c/csw/settings/invitations/invite/",
        "/c/csw/settings/sign-in/",
        "/account/name/",
    ):
        assert owner.post(path, told).status_code < 500, path
    for path in (f"/join/{token}/", "/account/login/", "/account/password/reset/"):
        assert anybody.post(path, told).status_code < 500, path
    assert anybody.get("/setup/", {"code": rubbish}).status_code == 404
    assert Member.objects.filter(user__email="a@b.example").count() == 0


def test_a_page_asks_as_often_for_a_person_of_one_center_as_of_three(
    csw: Town,
) -> None:
    client = inside(csw.poster)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/c/csw/settings/words/")
        return len(found)

    client.get("/c/csw/settings/words/")
    before = asked()
    for number in ("2002", "3003"):
        there = town(f"at-{number}", number).center
        Member.objects.create(center=there, user=csw.poster.user)
    assert asked() == before


def test_an_owner_reads_until_when_in_the_time_of_the_center(
    csw: Town, iris: Member
) -> None:
    type(csw.center).objects.update(zone="Asia/Tokyo")
    joining.invite(csw.center, by=iris, email="a@b.example", name="", role="poster")
    end = timezone.now() + timedelta(days=7, hours=9)
    page = inside(iris).get("/c/csw/settings/invitations/").text
    assert f"{end:%H:%M}" in page or f"{end - timedelta(minutes=1):%H:%M}" in page
    assert "JST" in page
