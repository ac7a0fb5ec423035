"""When a line of the outbox may leave: not before its window is over, nor too late.

And what happens to lines that wait for the Center to open, when its hours change.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.models import Center
from engagement.calendar import week_of
from engagement.may_leave import CLOSED, ON_A_BREAK
from engagement.models import Delivery, Linkback, Suggestion
from engagement.worktime import Week, due, opening, working_days

# Thanks that come after so many working days embarrass; a share is news for two days
# of the clock, for news grows old while we are on a break, too.
THANKS_DAYS = 5
SHARE_DAYS, OTHER_DAYS = timedelta(days=2), timedelta(days=5)


def not_after(suggestion: Suggestion, now: datetime) -> datetime:
    """When it is too late for what is decided now to leave."""
    if suggestion.kind == Suggestion.Kind.THANK:
        return working_days(week_of(suggestion.center), now, THANKS_DAYS)
    news = suggestion.kind == Suggestion.Kind.SHARE
    return now + (SHARE_DAYS if news else OTHER_DAYS)


def last_moment(delivery: Delivery, now: datetime) -> datetime | None:
    """When it is too late, by the hours as they are now; None: never.

    A break or a day off that came after the accept makes nothing too late.
    """
    stored, began = delivery.not_after, delivery.suggestion.decided_at
    if stored is None or began is None or now <= stored:
        return stored
    if delivery.suggestion.kind != Suggestion.Kind.THANK:
        return stored
    week = week_of(delivery.center)
    return max(stored, working_days(week, began, THANKS_DAYS))


def window_end(week: Week, start: datetime) -> datetime:
    """When the time to object is over: so much working time later, and while open."""
    return opening(week, due(week, start, settings.OBJECTION_SECONDS / 3600))


def let_go_at(delivery: Delivery, now: datetime) -> datetime:
    """When a line leaves that a person lets go now.

    What leaves by itself has its whole window again: while it was held, nobody could
    see a time by which to object.
    """
    if delivery.by_rule_id is None:
        return now
    return max(now, window_end(week_of(delivery.center), now))


def wake(center: Center, week: Week) -> int:
    """The hours changed: ask again about all that waits for them; how many.

    What waits for a break's end or an opening has that time written down, and would
    sit there though the Center is back. ``may_leave`` is asked before anything goes.
    """
    now = timezone.now()
    waiting = Delivery.objects.of(center).filter(
        state=Delivery.State.QUEUED, due_at__gt=now
    )
    woken = (
        waiting.filter(by_rule=None)
        .exclude(hold_reason="")
        .update(due_at=now, hold_reason="", touched_at=now)
    )
    # What a network put off (it has an error) keeps the time that the network named.
    put_off = Q(hold_reason="") & ~Q(error_code="")
    by_itself = waiting.filter(by_rule__isnull=False).exclude(put_off)
    for line in by_itself.select_related("suggestion"):
        woken += _count_anew(line, week, now)
    Linkback.objects.of(center).filter(
        direction=Linkback.Direction.OUT,
        state=Linkback.State.WAITING,
        error__in=(ON_A_BREAK, CLOSED),
        next_at__gt=now,
    ).update(next_at=now)
    return woken


def _count_anew(line: Delivery, week: Week, now: datetime) -> bool:
    """The end of its window by the hours as they are now; whether that is another."""
    began = max(filter(None, (line.suggestion.decided_at, line.state_since)))
    back = week.pause[1] if week.pause else began
    end = max(now, window_end(week, max(began, back)))
    if end == line.due_at:
        return False
    rows = Delivery.objects.filter(
        pk=line.pk, state=Delivery.State.QUEUED, due_at=line.due_at
    )
    return bool(rows.update(due_at=end, hold_reason="", touched_at=now))
