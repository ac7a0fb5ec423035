"""A platform that plays a script: pages as a test wrote them, and failures between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Account, Center
from accounts.models.account import Network
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
    Target,
)
from engagement import ingest
from engagement.models import Interaction, Profile, Watch

LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
OUR_ID = "1001"


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing of ours runs after it."""


def person(number: int) -> ProfileData:
    return ProfileData(
        external_id=str(5000 + number), handle=f"peer{number}", name=f"Peer {number}"
    )


def post(number: int, who: int = 0, **fields: Any) -> PostData:
    """A post of a peer, published a minute after the one before."""
    author = fields.pop("author", person(who))
    values: dict[str, Any] = {
        "key": f"x:{number}",
        "url": f"https://x.com/{author.handle}/status/{number}",
        "text": f"Text {number}",
        "author": author,
        "published_at": timezone.now() + timedelta(microseconds=number),
    }
    return PostData(**values | fields)


def deed(number: int, who: int = 0, kind: Kind = Kind.MENTION) -> InteractionData:
    """Something that a peer did for us by a post of theirs."""
    data = post(number, who, mentions=(OUR_ID,))
    about = "x:1" if kind in (Kind.SHARE, Kind.LIKE) else ""
    return InteractionData(kind, data.key, data.author, data, about, data.published_at)


@dataclass
class Stage:
    """What all adapters of one test share: the pages, and what happens at a call."""

    pages: dict[str, list[Sequence[Any]]] = field(default_factory=dict)
    followers: list[ProfileData] = field(default_factory=list)
    hidden: int = 0
    oldest_first: bool = False
    before: Callable[[str, Cursor], None] = lambda verb, cursor: None
    after: Callable[[str, Cursor], None] = lambda verb, cursor: None
    bill: Callable[[Script, str], None] = lambda script, verb: None
    read: list[tuple[str, int]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def cost(self, verb: str) -> int:
        """How many things were read with this verb."""
        return sum(count for name, count in self.read if name == verb)

    def looks(self, verb: str) -> int:
        return sum(1 for name, _ in self.read if name == verb)


class Script(Platform):
    """Hands out the pages of its stage one by one; the cursor counts them."""

    key: ClassVar[str] = "twitter"
    label: ClassVar[str] = "Script"
    stage: Stage

    def _page(self, verb: str, cursor: Cursor) -> Page[Any]:
        self.stage.bill(self, verb)
        self.stage.before(verb, cursor)
        pages = self.stage.pages.get(verb, [])
        at = int(cursor.get("page", 0))
        items = tuple(pages[at]) if at < len(pages) else ()
        self.stage.read.append((verb, len(items)))
        self.stage.after(verb, cursor)
        following = min(at + 1, len(pages))
        return Page(items, {"page": following}, following < len(pages))

    def me(self) -> ProfileData:
        self.stage.before("me", {})
        count = len(self.stage.followers) + self.stage.hidden
        return ProfileData(external_id=OUR_ID, handle="CenterSW", followers=count)

    def followers(self, cursor: Cursor, size: int) -> Page[ProfileData]:
        self.stage.before("followers", cursor)
        everybody = list(self.stage.followers)
        if not self.stage.oldest_first:
            everybody.reverse()
        start = int(cursor.get("from", 0))
        items = tuple(everybody[start : start + size])
        end = start + len(items)
        self.stage.read.append(("followers", len(items)))
        self.stage.after("followers", cursor)
        more = end < len(everybody)
        return Page(items, {"from": end} if more else {}, more)

    def mentions(self, cursor: Cursor) -> Page[InteractionData]:
        return self._page("mentions", cursor)

    def comments(self, cursor: Cursor) -> Page[InteractionData]:
        return self._page("comments", cursor)

    def peers(self, target_key: str, cursor: Cursor) -> Page[PostData]:
        return self._page("peers", cursor)

    def own(self, cursor: Cursor, targets: Sequence[Target]) -> Page[PostData]:
        self.stage.targets += targets
        return self._page("own", cursor)

    def sharers(self, post_key: str, cursor: Cursor) -> Page[ProfileData]:
        return self._page(f"sharers {post_key}", cursor)

    def quotes(self, post_key: str, cursor: Cursor) -> Page[PostData]:
        return self._page(f"quotes {post_key}", cursor)


def play(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every poll of this test speak to the stage."""

    def connect(account: Account) -> Platform:
        script = Script(Presence(external_id=account.external_id), Addresses())
        script.stage = stage
        return script

    monkeypatch.setattr("engagement.ingest.polling.connect", connect)


def an_account(**fields: Any) -> Account:
    """An account of a new Center; nothing of another test or example is near."""
    center = Center.objects.create(slug=uuid4().hex[:20], name="Center")
    values = {
        "platform": Network.TWITTER,
        "host": center.slug,
        "external_id": OUR_ID,
        "handle": "CenterSW",
        "tokens": "{}",
        "connected_at": LONG_AGO,
    }
    return Account.objects.create(center=center, **values | fields)


def a_watch(account: Account, kind: str, *, looked: bool = True) -> Watch:
    """A watch of the account; ``looked``: its first look is long past."""
    return Watch.objects.create(
        center=account.center,
        account=account,
        kind=kind,
        target_key=f"account:{account.pk}",
        looked_first_at=LONG_AGO if looked else None,
        full_pass_at=timezone.now(),
    )


def poll_now(watch: Watch) -> Watch:
    """Poll, as the sweep does once the watch is due and no lease is left on it."""
    Watch.objects.filter(pk=watch.pk).update(next_at=timezone.now(), lease_until=None)
    ingest.poll(watch.pk)
    return Watch.objects.get(pk=watch.pk)


def poll_until_done(watch: Watch, tries: int = 40) -> Watch:
    """Poll through kills and failures, until a poll leaves nothing unread."""
    for _ in range(tries):
        try:
            row = poll_now(watch)
        except Killed:
            continue
        under_way = row.cursor.get("began") or row.cursor.get("pass")
        if not row.error and not under_way:
            return row
    raise AssertionError(f"not done after {tries} polls: {row.error} {row.cursor}")


@contextmanager
def dying(*writes: int) -> Iterator[None]:
    """Be killed at these writes to the database, counted from here."""
    count = 0

    def write(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal count
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            count += 1
            if count in writes:
                raise Killed
        return execute(sql, *rest)

    with connection.execute_wrapper(write):
        yield


def noticed(account: Account) -> list[str]:
    """The keys of what was noticed, with each key as often as there are rows."""
    rows = Interaction.objects.filter(center=account.center)
    return sorted(rows.values_list("key", flat=True))


def owed(account: Account) -> set[str]:
    """Who did something that suggest is still to weigh."""
    rows = Interaction.objects.filter(center=account.center, weighed_at=None)
    return set(rows.values_list("profile__external_id", flat=True))


def ledger(account: Account) -> dict[str, int]:
    """How many kindnesses each contact's ledger counts."""
    rows = Profile.objects.filter(center=account.center)
    return dict(rows.values_list("external_id", "contact__received_count"))
