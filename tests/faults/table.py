"""A line of the tables: what a fault makes of a thanks and of a reading, and after.

The networks differ in their faults and sentences; the story is told here, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.utils import timezone

from engagement.models import Delivery, Suggestion, Watch

# Seconds that the adapters wait in these tests, where they would wait a minute.
DEADLINE = 0.8
HELD_BACK = {"ms": int(DEADLINE * 3000)}
PERHAPS = " It may be out all the same."
LOST = "unconfirmed"


@dataclass(frozen=True)
class Case:
    """What one fault makes of the thanks and of the reading, and what becomes of them.

    ``public``: how many of our posts are out while it lasts. ``held``: what waits for
    a person. ``ends``: the state of the thanks once the trouble is over.
    """

    fault: str
    state: str
    says: str
    reads: str
    public: int = 0
    held: str = ""
    card: str = "accepted"
    ends: str = "sent"
    waits: timedelta = timedelta()
    how: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.fault} {self.how.get('field', '')}".strip()


class Ground(Protocol):
    """A Center on one network, with a thanks that leaves and one more to be read."""

    text: str
    card: Suggestion
    delivery: Delivery

    @property
    def watch(self) -> Watch: ...
    @property
    def public(self) -> int: ...
    @property
    def caught_up(self) -> bool: ...
    @property
    def held(self) -> str: ...

    def strikes(self, fault: str, **how: Any) -> None: ...
    def passes(self) -> None: ...
    def reconnects(self) -> None: ...
    def goes_on(self) -> None: ...
    def sees(self, page: str) -> str: ...


def it_strikes_and_passes(ground: Ground, case: Case) -> None:
    """The whole story of one line."""
    began = timezone.now()
    ground.strikes(case.fault, **case.how)
    _is_told(ground, case, began)

    ground.passes()
    if case.held:
        ground.goes_on()
        assert (ground.delivery.state, ground.public) == ("queued", 0)
        ground.reconnects()
    ground.goes_on()
    _went_on(ground, case)


def _is_told(ground: Ground, case: Case, began: datetime) -> None:
    """While the trouble lasts: the states, and the sentences where people look."""
    delivery, watch = ground.delivery, ground.watch
    assert delivery.state == case.state, delivery.error
    assert case.says in delivery.error
    assert bool(case.says) == bool(delivery.error)
    assert ground.card.state == case.card
    assert ground.card.draft == ground.text
    assert ground.public == case.public
    assert ground.held == case.held
    assert case.reads in watch.error
    assert bool(case.reads) == bool(watch.error)
    assert watch.lease_until is None
    if not case.held:
        assert watch.next_at >= began + case.waits
    if case.state == "queued" and not case.held:
        assert delivery.due_at >= began + case.waits
    if case.says:
        # A person reads it where they look, word for word.
        assert case.says in ground.sees("outbox/")
        assert case.reads in ground.sees("sources/")


def _went_on(ground: Ground, case: Case) -> None:
    """Once it is over."""
    assert ground.delivery.state == case.ends
    # Never twice; once wherever the network had taken it, or took it now.
    assert ground.public == int(case.ends == "sent")
    assert ground.caught_up
    assert (ground.watch.error, ground.watch.fails) == ("", 0)
    if case.ends == LOST:
        assert ground.delivery.looked_at
        assert "and it was not there" in ground.sees("outbox/")
    if case.ends == "sent":
        assert ground.delivery.error == ""
        assert ground.delivery.receipt_url
