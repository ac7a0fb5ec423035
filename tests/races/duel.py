"""Two who do something at the same moment, once for each of many cards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Card = TypeVar("Card")
Left = TypeVar("Left")
Right = TypeVar("Right")
PATIENCE = 60


def duel(
    cards: Iterable[Card],
    left: Callable[[Card], Left],
    right: Callable[[Card], Right],
) -> list[tuple[Card, Left, Right]]:
    """For each card both begin at the same moment; what came out for either."""
    rounds = list(cards)
    start = Barrier(2)

    def all_of(job: Callable[[Card], Left | Right]) -> list[Left | Right]:
        try:
            done = []
            for card in rounds:
                start.wait(PATIENCE)
                done.append(job(card))
            return done
        except BaseException:
            start.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.submit(all_of, left), pool.submit(all_of, right)
        # The types come back as they went in; the pool does not know.
        pairs = zip(rounds, one.result(), two.result(), strict=True)
        return [(card, a, b) for card, a, b in pairs]  # type: ignore[misc]


class Handicap:
    """Who is always first starts a little later, until both win about as often.

    A button goes through a whole web process, a worker's claim does not: without
    this only one order would ever be seen. It settles at this machine's own speed,
    and strides while one side keeps winning.
    """

    STEP, STRIDE = 0.001, 0.064

    def __init__(self) -> None:
        self.seconds = 0.01
        self.step = self.STEP
        self.last: bool | None = None

    def wait(self) -> None:
        time.sleep(self.seconds)

    def note(self, *, won: bool) -> None:
        """Whether who waits was first."""
        again = won is self.last
        self.step = min(self.step * 2, self.STRIDE) if again else self.STEP
        self.last = won
        self.seconds = max(0.0, self.seconds + (self.step if won else -self.step))
