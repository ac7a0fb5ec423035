"""How often we look, and what a month's budget still allows: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum


class Step(IntEnum):
    """How often a source is asked: the place of its seconds in the setting."""

    BUSY = 0
    USUAL = 1
    QUIET = 2


QUIET_LOOKS = 4
"""So many looks in a row without anything new make a source one step quieter."""

SLOW_SHARE = 0.6
STOP_SHARE = 0.8
"""Of the month's budget; what is left above belongs to answers."""
SLOWER = 3

LONGEST_BACK_OFF = 6 * 3600.0
FULL_PASS_SHARE = 0.25
"""A weekly full pass may cost so much of what reading still has this month."""
WITHOUT_BUDGET = 1_000_000
"""And where nobody set a budget, a dollar."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A step, and how many quiet looks there were on it."""

    step: Step
    quiet_looks: int = 0


def next_step(pace: Pace, *, found: bool) -> Pace:
    """Something found: busy. Several looks without: one step quieter, to the last."""
    if found:
        return Pace(Step.BUSY)
    if pace.quiet_looks + 1 < QUIET_LOOKS:
        return Pace(pace.step, pace.quiet_looks + 1)
    return Pace(Step(min(pace.step + 1, Step.QUIET)))


def step_of(every: float, steps: Sequence[float]) -> Step:
    """The step whose seconds are nearest; the setting may have changed since."""
    return min(Step, key=lambda step: abs(steps[step] - every))


class Allowance(StrEnum):
    """What the month's budget lets polls do."""

    FULL = "full"
    SLOW = "slow"
    STOPPED = "stopped"


def allowance(spent: int, budget: int) -> Allowance:
    """Both in millionths of a US dollar; a budget of 0 is no limit."""
    if not budget or spent < budget * SLOW_SHARE:
        return Allowance.FULL
    return Allowance.SLOW if spent < budget * STOP_SHARE else Allowance.STOPPED


def affords(price: float, spent: int, budget: int) -> bool:
    """Whether reading all of a list at this price is within what reading has left."""
    if not budget:
        return price <= WITHOUT_BUDGET
    return price <= (budget * STOP_SHARE - spent) * FULL_PASS_SHARE


def next_month(now: datetime) -> datetime:
    """The first of the next month, when every budget is whole again."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


def back_off(fails: int, shortest: float) -> timedelta:
    """How long to wait after so many failures in a row: double each time, bounded."""
    return timedelta(seconds=min(shortest * 2 ** min(fails, 16), LONGEST_BACK_OFF))
