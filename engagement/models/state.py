"""The one way to change state: a guarded UPDATE, whose row count says who won."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Conflict(Exception):
    """Somebody else was first; the row is no longer as the page showed it."""


class Stale(Conflict):
    """A row moved on. ``str()`` names it for the log: a verb says it to people."""


class Stateful(models.Model):
    """A row with a drawn state machine. ``touched_at`` is what live pages ask for."""

    MOVES: ClassVar[Mapping[str, frozenset[str]]]

    state: models.CharField[str, str]
    state_since = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def move(self, to: str, *, where: Q = Q(), **fields: Any) -> None:  # noqa: B008
        """Change state in one guarded UPDATE, so that only one caller can win.

        ``where`` narrows the guard. Raises Stale when the move is not drawn, or
        when the row is no longer in the state in which it was read.
        """
        if to not in self.MOVES[self.state]:
            raise Stale(f"{self} cannot go from {self.state} to {to}")
        now = timezone.now()
        fields |= {"state": to, "state_since": now, "touched_at": now}
        here = Q(pk=self.pk, state=self.state)
        rows = type(self)._default_manager.filter(where & here)
        if not rows.update(**fields):
            raise Stale(f"{self} is no longer {self.state}")
        for name, value in fields.items():
            setattr(self, name, value)
