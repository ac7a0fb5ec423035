"""What a person notes by hand: whom it is for, and that thanks are owed for it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement import notes, suggest
from engagement.models import Contact, Interaction, Profile, Suggestion
from engagement.rules import owes
from engagement.settling import count_given, count_received
from tests.engagement.rows import Town, peer, town

pytestmark = pytest.mark.django_db
OWED = ("mention", "reply", "comment", "share", "link", "introduction", "other")


@pytest.fixture
def csw() -> Town:
    return town()


def noted(csw: Town, kind: str, who: str = "Riverside", note: str = "") -> Interaction:
    return notes.note_kindness(
        by=csw.poster, direction="in", who=who, kind=kind, note=note, happened_on=None
    )


@pytest.mark.parametrize("kind", OWED)
def test_whatever_was_noted_of_a_new_name_is_owed(csw: Town, kind: str) -> None:
    row = noted(csw, kind, note="Brought soup.")
    suggest.sweep(timezone.now())

    card = Suggestion.objects.get()
    row.refresh_from_db()
    assert (card.owed, row.suggestion) == (True, card)
    assert "(noted: Brought soup.)" in card.reason


def test_thanks_to_us_are_owed_nothing(csw: Town) -> None:
    noted(csw, "thanks")
    suggest.sweep(timezone.now())
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("who", ["private", "spam"])
def test_private_people_are_not_answered_whoever_noted_it(csw: Town, who: str) -> None:
    Contact.objects.create(center=csw.center, name="Riverside", kind=who)
    noted(csw, "other")
    suggest.sweep(timezone.now())
    assert not Suggestion.objects.exists()
    assert not owes("introduction", who, noted=True)


def test_only_a_person_can_know_of_an_introduction(csw: Town) -> None:
    row = noted(csw, "introduction")
    Interaction.objects.filter(pk=row.pk).update(evidence="seen")
    suggest.sweep(timezone.now())
    row.refresh_from_db()
    assert row.weighed_at
    assert not Suggestion.objects.exists()


def test_two_notes_about_one_person_stand_on_one_card(csw: Town) -> None:
    noted(csw, "other", note="Brought soup.")
    noted(csw, "other", note="Brought bread.")
    suggest.sweep(timezone.now())
    assert Suggestion.objects.get().reason.startswith(
        "Did us a kindness twice (noted: Brought soup.; Brought bread.)"
    )


def test_saying_that_nobody_knows_them_takes_no_noted_card_away(csw: Town) -> None:
    row = noted(csw, "share")
    suggest.sweep(timezone.now())
    contact = row.profile.contact
    assert suggest.reweigh(contact) == 0
    assert Suggestion.objects.get().state == "open"

    for kind, state in (("private", "expired"), ("unknown", "open")):
        notes.set_kind(contact, by=csw.supervisor, kind=kind)
        suggest.reweigh(contact)
        assert Suggestion.objects.get().state == state


def test_a_name_finds_who_is_left_after_a_merge_and_the_first_of_two(csw: Town) -> None:
    kept = Contact.objects.create(center=csw.center, name="Riverside Food Bank")
    Contact.objects.create(center=csw.center, name="Riverside", merged_into=kept)
    first = Contact.objects.create(center=csw.center, name="RIVERSIDE")
    Contact.objects.create(center=csw.center, name="Riverside")

    assert noted(csw, "other", who="riverside ").profile.contact == first


@pytest.mark.parametrize("name", ["Ärztehaus", "İstanbul Kitchen"])
def test_a_name_beyond_ascii_is_found_again(csw: Town, name: str) -> None:
    first = noted(csw, "other", who=name)
    assert noted(csw, "other", who=name).profile == first.profile


def test_names_and_handles_are_looked_up_by_their_index(csw: Town) -> None:
    peer(csw.center, handle="RiversideFood")
    with CaptureQueriesContext(connection) as asked:
        noted(csw, "other")
        again = notes.add_contact(
            by=csw.poster,
            name="Riverside",
            kind="organization",
            handle="riversidefood",
            site="",
            note="",
        )
    assert again == Profile.objects.get(handle="RiversideFood").contact
    told = [one["sql"] for one in asked if "LOWER(" in one["sql"]]
    assert len(told) == 2
    assert not any("LIKE" in one["sql"] for one in asked)


def test_a_contact_of_a_name_that_is_known_is_that_contact(csw: Town) -> None:
    first = notes.add_contact(
        by=csw.poster,
        name="Open Door Housing",
        kind="organization",
        handle="",
        site="",
        note="",
    )

    again = notes.add_contact(
        by=csw.poster,
        name="open door housing",
        kind="organization",
        handle="OpenDoor",
        site="",
        note="",
    )

    assert again == first
    assert set(first.profiles.values_list("platform", flat=True)) == {
        "person",
        "twitter",
    }


def test_a_ledger_never_falls_below_nothing(csw: Town) -> None:
    profile, now = peer(csw.center), timezone.now()
    for _ in range(2):
        count_received(profile, now, sign=-1)
        count_given(profile, now, sign=-1)
    contact = Contact.objects.get()
    assert (contact.received_count, contact.given_count) == (0, 0)
    assert (contact.received, contact.given) == (0, 0)
