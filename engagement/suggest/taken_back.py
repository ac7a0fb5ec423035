"""Kindnesses that were taken back: their card tells of the rest, or goes."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from accounts.models import Center
from engagement.calendar import week_of
from engagement.models import Interaction, Suggestion
from engagement.suggest import over
from engagement.suggest.kindnesses import thanks_for
from engagement.suggest.thanks import MOST_TOLD, RELATED, merge
from engagement.suggest.turn import take_turn

logger = logging.getLogger(__name__)

BATCH = 100


def let_go(center: Center, now: datetime) -> None:
    """Take what its doer took back off the open cards of one Center."""
    rows = Interaction.objects.of(center).filter(
        direction=Interaction.Direction.IN,
        weighed_at=None,
        retracted_at__isnull=False,
        suggestion__state=Suggestion.State.OPEN,
    )
    for row in rows.select_related("suggestion")[:BATCH]:
        try:
            with transaction.atomic():
                take_turn(center.pk)
                _off_its_card(row, center, now)
        except Exception:
            # Whatever one card does to us, the others tell of what is left.
            logger.exception("interaction %s stays on its card for now", row.pk)


def _off_its_card(row: Interaction, center: Center, now: datetime) -> None:
    taken = Interaction.objects.filter(pk=row.pk, retracted_at__isnull=False)
    if not taken.update(weighed_at=now, suggestion=None) or row.suggestion is None:
        return
    cards = Suggestion.objects.filter(pk=row.suggestion.pk)
    card = (
        cards.filter(state=Suggestion.State.OPEN)
        .select_related("profile__contact")
        .first()
    )
    if card is None:
        return
    left = card.kindnesses.filter(
        direction=Interaction.Direction.IN, retracted_at=None
    ).select_related(*RELATED)
    told = [*reversed(left.order_by("-noticed_at")[:MOST_TOLD])]
    if told:
        merge(card, thanks_for(card.profile, told, center, week_of(center)), now)
    else:
        over.withdraw(cards.filter(state=Suggestion.State.OPEN), now)
