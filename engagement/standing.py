"""How a Center stands just now, for the frame of every page: all in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from accounts.held import ends_soon
from accounts.models import Account, Center, Member, Pulse, User
from engagement.models import Delivery, Shift


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on."""

    shift: int
    member: int
    name: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """``stopped``: an account that is held, or whose app is; 0 is none. ``ending``: one
    that must be connected again within days. ``last_shift``: when the last one that is
    over ended. ``notes``: some were read by nobody yet. ``for_supervisor``: lines of
    the outbox that a supervisor's word lets go.
    """

    duty: OnDuty | None
    last_shift: datetime | None
    notes: bool
    worker_seen: datetime | None
    stopped: int
    ending: int
    for_supervisor: int


def standing(center: Center, now: datetime) -> Standing:
    """Ask the database once for what no page is made without."""
    shifts = Shift.objects.filter(center=OuterRef("pk"))
    over = shifts.filter(ends_at__lte=now).order_by("-ends_at")
    unread = shifts.filter(acknowledged_at=None).exclude(note="")
    running = FilteredRelation(
        "shifts", condition=Q(shifts__starts_at__lte=now, shifts__ends_at__gt=now)
    )
    rows = (
        Center.objects.filter(pk=center.pk)
        .annotate(
            running=running,
            last_shift=Subquery(over.values("ends_at")[:1]),
            notes=Exists(unread),
            worker=Subquery(Pulse.objects.filter(name="worker").values("at")[:1]),
            stopped=Subquery(_stopped().values("pk")[:1]),
            ending=Subquery(_ending(now).values("pk")[:1]),
            held=_held(),
        )
        .order_by("-running__starts_at", "-running__pk")
        .values(
            "last_shift",
            "notes",
            "worker",
            "stopped",
            "ending",
            "held",
            shift=F("running__pk"),
            since=F("running__starts_at"),
            until=F("running__ends_at"),
            on_member=F("running__member_id"),
            left_at=F("running__member__left_at"),
            called=F("running__member__user__name"),
            email=F("running__member__user__email"),
        )
    )
    return _told(list(rows))


def _told(found: Sequence[Mapping[str, Any]]) -> Standing:
    """From its rows: one for each shift that runs, or one without any."""
    return Standing(
        duty=next((_duty(row) for row in found if _is_on(row)), None),
        last_shift=found[0]["last_shift"],
        notes=found[0]["notes"],
        worker_seen=found[0]["worker"],
        stopped=found[0]["stopped"] or 0,
        ending=found[0]["ending"] or 0,
        for_supervisor=found[0]["held"] or 0,
    )


def _stopped() -> QuerySet[Account]:
    """The account that was held last; those whose app alone is held come after."""
    held = Q(held_at__isnull=False) | Q(app__held_at__isnull=False)
    accounts = Account.objects.filter(held, center=OuterRef("pk"), disconnected_at=None)
    return accounts.order_by(F("held_at").desc(nulls_last=True), "pk")


def _ending(now: datetime) -> QuerySet[Account]:
    """The account whose connection ends next, if that is soon."""
    accounts = Account.objects.filter(ends_soon(now), center=OuterRef("pk"))
    return accounts.order_by("access_ends_at", "pk")


def _held() -> Subquery:
    """How many wait for a supervisor; what a freeze held, anybody may let go, and
    what an account held goes on with it."""
    lines = Delivery.objects.filter(center=OuterRef("pk"), state=Delivery.State.HELD)
    by_themselves = (Delivery.FROZEN, Delivery.ACCOUNT)
    lines = lines.exclude(error_code__in=by_themselves).order_by()
    return Subquery(lines.values("center").annotate(many=Count("pk")).values("many"))


def _is_on(row: Mapping[str, Any]) -> bool:
    return row["shift"] is not None and row["left_at"] is None


def _duty(row: Mapping[str, Any]) -> OnDuty:
    user = User(name=row["called"], email=row["email"])
    return OnDuty(
        shift=row["shift"],
        member=row["on_member"],
        name=Member(user=user).name,
        since=row["since"],
        until=row["until"],
    )
