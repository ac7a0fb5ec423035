"""May it leave? The table of everything that can stand in the way, and its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engagement.may_leave import Answer, Facts, Go, Hold, Refuse, Wait, may_leave

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
SOON, BEFORE = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
MIDNIGHT = datetime(2026, 11, 25, tzinfo=UTC)
USUAL = Facts(now=NOW, verb="reply", not_after=SOON, tomorrow=MIDNIGHT)

FROZEN = Hold("Frozen by Ruth: A complaint", frozen=True)
QUIETLY = Hold("Held: a supervisor reads it first")
FULL = "3 a day is this Center's limit, and it is reached"
BROKE = Hold("This month's budget is used up")
LATE = Refuse("It would have come too late, so it was not sent.", "TooLate")


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, Go()),
        ({"not_after": None}, Go()),
        ({"not_after": NOW}, Go()),
        ({"not_after": BEFORE}, LATE),
        ({"frozen_by": "Ruth", "frozen_reason": "A complaint"}, FROZEN),
        ({"frozen_by": "Ruth"}, Hold("Frozen by Ruth", frozen=True)),
        ({"opted_out": True}, QUIETLY),
        ({"boundary": True}, QUIETLY),
        ({"allowed": False}, QUIETLY),
        ({"paused_until": SOON}, Wait(SOON, "The Center is on a break")),
        ({"paused_until": BEFORE}, Go()),
        ({"opens_at": SOON}, Wait(SOON, "It goes out when the Center opens")),
        ({"cap": 3, "sent_today": 2}, Go()),
        ({"cap": 3, "sent_today": 3}, Wait(MIDNIGHT, FULL)),
        ({"cap": 3, "sent_today": 3, "tomorrow": None}, Hold(FULL)),
        ({"cap": 0, "tomorrow": None}, Hold(FULL.replace("3", "0"))),
        ({"budget_micro": 100, "spent_micro": 90, "price_micro": 10}, Go()),
        ({"budget_micro": 100, "spent_micro": 91, "price_micro": 10}, BROKE),
        # What costs nothing is not stopped by a budget, nor anything without one.
        ({"budget_micro": 100, "spent_micro": 200}, Go()),
        ({"spent_micro": 200, "price_micro": 10}, Go()),
    ],
)
def test_each_obstacle_alone(facts: dict[str, object], answer: Answer) -> None:
    assert may_leave(replace(USUAL, **facts)) == answer  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"boundary": True}, Go()),
        ({"allowed": False}, Go()),
        ({"budget_micro": 1, "spent_micro": 1, "price_micro": 1}, Go()),
        # A supervisor's word is no word against these.
        ({"opted_out": True}, QUIETLY),
        ({"frozen_by": "Ruth", "frozen_reason": "A complaint"}, FROZEN),
        ({"not_after": BEFORE}, LATE),
        ({"cap": 3, "sent_today": 3}, Wait(MIDNIGHT, FULL)),
    ],
)
def test_what_a_supervisor_let_go(facts: dict[str, object], answer: Answer) -> None:
    seen = replace(USUAL, released=True)
    assert may_leave(replace(seen, **facts)) == answer  # type: ignore[arg-type]


def test_the_worst_is_said_first() -> None:
    """Too late > frozen > a boundary > a break > hours > cap > budget."""
    facts = replace(
        USUAL,
        not_after=BEFORE,
        frozen_by="Ruth",
        frozen_reason="A complaint",
        boundary=True,
        paused_until=SOON,
        opens_at=MIDNIGHT,
        cap=3,
        sent_today=3,
        budget_micro=1,
        spent_micro=1,
        price_micro=1,
    )
    cleared: list[tuple[Answer, dict[str, object]]] = [
        (LATE, {"not_after": None}),
        (FROZEN, {"frozen_by": ""}),
        (QUIETLY, {"boundary": False}),
        (Wait(SOON, "The Center is on a break"), {"paused_until": None}),
        (Wait(MIDNIGHT, "It goes out when the Center opens"), {"opens_at": None}),
        (Wait(MIDNIGHT, FULL), {"cap": None}),
        (BROKE, {"budget_micro": 0}),
        (Go(), {}),
    ]
    for answer, mended in cleared:
        assert may_leave(facts) == answer
        facts = replace(facts, **mended)  # type: ignore[arg-type]


def test_a_boundary_does_not_talk() -> None:
    """Spam, a private person, an opt-out or a rule: one sentence for all of them."""
    said = {
        may_leave(replace(USUAL, **{fact: fact != "allowed"}))  # type: ignore[arg-type]
        for fact in ("opted_out", "boundary", "allowed")
    }
    assert said == {QUIETLY}
