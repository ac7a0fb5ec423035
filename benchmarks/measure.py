"""What a page or a sweep costs: milliseconds, statements, and whole tables read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Account
from accounts.platforms.base import (
    Addresses,
    Cursor,
    InteractionData,
    Kind,
    Page,
    Platform,
    PostData,
    Presence,
    ProfileData,
)
from benchmarks.fill import Filler
from engagement import deliver, ingest, suggest
from engagement.ingest import polling
from engagement.models import Watch
from engagement.views.paging import MOST

TIMES = 7
LARGE = ("contact", "profile", "post", "suggestion", "delivery", "interaction")
SCAN = re.compile(
    rf"(?:SCAN (?:engagement_)?|Seq Scan on engagement_)({'|'.join(LARGE)})(.*)"
)
BOUNDED = f"LIMIT {MOST}) subquery"
"""A count that goes no further; where all rows are one Center's, any order will do."""
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Cost:
    """One thing that was measured."""

    name: str
    ms: float
    statements: int
    scans: tuple[str, ...]


def measured(name: str, work: Callable[[], object]) -> Cost:
    """Once to see its statements, then some times for the clock."""
    with connection.execute_wrapper(explained := Explained()):
        work()
    times = []
    for _ in range(TIMES):
        began = perf_counter()
        work()
        times.append((perf_counter() - began) * 1000)
    return Cost(name, median(times), explained.count, tuple(explained.scans))


class Explained:
    """Asks the database, before each statement, how it would find its rows."""

    def __init__(self) -> None:
        self.scans: list[str] = []
        self.count = 0

    def __call__(
        self, execute: Any, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.count += 1
        if sql.startswith(("SELECT", "UPDATE")) and not many:
            self.scans += scans(sql, params)
        return execute(sql, params, many, context)


def scans(sql: str, params: Any) -> Iterator[str]:
    """Large tables that this statement reads from end to end, without an index."""
    plan = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.connection.cursor() if postgres() else raw() as cursor:
        lite = sql if postgres() else sql.replace("%s", "?")
        cursor.execute(plan + lite, params or ())
        for row in cursor.fetchall():
            found = SCAN.search(str(row[-1]))
            if found and "USING" not in found[2] and not sql.endswith(BOUNDED):
                yield f"{found[1]}: {sql[:2000]}"


def postgres() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def raw() -> Iterator[Any]:
    cursor = connection.connection.cursor()
    yield cursor
    cursor.close()


class NewMention(Platform):
    """Hands out one mention that nobody has seen yet."""

    key, label = "twitter", "Benchmark"

    def mentions(self, cursor: Cursor) -> Page[InteractionData]:
        number, at = uuid4().hex[:12], timezone.now()
        by = ProfileData(external_id=f"9{number}", handle="new", name="New")
        post = PostData(
            key=f"x:{number}",
            url="",
            text="@CenterSW thanks",
            author=by,
            published_at=at,
        )
        return Page((InteractionData(Kind.MENTION, post.key, by, post, "", at),))


def poll_mentions() -> None:
    watch = Watch.objects.get(kind="mentions")
    Watch.objects.filter(pk=watch.pk).update(next_at=timezone.now(), lease_until=None)
    ingest.poll(watch.pk)


def run(filler: Filler, total: int) -> int:
    """Measure all of it and print it; 1 when a large table was read whole."""

    def connect(account: Account) -> Platform:
        return NewMention(Presence(external_id=account.external_id), Addresses())

    setattr(polling, "connect", connect)  # noqa: B010
    client = Client(SERVER_NAME="localhost")
    client.force_login(filler.member.user, BACKEND)
    now = timezone.now()
    since = (now - timedelta(seconds=4)).isoformat().replace("+", "%2B")

    def page(path: str) -> Callable[[], object]:
        def get() -> None:
            answer = client.get(f"/c/csw/{path}")
            if answer.status_code not in (200, 204):
                raise RuntimeError(f"{path} answered {answer.status_code}")

        return get

    costs = [
        measured("queue", page("")),
        measured("queue, nothing changed", page(f"changes/?since={since}&shown=1")),
        measured("Around us", page("around/")),
        measured("outbox", page("outbox/")),
        measured("outbox, for a person", page("outbox/?show=asked")),
        measured("contacts", page("contacts/")),
        measured("contacts, searched", page("contacts/?q=peer_77")),
        measured("one contact", page(f"contacts/{filler.contact}/")),
        measured("sources", page("sources/")),
        measured("what is due to leave", lambda: deliver.due(now)),
        measured("leases that ran out", lambda: deliver.expire_leases(now)),
        measured("our timeline matched", lambda: deliver.match_own(now)),
        measured("looks noted", lambda: deliver.note_looks(now)),
        measured("watches woken", lambda: deliver.wake_watches(now)),
        measured("what is due to be read", lambda: ingest.due(now)),
        measured("a poll with one new mention", poll_mentions),
        measured("suggest, one new mention", lambda: suggest.sweep(timezone.now())),
    ]
    return told([*costs, *reports(page, now)], total)


def reports(page: Callable[[str], Callable[[], object]], now: datetime) -> list[Cost]:
    """The report, which is linear in its days: of a month, and of the longest span."""
    month, year = days(now, 30), days(now, 366)
    return [
        measured("report, thirty days", page(f"report/?{month}")),
        measured("report, a year", page(f"report/?{year}")),
        measured("what was owed in a year", page(f"report/rows/?of=owed&{year}")),
    ]


def days(now: datetime, many: int) -> str:
    """The last so many days, as the report's address has them."""
    last = now.date()
    return f"from={last - timedelta(days=many - 1)}&to={last}"


def told(costs: list[Cost], total: int) -> int:
    """Print the table; 1 when a large table was read whole."""
    print(f"{connection.vendor}, {total:,} rows; median of {TIMES}\n")
    print("| what | ms | statements | reads whole |\n|---|---:|---:|---|")
    for one in costs:
        whole = ", ".join(sorted({scan.partition(":")[0] for scan in one.scans}))
        print(f"| {one.name} | {one.ms:.1f} | {one.statements} | {whole or '–'} |")
    for one in costs:
        for scan in one.scans:
            print(f"\n{one.name} reads all of {scan}", flush=True)
    return int(any(one.scans for one in costs))
