"""The recount summed up, in the words and the order of the report's own file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from tests.report.desk import Click
from tests.report.month import ZONE
from tests.report.recount import Owed, Recount
from tests.report.seen import BLOG, FACEBOOK, ORGANIZATIONS, Came, X

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
OWED_HOURS = 16
REASONS = {
    "not_kind": "Not a kindness",
    "wrong": "Wrong organization",
    "nothing": "Nothing needed",
    "old": "Too long ago",
    "other": "Something else",
}
KINDS = {
    "thanks": "thanked",
    "share": "passed on",
    "reply": "replied",
    "other": "other kindness",
}
CENTER = "Center for Social Work Practice"
ACCOUNTS = {
    BLOG: f"{CENTER} (Blog)",
    FACEBOOK: f"{CENTER} (Facebook)",
    X: "'@CenterSW (X)",
    "": "On no account: others’ blogs, in person, by mail",
}
SORTS = {"own": "Our own posts", "others": "Others' posts"}
SORTS["conversation"] = "Conversation"
NO = "nothing needed"
NOBODY = "In the networks’ own apps, nobody knows who"
Row = tuple[str, str, str, float | None]
Key = tuple[str, str, str, str]
"""Part, name, figure, and the first day it is of."""


@dataclass
class Sums:
    """Of one span of the Center's days."""

    recount: Recount
    spent: list[tuple[datetime, int]]
    closed: frozenset[date]
    first: date
    last: date
    now: datetime

    def __post_init__(self) -> None:
        count = self.recount
        self.owed = [one for one in count.owed if self.within(one.noticed)]
        self.given = [one for one in count.given if self.within(one.at)]
        self.received = [pair for pair in count.received if self.within(pair[0])]
        self.ours = [one for one in count.ours if self.within(one.at)]

    def within(self, at: datetime) -> bool:
        return self.first <= at.astimezone(ZONE).date() <= self.last

    def all(self) -> dict[Key, float | None]:
        """Every figure of the report but those that nobody counted anything for."""
        found: dict[Key, float | None] = {}
        for part, name, figure, number in (
            *self.thanks(),
            *self.passed(),
            *self.posts_and_money(),
            *self.members(),
        ):
            found[part, name, figure, self.first.isoformat()] = number
        return found | dict(self.by_week())

    def thanks(self) -> Iterator[Row]:
        part = ("Thanks", "Thanks")
        became = Counter(one.became for one in self.owed)
        yield *part, "Thanks owed", len(self.owed)
        yield *part, "Answered, seen", became["seen"]
        yield *part, "Answered, said", became["said"]
        yield *part, "Nothing needed", became["nothing"]
        yield *part, "Open", became["open"]
        told = [one for one in self.owed if self.told(one)]
        good = sum(self.in_time(one) for one in told)
        yield *part, "Answered in time", round(100 * good / len(told)) if told else None
        hours = [
            self.worked(one.noticed, one.answered)
            for one in self.owed
            if one.answered is not None
        ]
        middle = round(median(hours), 1) if hours else None
        yield *part, "Working hours until the answer", middle
        why = Counter(one.reason for one in self.owed if one.became == "nothing")
        for reason, number in why.items():
            yield "Nothing needed, by reason", "Nothing needed", REASONS[reason], number

    def passed(self) -> Iterator[Row]:
        both = {
            "Received": [one.name for _, one in self.received],
            "Given": [one.name for one in self.given],
        }
        for figure, names in both.items():
            yield "Received and given", "Everybody", figure, len(names)
        known = {one for names in both.values() for one in names} & ORGANIZATIONS
        for figure, names in both.items():
            for name in known:
                yield "By organization", name, figure, names.count(name)
            rest = sum(name not in ORGANIZATIONS for name in names)
            yield "By organization", "Professionals and others", figure, rest

    def posts_and_money(self) -> Iterator[Row]:
        money = sum(cost for at, cost in self.spent if self.charged(at)) / 1_000_000
        for network, name in ACCOUNTS.items():
            part = ("By account", name)
            came = [one for _, one in self.received if network_of(one) == network]
            yield *part, "Received", len(came)
            yield *part, "Given", sum(one.network == network for one in self.given)
            for sort, figure in SORTS.items():
                here = [one for one in self.ours if one.network == network]
                yield *part, figure, sum(one.sort == sort for one in here)
            yield *part, "Spent", money if network == X else 0
        for sort, figure in SORTS.items():
            number = sum(one.sort == sort for one in self.ours)
            yield "Our posts", "All accounts", figure, number
        yield "Spent", "All accounts", "Spent", money

    def members(self) -> Iterator[Row]:
        did = Counter((one.by or NOBODY, KINDS[one.kind]) for one in self.given)
        did.update((one.by, NO) for one in self.owed if one.became == "nothing")
        noted = (one for _, one in self.received if isinstance(one, Click))
        did.update((one.by, "noted for others") for one in noted)
        for (who, what), number in did.items():
            yield "By member", who, what, number

    def by_week(self) -> Iterator[tuple[Key, float]]:
        first = self.first
        came = [at for at, _ in self.received]
        went = [one.at for one in self.given]
        while first <= self.last:
            last = min(first + (6 - first.weekday()) * DAY, self.last)
            for figure, moments in (("Received", came), ("Given", went)):
                days = [at.astimezone(ZONE).date() for at in moments]
                number = sum(first <= day <= last for day in days)
                label = f"{first.day} {first:%b}"
                yield ("By week", label, figure, first.isoformat()), number
            first = last + DAY

    def charged(self, at: datetime) -> bool:
        """The networks count days in UTC."""
        return self.first <= at.astimezone(UTC).date() <= self.last

    def told(self, one: Owed) -> bool:
        late = one.became == "open" and self.due(one.noticed) < self.now
        return one.answered is not None or late

    def in_time(self, one: Owed) -> bool:
        return one.answered is not None and one.answered <= self.due(one.noticed)

    def open_at(self, at: datetime) -> bool:
        local = at.astimezone(ZONE)
        works = local.weekday() < 5 and local.date() not in self.closed
        return works and time(9) <= local.time() < time(17)

    def due(self, begin: datetime) -> datetime:
        """Minute by minute, until so many of them were working ones."""
        left, at = OWED_HOURS * 60, begin
        while left:
            left -= self.open_at(at)
            at += MINUTE
        return at

    def worked(self, begin: datetime, end: datetime) -> float:
        minutes, at = 0, begin
        while at < end:
            minutes += self.open_at(at)
            at += MINUTE
        return minutes / 60


def network_of(one: Came | Click) -> str:
    """Where it came in; "" for what a member noted."""
    return one.network if isinstance(one, Came) else ""
