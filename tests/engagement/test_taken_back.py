"""What its doer took back leaves its card, whatever breaks on another one."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from engagement import suggest
from engagement.models import Interaction
from engagement.suggest import taken_back
from engagement.suggest.kindnesses import Thanks, thanks_for
from tests.engagement.rows import mention, town, wrote

pytestmark = pytest.mark.django_db


def test_one_card_that_breaks_keeps_no_other_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    csw = town()
    odd, other = mention(csw), mention(csw)
    for card in (odd, other):
        wrote(csw, "@CenterSW and thanks for the map", by=card.profile)
    suggest.sweep(timezone.now())
    taken = [card.kindnesses.order_by("pk")[0] for card in (odd, other)]
    Interaction.objects.filter(pk__in=[row.pk for row in taken]).update(
        retracted_at=timezone.now(), weighed_at=None
    )

    def breaks(profile: Any, *facts: Any) -> Thanks:
        if profile == odd.profile:
            raise ValueError("their words")
        return thanks_for(profile, *facts)

    monkeypatch.setattr(taken_back, "thanks_for", breaks)
    suggest.sweep(timezone.now())

    assert odd.kindnesses.count() == 2
    assert other.kindnesses.count() == 1
