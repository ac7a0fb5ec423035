"""No call for help, thanked for, and then one after all: nobody thanks for it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from engagement import decide, deliver, suggest
from engagement.aim import main_way
from engagement.models import Attention, Delivery, Interaction, Suggestion
from tests.automatic.ground import PRAISE, announced, rule
from tests.engagement.outside import Outside, play
from tests.engagement.rows import Town, peer, queued, town, wrote

pytestmark = pytest.mark.django_db

CRY = "@CenterSW this panel was so good I can't breathe"


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def card(csw: Town) -> Suggestion:
    """A thanks for what somebody had said is no call for help."""
    wrote(csw, CRY, by=peer(csw.center))
    sweep()
    decide.no_call_for_help(Attention.objects.get(), by=csw.poster)
    sweep()
    return Suggestion.objects.get()


def sweep() -> None:
    suggest.sweep(timezone.now())


def again(csw: Town) -> None:
    decide.open_attention_again(Attention.objects.get(), by=csw.supervisor)


def assert_nobody_thanks_for_it(card: Suggestion) -> None:
    sweep()
    card.refresh_from_db()
    attention = Attention.objects.select_related("interaction").get()
    assert (card.state, attention.state) == ("expired", "open")
    assert attention.interaction.suggestion is None


def test_an_open_card_for_it_goes(csw: Town, card: Suggestion) -> None:
    decide.claim(card, by=csw.poster)
    again(csw)
    assert_nobody_thanks_for_it(card)
    assert card.withdrawn
    assert not Suggestion.objects.filter(state="open").exists()


def test_what_else_they_did_is_still_thanked_for(csw: Town, card: Suggestion) -> None:
    kind = wrote(csw, "@CenterSW the map helped", by=card.profile)
    sweep()
    assert Interaction.objects.get(pk=kind.pk).suggestion == card
    again(csw)
    assert_nobody_thanks_for_it(card)
    other = Suggestion.objects.get(state="open")
    assert list(other.kindnesses.all()) == [kind]


@pytest.mark.parametrize("state", ["queued", "held", "by_hand"])
def test_a_thanks_that_has_not_left_does_not_leave(
    csw: Town, card: Suggestion, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(outside := Outside(), monkeypatch)
    line = queued(csw, card)
    Delivery.objects.update(state=state)
    again(csw)
    assert_nobody_thanks_for_it(card)
    deliver.send(line.pk)
    line.refresh_from_db()
    assert (line.state, line.settled_by) == ("cancelled", csw.supervisor)
    assert outside.said == []


def test_a_thanks_by_itself_does_not_leave_either(csw: Town, card: Suggestion) -> None:
    rule(csw)
    assert card.post
    card.post.text = PRAISE
    card.post.save(update_fields=["text"])
    assert decide.announce(timezone.now()) == 1
    (line,) = announced(csw.center)
    again(csw)
    line.refresh_from_db()
    assert line.state == "cancelled"
    assert_nobody_thanks_for_it(card)


def test_named_with_others_in_one_text_the_others_are_owed_again(
    csw: Town, card: Suggestion
) -> None:
    wrote(csw, "@CenterSW thanks for the map", by=peer(csw.center))
    sweep()
    lead = Suggestion.objects.exclude(pk=card.pk).get()
    way = main_way(lead)
    assert way is not None
    decide.accept(lead, by=csw.poster, way=way, text="Thank you", companions=[card])
    again(csw)
    assert_nobody_thanks_for_it(card)
    lead.refresh_from_db()
    # The text that names both stands in no box any more
    assert (lead.state, lead.draft) == ("open", "")
    assert Delivery.objects.get().state == "cancelled"


def test_what_is_on_its_way_keeps_nobody_from_them(csw: Town, card: Suggestion) -> None:
    line = queued(csw, card)
    Delivery.objects.update(state="sending")
    again(csw)
    line.refresh_from_db()
    assert line.state == "sending"
    assert Attention.objects.get().state == "open"
