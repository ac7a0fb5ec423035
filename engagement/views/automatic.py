"""What the scheduled worker will send by itself, until somebody stops it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts.models import Member
from engagement.bounds import lines_for
from engagement.models import Delivery, Suggestion
from engagement.views import words

State = Delivery.State
JUST_NOW = timedelta(minutes=5)
"""So long a thanks that has left stands there, with its link."""
A_MOMENT = timedelta(minutes=1)
"""So long what one stopped oneself keeps its place: were it gone at once, the next
one's Stop would lie under the finger."""
SENT_SHOWN = 12
"""Of what has left, the latest; what waits is shown whole, for each can be stopped."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thanks that leaves by itself, and what it is for."""

    delivery: Delivery

    @property
    def stopped(self) -> bool:
        return self.delivery.state == State.CANCELLED

    @property
    def open_again(self) -> bool:
        """Nobody has answered it since."""
        return self.delivery.suggestion.state == Suggestion.State.OPEN

    @property
    def deed(self) -> str:
        return words.without_time(self.delivery.suggestion.reason)

    @property
    def whose(self) -> str:
        """Whose rule it is."""
        rule = self.delivery.by_rule
        return rule.by.name if rule and rule.by else "a supervisor"


def shown(member: Member, now: datetime) -> dict[str, Any]:
    """What the section shows to this member; {} is nothing."""
    waiting, sent = _parts(
        _lines(member, now).select_related(
            "account",
            "by_rule__by__user",
            "suggestion__profile__contact",
            "suggestion__post",
        )
    )
    return {
        "mark": _told(waiting + sent),
        "waiting": [Line(one) for one in waiting],
        "sent": [Line(one) for one in sent],
    }


def mark(member: Member, now: datetime) -> str:
    """Another one when the section would look different."""
    rows = _lines(member, now).only("state", "due_at", "hold_reason")
    waiting, sent = _parts(rows)
    return _told(waiting + sent)


def _parts(rows: QuerySet[Delivery]) -> tuple[list[Delivery], list[Delivery]]:
    """Everything that waits, however much; and the last of what has left."""
    found = list(rows.order_by("due_at", "pk"))
    sent = [one for one in found if one.state == State.SENT]
    return [one for one in found if one.state != State.SENT], sent[-SENT_SHOWN:]


def _told(lines: Iterable[Delivery]) -> str:
    return " ".join(
        str((one.pk, one.state, one.due_at, one.hold_reason)) for one in lines
    )


def _lines(member: Member, now: datetime) -> QuerySet[Delivery]:
    """By two indices: an OR over the states would read all that was ever sent."""
    by_rule = Delivery.objects.of(member.center).filter(by_rule__isnull=False)
    waiting = by_rule.filter(state__in=(State.QUEUED, State.HELD, State.SENDING))
    left = by_rule.filter(
        state=State.SENT,
        state_since__gt=now - JUST_NOW,
        touched_at__gt=now - JUST_NOW,
    )
    stopped = by_rule.filter(
        state=State.CANCELLED,
        settled_by=member,
        state_since__gt=now - A_MOMENT,
        touched_at__gt=now - A_MOMENT,
    )
    every = [part.order_by().values("pk") for part in (waiting, left, stopped)]
    wanted = every[0].union(*every[1:])
    return Delivery.objects.filter(lines_for(member), pk__in=wanted)
