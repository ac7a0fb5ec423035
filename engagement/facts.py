"""Gather, from rows, what may_leave must know about a delivery."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from accounts.models import Center
from accounts.models.spend import spent_this_month
from engagement.automatic import why_no_longer
from engagement.bounds import QUIET
from engagement.calendar import next_opening
from engagement.may_leave import Facts
from engagement.models import Delivery, Profile, Rule, Suggestion
from engagement.outbox_times import last_moment
from engagement.settling import companions_of
from engagement.words import says_held_word
from engagement.worktime import midnight


def facts_of(delivery: Delivery, now: datetime) -> Facts:
    """The facts as the rows stand at ``now``."""
    center = delivery.center
    center.refresh_from_db()
    opted_out, boundary = _of_them(delivery.suggestion)
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
        opted_out=opted_out,
        boundary=boundary or bool(says_held_word(delivery.center_id, delivery.text)),
        released=delivery.released_by_id is not None,
        unfit=why_no_longer(delivery),
        not_after=last_moment(delivery, now),
        sent_today=_sent_today(delivery, now) if rule and rule.cap is not None else 0,
        cap=rule.cap if rule else None,
        allowed=rule.on if rule else True,
        spent_micro=spent_this_month(app) if app and app.budget_micro else 0,
        price_micro=delivery.cost_micro,
        budget_micro=app.budget_micro if app else 0,
    )


def asked_to_stop(suggestion: Suggestion) -> bool:
    """Whether anybody whom it answers did, on whatever profile of theirs."""
    return _of_them(suggestion)[0]


def _of_them(suggestion: Suggestion) -> tuple[bool, bool]:
    """Of all whom it answers: did anybody opt out, and is anybody out of bounds?"""
    with_it = companions_of(suggestion).values_list("profile", flat=True)
    told = set(
        Profile.objects.filter(
            contact__profiles__in=[suggestion.profile_id, *with_it]
        ).values_list("opted_out_at", "contact__kind")
    )
    return (
        any(opted_out_at for opted_out_at, _ in told),
        any(kind in QUIET for _, kind in told),
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
