"""Where one is signed in, and the way between one's Centers."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.models import Member
from tests.engagement.rows import Town, town
from tests.people.door import (
    inside,
    signs_in,
    with_password,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(csw: Town) -> Member:
    with_password(csw.poster)
    return csw.poster


def test_the_devices_stand_in_a_list_and_the_others_are_signed_out(
    maya: Member,
) -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"
    phone, desk = Client(headers={"user-agent": firefox}), Client()
    for one in (phone, desk):
        signs_in(one, maya.user.email)
    page = desk.get("/account/sessions/")
    assert "Firefox on Windows" in page.text
    assert page.text.count("this one") == 1

    desk.post("/account/sessions/")

    assert desk.get("/c/csw/").status_code == 200
    assert phone.get("/c/csw/").status_code == 302


def test_everywhere_is_here_too_and_nobody_elses(maya: Member, csw: Town) -> None:
    with_password(csw.colleague)
    phone, desk, tom = Client(), Client(), Client()
    for one in (phone, desk):
        signs_in(one, maya.user.email)
    signs_in(tom, csw.colleague.user.email)

    desk.post("/account/sign-out-everywhere/")

    assert [one.get("/c/csw/").status_code for one in (phone, desk, tom)] == [
        302,
        302,
        200,
    ]
    assert UserSession.objects.count() == 1


def test_a_switcher_leads_to_the_same_page_or_to_the_queue(maya: Member) -> None:
    client = inside(maya)
    assert "Other Centers" not in client.get("/c/csw/").text
    there = town("other", "2002")
    Member.objects.create(center=there.center, user=maya.user)

    page = client.get("/c/csw/settings/words/").text
    assert 'href="/c/other/settings/words/"' in page
    assert "Other Centers" in page
    assert 'href="/c/other/settings/words/" aria-current' not in page
    # What this role may not open there is not offered
    Member.objects.filter(user=maya.user, center=maya.center).update(role="owner")
    owners = client.get("/c/csw/settings/invitations/").text
    assert 'class="menu-item" href="/c/other/">' in owners
    assert "/c/other/settings/invitations/" not in owners
    both = client.get("/").text
    assert 'href="/c/csw/"' in both
    assert 'href="/c/other/"' in both


def test_a_switcher_names_no_center_one_has_left(maya: Member) -> None:
    there = town("other", "2002")
    Member.objects.create(center=there.center, user=maya.user, left_at=maya.joined_at)
    assert "/c/other/" not in inside(maya).get("/c/csw/").text
