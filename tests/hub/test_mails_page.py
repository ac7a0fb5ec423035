"""The demo sends no mail: a page shows its members what it would have sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts import letters
from accounts.models import User
from tests.engagement.rows import Town, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """As the demo keeps its letters."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def inside(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


def test_the_newest_letter_stands_first_and_as_text(csw: Town, folder: Path) -> None:
    assert letters.mail([csw.poster], "The first", "Zoë says <b>hello</b>")
    assert letters.mail([csw.poster, csw.colleague], "The second", "At /c/csw/")

    page = inside(csw.poster.user).get("/mails/").text

    assert page.index("The second") < page.index("The first")
    assert "to maya@csw.example" in page
    assert "to tom@csw.example" in page
    assert "Zoë says &lt;b&gt;hello&lt;/b&gt;" in page


def test_a_letter_with_a_link_to_a_new_password_lands_there(
    csw: Town, folder: Path
) -> None:
    Client().post("/account/password/reset/", {"email": csw.poster.user.email})
    page = inside(csw.colleague.user).get("/mails/").text
    assert "/account/password/reset/key/" in page


def test_before_the_first_letter_the_page_says_so(csw: Town, folder: Path) -> None:
    assert "No mail yet" in inside(csw.poster.user).get("/mails/").text
    assert "Mails of the demo" in inside(csw.poster.user).get("/c/csw/").text


def test_with_a_real_server_nothing_is_kept(csw: Town, settings: Any) -> None:
    settings.EMAIL_FILE_PATH = None
    letters.mail([csw.poster], "The first", "Hello")
    page = inside(csw.poster.user).get("/mails/").text
    assert "nothing is kept here" in page
    assert len(mail.outbox) == 1


def test_who_is_no_member_sees_no_letter(csw: Town, folder: Path) -> None:
    letters.mail([csw.poster], "The first", "Hello")
    stranger = User.objects.create_user("eve@elsewhere.example")
    assert inside(stranger).get("/mails/").status_code == 404
    assert Client().get("/mails/").status_code == 302
    csw.colleague.left_at = csw.x.connected_at
    csw.colleague.save()
    assert inside(csw.colleague.user).get("/mails/").status_code == 404
