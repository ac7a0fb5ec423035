"""Two workers at once: each card is written once, and nothing is lost between them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from importlib import import_module
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection

from engagement import suggest
from engagement.calendar import week_of
from engagement.models import Interaction, Suggestion
from engagement.suggest import texts
from engagement.suggest import thanks as thanks_module
from engagement.suggest.thanks import settle
from tests.engagement.suggest_people import Town, make_town

# The package's function of this name hides the module.
drafting_thanks = import_module("engagement.drafting.thanks")

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
    assert all(len(card.evidence) == 2 for card in town.cards())


def test_two_workers_never_write_one_text_on_two_cards(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With one order of wordings for all, both would begin with the same
    monkeypatch.setattr(
        drafting_thanks, "in_order", lambda _, texts: sorted(set(texts))
    )
    both_choose = Barrier(2)
    choose = texts.choose

    def choose_together(*args: Any, **kwargs: Any) -> str:
        text = choose(*args, **kwargs)
        # Nobody comes while it is our turn alone; then we go on
        with suppress(BrokenBarrierError):
            both_choose.wait(0.5)
        return text

    monkeypatch.setattr(thanks_module, "choose", choose_together)
    week = week_of(town.center)

    def thank(row: Interaction) -> int:
        return settle(row.profile, [row], town.center, week, town.now)

    rows = [town.mention(town.person(name)) for name in ("Harbor", "Riverside")]
    side_by_side(*(partial(thank, row) for row in rows))

    one, other = (card.draft for card in town.cards())
    assert one
    assert other
    assert one != other


def test_two_workers_never_make_a_person_two_open_thanks(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    for _ in range(8):
        town.mention(harbor)
        side_by_side(town.sweep, town.sweep)

        assert Suggestion.objects.count() == 1
    assert town.card().kindnesses.count() == 8


def test_a_private_person_is_never_named_even_when_it_is_said_meanwhile(
    town: Town,
) -> None:
    lena = town.person("Lena K")
    town.share(lena, town.our_post("Our workshop on supervision is on 4 December."))

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
