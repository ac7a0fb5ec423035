"""How often we look: a table, and the month's budget."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engagement.pace import (
    Allowance,
    Pace,
    Step,
    affords,
    allowance,
    back_off,
    next_month,
    next_step,
    step_of,
)

BUSY, USUAL, QUIET = Step.BUSY, Step.USUAL, Step.QUIET


@pytest.mark.parametrize(
    ("before", "found", "after"),
    [
        (Pace(USUAL, 0), True, Pace(BUSY, 0)),
        (Pace(QUIET, 3), True, Pace(BUSY, 0)),
        (Pace(BUSY, 2), True, Pace(BUSY, 0)),
        (Pace(BUSY, 0), False, Pace(BUSY, 1)),
        (Pace(BUSY, 2), False, Pace(BUSY, 3)),
        (Pace(BUSY, 3), False, Pace(USUAL, 0)),
        (Pace(USUAL, 3), False, Pace(QUIET, 0)),
        (Pace(QUIET, 3), False, Pace(QUIET, 0)),
    ],
)
def test_a_find_makes_a_source_busy_and_quiet_looks_make_it_quiet(
    before: Pace, found: bool, after: Pace
) -> None:
    assert next_step(before, found=found) == after


@pytest.mark.parametrize(
    ("every", "step"),
    [(120, BUSY), (600, USUAL), (3600, QUIET), (1, BUSY), (900, USUAL), (9999, QUIET)],
)
def test_a_changed_setting_finds_the_nearest_step(every: float, step: Step) -> None:
    assert step_of(every, (120, 600, 3600)) is step


@pytest.mark.parametrize(
    ("spent", "budget", "allowed"),
    [
        (0, 100, Allowance.FULL),
        (59, 100, Allowance.FULL),
        (60, 100, Allowance.SLOW),
        (79, 100, Allowance.SLOW),
        (80, 100, Allowance.STOPPED),
        (300, 100, Allowance.STOPPED),
        (10**9, 0, Allowance.FULL),
    ],
)
def test_polls_slow_down_then_stop_before_answers_do(
    spent: int, budget: int, allowed: Allowance
) -> None:
    assert allowance(spent, budget) is allowed


@pytest.mark.parametrize(
    ("price", "spent", "budget", "may"),
    [
        (20, 0, 100, True),
        (21, 0, 100, False),
        (5, 60, 100, True),
        (6, 60, 100, False),
        (1, 90, 100, False),
        (1_000_000, 0, 0, True),
        (1_000_001, 0, 0, False),
    ],
)
def test_a_full_pass_takes_a_quarter_of_what_reading_has_left(
    price: float, spent: int, budget: int, may: bool
) -> None:
    assert affords(price, spent, budget) is may


def test_every_failure_doubles_the_wait_up_to_six_hours() -> None:
    waits = [back_off(fails, 120) for fails in (0, 1, 2, 99)]
    assert waits == [
        timedelta(minutes=2),
        timedelta(minutes=4),
        timedelta(minutes=8),
        timedelta(hours=6),
    ]


@pytest.mark.parametrize("day", [1, 28, 31])
def test_the_budget_is_whole_again_on_the_first(day: int) -> None:
    at = datetime(2026, 12, day, 23, 59, tzinfo=UTC)
    assert next_month(at) == datetime(2027, 1, 1, tzinfo=UTC)
