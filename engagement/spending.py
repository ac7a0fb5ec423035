"""What was spent: by account and kind of one month, and by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from accounts.models import Account, App, Center, Spend
from accounts.models.account import Network
from accounts.models.spend import spent_this_month
from accounts.words import VERBS
from engagement.forecast import forecast
from engagement.pace import STOP_SHARE

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """What one account spent on one kind; money in micro-dollars."""

    account: str
    platform: str
    kind: str
    calls: int
    resources: int
    micro: int


@dataclass(frozen=True, slots=True)
class Purse:
    """One app's month; money in micro-dollars, ``percent`` of the limit, 0 to 100."""

    app: App
    accounts: list[Account]
    spent: int
    reserve: int
    percent: int
    ends: str


def lines_of(center: Center, first: date) -> list[Line]:
    """The lines of the month that begins then, the dearest first."""
    rows = _sums(
        Spend.objects.of(center)
        .filter(day__gte=first, day__lt=after(first))
        .values("account", "kind")
    )
    accounts = {one.pk: one for one in Account.objects.of(center)}
    made = [
        Line(
            str(accounts[row["account"]]),
            accounts[row["account"]].get_platform_display(),
            _named(accounts[row["account"]], row["kind"]),
            row["calls"],
            row["resources"],
            row["micro"],
        )
        for row in rows
    ]
    return sorted(made, key=lambda one: (-one.micro, -one.calls, one.account, one.kind))


def purses(center: Center, now: datetime) -> list[Purse]:
    """Each app that costs money, or is held for want of it."""
    made = []
    for app in App.objects.of(center).order_by("platform", "pk"):
        spent, limit = spent_this_month(app, today=now.date()), app.budget_micro
        if not (spent or limit or app.held_at):
            # Facebook takes no money.
            continue
        made.append(
            Purse(
                app,
                list(app.accounts.filter(disconnected_at=None)),
                spent,
                reserve=int(limit * (1 - STOP_SHARE)),
                percent=min(100, round(100 * spent / limit)) if limit else 0,
                ends=forecast(spent, limit, now),
            )
        )
    return made


def months_of(center: Center) -> list[dict[str, Any]]:
    """Calls and money by month, the newest first; at most a year."""
    rows = Spend.objects.of(center).annotate(month=TruncMonth("day")).values("month")
    return list(_sums(rows).order_by("-month")[:MONTHS])


def table(center: Center) -> Iterator[tuple[object, ...]]:
    """All of it for a spreadsheet: a row a month, account and kind."""
    yield "Month", "Account", "Network", "Kind", "Calls", "Things", "US dollars"
    for month in months_of(center):
        first = month["month"]
        for one in lines_of(center, first):
            dollars = f"{one.micro / 1_000_000:.6f}"
            named = (one.account, one.platform, one.kind)
            yield f"{first:%Y-%m}", *named, one.calls, one.resources, dollars


def after(first: date) -> date:
    """The first of the month after this first."""
    year, month = first.year, first.month + 1
    return date(year + month // 13, (month - 1) % 12 + 1, 1)


def _named(account: Account, kind: str) -> str:
    """X bills by words of its own; elsewhere a bill is by the verb."""
    return kind if account.platform == Network.TWITTER else VERBS.get(kind, kind)


def _sums(rows: Any) -> Any:
    return rows.annotate(
        calls=Sum("calls"), resources=Sum("resources"), micro=Sum("micro")
    )
