"""The page of who leaves: it says first what will happen; who may, and who must not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Activity, Attempt, Departure, Hands, Member
from engagement import decide
from engagement.models import Conflict, Delivery
from tests.engagement.leavers import browser, by_hand, leaves
from tests.engagement.rows import Town, member, mention, queued, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def iris(csw: Town) -> Member:
    return member(csw.center, "Iris", "owner")


def test_the_page_says_first_what_will_happen_and_changes_nothing(
    csw: Town, iris: Member
) -> None:
    card = mention(csw)
    decide.claim(card, by=csw.poster)
    by_hand(csw)
    csw.hands(csw.poster)
    client = browser(iris)
    page = client.get(
        "/c/csw/settings/people/leave/",
        {"member": str(csw.poster.pk), "to": str(csw.colleague.pk)},
    ).text

    assert "1 open card they are on" in page
    assert "to Tom" in page
    assert "back to the queue, for nobody else has hands for it" in page
    assert "Remove Maya as a delegate of @CenterSW" in page
    assert "Is signed out everywhere" in page
    assert Member.objects.get(pk=csw.poster.pk).left_at is None

    told = {"member": [csw.poster.pk], "to": csw.colleague.pk}
    done = client.post("/c/csw/settings/people/leave/", told)

    left = Departure.objects.get()
    assert done["Location"] == f"/c/csw/settings/people/left/{left.pk}/"
    assert (left.member, left.by, left.handed_to) == (csw.poster, iris, csw.colleague)
    card.refresh_from_db()
    assert card.claimed_by == csw.colleague
    line = Activity.objects.get(verb="ended the access of")
    assert line.detail["given_back"] == 1


def test_several_leave_at_once_and_who_asks_leaves_last(
    csw: Town, iris: Member
) -> None:
    member(csw.center, "Omar", "owner")
    told = {"member": [iris.pk, csw.poster.pk, csw.colleague.pk]}
    done = browser(iris).post("/c/csw/settings/people/leave/", told)
    assert done["Location"] == "/"
    assert Member.objects.filter(left_at=None).count() == 2


def test_the_last_owner_cannot_leave(csw: Town, iris: Member) -> None:
    told = {"member": [iris.pk, csw.poster.pk]}
    page = browser(iris).post("/c/csw/settings/people/leave/", told)
    assert page.status_code == 409
    assert "Make somebody who stays an owner first" in page.text
    assert not Member.objects.exclude(left_at=None).exists()
    with pytest.raises(Conflict, match="A Center has an owner"):
        leaves(iris, iris)


def test_who_leaves_takes_nothing_over(csw: Town, iris: Member) -> None:
    told = {"member": [csw.poster.pk], "to": csw.poster.pk}
    page = browser(iris).post("/c/csw/settings/people/leave/", told)
    assert page.status_code == 409
    assert not Departure.objects.exists()


def test_of_two_owners_who_end_it_at_once_the_second_is_told(
    csw: Town, iris: Member
) -> None:
    leaves(csw.poster, iris)
    with pytest.raises(Conflict, match="Maya has left already"):
        leaves(csw.poster, iris)
    assert Departure.objects.count() == 1


def test_a_supervisor_ends_nobodys_access(csw: Town, iris: Member) -> None:
    told = {"member": [csw.poster.pk]}
    client = browser(csw.supervisor)
    assert client.post("/c/csw/settings/people/leave/", told).status_code == 403
    with pytest.raises(Conflict, match="no owner"):
        leaves(csw.poster, csw.supervisor)
    assert Member.objects.get(pk=csw.poster.pk).left_at is None


def test_history_keeps_their_name(csw: Town, iris: Member) -> None:
    line = queued(csw, mention(csw))
    Delivery.objects.filter(pk=line.pk).update(state="sent", receipt_key="x:1")
    leaves(csw.poster, iris)
    page = browser(csw.supervisor).get("/c/csw/outbox/").text
    assert "Maya" in page
    assert "Maya" in browser(iris).get("/c/csw/settings/people/").text


def test_half_a_connection_of_theirs_is_forgotten(csw: Town, iris: Member) -> None:
    Attempt.objects.create(
        center=csw.center,
        member=csw.poster,
        platform="twitter",
        ends_at=timezone.now() + timedelta(hours=1),
    )
    leaves(csw.poster, iris)
    assert not Attempt.objects.exists()


def test_who_is_invited_again_is_a_member_anew_and_the_old_row_stays(
    csw: Town, iris: Member
) -> None:
    csw.hands(csw.poster)
    leaves(csw.poster, iris)
    made = Member.objects.create(center=csw.center, user=csw.poster.user)
    again = Member.objects.select_related("user").get(pk=made.pk)
    csw.hands(again)

    assert browser(again).get("/c/csw/").status_code == 200
    leaves(again, iris)

    assert Departure.objects.count() == 2
    assert Hands.objects.filter(until=None).count() == 2
    lists = [one.removals.count() for one in Departure.objects.all()]
    assert lists == [1, 1]
