"""Somebody left, and things must be removed on the networks: owners are told once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from accounts import people
from accounts.letters import link, mail
from accounts.models import Departure, Member, Removal
from accounts.removals import in_order, step_of

TEXT = """\
{who} left {center} on {day}; their access to Kindred has ended. On the networks \
themselves they can still do what they could, until a person removes it there:

{lines}

How to do each, and the place to tick it off:
{page}
"""


def open_lists() -> QuerySet[Departure]:
    """Departures of which something is still to be removed."""
    left = Removal.objects.filter(departure=OuterRef("pk"), done_at=None)
    return Departure.objects.filter(Exists(left))


def tell(now: datetime) -> int:
    """Mail the owners each open checklist they were not told of; how many left us.

    Two workers mail once: who sets ``told_at`` does it. Where no letter could leave it
    is emptied again, and the next sweep tries once more.
    """
    if not settings.CAN_MAIL:
        return 0
    untold = open_lists().filter(told_at=None)
    rows = untold.select_related("center", "member__user").order_by("at")
    return sum(_told(one, now) for one in rows)


def _told(one: Departure, now: datetime) -> bool:
    owners = list(people.here(one.center).filter(role=Member.Role.OWNER))
    row = Departure.objects.filter(pk=one.pk)
    if not owners or not row.filter(told_at=None).update(told_at=now):
        return False
    who = one.member.name
    if mail(owners, f"{who} has left: what to remove on the networks", _text(one)):
        return True
    row.filter(told_at=now).update(told_at=None)
    return False


def _text(one: Departure) -> str:
    who, center = one.member.name, one.center
    lines = one.removals.filter(done_at=None).select_related("account__app")
    day = one.at.astimezone(center.tz)
    return TEXT.format(
        who=who,
        center=center.name,
        day=f"{day:%A}, {day.day} {day:%B}",
        lines="\n".join(f"* {step_of(row, who).title}" for row in in_order([*lines])),
        page=link("departure", center.slug, one.pk),
    )
