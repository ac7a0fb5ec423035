"""Run the demo's processes together: one ends, all end; Ctrl-C ends them all, and so
does whatever kills us.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from honcho.environ import parse_procfile
from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer
from honcho.process import Process

PATIENCE = 60.0
GLANCE = 0.3
GRACE = 5.0


class Story(Printer):
    """Prints what the processes say; of honcho's own remarks only who ended."""

    def write(self, message: Message) -> None:
        if message.name != SYSTEM_PRINTER_NAME or "stopped" in message.data:
            super().write(message)


class Tied(Process):
    """A part that ends with us, even where we could not say goodbye (``kill -9``).

    Beside each part honcho has a process of its own that hands on what it prints; that
    one outlives us, and is now told to stop what it stands beside.
    """

    def _send_message(self, data: Any, type: str = "line") -> None:
        if type == "start":
            known = data["pid"], os.getppid()
            threading.Thread(target=self._watch, args=known, daemon=True).start()
        super()._send_message(data, type)

    def _watch(self, part: int, parent: int) -> None:
        """Until who started us is gone; ``part`` leads a session of its own."""
        while os.getppid() == parent:
            time.sleep(GLANCE)
        with suppress(ProcessLookupError):
            os.killpg(part, signal.SIGTERM)
            time.sleep(GRACE)
            os.killpg(part, signal.SIGKILL)
        # Nobody is left to take what it printed last.
        os._exit(1)


def run(procfile: Path, names: Sequence[str], env: dict[str, str], welcome: str) -> int:
    """Start the named lines of the Procfile; return 0 if a person stopped them.

    Otherwise one of them ended by itself: the others are stopped, and its exit code
    comes back (1 if it was 0, for none of them should end).
    """
    manager = Manager(Story(sys.stdout))
    manager._process_ctor = Tied
    lines = parse_procfile(procfile.read_text()).processes
    for name in names:
        manager.add_process(name, lines[name], env=env, cwd=str(procfile.parent))
    # A closed terminal is a wish to stop too. honcho's children live in sessions of
    # their own and would outlive us.
    signal.signal(signal.SIGHUP, _as_terminate)
    address = f"http://127.0.0.1:{env['PORT']}/health/"
    threading.Thread(target=_greet, args=(address, welcome), daemon=True).start()
    manager.loop()
    if manager.returncode in (130, 143):
        return 0
    print("One part ended by itself (see above), so all were stopped.", flush=True)
    return manager.returncode or 1


def _as_terminate(_number: int, _frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def _greet(address: str, welcome: str) -> None:
    """Print the welcome as soon as the web answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # nosec B310 # our own address
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.2)
        else:
            break
    print(welcome, flush=True)
