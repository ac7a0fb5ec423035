"""A linkback: one page says to another that it links to it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import Account, Center
from accounts.models.tenancy import OfCenter, checked
from engagement.models.state import Stateful


@checked
class Linkback(Stateful):
    """In: somebody told us; it counts once we have seen the link ourselves. Out: a
    page of ours links to another, whose site is told.

    One row a pair of pages and direction, however often it is told.
    """

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        REFUSED = "refused"
        GONE = "gone"

    MOVES = {
        State.WAITING: frozenset({State.DONE, State.REFUSED, State.GONE}),
        # Told again: looked at again.
        State.DONE: frozenset({State.WAITING, State.GONE}),
        State.REFUSED: frozenset({State.WAITING}),
        State.GONE: frozenset({State.WAITING}),
    }

    center = models.ForeignKey(Center, models.CASCADE, related_name="linkbacks")
    account = models.ForeignKey(Account, models.CASCADE, related_name="linkbacks")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    key = models.CharField(max_length=64)
    source = models.URLField(max_length=1000)
    target = models.URLField(max_length=1000)
    how = models.CharField(max_length=12, blank=True)
    told_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["center", "direction", "key"], name="linkback_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(state="waiting"),
                name="linkback_due",
            ),
            models.Index(fields=["account", "-told_at"], name="linkback_told"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
