"""Gather, from rows, what may_leave must know about a delivery."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from accounts.models import Center, Member
from accounts.models.spend import spent_this_month
from engagement.automatic import why_no_longer
from engagement.boundaries import FOR_OWNERS, Kind, Meeting, meets
from engagement.calendar import next_opening, quiet_until
from engagement.may_leave import Facts
from engagement.models import Delivery, Rule
from engagement.outbox_times import last_moment
from engagement.worktime import midnight

LASTING = (Kind.OPTED_OUT, Kind.LISTED)
"""Nobody's word lets these go while they stand."""


def facts_of(delivery: Delivery, now: datetime) -> Facts:
    """The facts as the rows stand at ``now``."""
    center = delivery.center
    center.refresh_from_db()
    met = meets(delivery)
    rule = _rule(delivery)
    app = delivery.account.app
    return Facts(
        now=now,
        verb=delivery.verb,
        frozen_by=_who_froze(center),
        frozen_reason=center.frozen_reason,
        paused_until=center.paused_until,
        opens_at=next_opening(center, now),
        tomorrow=_tomorrow(center, now),
        quiet_until=quiet_until(center, now),
        met=met,
        opted_out=any(kind == Kind.OPTED_OUT for kind, _ in met),
        listed=any(kind == Kind.LISTED for kind, _ in met),
        boundary=any(kind not in LASTING for kind, _ in met),
        released=is_released(delivery, met),
        unfit=why_no_longer(delivery),
        not_after=last_moment(delivery, now),
        sent_today=_sent_today(delivery, now) if rule and rule.cap is not None else 0,
        cap=rule.cap if rule else None,
        allowed=rule.on if rule else True,
        spent_micro=spent_this_month(app) if app and app.budget_micro else 0,
        price_micro=delivery.cost_micro,
        budget_micro=app.budget_micro if app else 0,
    )


def is_released(delivery: Delivery, met: Iterable[Meeting]) -> bool:
    """A supervisor's word counts; of a listed name, an owner's alone."""
    by = delivery.released_by
    if by is None:
        return False
    return by.role == Member.Role.OWNER or not any(
        kind in FOR_OWNERS for kind, _ in met
    )


def facts_of_center(center: Center, now: datetime, *, verb: str) -> Facts:
    """The facts for what leaves a Center and is no delivery, such as a webmention."""
    center.refresh_from_db()
    return Facts(
        now=now,
        verb=verb,
        frozen_by=_who_froze(center),
        frozen_reason=center.frozen_reason,
        paused_until=center.paused_until,
        opens_at=next_opening(center, now),
        quiet_until=quiet_until(center, now),
    )


def _who_froze(center: Center) -> str:
    if not center.frozen_at:
        return ""
    return center.frozen_by.name if center.frozen_by else "the supervisor"


def _rule(delivery: Delivery) -> Rule | None:
    rules = Rule.objects.of(delivery.center).filter(kind=delivery.verb)
    return (
        rules.filter(account=delivery.account).first()
        or rules.filter(account=None).first()
    )


def _tomorrow(center: Center, now: datetime) -> datetime:
    day = now.astimezone(center.tz).date() + timedelta(days=1)
    return datetime.combine(day, time(), center.tz)


def _sent_today(delivery: Delivery, now: datetime) -> int:
    return Delivery.objects.filter(
        account=delivery.account,
        state=Delivery.State.SENT,
        state_since__gte=midnight(delivery.center.tz, now),
        verb=delivery.verb,
    ).count()
