"""One look at one source: asks the platform under a lease, stores page by page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import Account, Spend
from accounts.models.account import Network
from accounts.platforms.base import Limit, Platform, ProfileData, Usage
from accounts.platforms.meter import EVERYTHING
from engagement.ingest.watches import still_ours
from engagement.models import Watch

story = logging.getLogger("kindred.story")

CHUNK = 100
"""Items in one transaction; each may touch a profile, a post and a kindness."""
SKEW = timedelta(minutes=10)
"""The network's clock and ours differ, and some tell whole minutes."""
DATED_BY_DAY = timedelta(days=1)
"""Some feeds date a post by its day; the first look has read all of a feed."""
PAGES = 5
"""Pages in one poll; the next poll goes on where this one stopped."""

Item = TypeVar("Item")
P = ParamSpec("P")
T = TypeVar("T")

Store = Callable[[Sequence[Item]], Sequence[str]]
"""Stores some items, in a transaction; a story line for each that is new to us."""


@dataclass(frozen=True)
class Us:
    """Who we are, where the look is made."""

    center_id: int
    account: Account | None
    platform: str
    host: str = ""

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        rows = Account.objects.filter(
            center_id=self.center_id, platform=self.platform, host=self.host
        )
        return list(rows.values_list("external_id", "handle"))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of our own accounts on this platform."""
        return frozenset(external_id for external_id, _ in self._names)

    def are(self, somebody: ProfileData) -> bool:
        """Whether somebody is one of us, also by an account without a key."""
        handles = {handle.lower() for _, handle in self._names if handle}
        return somebody.external_id in self.ids or somebody.handle.lower() in handles

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """The addresses of our blogs."""
        rows = Account.objects.filter(center_id=self.center_id, platform=Network.BLOG)
        return tuple(rows.exclude(web_url="").values_list("web_url", flat=True))


@dataclass
class Look:
    """One poll of one claimed watch. ``began``: before anything was asked."""

    watch: Watch
    us: Us
    began: datetime
    platform: Platform | None = None
    found: int = 0
    more: bool = False
    used: list[Usage] = field(default_factory=list)
    not_before: datetime | None = None
    limits: dict[str, Limit] = field(default_factory=dict)

    @cached_property
    def first(self) -> bool:
        """Nobody ever looked here: nothing of what is found is owed."""
        return self.watch.looked_first_at is None

    def is_new(self, at: datetime | None) -> bool:
        """Whether what happened then, or nobody knows when, is since we look."""
        start = self.watch.looked_first_at
        if self.first or start is None:
            return False
        slack = DATED_BY_DAY if self.watch.kind == Watch.Kind.FEED else SKEW
        return at is None or at >= start - slack

    def ask(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One call to the network, under the lease and on the account's bill."""
        still_ours(self.watch)
        try:
            return call(*args, **kwargs)
        finally:
            self._pay()

    def _pay(self) -> None:
        account = self.us.account
        if self.platform and account:
            used = self.platform.meter.take()
            self.used += used
            Spend.record(account, used, timezone.now())
            self._heed_limits(self.platform)

    def _heed_limits(self, platform: Platform) -> None:
        spent = [one for one in platform.meter.limits if one.remaining <= 0]
        self.limits |= {one.verb: one for one in platform.meter.limits}
        platform.meter.limits.clear()
        if spent:
            self.not_before = max(one.resets_at for one in spent)
        if any(one.verb == EVERYTHING for one in spent):
            # One allowance for reading and sending: what is to be sent waits, too.
            Account.objects.filter(pk=self.watch.account_id or 0).update(
                next_send_at=self.not_before
            )

    @property
    def may_ask(self) -> bool:
        """Whether the network said that nothing is left of a limit."""
        return self.not_before is None

    def keep(self, items: Sequence[Item], store: Store[Item], **saved: Any) -> None:
        """Store the items, then, in the last transaction with them, ``saved``.

        Dying between two chunks leaves the cursor where it was: read again, stored
        once. Raises Lost, with nothing stored, when the claim is another's.
        """
        chunks = [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)] or [()]
        if self.first:
            saved["looked_first_at"] = self.began
        for chunk in chunks[:-1]:
            self._keep(chunk, store, {})
        self._keep(chunks[-1], store, saved)

    def _keep(
        self, chunk: Sequence[Item], store: Store[Item], saved: dict[str, Any]
    ) -> None:
        first = self.first
        with transaction.atomic():
            still_ours(self.watch, **saved)
            lines = store(chunk)
        if first:
            return
        self.found += len(lines)
        for line in filter(None, lines):
            story.info("noticed %s", line)


def time_of(text: object) -> datetime | None:
    """A time out of a cursor; None where there is none."""
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None


def older(text: object, than: timedelta, now: datetime) -> bool:
    """Whether a time in a cursor is longer ago than this, or there is none."""
    at = time_of(text)
    return at is None or now - at > than
