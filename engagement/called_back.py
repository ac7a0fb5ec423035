"""A thanks is called back because of whom it is to: it does not leave."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from engagement.models import Delivery, Suggestion
from engagement.settling import companions_of, reopen

NOT_LEFT = (Delivery.State.QUEUED, Delivery.State.HELD, Delivery.State.BY_HAND)


@transaction.atomic
def call_back(line: Delivery, **fields: Any) -> None:
    """Cancel it; everybody whom it was to answer is owed again.

    A text that names several is on no card any more: it names who must not be thanked.
    Raises Conflict when a worker or a colleague was first.
    """
    line.move(Delivery.State.CANCELLED, **fields)
    card = line.suggestion
    several = companions_of(card).exists()
    reopen(card)
    if several:
        Suggestion.objects.filter(pk=card.pk).update(draft="", drafted_by=None)
