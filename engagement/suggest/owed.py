"""Owed: what others did for us becomes thanks, person by person."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import Center
from engagement.calendar import week_of
from engagement.models import Conflict, Interaction
from engagement.rules import ONLY_NOTED, REACHED_OUT, WROTE_TO_US
from engagement.suggest.thanks import settle

logger = logging.getLogger(__name__)

BATCH = 100
SEEN = Interaction.Evidence.SEEN
OWES_NOTHING = (
    ~Q(kind__in=WROTE_TO_US | REACHED_OUT | ONLY_NOTED)
    | Q(kind__in=ONLY_NOTED, evidence=SEEN)
    | Q(first_look=True)
    | Q(not_kind=True)
    | Q(retracted_at__isnull=False)
    | Q(suggestion__isnull=False)
)


def weigh(center: Center, now: datetime) -> int:
    """Weigh what is new in one Center; how many cards came of it."""
    _pass_over(center, now)
    week = week_of(center)
    made = last = 0
    # By id and never back: what cannot be weighed now is left for the next sweep.
    while rows := list(_unweighed(center).filter(pk__gt=last)[:BATCH]):
        last = rows[-1].pk
        by_person: dict[int, list[Interaction]] = {}
        for row in rows:
            by_person.setdefault(row.profile_id, []).append(row)
        for profile, ones in by_person.items():
            ones.sort(key=lambda row: (row.noticed_at, row.pk))
            try:
                made += settle(ones[0].profile, ones, center, week, now)
            except Conflict as conflict:
                logger.info("left for the next sweep: %s", conflict)
            except Exception:
                # Whatever one person's words did to us, the others get their cards.
                logger.exception("left for the next sweep: profile %s", profile)
    return made


def _unweighed(center: Center) -> QuerySet[Interaction]:
    return (
        Interaction.objects.of(center)
        .filter(direction=Interaction.Direction.IN, weighed_at=None)
        .select_related("profile__contact", "post", "account__app")
        .order_by("pk")
    )


def _pass_over(center: Center, now: datetime) -> None:
    """What owes nothing, whoever did it: likes, and what the first look saw."""
    rows = Interaction.objects.of(center).filter(
        OWES_NOTHING, direction=Interaction.Direction.IN, weighed_at=None
    )
    while pks := list(rows.values_list("pk", flat=True)[:BATCH]):
        Interaction.objects.filter(pk__in=pks, weighed_at=None).update(weighed_at=now)
