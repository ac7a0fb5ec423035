"""The moments at which a worker may die, by name.

The product knows nothing of them: its functions are wrapped from outside.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

from accounts.connect import connect
from engagement import settling
from engagement.deliver import outbox
from engagement.models import Delivery

replace: Callable[[object, str, object], None] = setattr


def die(*_: object, **__: object) -> None:
    """No handler runs, nothing is flushed, no transaction is ended."""
    os.kill(os.getpid(), signal.SIGKILL)


def before_the_claim_commits() -> None:
    """The guarded UPDATE was made, inside a transaction that never commits."""
    move = Delivery.move

    def moved(self: Delivery, to: str, **fields: Any) -> None:
        move(self, to, **fields)
        if to == Delivery.State.SENDING:
            die()

    replace(Delivery, "move", moved)


def before_the_connection() -> None:
    replace(outbox, "perform", die)


def half_the_request_sent() -> None:
    perform = outbox.perform

    def half(self: HTTPConnection, data: Any) -> None:
        if self.sock is None:
            self.connect()
        raw = data if isinstance(data, bytes) else bytes(data)
        self.sock.sendall(raw[: len(raw) // 2])
        die()

    def performed(*args: Any) -> Any:
        replace(HTTPConnection, "send", half)
        return perform(*args)

    replace(outbox, "perform", performed)


def before_settling() -> None:
    replace(outbox, "_settle", die)


def inside_the_settling_commit() -> None:
    """State and receipt are written, the kindness too; then, before COMMIT, the end."""
    note_given = settling.note_given

    def noted(*args: Any) -> None:
        note_given(*args)
        die()

    replace(settling, "note_given", noted)


def after_settling() -> None:
    settle = outbox._settle

    def settled(*args: Any) -> None:
        settle(*args)
        die()

    replace(outbox, "_settle", settled)


def called_before_claimed() -> None:
    """Not a death: the build that architecture.md forbids, to show that tests see it.

    It calls first and marks afterwards, and dies in between like any other.
    """
    claim = outbox.claim

    def swapped(delivery: Delivery) -> None:
        platform = connect(delivery.account)
        outbox.perform(platform, delivery)
        die()
        claim(delivery)

    replace(outbox, "claim", swapped)


MOMENTS: dict[str, Callable[[], None]] = {
    one.__name__: one
    for one in (
        before_the_claim_commits,
        before_the_connection,
        half_the_request_sent,
        before_settling,
        inside_the_settling_commit,
        after_settling,
        called_before_claimed,
    )
}
