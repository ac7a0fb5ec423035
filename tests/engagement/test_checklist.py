"""What must be removed on the networks of who left: told once, ticked off by name."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import checklists
from accounts.connect import sealed
from accounts.models import Account, App, Departure, Hands, Member, Removal
from accounts.platforms.base import Tokens
from engagement.decide.departure import end_access
from tests.engagement.rows import Town, member, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def csw() -> Town:
    made = town()
    Account.objects.update(connected_by=made.poster)
    made.hands(made.poster)
    return made


@pytest.fixture
def iris(csw: Town) -> Member:
    return member(csw.center, "Iris", "owner")


@pytest.fixture
def page(csw: Town) -> Account:
    """Our Page on Facebook, which Maya connected, and has access to."""
    app = App.objects.create(
        center=csw.center, platform="facebook", client_id="9001", secret="s"
    )
    made = Account.objects.create(
        center=csw.center,
        app=app,
        platform="facebook",
        external_id="7001",
        title="Our Page",
        tokens=sealed(Tokens(access="page")),
        connected_by=csw.poster,
    )
    Hands.objects.create(
        center=csw.center, account=made, member=csw.poster, how="page_access"
    )
    return made


def leaves(one: Member, by: Member) -> Departure:
    return end_access(one, by=by, to=None, leaving={one.pk})


def browser(of: Member) -> Client:
    client = Client()
    client.force_login(of.user, BACKEND)
    return client


def test_each_thing_is_a_line_with_the_way_to_do_it_there(
    csw: Town, iris: Member, page: Account
) -> None:
    left = leaves(csw.poster, iris)

    found = {(one.account_id, one.kind) for one in left.removals.all()}
    assert found == {
        (csw.x.pk, "connected"),
        (csw.x.pk, "hands"),
        (page.pk, "connected"),
        (page.pk, "hands"),
        # X's app is the Center's own account's; whose Facebook's is, nobody knows.
        (page.pk, "app"),
    }
    text = browser(csw.supervisor).get(f"/c/csw/settings/people/left/{left.pk}/").text
    assert "Remove Maya as a delegate of @CenterSW" in text
    assert "Take away Maya’s access to the Page Our Page" in text
    assert "Take Maya off the developer app 9001" in text
    # The key ends with the role: first connect again, then remove.
    assert text.index("Connect Our Page again") < text.index("Take away Maya’s access")


@pytest.mark.parametrize(
    ("platform", "how", "said"),
    [
        ("twitter", "login", "Change the password of @CenterSW"),
        ("twitter", "device", "Log Maya’s device out of @CenterSW"),
        ("blog", "login", "Delete Maya’s user on"),
        ("facebook", "device", "Log Maya’s device out of"),
    ],
)
def test_each_kind_of_hands_has_its_own_words(
    csw: Town, iris: Member, platform: str, how: str, said: str
) -> None:
    Account.objects.update(platform=platform, title="Ours")
    Hands.objects.update(how=how)
    left = leaves(csw.poster, iris)
    text = browser(iris).get(f"/c/csw/settings/people/left/{left.pk}/").text
    assert said in text


def test_until_it_is_ticked_they_still_can_and_so_the_hands_stay(
    csw: Town, iris: Member
) -> None:
    left = leaves(csw.poster, iris)
    line = left.removals.get(kind="hands")
    assert Hands.objects.get().until is None

    client = browser(csw.supervisor)
    client.post(f"/c/csw/settings/people/removals/{line.pk}/done/")

    line.refresh_from_db()
    assert line.done_by == csw.supervisor
    assert Hands.objects.get().until is not None
    text = client.get(f"/c/csw/settings/people/left/{left.pk}/").text
    assert "Ruth, " in text.split('id="done-head"')[1]


def test_a_tick_can_be_taken_back(csw: Town, iris: Member) -> None:
    line = leaves(csw.poster, iris).removals.get(kind="hands")
    client = browser(csw.supervisor)
    client.post(f"/c/csw/settings/people/removals/{line.pk}/done/")
    client.post(f"/c/csw/settings/people/removals/{line.pk}/undo/")
    line.refresh_from_db()
    assert (line.done_at, line.done_by) == (None, None)
    assert Hands.objects.get().until is None


def test_a_poster_ticks_nothing_off(csw: Town, iris: Member) -> None:
    line = leaves(csw.poster, iris).removals.get(kind="hands")
    path = f"/c/csw/settings/people/removals/{line.pk}/done/"
    assert browser(csw.colleague).post(path).status_code == 403
    assert not Removal.objects.exclude(done_at=None).exists()


def test_of_two_who_tick_it_the_first_ones_name_stands(csw: Town, iris: Member) -> None:
    line = leaves(csw.poster, iris).removals.get(kind="hands")
    path = f"/c/csw/settings/people/removals/{line.pk}/done/"
    browser(csw.supervisor).post(path)
    text = browser(iris).post(path, follow=True).text
    line.refresh_from_db()
    assert line.done_by == csw.supervisor
    assert "A colleague ticked this off already." in text


def test_hands_of_a_stay_that_began_since_are_left_alone(
    csw: Town, iris: Member
) -> None:
    line = leaves(csw.poster, iris).removals.get(kind="hands")
    again = Member.objects.create(center=csw.center, user=csw.poster.user)
    csw.hands(again)
    browser(iris).post(f"/c/csw/settings/people/removals/{line.pk}/done/")
    assert [one.member for one in Hands.objects.filter(until=None)] == [again]


def test_an_open_checklist_stands_on_the_page_of_people(
    csw: Town, iris: Member
) -> None:
    left = leaves(csw.poster, iris)
    client = browser(csw.supervisor)
    text = client.get("/c/csw/settings/people/").text
    assert "Maya has left.</b> 2 things" in text

    for one in left.removals.all():
        client.post(f"/c/csw/settings/people/removals/{one.pk}/done/")

    text = client.get("/c/csw/settings/people/").text
    assert "Maya has left" not in text
    assert "all removed" in text


def test_owners_are_told_once_and_nobody_else(csw: Town, iris: Member) -> None:
    leaves(csw.poster, iris)
    assert checklists.tell(timezone.now()) == 1
    assert checklists.tell(timezone.now()) == 0

    (letter,) = mail.outbox
    assert letter.to == ["iris@csw.example"]
    assert "Remove Maya as a delegate of @CenterSW" in letter.body
    assert f"/c/csw/settings/people/left/{Departure.objects.get().pk}/" in letter.body


def test_with_nothing_to_remove_no_letter_is_written(csw: Town, iris: Member) -> None:
    leaves(csw.colleague, iris)
    assert checklists.tell(timezone.now()) == 0
    assert mail.outbox == []


def test_a_mail_server_that_is_away_is_asked_again(
    csw: Town, iris: Member, settings: Settings
) -> None:
    leaves(csw.poster, iris)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert get_connection().__class__.__module__.endswith("smtp")
    assert checklists.tell(timezone.now()) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert checklists.tell(timezone.now()) == 1
