"""Semester's end: access ends at once, and nothing that was in hand is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from engagement import decide
from engagement.decide.departure import end_access
from engagement.models import Attention, Contact, Rule, Shift, Suggestion
from tests.engagement.leavers import browser, by_hand, leaves, on_shift
from tests.engagement.rows import Town, in_need, member, mention, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def iris(csw: Town) -> Member:
    return member(csw.center, "Iris", "owner")


def test_every_session_of_theirs_ends_at_once(csw: Town, iris: Member) -> None:
    desk, phone, ruth = (
        browser(csw.poster),
        browser(csw.poster),
        browser(csw.supervisor),
    )
    assert desk.get("/c/csw/").status_code == phone.get("/c/csw/").status_code == 200

    leaves(csw.poster, iris)

    for client in (desk, phone):
        assert client.get("/c/csw/")["Location"].startswith("/account/login/")
        assert client.get("/")["Location"].startswith("/account/login/")
    assert ruth.get("/c/csw/").status_code == 200


def test_who_is_in_another_center_loses_this_one_alone(csw: Town, iris: Member) -> None:
    there = town("elsewhere", "2002")
    Member.objects.create(center=there.center, user=csw.poster.user)
    client = browser(csw.poster)

    leaves(csw.poster, iris)

    assert client.get("/c/csw/").status_code == 404
    assert client.get("/c/elsewhere/").status_code == 200


def test_a_card_they_are_on_goes_to_who_takes_over(csw: Town, iris: Member) -> None:
    card, assigned, over = mention(csw), mention(csw), mention(csw)
    decide.claim(card, by=csw.poster)
    decide.keep_text(card, by=csw.poster, text="Half a sentence")
    Suggestion.objects.filter(pk=assigned.pk).update(assigned_to=csw.poster)
    Suggestion.objects.filter(pk=over.pk).update(
        claimed_by=csw.poster, claimed_until=timezone.now() - timedelta(hours=1)
    )

    leaves(csw.poster, iris, csw.colleague)

    for one in (card, assigned, over):
        one.refresh_from_db()
    assert card.claimed_by == csw.colleague
    assert card.claimed_until
    assert card.claimed_until > timezone.now()
    assert (card.draft, card.drafted_by) == ("Half a sentence", csw.poster)
    assert assigned.assigned_to == csw.colleague
    # That somebody once was on it stays known: no machine answers it.
    assert over.claimed_by == csw.poster


def test_where_nobody_takes_over_a_card_is_free(csw: Town, iris: Member) -> None:
    card = mention(csw)
    decide.claim(card, by=csw.poster)
    leaves(csw.poster, iris)
    card.refresh_from_db()
    assert (card.claimed_by, card.claimed_until) == (None, None)


def test_by_hand_goes_to_who_takes_over_if_they_have_hands(
    csw: Town, iris: Member
) -> None:
    line = by_hand(csw)
    csw.hands(csw.supervisor)
    csw.hands(csw.colleague)

    leaves(csw.poster, iris, csw.colleague)

    line.refresh_from_db()
    assert (line.state, line.for_member) == ("by_hand", csw.colleague)


def test_else_to_who_has_hands_but_to_nobody_who_leaves_too(
    csw: Town, iris: Member
) -> None:
    line = by_hand(csw)
    csw.hands(csw.poster)
    csw.hands(csw.colleague)
    csw.hands(csw.supervisor)

    going = {csw.poster.pk, csw.colleague.pk}
    end_access(csw.poster, by=iris, to=iris, leaving=going)

    line.refresh_from_db()
    assert line.for_member == csw.supervisor


def test_and_where_nobody_has_hands_it_is_on_the_queue_again_and_says_why(
    csw: Town, iris: Member
) -> None:
    line = by_hand(csw)

    leaves(csw.poster, iris, csw.colleague)

    line.refresh_from_db()
    assert line.state == "cancelled"
    assert line.suggestion.state == "open"
    page = browser(csw.colleague).get(f"/c/csw/s/{line.suggestion_id}/").text
    assert "Maya has left, who was to do this by hand." in page


def test_a_private_persons_card_is_handed_to_no_poster(csw: Town, iris: Member) -> None:
    """Else whose hands it comes into would learn that there is a mark."""
    card, line = mention(csw), by_hand(csw)
    decide.claim(card, by=csw.poster)
    csw.hands(csw.colleague)
    Contact.objects.update(kind="private")

    leaves(csw.poster, iris, csw.colleague)

    card.refresh_from_db()
    line.refresh_from_db()
    assert card.claimed_by is None
    assert line.state == "cancelled"


def test_a_call_for_help_goes_on_with_who_takes_over(csw: Town, iris: Member) -> None:
    call = in_need(csw)
    decide.take_attention(call, by=csw.poster)
    leaves(csw.poster, iris, csw.colleague)
    call.refresh_from_db()
    assert (call.state, call.taken_by) == ("taken", csw.colleague)


def test_and_else_waits_for_everybody_who_are_told_anew(
    csw: Town, iris: Member
) -> None:
    call = in_need(csw)
    decide.take_attention(call, by=csw.poster)
    Attention.objects.update(told_at=timezone.now())
    leaves(csw.poster, iris)
    call.refresh_from_db()
    assert (call.state, call.taken_by, call.told_at) == ("open", None, None)


def test_the_shift_that_runs_and_those_ahead_are_taken_over(
    csw: Town, iris: Member
) -> None:
    past, running, ahead = (
        on_shift(csw.poster, -30),
        on_shift(csw.poster, -1),
        on_shift(csw.poster, 20),
    )

    leaves(csw.poster, iris, csw.colleague)

    for one in (past, running, ahead):
        one.refresh_from_db()
    assert past.member == running.member == csw.poster
    assert running.ends_at <= timezone.now()
    assert ahead.member == csw.colleague
    goes_on = Shift.objects.exclude(pk=ahead.pk).get(member=csw.colleague)
    assert goes_on.ends_at > timezone.now()


def test_without_anybody_nobody_is_on_and_nothing_is_ahead(
    csw: Town, iris: Member
) -> None:
    on_shift(csw.poster, -1)
    on_shift(csw.poster, 20)
    leaves(csw.poster, iris)
    assert not Shift.objects.filter(ends_at__gt=timezone.now()).exists()
    assert Shift.objects.get().member == csw.poster


def test_what_leaves_by_itself_on_their_word_goes_on_and_is_named(
    csw: Town, iris: Member
) -> None:
    rule = Rule.objects.create(
        center=csw.center,
        account=csw.x,
        kind="auto_mention",
        by=csw.supervisor,
        confirmed_at=timezone.now(),
    )
    path = f"/c/csw/settings/people/leave/?member={csw.supervisor.pk}"
    page = browser(iris).get(path).text
    assert "Thanks that leave by themselves on their word go on" in page

    leaves(csw.supervisor, iris)

    rule.refresh_from_db()
    assert (rule.on, rule.by) == (True, csw.supervisor)
