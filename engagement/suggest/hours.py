"""When hours, days off or the zone change, what is due or waits has another time."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import Center
from engagement.calendar import hours_key, week_of
from engagement.models import Suggestion
from engagement.outbox_times import wake
from engagement.worktime import due

BATCH = 100


def keep_up(center: Center) -> int:
    """Count anew if anything that it is counted by was changed; how many moved.

    The mark comes last: dying on the way, it is all counted once more.
    """
    week = week_of(center)
    key = hours_key(center, week)
    if key == center.hours_key:
        return 0
    changed = recompute_due(center) + wake(center, week)
    Center.objects.filter(pk=center.pk).update(hours_key=key)
    return changed


def recompute_due(center: Center) -> int:
    """Due times of open thanks by the hours as they are now; how many changed."""
    week = week_of(center)
    now = timezone.now()
    changed = last = 0
    opened = Suggestion.objects.of(center).filter(
        owed=True, state=Suggestion.State.OPEN, noticed_at__isnull=False
    )
    told = opened.order_by("pk")
    while cards := list(told.filter(pk__gt=last)[:BATCH]):
        last = cards[-1].pk
        for card in cards:
            due_at = due(week, card.noticed_at or now, center.owed_hours)
            if due_at != card.due_at:
                rows = opened.filter(pk=card.pk, due_at=card.due_at)
                changed += rows.update(due_at=due_at, touched_at=now)
    return changed
