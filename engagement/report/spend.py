"""Our accounts, and what each of them spent in a span."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import FilteredRelation, Q, QuerySet, Sum

from accounts.models import Account, Center, Spend
from engagement.report.span import Span


@dataclass(frozen=True, slots=True)
class Presence:
    """One account of ours; ``micro`` is in millionths of a US dollar."""

    pk: int
    name: str
    platform: str
    micro: int


def presences(center: Center, span: Span) -> list[Presence]:
    """Every account, those that were disconnected too: their past stays."""
    days = Q(spend__day__gte=span.first, spend__day__lte=span.last)
    rows = (
        Account.objects.of(center)
        .annotate(paid=FilteredRelation("spend", condition=days))
        .annotate(micro=Sum("paid__micro"))
        .order_by("platform", "handle", "pk")
    )
    return [
        Presence(one.pk, str(one), one.platform, int(one.micro or 0)) for one in rows
    ]


def lines(center: Center, span: Span, account: int | None) -> QuerySet[Spend]:
    """The rows that the number adds up, the last day first."""
    rows = Spend.objects.of(center).filter(day__gte=span.first, day__lte=span.last)
    if account is not None:
        rows = rows.filter(account=account)
    return rows.order_by("-day", "kind", "pk")
