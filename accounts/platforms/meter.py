"""What requests cost and what is left: collected by an adapter, kept by others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """What one request cost: ``kind`` is a row of the price table."""

    kind: str
    calls: int
    resources: int
    micro: int


EVERYTHING = "*"
"""In place of a verb: the limit is one for all that is asked of the network."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What the network said is left of a limit, and when it is full again."""

    verb: str
    remaining: int
    resets_at: datetime


@dataclass(slots=True)
class Meter:
    """Collects what the requests of one adapter cost, also those that failed."""

    used: list[Usage] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)

    def take(self) -> tuple[Usage, ...]:
        """Hand over what was used since the last time, and start anew."""
        used, self.used = tuple(self.used), []
        return used

    def limit_of(self, verb: str) -> Limit | None:
        """The newest word on the limit of this verb, if any."""
        return next((one for one in reversed(self.limits) if one.verb == verb), None)
