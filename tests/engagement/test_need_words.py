"""The words for somebody in need are the Center's own wherever a text is weighed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from engagement import decide, suggest
from engagement.models import Attention, Suggestion
from engagement.rules import weigh
from engagement.rules.screening import Heard, May, Never, screen
from tests.engagement.rows import peer, town, wrote
from tests.engagement.test_rules import FACTS

TAKEN_OUT = "running out of time"


@pytest.mark.django_db
def test_a_word_that_a_supervisor_took_out_empties_no_box() -> None:
    csw = town()
    decide.drop_word(csw.center, by=csw.supervisor, side="need", word=TAKEN_OUT)
    wrote(
        csw,
        "@CenterSW we were running out of time, and your notes helped. Thank you",
        by=peer(csw.center),
    )
    suggest.sweep(timezone.now())
    assert not Attention.objects.exists()
    assert Suggestion.objects.get().draft


@pytest.mark.once
def test_what_is_passed_on_goes_by_the_centers_words() -> None:
    late = replace(FACTS, text="We are running out of time to apply for the clinic.")
    assert weigh(late) is None
    assert weigh(replace(late, need=frozenset()))
    added = frozenset({"legal clinic"})
    assert weigh(replace(FACTS, need=frozenset()))
    assert weigh(replace(FACTS, need=added)) is None


@pytest.mark.once
def test_what_leaves_by_itself_goes_by_them_too() -> None:
    kind = Heard("Thank you for the wonderful workshop.", "organization")
    assert isinstance(screen(kind), May)
    need = frozenset({"wonderful workshop"})
    assert isinstance(screen(replace(kind, need=need)), Never)
