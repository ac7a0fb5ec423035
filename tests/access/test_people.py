"""Roles: an owner gives them, the Center keeps an owner, and two at once go in turn."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts import people
from accounts.models import Account, Activity, Member, User
from tests.engagement.rows import Town, member, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def iris(csw: Town) -> Member:
    return member(csw.center, "Iris", "owner")


def browser(of: Member) -> Client:
    client = Client()
    client.force_login(of.user, BACKEND)
    return client


def gives(by: Member, to: Member, role: str, was: str = "") -> int:
    path = f"/c/csw/settings/people/{to.pk}/role/"
    told = {"role": role, "was": was or to.role}
    return browser(by).post(path, told).status_code


def role_of(one: Member) -> str:
    return Member.objects.get(pk=one.pk).role


def test_an_owner_makes_a_poster_a_supervisor_and_it_stands_in_the_audit(
    csw: Town, iris: Member
) -> None:
    assert gives(iris, csw.poster, "supervisor") == 302

    assert role_of(csw.poster) == "supervisor"
    line = Activity.objects.get(verb="changed the role of")
    assert (line.member, line.target_id) == (iris, csw.poster.pk)
    assert line.detail == {"was": "poster", "role": "supervisor"}
    # It holds at once, at every door.
    assert browser(csw.poster).get("/c/csw/settings/people/").status_code == 200


def test_nobody_else_gives_roles_nor_raises_themselves(csw: Town) -> None:
    assert gives(csw.supervisor, csw.poster, "supervisor") == 403
    assert gives(csw.supervisor, csw.supervisor, "owner") == 403
    assert gives(csw.poster, csw.poster, "owner") == 403
    assert [role_of(csw.poster), role_of(csw.supervisor)] == ["poster", "supervisor"]


def test_the_last_owner_cannot_step_down(csw: Town, iris: Member) -> None:
    page = browser(iris).post(
        f"/c/csw/settings/people/{iris.pk}/role/",
        {"role": "poster", "was": "owner"},
        follow=True,
    )

    assert role_of(iris) == "owner"
    assert "A Center has an owner." in page.text


def test_with_a_second_owner_the_first_may_step_down(csw: Town, iris: Member) -> None:
    gives(iris, csw.supervisor, "owner")
    assert gives(iris, iris, "poster") == 302
    assert role_of(iris) == "poster"


def test_an_owner_who_can_sign_in_no_more_counts_as_none(
    csw: Town, iris: Member
) -> None:
    other = member(csw.center, "Omar", "owner")
    User.objects.filter(pk=other.user_id).update(is_active=False)
    gives(iris, iris, "poster")
    assert role_of(iris) == "owner"


def test_of_two_who_change_it_at_once_the_second_is_told(
    csw: Town, iris: Member
) -> None:
    gives(iris, csw.poster, "supervisor")
    page = browser(iris).post(
        f"/c/csw/settings/people/{csw.poster.pk}/role/",
        {"role": "owner", "was": "poster"},
        follow=True,
    )
    assert role_of(csw.poster) == "supervisor"
    assert "A colleague changed this" in page.text


def test_two_owners_who_take_it_from_each_other_leave_one(
    csw: Town, iris: Member
) -> None:
    """The second was an owner when the page was made, and is none by now."""
    omar = member(csw.center, "Omar", "owner")
    people.set_role(omar, by=iris, role="poster")
    with pytest.raises(people.CannotBe, match="no owner"):
        people.set_role(iris, by=omar, role="poster")
    assert role_of(iris) == "owner"


def test_no_role_is_given_that_there_is_not(csw: Town, iris: Member) -> None:
    gives(iris, csw.poster, "dean")
    assert role_of(csw.poster) == "poster"


def test_the_page_says_who_is_who_and_whose_hands(csw: Town, iris: Member) -> None:
    csw.hands(csw.poster)
    Account.objects.update(connected_by=csw.supervisor)
    page = browser(csw.supervisor).get("/c/csw/settings/people/").text
    maya = page.split("maya@csw.example")[1].split("</li>")[0]
    ruth = page.split("ruth@csw.example")[1].split("</li>")[0]
    assert "Hands:" in maya
    assert "@CenterSW" in maya
    assert "Connected:" in ruth
    assert "Connected:" not in maya
    # A supervisor reads; the buttons are an owner's.
    assert "Look what happens" not in page
    assert "Look what happens" in browser(iris).get("/c/csw/settings/people/").text


def test_a_poster_reads_who_may_do_what_but_not_the_people(csw: Town) -> None:
    poster = browser(csw.poster)
    page = poster.get("/c/csw/settings/permissions/")
    assert page.status_code == 200
    assert "Freeze, and lift the freeze" in page.text
    assert "By hand" in page.text
    assert "settings/people" not in page.text
    # To them nothing says that a boundary may exist; a supervisor reads it.
    assert "private" not in page.text
    theirs = browser(csw.supervisor).get("/c/csw/settings/permissions/")
    assert "A private person, or spam" in theirs.text
    assert poster.get("/c/csw/settings/people/").status_code == 403
