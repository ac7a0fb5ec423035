"""The folder of one run, the servers in it, and the guard that ends them."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

GUARD = Path(__file__).with_name("guard.py")
PATIENCE = 60.0
"""Seconds a server has to answer for the first time, on a busy machine too."""


def free_port() -> int:
    """A port nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


class Ground:
    """The folder of one run, and what is started in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "db" / "my.sock"
        self.secret = secrets.token_hex(32)
        self.processes: list[subprocess.Popen[bytes]] = []
        guard = [sys.executable, str(GUARD), str(folder)]
        # Its own session: a Ctrl-C in the terminal must not reach it before us.
        self.guard = subprocess.Popen(
            guard, stdin=subprocess.PIPE, text=True, start_new_session=True
        )

    def run(self, *command: str, stdin: str = "", **more: str) -> str:
        """Run a command to its end and give back what it printed."""
        done = subprocess.run(
            command,
            input=stdin,
            env=os.environ | more,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE * 2,
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, name: str, *command: str, **more: str) -> Path:
        """Start a server in a process group of its own; gives back its log."""
        log = self.folder / f"{name}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=os.environ | more,
                start_new_session=True,
            )
        self.processes.append(process)
        pipe = self.guard.stdin
        assert pipe is not None
        print(process.pid, file=pipe, flush=True)
        return log

    def wait(self, ready: Callable[[], bool], log: Path) -> None:
        """Wait until the server started last is seen to answer."""
        ends = time.monotonic() + PATIENCE
        while not ready():
            if self.processes[-1].poll() is not None or time.monotonic() > ends:
                raise RuntimeError(f"{log.name}: {log.read_text(errors='replace')}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Let the guard stop everything, and see that it did."""
        if self.guard.stdin is not None:
            self.guard.stdin.close()
        for process in self.processes:
            process.wait()
        self.guard.wait()
