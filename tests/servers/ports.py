"""Free ports, and waiting for what is seen rather than for luck."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import TypeVar

from tests.servers.starter import Process

Seen = TypeVar("Seen")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def until(
    look: Callable[[], Seen],
    what: str,
    *,
    seconds: float = 30,
    every: float = 0.05,
    process: Process | None = None,
) -> Seen:
    """Look again and again until something true is seen, and give it back.

    Raises AssertionError with ``what`` after ``seconds``, or at once when the
    process that should bring it about has ended.
    """
    end = time.monotonic() + seconds
    while True:
        if seen := look():
            return seen
        if process is not None and process.poll() is not None:
            raise AssertionError(f"{what}: it ended with {process.returncode}")
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(every)
