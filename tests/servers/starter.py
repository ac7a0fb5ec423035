"""Starts modules of ours as processes, quickly: see ``preloaded.py``."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parent.parent.parent


class Process(Protocol):
    """What is asked of a process that was started; Popen is one."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | Any: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...


class Starter:
    """The process that forks them. Thread-safe; ends with ``close()``, or with us."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "tests.servers.preloaded", str(theirs.fileno())],
                cwd=ROOT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                pass_fds=[theirs.fileno()],
            )
        self.door, self.lock = ours, Lock()
        self.answers = ours.makefile("r")

    def start(self, words: Sequence[str], env: Mapping[str, str], log: Path) -> Forked:
        """``python -m <words>``, in a session of its own, with this environment."""
        order = {"words": [*words], "env": {**env}, "log": str(log)}
        return Forked(self, self.asked({"start": order}))

    def asked(self, order: dict[str, Any]) -> Any:
        """Give an order, and read what comes back."""
        with self.lock:
            self.door.sendall(f"{json.dumps(order)}\n".encode())
            return json.loads(self.answers.readline())

    def close(self) -> None:
        """No more orders; what was started goes on."""
        self.answers.close()
        self.door.close()
        self.server.wait(30)


class Forked:
    """One process that was started so, with the part of Popen that is used here."""

    def __init__(self, starter: Starter, pid: int) -> None:
        self.starter, self.pid = starter, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self.starter.asked({"ended": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired, as Popen does."""
        end = time.monotonic() + (timeout or float("inf"))
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(0.01)
        return code
