"""Two workers at once: each card is written once, and nothing is lost between them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from engagement import suggest
from engagement.models import Interaction, Suggestion
from tests.engagement.suggest_people import Town, make_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_two_workers_at_once_write_each_card_once(town: Town) -> None:
    for number in range(12):
        who = town.person(f"Person {number}")
        town.mention(who)
        town.share(who)

    made = side_by_side(town.sweep, town.sweep)

    assert sum(made) == 12
    assert len(town.cards()) == 12
    assert not Interaction.objects.filter(suggestion=None).exists()
    drafts = [card.draft for card in town.cards()]
    assert len(set(drafts)) == 12


def test_two_workers_never_make_a_person_two_open_thanks(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    for _ in range(8):
        town.mention(harbor)
        side_by_side(town.sweep, town.sweep)

        assert Suggestion.objects.count() == 1
    assert town.card().kindnesses.count() == 8


def test_a_private_person_leaves_no_card_even_when_it_is_said_meanwhile(
    town: Town,
) -> None:
    lena = town.person("Lena K")
    town.mention(lena)

    def say_private() -> int:
        lena.contact.kind = "private"
        lena.contact.save(update_fields=["kind"])
        return suggest.reweigh(lena.contact)

    side_by_side(town.sweep, say_private)
    town.sweep()

    assert not town.cards()


def side_by_side(*jobs: Callable[[], int]) -> list[int]:
    """Run these at the same moment, each with its own connection."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], int]) -> int:
        try:
            start.wait(10)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))
