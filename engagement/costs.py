"""What listening would cost a month, before anybody listens."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from accounts.connect import platform_of
from accounts.models import Account
from accounts.platforms.base import Verb
from engagement.ingest.followers import PEEK
from engagement.models import Watch

DAY, MONTH = 86_400, 30
VERBS = {
    Watch.Kind.OWN: Verb.OWN,
    Watch.Kind.MENTIONS: Verb.MENTIONS,
    Watch.Kind.FOLLOWERS: Verb.FOLLOWERS,
    Watch.Kind.LIST: Verb.PEERS,
}
SAID = {
    Watch.Kind.LIST: ("A list of peers", "post"),
    Watch.Kind.FOLLOWERS: ("Who follows us", "new follower"),
    Watch.Kind.MENTIONS: ("Who mentions us", "mention"),
    Watch.Kind.OWN: ("What we publish", "post of ours"),
}
"""What is looked at, and what each thing found is called; dearest first."""
PACES = ("Busy", "As usual", "Quiet")


@dataclass(frozen=True, slots=True)
class Pace:
    """What a month costs at one pace, in micro-dollars."""

    name: str
    every: str
    looks: int
    micro: int


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one kind of watch: a look that finds nothing, each thing that it finds, and
    what the things found in a month would cost; all in micro-dollars."""

    kind: str
    what: str
    thing: str
    empty: int
    each: int
    found: int
    paces: tuple[Pace, ...]

    @property
    def usual(self) -> int:
        """A month as it usually goes."""
        return self.paces[1].micro


def costs_of(account: Account, a_day: int = 0) -> list[Cost]:
    """What each kind of watch would cost on this account; free ones are left out.

    ``a_day``: so many new things are found each day.
    """
    platform = platform_of(account)
    made = []
    for kind, (what, thing) in SAID.items():
        empty, each = platform.look_price(VERBS[kind], PEEK)
        if empty or each:
            found = a_day * MONTH * each
            paces = _paces(empty, found)
            made.append(Cost(kind, what, thing, empty, each, found, paces))
    return made


def _paces(empty: int, found: int) -> tuple[Pace, ...]:
    return tuple(
        Pace(
            name,
            _every(seconds),
            looks := max(round(DAY / seconds), 1),
            looks * MONTH * empty + found,
        )
        for name, seconds in zip(PACES, settings.POLL_STEPS, strict=True)
    )


def _every(seconds: float) -> str:
    if seconds < 60:
        return f"every {seconds:g} s"
    if seconds < 3600:
        return f"every {seconds / 60:g} min"
    hours = seconds / 3600
    return "every hour" if hours == 1 else f"every {hours:g} hours"
