"""A cry and a wish to be left alone are heard, whatever breaks beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Activity
from engagement import suggest
from engagement.models import Attention, Interaction, Profile, Suggestion
from engagement.suggest import thanks as thanks_module
from tests.engagement.rows import Town, peer, queued, town, wrote

pytestmark = pytest.mark.django_db

KIND = "@CenterSW the map helped our interns"


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No card can be written."""

    def breaks(*facts: Any) -> None:
        raise ValueError("their words")

    with monkeypatch.context() as patch:
        patch.setattr(thanks_module, "thanks_for", breaks)
        yield patch


def sweep() -> int:
    return suggest.sweep(timezone.now())


def test_a_cry_stands_though_the_card_beside_it_cannot_be_written(
    csw: Town, broken: pytest.MonkeyPatch
) -> None:
    who = peer(csw.center)
    kind = wrote(csw, KIND, by=who)
    cry = wrote(csw, "@CenterSW I want to die", by=who)
    for _ in range(3):
        assert sweep() == 0
    assert Attention.objects.get().interaction == cry
    assert Interaction.objects.get(pk=kind.pk).weighed_at is None

    # Once it can be written, it is; and the cry is not in it.
    broken.undo()
    assert sweep() == 1
    assert list(Suggestion.objects.get().kindnesses.all()) == [kind]
    assert Attention.objects.count() == 1


def test_who_asks_us_to_stop_is_left_alone_though_the_weighing_breaks(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = peer(csw.center)
    wrote(csw, KIND, by=who)
    sweep()
    line = queued(csw, Suggestion.objects.get())

    def breaks(*facts: Any) -> None:
        raise ValueError("their words")

    monkeypatch.setattr(thanks_module, "owed", breaks)
    wrote(csw, "Please stop tagging us", by=who)
    for _ in range(3):
        assert sweep() == 0
    assert Profile.objects.get(pk=who.pk).opted_out_at
    line.refresh_from_db()
    assert line.state == "cancelled"
    assert Activity.objects.filter(verb="opted out").count() == 1
