"""Kindnesses received and given in a span, as they were noticed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from accounts.models import Center
from engagement.bounds import quiet
from engagement.models import Interaction
from engagement.report.cards import named
from engagement.report.span import Span

Direction = Interaction.Direction


class Deed(NamedTuple):
    """One kindness. ``worker``: Kindred did it by a rule, and no member."""

    pk: int
    of: str
    kind: str
    at: datetime
    account: int
    contact: int
    name: str
    what: str
    member: int
    who: str
    worker: bool


def read(center: Center, span: Span) -> list[Deed]:
    """All of them in these days, the first first."""
    rows = (
        Interaction.objects.of(center)
        .filter(
            # Both named, so that the index of direction and day is of use.
            direction__in=(Direction.IN, Direction.OUT),
            noticed_at__gte=span.begin,
            noticed_at__lt=span.end,
            first_look=False,
            not_kind=False,
            retracted_at=None,
        )
        .exclude(quiet("profile__contact"))
        .order_by("noticed_at", "pk")
        .values_list(
            *("pk", "direction", "kind", "noticed_at", "account_id"),
            *("profile__contact_id", "profile__contact__name"),
            *("profile__contact__kind", "by_member_id"),
            *("by_member__user__name", "by_member__user__email", "by_worker"),
        )
    )
    return [_deed(*row) for row in rows.iterator(2000)]


def _deed(
    pk: int,
    direction: str,
    kind: str,
    at: datetime,
    account: int | None,
    contact: int,
    name: str,
    what: str,
    member: int | None,
    who: str | None,
    mail: str | None,
    worker: bool,
) -> Deed:
    of = "received" if direction == Direction.IN else "given"
    us = (member or 0, named(who, mail), worker)
    return Deed(pk, of, kind, at, account or 0, contact, name, what, *us)
