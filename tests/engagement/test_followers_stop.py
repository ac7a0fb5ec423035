"""One of several who were to be thanked by one text asks to be left alone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from engagement import decide, deliver, suggest
from engagement.aim import main_way
from engagement.models import Conflict, Contact, Delivery, Profile, Suggestion
from tests.engagement.newcomers import open_town
from tests.engagement.outside import Outside, play
from tests.engagement.rows import Town, follow, wrote

pytestmark = pytest.mark.django_db

TEXT = "Thank you for following us, @peer1, @peer2 and @peer3."
STOP = "Please stop tagging us."


@pytest.fixture
def csw() -> Town:
    return open_town()


@pytest.fixture
def three(csw: Town) -> list[Suggestion]:
    """Thanks to three followers, accepted with one text that is not out yet."""
    for number in (1, 2, 3):
        line = follow(csw, "organization")
        Profile.objects.filter(pk=line.profile_id).update(handle=f"peer{number}")
    suggest.sweep(timezone.now())
    cards = list(Suggestion.objects.order_by("pk"))
    way = main_way(cards[0])
    assert way is not None
    decide.accept(cards[0], by=csw.poster, way=way, text=TEXT, companions=cards[1:])
    return cards


def states(cards: list[Suggestion]) -> list[str]:
    return [Suggestion.objects.get(pk=card.pk).state for card in cards]


@pytest.mark.parametrize("who", [0, 1, 2])
@pytest.mark.parametrize("state", ["by_hand", "queued", "held"])
def test_the_text_does_not_leave_and_the_others_are_owed_again(
    csw: Town, three: list[Suggestion], who: int, state: str
) -> None:
    Delivery.objects.update(state=state)
    wrote(csw, STOP, by=three[who].profile)
    suggest.sweep(timezone.now())

    line = Delivery.objects.get()
    assert (line.state, line.error) == ("cancelled", "They asked us to stop.")
    expected = ["open", "open", "open"]
    expected[who] = "expired"
    assert states(three) == expected
    assert not Suggestion.objects.exclude(together_with=None).exists()
    # What names them stands in no box any more
    left = Suggestion.objects.filter(state="open")
    assert not any(f"peer{who + 1}" in card.draft for card in left)


@pytest.mark.parametrize("who", [0, 1, 2])
def test_asked_once_more_before_it_leaves_it_stays(
    csw: Town,
    three: list[Suggestion],
    who: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Heard while the worker had it: neither a machine nor a supervisor lets it go."""
    play(outside := Outside(), monkeypatch)
    Profile.objects.filter(pk=three[who].profile_id).update(opted_out_at=timezone.now())
    Delivery.objects.update(state="queued", mode="api")
    deliver.send(Delivery.objects.get().pk)

    line = Delivery.objects.get()
    assert (line.state, outside.said) == ("held", [])
    with pytest.raises(Conflict):
        decide.release_held(line, by=csw.supervisor)


@pytest.mark.parametrize("kind", ["private", "spam"])
def test_somebody_beside_the_first_turns_out_to_be_out_of_bounds(
    csw: Town, three: list[Suggestion], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(outside := Outside(), monkeypatch)
    Contact.objects.filter(profiles=three[1].profile_id).update(kind=kind)
    Delivery.objects.update(state="queued", mode="api")
    deliver.send(Delivery.objects.get().pk)
    assert (Delivery.objects.get().state, outside.said) == ("held", [])
