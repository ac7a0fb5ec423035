"""What leaves by itself, and somebody at the same moment: one wins, and one reads who.

In this process, with a network that takes whatever comes, so that only races cost.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from engagement import decide, deliver
from engagement.aim import main_way
from engagement.decide.by_rule import announce_one
from engagement.models import Conflict, Delivery, Interaction, Rule, Suggestion
from tests.automatic.ground import PRAISE, rule
from tests.engagement.outside import Outside, play
from tests.engagement.rows import Town, town
from tests.races.crowd import mentions
from tests.races.duel import Handicap, duel

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 40


@pytest.fixture
def csw() -> Town:
    csw = town()
    rule(csw, cap=TIMES * 2)
    return csw


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    play(outside, monkeypatch)
    return outside


def plain_thanks(csw: Town) -> list[Suggestion]:
    cards = mentions(csw, [f"x:{900_000 + n}" for n in range(TIMES)])
    for card in cards:
        assert card.post
        card.post.text = PRAISE
        card.post.save(update_fields=["text"])
    return cards


def told(verb: str, card: Suggestion, csw: Town) -> str:
    """What a person's verb said: "" where it was done."""
    try:
        if verb == "stop":
            line = Delivery.objects.get(suggestion=card)
            decide.stop(line, by=csw.poster)
        else:
            way = main_way(card)
            assert way
            decide.accept(card, by=csw.poster, way=way, text=f"Thanks, {card.pk}.")
    except Conflict as conflict:
        return str(conflict)
    return ""


def test_one_stops_it_and_the_worker_sends_it(csw: Town, outside: Outside) -> None:
    cards = plain_thanks(csw)
    now = timezone.now()
    for card in cards:
        assert announce_one(card.pk, now)
    Delivery.objects.update(due_at=now)
    pks = dict(Delivery.objects.values_list("suggestion", "pk"))
    late = Handicap()

    def stop(card: Suggestion) -> str:
        late.wait()
        said = told("stop", card, csw)
        late.note(won=not said)
        return said

    rounds = duel(cards, stop, lambda card: deliver.send(pks[card.pk]))

    states = dict(Delivery.objects.values_list("suggestion", "state"))
    for card, said, _ in rounds:
        won = {"": "cancelled"}.get(said, "sent")
        assert states[card.pk] == won, said
        assert said in ("", "Too late to stop: it is already on its way.")
    count = Counter(states.values())
    assert len(outside.said) == count["sent"]
    assert Interaction.objects.filter(by_worker=True).count() == count["sent"]
    assert Suggestion.objects.filter(state="open").count() == count["cancelled"]
    assert min(count["sent"], count["cancelled"]) > 0, count


def announced(card: Suggestion) -> bool:
    try:
        return announce_one(card.pk, timezone.now())
    except (Conflict, IntegrityError):
        return False


def test_two_workers_announce_and_it_is_one(csw: Town) -> None:
    cards = plain_thanks(csw)
    rounds = duel(cards, announced, announced)
    assert all(sorted((one, two)) == [False, True] for _, one, two in rounds)
    assert Delivery.objects.count() == TIMES
    texts = Delivery.objects.values_list("text", flat=True)
    assert len(set(texts)) == TIMES


def test_two_workers_heed_one_cap(csw: Town) -> None:
    Rule.objects.update(cap=10)
    cards = plain_thanks(csw)
    pairs = list(zip(cards[::2], cards[1::2], strict=True))
    duel(pairs, lambda two: announced(two[0]), lambda two: announced(two[1]))
    assert Delivery.objects.count() == 10


def test_a_person_answers_and_the_worker_announces(csw: Town) -> None:
    cards = plain_thanks(csw)
    late = Handicap()

    def answer(card: Suggestion) -> str:
        late.wait()
        said = told("accept", card, csw)
        late.note(won=not said)
        return said

    rounds = duel(cards, answer, announced)
    for _, said, by_itself in rounds:
        assert bool(said) == by_itself
    by_rule = Delivery.objects.filter(by_rule__isnull=False).count()
    assert Delivery.objects.count() == TIMES
    assert 0 < by_rule < TIMES


def test_stopped_twice_in_the_same_moment(csw: Town) -> None:
    cards = plain_thanks(csw)
    for card in cards:
        announce_one(card.pk, timezone.now() - timedelta(minutes=1))

    rounds = duel(
        cards,
        lambda card: told("stop", card, csw),
        lambda card: told("stop", card, csw),
    )

    for _, one, two in rounds:
        assert sorted((one, two)) == ["", "Maya stopped it first."]
    assert Suggestion.objects.filter(state="open").count() == TIMES
