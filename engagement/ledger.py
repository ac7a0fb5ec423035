"""The decaying ledger of kindness, kept without a nightly job. Pure.

With half-life h the column holds the sum of w·2^((t - t0)/h) for a fixed t0: a new
kindness adds one term, a withdrawn one takes it away, and the order among contacts
needs no decay. What is shown is the column times 2^(-(now - t0)/h).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

HALF_LIFE = timedelta(days=90)
START = datetime(2026, 1, 1, tzinfo=UTC)


def term(at: datetime, weight: float = 1.0) -> float:
    """What one kindness at this time adds to the column."""
    return float(weight * 2 ** ((at - START) / HALF_LIFE))


def shown(column: float, now: datetime) -> float:
    """The column as it is worth today."""
    return float(column * 2 ** (-((now - START) / HALF_LIFE)))
