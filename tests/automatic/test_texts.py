"""Sixty texts, half of them written before the screening and unseen by who built it.

Each is put in front of the worker as a row, as the only thing its writer did, with all
rules on: what a thoughtful person would not simply thank for stays with people.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accounts.models import Account
from engagement.models import Attention, Delivery, Interaction, Suggestion
from engagement.rules.screening import Heard, May, screen
from tests.automatic.ground import announced, rule, sweep, wrote
from tests.engagement.rows import Town, town

pytestmark = pytest.mark.django_db

HERE = Path(__file__).resolve().parent.parent / "texts"
FILES = ("seen", "unseen")
LEAST = 3
"""So many at least of each file's kind texts must get their thanks."""

Text = dict[str, Any]


def texts(file: str) -> list[Text]:
    found: list[Text] = json.loads((HERE / f"{file}.json").read_text("utf-8"))
    assert len(found) == 30
    return found


@pytest.fixture
def csw() -> Town:
    csw = town()
    Account.objects.update(handle="CSWCenter")
    csw.x.refresh_from_db()
    for kind in ("auto_mention", "auto_quote"):
        rule(csw, kind, cap=1000)
    return csw


def answered_by_itself(csw: Town, file: str) -> list[Text]:
    """Those of the texts that the worker announced to answer."""
    rows = {wrote(csw, one["text"]).pk: one for one in texts(file)}
    sweep()
    told = Interaction.objects.filter(
        suggestion__in=[line.suggestion_id for line in announced(csw.center)]
    )
    return [rows[pk] for pk in told.order_by("pk").values_list("pk", flat=True)]


@pytest.mark.once
@pytest.mark.parametrize("file", FILES)
def test_none_that_a_person_would_not_simply_thank(csw: Town, file: str) -> None:
    wrong = [
        one["text"]
        for one in answered_by_itself(csw, file)
        if not one["may_be_thanked"]
    ]
    assert wrong == []


@pytest.mark.once
@pytest.mark.parametrize("file", FILES)
def test_and_some_of_those_that_one_would(csw: Town, file: str) -> None:
    """The positive control: a screening that lets nothing through is no screening."""
    right = [one for one in answered_by_itself(csw, file) if one["may_be_thanked"]]
    assert len(right) >= LEAST, [one["text"] for one in right]
    assert Delivery.objects.count() == len(right)
    # And the others wait for a person, or for help; none is lost.
    waiting = Suggestion.objects.filter(state="open").count()
    waiting += Attention.objects.count()
    assert waiting + len(right) == len(texts(file))


@pytest.mark.once
@pytest.mark.parametrize("file", FILES)
def test_not_by_the_words_of_a_center_alone(file: str) -> None:
    """The supervisor may take every hold word out: the rest still holds."""
    for one in texts(file):
        heard = Heard(one["text"], "organization", ours=("CSWCenter",))
        if not one["may_be_thanked"]:
            assert not isinstance(screen(heard), May), one["text"]
