"""When the Center works: hours, zone, holidays, days off, and a break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Activity, Center, ClosedDay, Hours, Member
from engagement.models import Conflict
from engagement.opening_words import WEEKDAYS, write
from engagement.worktime import Span


@transaction.atomic
def set_hours(
    center: Center,
    *,
    by: Member,
    spans: Mapping[int, tuple[Span, ...]],
    zone: str,
    owed_hours: int,
) -> None:
    """The week, its zone, and how many working hours a thanks may take.

    What is due is counted anew by the worker's next sweep.
    """
    now = _alone(center)
    changed: dict[str, object] = {}
    before = _spans(now)
    for day, name in enumerate(WEEKDAYS):
        if write(before.get(day, ())) != write(spans.get(day, ())):
            changed[name] = write(spans.get(day, ())) or "closed"
    if changed:
        Hours.objects.of(now).delete()
        Hours.objects.bulk_create(
            Hours(center=now, weekday=day, opens=opens, closes=closes)
            for day, found in spans.items()
            for opens, closes in found
        )
    if zone != now.zone:
        changed["zone"] = zone
        # What is planned is wall time: the break ends at the same hour of the new one.
        now.paused_until = _same_clock(now.paused_until, now.tz, ZoneInfo(zone))
    if owed_hours != now.owed_hours:
        changed["owed_hours"] = owed_hours
    now.zone, now.owed_hours = zone, owed_hours
    if changed:
        now.save(update_fields=["zone", "owed_hours", "paused_until"])
        Activity.record(by, "changed hours", now, **changed)


def _alone(center: Center) -> Center:
    """The row as it stands; a colleague who changes it at the same time waits."""
    return Center.objects.select_for_update(no_key=True).get(pk=center.pk)


def _spans(center: Center) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for row in Hours.objects.of(center):
        found[row.weekday].append((row.opens, row.closes))
    return found


def _same_clock(at: datetime | None, old: ZoneInfo, new: ZoneInfo) -> datetime | None:
    if at is None or at <= timezone.now():
        return at
    return at.astimezone(old).replace(tzinfo=new)


@transaction.atomic
def keep_holidays(center: Center, *, by: Member, of: str) -> None:
    """Keep the holidays of a country or a part of it; "" keeps none."""
    rows = Center.objects.filter(pk=center.pk).exclude(holidays_of=of)
    if rows.update(holidays_of=of):
        Activity.record(by, "changed holidays", center, of=of)


def close_on(center: Center, *, by: Member, day: date, name: str) -> ClosedDay:
    """A day off of the Center's own. Raises Conflict where it is one already."""
    try:
        with transaction.atomic():
            closed = ClosedDay.objects.create(center=center, date=day, name=name)
            Activity.record(by, "closed", closed, day=str(day), name=name)
    except IntegrityError as error:
        raise Conflict("That day is on the list already.") from error
    return closed


@transaction.atomic
def open_on(closed: ClosedDay, *, by: Member) -> None:
    """It is a day like others again. Raises Conflict if a colleague was first."""
    if not ClosedDay.objects.filter(pk=closed.pk).delete()[0]:
        raise Conflict("It is off the list already.")
    Activity.record(by, "opened", closed, day=str(closed.date), name=closed.name)


@transaction.atomic
def pause(center: Center, *, by: Member, back_on: date, reason: str) -> None:
    """A break from now until that day begins: nothing leaves, nothing falls due.

    Begun anew while one runs, it is the same break with another end.
    """
    now = _alone(center)
    at = timezone.now()
    if now.paused_at is None or now.paused_until is None or now.paused_until <= at:
        now.paused_at = at
    now.paused_until = datetime.combine(back_on, time(), now.tz)
    now.paused_reason = reason
    now.save(update_fields=["paused_at", "paused_until", "paused_reason"])
    Activity.record(by, "paused", now, until=str(back_on), reason=reason)


@transaction.atomic
def lift_pause(center: Center, *, by: Member) -> None:
    """The break is over now. Raises Conflict where none runs."""
    at = timezone.now()
    if not Center.objects.filter(pk=center.pk, paused_until__gt=at).update(
        paused_until=at
    ):
        raise Conflict("No break is on.")
    Activity.record(by, "ended the break", center)
