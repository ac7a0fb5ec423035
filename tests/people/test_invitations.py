"""An owner invites; whom the link was sent to joins, once and in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import joining, people
from accounts.models import Activity, Invitation, Member, User
from accounts.people import set_role
from engagement.decide.departure import end_access
from tests.engagement.rows import Town, member, town
from tests.people.door import (
    PASSWORD,
    inside,
    is_in,
    link_in_mail,
    signs_in,
    with_password,
)
from tests.people.inviting import ADA, LIST, TYPED, invites

pytestmark = pytest.mark.django_db


def test_who_is_invited_chooses_a_password_and_is_in(csw: Town, iris: Member) -> None:
    link = invites(iris, role="supervisor")
    assert mail.outbox[-1].to == ["ada@example.edu"]
    client = Client()
    page = client.get(link)
    assert "Join The csw Center" in page.text
    assert 'value="Ada"' in page.text

    joined = client.post(link, TYPED)

    assert joined["Location"] == "/c/csw/"
    ada = Member.objects.get(user__email="ada@example.edu")
    assert (ada.role, ada.name) == ("supervisor", "Ada Adeyemi")
    assert client.get("/c/csw/").status_code == 200
    assert EmailAddress.objects.get(user=ada.user).verified
    invitation = Invitation.objects.get()
    assert invitation.member == ada
    told = Activity.objects.filter(target_kind="invitation").order_by("pk")
    assert [(one.verb, one.actor_label) for one in told] == [
        ("invited", "Iris"),
        ("joined", "Ada Adeyemi"),
    ]
    again = Client()
    signs_in(again, "ADA@example.edu")
    assert is_in(again)


@pytest.mark.parametrize("role", ["poster", "supervisor"])
def test_only_an_owner_invites_and_sees_who_was(
    csw: Town, iris: Member, role: str
) -> None:
    invites(iris)
    row = Invitation.objects.get()
    client = inside(csw.poster if role == "poster" else csw.supervisor)
    mail.outbox.clear()

    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}invite/", ADA).status_code == 403
    for act in ("withdraw", "again"):
        assert client.post(f"{LIST}{row.pk}/{act}/").status_code == 403

    row.refresh_from_db()
    assert row.withdrawn_at is None
    assert mail.outbox == []
    assert "Invitations" not in client.get("/c/csw/settings/").text
    assert "ada@example.edu" in inside(iris).get(LIST).text


def test_a_member_and_who_has_a_link_are_not_invited_twice(
    csw: Town, iris: Member
) -> None:
    invites(iris)
    owner = inside(iris)
    known = {"email": csw.poster.user.email}
    assert "a member already" in owner.post(f"{LIST}invite/", ADA | known).text
    assert "send that one again" in owner.post(f"{LIST}invite/", ADA).text
    assert Invitation.objects.count() == 1


def test_the_link_works_once(csw: Town, iris: Member) -> None:
    link = invites(iris)
    first, second = Client(), Client()
    first.post(link, TYPED)

    page = second.post(link, TYPED | {"name": "Eve"})

    assert page.status_code == 410
    assert "has been used" in page.text
    assert not is_in(second)
    assert User.objects.filter(email="ada@example.edu").get().name == "Ada Adeyemi"
    # Whose it was only goes where it led
    assert first.get(link)["Location"] == "/c/csw/"


def test_it_ends_after_seven_days_to_the_second(csw: Town, iris: Member) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        link = invites(iris)
    end = now + timedelta(days=7)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert Client().get(link).status_code == 200
    with time_machine.travel(end, tick=False):
        late = Client()
        assert "has ended" in late.get(link).text
        assert late.post(link, TYPED).status_code == 410
        assert not User.objects.filter(email="ada@example.edu").exists()
        assert "ended" in inside(iris).get(LIST).text
        # And what ended may be followed by another
        assert inside(iris).post(f"{LIST}invite/", ADA).status_code == 302


@pytest.mark.parametrize("how", ["leaves", "steps down"])
def test_who_is_no_owner_any_more_lets_nobody_in_by_a_link_of_before(
    csw: Town, iris: Member, how: str
) -> None:
    """Least of all themselves, under another address."""
    ben = member(csw.center, "Ben", "owner")
    theirs = invites(ben, email="ben.at.home@example.org", role="owner")
    ours = invites(iris)
    if how == "leaves":
        place = f"/c/csw/settings/people/leave/?member={ben.pk}"
        assert "ben.at.home@example.org" in inside(iris).get(place).text
        end_access(ben, by=iris, to=None, leaving={ben.pk})
    else:
        set_role(ben, by=iris, role="supervisor")

    late = Client()
    assert "was withdrawn" in late.get(theirs).text
    assert late.post(theirs, TYPED).status_code == 410
    assert not User.objects.filter(email="ben.at.home@example.org").exists()
    assert Client().get(ours).status_code == 200
    line = Activity.objects.get(verb="withdrew the invitation")
    assert line.member == iris


def test_what_is_withdrawn_lets_nobody_in(csw: Town, iris: Member) -> None:
    link = invites(iris)
    row = Invitation.objects.get()
    inside(iris).post(f"{LIST}{row.pk}/withdraw/")

    page = Client().post(link, TYPED)

    assert "was withdrawn" in page.text
    assert not User.objects.filter(email="ada@example.edu").exists()
    # Nor is it sent again: one invites anew
    sent = len(mail.outbox)
    inside(iris).post(f"{LIST}{row.pk}/again/")
    assert len(mail.outbox) == sent


@pytest.mark.parametrize("how", ["leaves", "is a poster"])
def test_who_is_no_owner_any_more_comes_back_by_no_link_of_theirs(
    csw: Town, iris: Member, how: str
) -> None:
    olga = member(csw.center, "Olga", "owner")
    link = invites(iris, role="owner")
    if how == "leaves":
        end_access(iris, by=olga, to=None, leaving={iris.pk})
    else:
        people.set_role(iris, by=olga, role="poster")

    page = Client().post(link, TYPED)

    assert page.status_code == 410
    assert not User.objects.filter(email="ada@example.edu").exists()


def test_what_another_owner_sent_again_is_on_their_word(
    csw: Town, iris: Member
) -> None:
    olga = member(csw.center, "Olga", "owner")
    invites(iris)
    inside(olga).post(f"{LIST}{Invitation.objects.get().pk}/again/")
    link = link_in_mail()
    end_access(iris, by=olga, to=None, leaving={iris.pk})

    assert Client().post(link, TYPED).status_code == 302


@pytest.mark.parametrize("how", ["withdrawn", "used", "ended"])
def test_who_read_the_page_a_moment_before_comes_too_late(
    csw: Town, iris: Member, how: str
) -> None:
    invites(iris)
    read = Invitation.objects.select_related("center").get()
    if how == "withdrawn":
        joining.withdraw(Invitation.objects.get(), by=iris)
    elif how == "used":
        joining.join(Invitation.objects.get(), csw.poster.user)
    else:
        Invitation.objects.update(ends_at=timezone.now())

    with pytest.raises(joining.NotOpen, match=how):
        joining.join(read, csw.colleague.user)
    with pytest.raises(joining.NotOpen, match=how):
        joining.join_as_new(read, name="Eve", password=None, verified=True)
    assert not User.objects.filter(email="ada@example.edu").exists()


def test_sent_again_the_old_link_opens_nothing_and_the_new_one_does(
    csw: Town, iris: Member
) -> None:
    old = invites(iris)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        inside(iris).post(f"{LIST}{Invitation.objects.get().pk}/again/")
        new = link_in_mail()
        gone = Client().get(old)
        assert (gone.status_code, "opens nothing" in gone.text) == (404, True)
        assert Client().post(new, TYPED)["Location"] == "/c/csw/"


def test_a_link_that_is_none_says_so_and_not_more(csw: Town) -> None:
    page = Client().get("/join/guessed/")
    assert page.status_code == 404
    assert "opens nothing" in page.text
    assert "csw" not in page.text


def test_who_has_a_sign_in_signs_in_and_joins(csw: Town, iris: Member) -> None:
    there = town("other", "2002")
    tom = with_password(there.poster)
    link = invites(iris, email=tom.email)
    client = Client()
    page = client.get(link)
    assert "Sign in and join" in page.text
    assert 'name="password"' not in page.text
    assert client.post(link, TYPED).status_code == 200
    assert not is_in(client)

    assert signs_in(client, tom.email, next=link)["Location"] == link
    assert client.post(link)["Location"] == "/c/csw/"

    assert Member.objects.filter(user=tom, left_at=None).count() == 2
    assert tom.check_password(PASSWORD)


def test_a_link_for_somebody_else_lets_nobody_else_in(csw: Town, iris: Member) -> None:
    there = town("other", "2002")
    link = invites(iris)
    client = inside(there.poster)

    page = client.get(link)
    pressed = client.post(link, TYPED)

    assert page.status_code == pressed.status_code == 403
    assert "you are signed in as" in page.text
    assert Invitation.objects.get().used_at is None
    # The way out leads back to the link
    assert client.post("/account/logout/", {"next": link})["Location"] == link


def test_whose_sign_in_is_closed_does_not_come_in_by_a_link(
    csw: Town, iris: Member
) -> None:
    there = town("other", "2002")
    User.objects.filter(pk=there.poster.user.pk).update(is_active=False)
    link = invites(iris, email=there.poster.user.email)

    assert "sign-in here that was closed" in Client().get(link).text
    Client().post(link, TYPED)

    assert Invitation.objects.get().used_at is None


def test_a_member_who_joins_a_second_time_keeps_the_role(
    csw: Town, iris: Member
) -> None:
    link = invites(iris)
    ada = member(csw.center, "Ada", "owner")
    User.objects.filter(pk=ada.user.pk).update(email="ada@example.edu")
    ada.user.refresh_from_db()

    inside(ada).post(link)

    ada.refresh_from_db()
    assert ada.role == "owner"
    assert Invitation.objects.get().member == ada


def test_a_weak_password_lets_nobody_in(csw: Town, iris: Member) -> None:
    link = invites(iris)
    for weak in ("short", "ada@example.edu", "password123"):
        page = Client().post(link, TYPED | {"password": weak})
        assert page.status_code == 422, weak
    assert Invitation.objects.get().used_at is None
