"""What a person does with a card, who wins, and who must not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Activity
from engagement import decide
from engagement.aim import Way, main_way
from engagement.models import (
    Conflict,
    Contact,
    Delivery,
    Interaction,
    Profile,
    Suggestion,
)
from engagement.settling import Proof, sent
from tests.engagement.rows import Town, mention, peer, queued, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


def way_of(suggestion: Suggestion) -> Way:
    way = main_way(suggestion)
    assert way is not None
    return way


def test_accepting_puts_one_line_in_the_outbox_and_notes_who(csw: Town) -> None:
    card = mention(csw)

    delivery = decide.accept(card, by=csw.poster, way=way_of(card), text=" Thank you ")

    assert (delivery.state, delivery.mode, delivery.verb) == ("queued", "api", "reply")
    assert delivery.text == "Thank you"
    assert delivery.due_at > timezone.now() + timedelta(seconds=10)
    card.refresh_from_db()
    assert (card.state, card.decided_by) == ("accepted", csw.poster)
    assert Activity.objects.get(verb="accepted").member == csw.poster


def test_the_second_to_accept_loses_and_nothing_is_sent_twice(csw: Town) -> None:
    card = mention(csw)
    late = Suggestion.objects.get(pk=card.pk)
    decide.accept(card, by=csw.poster, way=way_of(card), text="Thanks")

    with pytest.raises(Conflict):
        decide.accept(late, by=csw.colleague, way=way_of(late), text="Cheers")

    assert Delivery.objects.get().text == "Thanks"


def test_nobody_accepts_through_a_colleagues_claim(csw: Town) -> None:
    card = mention(csw)
    decide.claim(card, by=csw.poster)

    with pytest.raises(Conflict):
        decide.accept(card, by=csw.colleague, way=way_of(card), text="Thanks")

    assert not Delivery.objects.exists()


def test_a_claim_that_ran_out_loses_nothing(csw: Town) -> None:
    card = mention(csw)
    decide.keep_text(card, by=csw.poster, text="Half a sen")
    past = timezone.now() - timedelta(minutes=1)
    Suggestion.objects.update(claimed_until=past)
    card.refresh_from_db()
    assert card.draft == "Half a sen"

    decide.accept(card, by=csw.poster, way=way_of(card), text="A whole sentence.")

    assert Delivery.objects.get().text == "A whole sentence."


def test_taking_over_is_written_down(csw: Town) -> None:
    card = mention(csw)
    decide.claim(card, by=csw.poster)

    decide.take_over(card, by=csw.colleague)

    card.refresh_from_db()
    assert card.claimed_by == csw.colleague
    assert Activity.objects.filter(verb="took over", member=csw.colleague).exists()


def test_undo_gives_card_and_claim_back(csw: Town) -> None:
    card = mention(csw)
    delivery = decide.accept(card, by=csw.poster, way=way_of(card), text="My words")

    decide.undo(delivery, by=csw.poster)

    card.refresh_from_db()
    assert (card.state, card.claimed_by, card.draft) == ("open", csw.poster, "My words")
    assert Delivery.objects.get().state == "cancelled"


def test_undo_after_it_left_changes_nothing(csw: Town) -> None:
    card = mention(csw)
    delivery = queued(csw, card)
    Delivery.objects.update(state="sending")

    with pytest.raises(Conflict):
        decide.undo(delivery, by=csw.poster)

    card.refresh_from_db()
    assert card.state == "accepted"
    assert Delivery.objects.get().state == "sending"


def test_undone_while_another_thanks_is_open_merges_into_it(csw: Town) -> None:
    who = peer(csw.center)
    first = mention(csw, by=who)
    delivery = queued(csw, first)
    second = mention(csw, by=who)

    decide.undo(delivery, by=csw.poster)

    first.refresh_from_db()
    assert first.state == "expired"
    assert second.kindnesses.count() == 2


def test_not_a_kindness_leaves_the_ledger_and_undo_brings_it_back(csw: Town) -> None:
    card = mention(csw)
    Contact.objects.update(received_count=1, received=5.0)

    decide.dismiss(card, by=csw.poster, reason="not_kind")
    assert Contact.objects.get().received_count == 0

    decide.undo_dismiss(card, by=csw.poster)
    assert Contact.objects.get().received_count == 1
    assert not Interaction.objects.get().not_kind


def test_not_now_hides_the_card_and_gives_the_claim_back(csw: Town) -> None:
    card = mention(csw)
    decide.claim(card, by=csw.poster)
    until = timezone.now() + timedelta(hours=2)

    decide.snooze(card, by=csw.poster, until=until)

    card.refresh_from_db()
    assert (card.hidden_until, card.claimed_by) == (until, None)


def test_by_hand_waits_for_the_person_and_done_is_a_kindness(csw: Town) -> None:
    card = mention(csw, summons=False)

    delivery = decide.accept(card, by=csw.poster, way=way_of(card), text="Thank you")
    assert (delivery.state, delivery.for_member) == ("by_hand", csw.poster)
    decide.done(delivery, by=csw.poster)

    line = Interaction.objects.get(direction="out")
    assert (line.kind, line.evidence, line.by_member) == ("thanks", "said", csw.poster)
    assert Contact.objects.get().given_count == 1


def test_what_went_out_from_the_wrong_account_is_owed_again(csw: Town) -> None:
    card = mention(csw, summons=False)
    delivery = decide.accept(card, by=csw.poster, way=way_of(card), text="Thank you")
    decide.done(delivery, by=csw.poster)

    decide.took_down(delivery, by=csw.poster)

    card.refresh_from_db()
    assert card.state == "open"
    assert delivery.state == "removed"
    assert Interaction.objects.filter(direction="out", retracted_at=None).count() == 0
    assert Contact.objects.get().given_count == 0
    again = decide.accept(card, by=csw.poster, way=way_of(card), text="Thank you")
    assert again.state == "by_hand"


def test_not_done_brings_the_card_back_with_its_text(csw: Town) -> None:
    card = mention(csw, summons=False)
    delivery = decide.accept(card, by=csw.poster, way=way_of(card), text="My words")

    decide.not_done(delivery, by=csw.poster)

    card.refresh_from_db()
    assert (card.state, card.draft) == ("open", "My words")


def test_only_a_person_sends_an_unconfirmed_one_again(csw: Town) -> None:
    card = mention(csw)
    delivery = queued(csw, card)
    Delivery.objects.update(state="unconfirmed", attempt=1)
    delivery.refresh_from_db()

    decide.send_again(delivery, by=csw.colleague)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.settled_by) == ("queued", csw.colleague)


def test_sending_a_failed_one_again_takes_its_card_off_the_queue(csw: Town) -> None:
    card = mention(csw)
    delivery = queued(csw, card)
    Delivery.objects.update(state="failed")
    Suggestion.objects.update(state="open")
    delivery.refresh_from_db()

    decide.send_again(delivery, by=csw.poster)

    card.refresh_from_db()
    assert card.state == "accepted"


def test_a_failed_one_is_not_sent_again_when_its_card_was_answered_anew(
    csw: Town,
) -> None:
    card = mention(csw)
    delivery = queued(csw, card)
    Delivery.objects.update(state="failed")
    Suggestion.objects.update(state="open")
    card.refresh_from_db()
    queued(csw, card)
    delivery.refresh_from_db()

    with pytest.raises(Conflict):
        decide.send_again(delivery, by=csw.poster)

    assert Delivery.objects.exclude(state="failed").count() == 1


def test_freezing_twice_is_refused_and_lifting_releases_nothing_by_itself(
    csw: Town,
) -> None:
    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint")
    with pytest.raises(Conflict):
        decide.freeze(csw.center, by=csw.supervisor, reason="Again")
    delivery = queued(csw, mention(csw))
    Delivery.objects.update(state="held", error_code=Delivery.FROZEN)

    decide.unfreeze(csw.center, by=csw.supervisor)

    delivery.refresh_from_db()
    assert delivery.state == "held"
    assert decide.release_all(csw.center, by=csw.supervisor) == 1
    delivery.refresh_from_db()
    assert delivery.state == "queued"


def test_a_receipt_settles_once(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    Delivery.objects.update(state="sending", attempt=1)
    delivery.refresh_from_db()
    late = Delivery.objects.get(pk=delivery.pk)

    sent(delivery, Proof(key="x:7", url="https://x.example/7"))
    with pytest.raises(Conflict):
        sent(late, Proof(key="x:7", url="https://x.example/7"))

    assert Interaction.objects.filter(direction="out").count() == 1
    assert Contact.objects.get().given_count == 1


def test_a_freeze_holds_the_hand_too(csw: Town) -> None:
    card = mention(csw, summons=False)
    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint")

    with pytest.raises(decide.MayNotLeave, match="Frozen by Ruth: A complaint"):
        decide.accept(card, by=csw.poster, way=way_of(card), text="Thank you")

    card.refresh_from_db()
    assert card.state == "open"
    assert not Delivery.objects.exists()


def test_who_opted_out_is_held_without_a_reason(csw: Town) -> None:
    card = mention(csw, summons=False)
    Profile.objects.update(opted_out_at=timezone.now())

    with pytest.raises(
        decide.MayNotLeave, match=r"^Held: a supervisor reads it first$"
    ):
        decide.accept(card, by=csw.poster, way=way_of(card), text="Thank you")


def test_a_freeze_holds_what_waits_at_once(csw: Town) -> None:
    delivery = queued(csw, mention(csw))

    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint came in.")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.hold_reason) == (
        "held",
        "Frozen by Ruth: A complaint came in",
    )
