"""Suggest: weighs what was noticed, and leaves a card for each kindness we could do."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Center
from engagement.suggest import hours, offered, over, owed, taken_back
from engagement.suggest.again import hear_again, reweigh
from engagement.suggest.hours import recompute_due

__all__ = ["hear_again", "recompute_due", "reweigh", "sweep"]


def sweep(now: datetime) -> int:
    """Weigh what is new in every Center, and let go of what is past.

    Gives the number of new cards. May run in two workers at once, and die anywhere:
    what was not weighed is weighed by the next sweep. What goes wrong in one Center
    is raised at the end, as a group, and keeps no other Center from its cards.
    """
    made = 0
    errors: list[Exception] = []
    over.expire(now)
    for center in Center.objects.order_by("pk"):
        for weigh in (_owed, offered.weigh):
            try:
                made += weigh(center, now)
            except Exception as error:
                error.add_note(f"while weighing for {center.slug}")
                errors.append(error)
    if errors:
        raise ExceptionGroup("Not every Center could be weighed.", errors)
    return made


def _owed(center: Center, now: datetime) -> int:
    hours.keep_up(center)
    taken_back.let_go(center, now)
    return owed.weigh(center, now)
