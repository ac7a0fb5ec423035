"""What a newcomer finds: the first steps, the tabs, and the door."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import Member
from tests.engagement.rows import Town
from tests.people.door import inside

pytestmark = [pytest.mark.django_db, pytest.mark.once]
QUEUE = "/c/csw/"


@pytest.fixture
def alone(csw: Town, iris: Member) -> Member:
    """The owner of a Center that has just begun: no account, nobody beside her."""
    csw.x.delete()
    Member.objects.of(csw.center).exclude(pk=iris.pk).delete()
    return iris


def tabs_of(who: Member, address: str) -> list[str]:
    page = inside(who).get(address).text
    return re.findall(r'class="(?:tab|chip)" href="[^"]+"[^>]*>([^<]+)</a>', page)


def test_who_begins_is_led_to_an_account_and_to_people(alone: Member) -> None:
    page = inside(alone).get(QUEUE).text

    assert "Connect an account" in page
    assert "/c/csw/accounts/connect/" in page
    assert "/c/csw/settings/invitations/" in page
    assert "Nobody is waiting" not in page


def test_who_may_not_connect_reads_who_does(csw: Town, iris: Member) -> None:
    csw.x.delete()
    page = inside(csw.poster).get(QUEUE).text

    assert "An owner of the Center connects it." in page
    assert "/accounts/connect/" not in page
    assert "/settings/invitations/" not in page


def test_once_it_is_begun_nobody_is_waiting(csw: Town, iris: Member) -> None:
    page = inside(iris).get(QUEUE).text

    assert "Nobody is waiting" in page
    assert "Listen to a blog" not in page


def test_the_pages_of_people_stand_under_one_tab(csw: Town, iris: Member) -> None:
    many = ["Hours", "Automatic thanks", "Words", "Boundaries", "People", "Activity"]
    beside = ["Who is here", "Invitations", "Sign-in", "Who may do what"]

    assert tabs_of(iris, "/c/csw/settings/invitations/") == many + beside
    assert tabs_of(iris, "/c/csw/settings/") == many
    assert tabs_of(csw.poster, "/c/csw/settings/permissions/") == [
        *("Hours", "Automatic thanks", "Words", "Who may do what"),
    ]


def test_the_place_of_accounts_opens_what_one_may_read(csw: Town, iris: Member) -> None:
    assert 'href="/c/csw/accounts/"' in inside(iris).get(QUEUE).text
    assert 'href="/c/csw/accounts/"' not in inside(csw.poster).get(QUEUE).text
    ours = ["Accounts", "Sources", "Health", "Hands", "Budget"]
    assert tabs_of(iris, "/c/csw/accounts/") == ours
    assert tabs_of(csw.poster, "/c/csw/sources/") == ["Sources", "Health", "Hands"]


def test_a_page_that_lies_open_leads_to_the_door_when_one_is_signed_out(
    csw: Town,
) -> None:
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/c/csw/?more=8"}
    answer = Client().get("/c/csw/changes/", headers=here)

    assert answer["HX-Redirect"] == "/account/login/?next=/c/csw/%3Fmore%3D8"
    assert Client().get("/c/csw/changes/").status_code == 302
