"""When others say something happened, as far as that can be true. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

FIRST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before the Web nobody published; such a date is a clock that was never set."""


def happened(said: datetime | None, now: datetime) -> datetime | None:
    """Not later than now; None where nobody knows.

    Feeds are dated by strangers: the year 9999 has no local time in most zones, and
    tomorrow would stand above everything until it came.
    """
    if said is None or said < FIRST:
        return None
    return min(said, now)
