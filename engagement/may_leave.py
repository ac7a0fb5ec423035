"""May this delivery leave now? Pure: facts in, an answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """All the answer depends on. Money in micro-dollars; ``budget_micro`` 0 is none.

    ``opens_at`` is None while the Center is open, else when it opens next, and
    ``quiet_until`` None but in quiet hours; ``tomorrow`` is the Center's next midnight.
    ``met``: each boundary it meets, and which entry of the list, for who writes that
    down. ``released``: who may let it go saw that it was held, and said go.
    ``unfit``: why what was to leave by itself must not any longer.
    """

    now: datetime
    verb: str
    frozen_by: str = ""
    frozen_reason: str = ""
    paused_until: datetime | None = None
    opens_at: datetime | None = None
    quiet_until: datetime | None = None
    tomorrow: datetime | None = None
    met: tuple[tuple[str, int | None], ...] = ()
    opted_out: bool = False
    listed: bool = False
    boundary: bool = False
    released: bool = False
    unfit: str = ""
    not_after: datetime | None = None
    sent_today: int = 0
    cap: int | None = None
    allowed: bool = True
    spent_micro: int = 0
    price_micro: int = 0
    budget_micro: int = 0


@dataclass(frozen=True, slots=True)
class Go:
    """It may leave."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now, but by itself at ``until``."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Not until a person says go; ``frozen``: anybody may, once the freeze is over."""

    reason: str
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Refuse:
    """Never; the text is kept and whoever decided is told. ``code`` is for machines."""

    reason: str
    code: str


Answer = Go | Wait | Hold | Refuse
# A boundary must not talk: the sentence is the same for each of them.
KEPT_BACK = "Held: a supervisor reads it first"
ON_A_BREAK = "The Center is on a break"
CLOSED = "It goes out when the Center opens"
QUIET_HOURS = "It goes out when the quiet hours are over"
TOO_LATE, NOT_BY_ITSELF = "TooLate", "NotByItself"


def may_leave(facts: Facts) -> Answer:
    """The first thing that stands in the way decides; nothing does: Go."""
    if facts.not_after and facts.now > facts.not_after:
        return Refuse("It would have come too late, so it was not sent.", TOO_LATE)
    if facts.unfit:
        return Refuse(facts.unfit, NOT_BY_ITSELF)
    return _stopped(facts) or _bounded(facts) or Go()


def frozen(by: str, reason: str) -> str:
    """What stands beside everything that a freeze holds."""
    reason = reason.rstrip(".")
    return f"Frozen by {by}: {reason}" if reason else f"Frozen by {by}"


def _stopped(facts: Facts) -> Answer | None:
    if facts.frozen_by:
        return Hold(frozen(facts.frozen_by, facts.frozen_reason), frozen=True)
    # A boundary must not talk: the sentence is the same for each of them.
    if _kept_back(facts):
        return Hold(KEPT_BACK)
    if facts.paused_until and facts.paused_until > facts.now:
        return Wait(facts.paused_until, ON_A_BREAK)
    if facts.opens_at:
        return Wait(facts.opens_at, CLOSED)
    if facts.quiet_until:
        return Wait(facts.quiet_until, QUIET_HOURS)
    return None


def _kept_back(facts: Facts) -> bool:
    """Who opted out or is listed is so, whoever says go; the rest until one does."""
    if facts.opted_out or facts.listed:
        return True
    return (facts.boundary or not facts.allowed) and not facts.released


def _bounded(facts: Facts) -> Answer | None:
    if facts.cap is not None and facts.sent_today >= facts.cap:
        reason = f"{facts.cap} a day is this Center's limit, and it is reached"
        return Wait(facts.tomorrow, reason) if facts.tomorrow else Hold(reason)
    after = facts.spent_micro + facts.price_micro
    priced = facts.budget_micro and facts.price_micro and not facts.released
    if priced and after > facts.budget_micro:
        return Hold("This month's budget is used up")
    return None
