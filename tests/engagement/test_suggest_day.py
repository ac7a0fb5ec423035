"""The best five a day: a mix, that keeps what somebody is on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engagement.models import Suggestion
from tests.engagement.suggest_people import (
    KINSHIP,
    PLACEMENT,
    Town,
    blog_post,
    make_town_that_writes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town_that_writes()


def test_five_a_day_and_no_more(town: Town) -> None:
    for number in range(9):
        town.peer_post(town.person(f"Forum {number}"), PLACEMENT)

    assert town.sweep() == 5
    assert town.sweep() == 0
    assert len(town.cards()) == 5


def test_what_was_decided_today_had_its_place(town: Town) -> None:
    for number in range(9):
        town.peer_post(town.person(f"Forum {number}"), PLACEMENT)
    town.sweep()
    for card in town.cards()[:2]:
        card.move("dismissed")
    Suggestion.objects.update(state_since=town.now)
    town.now += timedelta(hours=1)
    town.peer_post(town.person("Forum 10"), PLACEMENT)

    town.sweep()
    assert len(town.cards()) == 3


def test_the_next_day_brings_what_was_left_over(town: Town) -> None:
    for number in range(7):
        town.peer_post(town.person(f"Forum {number}"), PLACEMENT)
    town.sweep()
    for card in town.cards():
        card.move("dismissed")
    Suggestion.objects.update(state_since=town.now)
    town.now += timedelta(days=1)

    assert town.sweep() == 2


def test_a_mix_of_organizations_and_of_kinds(town: Town) -> None:
    for _ in range(6):
        town.peer_post(town.person("Field Forum"), PLACEMENT)
        town.peer_post(town.person("Field Notes"), PLACEMENT)
    for number in range(3):
        town.peer_post(town.person(f"Forum {number}"), PLACEMENT)
    blog_post(town)
    town.sweep()

    cards = town.cards()
    assert len(cards) == 5
    assert {card.kind for card in cards} == {"share", "comment"}
    names = [str(card.profile) for card in cards]
    assert max(names.count(name) for name in names) <= 2


def test_a_better_one_takes_the_place_of_one_that_nobody_touched(town: Town) -> None:
    town.center.offered_a_day = 1
    town.center.save(update_fields=["offered_a_day"])
    town.peer_post(town.person("Kinship Network"), KINSHIP)
    town.sweep()
    first = town.card()
    who = town.person("Field Forum")
    who.contact.received_count = 9
    who.contact.save(update_fields=["received_count"])
    town.peer_post(who, PLACEMENT)
    town.sweep()

    assert town.card().profile == who
    first.refresh_from_db()
    assert first.state == "expired"


def test_a_card_that_a_colleague_is_on_keeps_its_place(town: Town) -> None:
    town.center.offered_a_day = 1
    town.center.save(update_fields=["offered_a_day"])
    town.peer_post(town.person("Kinship Network"), KINSHIP)
    town.sweep()
    first = town.card()
    Suggestion.objects.filter(pk=first.pk).update(
        claimed_by=town.member(), claimed_until=town.now + timedelta(minutes=9)
    )
    who = town.person("Field Forum")
    who.contact.received_count = 9
    who.contact.save(update_fields=["received_count"])
    town.peer_post(who, PLACEMENT)

    assert town.sweep() == 0
    assert town.card() == first


def test_what_a_person_picked_from_around_us_is_not_taken_away(town: Town) -> None:
    who = town.person("Kinship Network")
    picked = Suggestion.objects.create(
        center=town.center,
        profile=who,
        account=town.x,
        post=town.peer_post(who, KINSHIP),
        kind="share",
        owed=False,
        key="share:picked",
        reason="Sam picked it from Around us.",
    )
    for number in range(6):
        town.peer_post(town.person(f"Forum {number}"), PLACEMENT)

    assert town.sweep() == 5
    assert picked in town.cards()


def test_an_offer_is_gone_after_two_days(town: Town) -> None:
    town.peer_post(town.person("Field Forum"), PLACEMENT)
    town.sweep()
    town.now += timedelta(days=2, minutes=1)

    assert town.sweep() == 0
    assert not town.cards()


def test_an_offer_stays_while_a_colleague_is_on_it(town: Town) -> None:
    town.peer_post(town.person("Field Forum"), PLACEMENT)
    town.sweep()
    town.now += timedelta(days=2, minutes=1)
    Suggestion.objects.update(claimed_until=town.now + timedelta(minutes=5))
    town.sweep()

    assert town.card()
