"""How a month's spending ends, from its days so far: pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.money import dollars
from engagement.pace import STOP_SHARE, next_month

EARLY = timedelta(days=1)
CENT = 10_000


def forecast(spent: int, limit: int, now: datetime) -> str:
    """In words. Micro-dollars; a limit of 0 is none; ``now`` in UTC, as billed."""
    if limit and spent >= limit:
        return (
            "The limit is used up: nothing that costs money is done until it is raised "
            "or the month ends."
        )
    stop = limit * STOP_SHARE
    until = next_month(now)
    if limit and spent >= stop:
        return (
            f"Reading has stopped until {_day(until)}, or until the limit is raised; "
            "what is left is kept for answers."
        )
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    gone = now - first
    if not spent:
        return "Nothing was spent yet this month."
    if gone < EARLY:
        return "It is too early in the month to say how it ends."
    total = spent * ((until - first) / gone)
    end = f"At this pace it will be about {dollars(round(total / CENT) * CENT)}"
    if not limit:
        return f"{end} by the end of {now:%B}. No limit is set."
    if total <= stop:
        return f"{end} by the end of {now:%B}: within the limit."
    when = first + gone * (stop / spent)
    return (
        f"At this pace reading stops around {_day(when)}, when {STOP_SHARE:.0%} of the "
        "limit is used; what is left then is kept for answers."
    )


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B}"
