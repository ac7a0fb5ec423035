"""One transaction of one person, and what is said to who comes second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from engagement.models import Conflict, Stale

SETTLED_FIRST = "A colleague, or the network, settled this first."
DECIDED_FIRST = "A colleague decided on this first."


@contextmanager
def alone(sentence: str = SETTLED_FIRST) -> Iterator[None]:
    """All or nothing. Raises Conflict with ``sentence`` where a row moved meanwhile."""
    try:
        with transaction.atomic():
            yield
    except Stale as error:
        # What a row says of its move is for the log, never for people.
        raise Conflict(sentence) from error
