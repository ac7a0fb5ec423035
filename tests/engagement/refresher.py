"""A process of its own that uses an account each time it is told to, as a worker does.

A line in is an account's id; a line out is what came of it: "later", "revoked", or a
fingerprint of the token that it got.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import django

from tests.sandbox.running import Sandbox

ROOT = Path(__file__).resolve().parent.parent.parent


def fingerprint(token: str) -> str:
    return sha256(token.encode()).hexdigest()[:16]


class Refresher:
    """One such process; ``said`` is its log, at DEBUG."""

    def __init__(self, net: Sandbox, database: str, folder: Path, name: str) -> None:
        self.log = folder / f"{name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.engagement.refresher"],
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "hub.settings",
                    "KINDRED_DEMO": "1",
                    "KINDRED_LOG": "DEBUG",
                    "KINDRED_DATA": str(folder),
                    "DATABASE_URL": database,
                    "TWITTER_API_URL": f"{net.url}/x-api",
                    "ALLOWED_PRIVATE_HOSTS": net.url.removeprefix("http://"),
                },
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def begin(self, account: int) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{account}\n")
        self.process.stdin.flush()

    def told(self) -> str:
        """What came of it; waits until it is there."""
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        assert line, self.said[-3000:]
        return line

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def refreshers(
    net: Sandbox, database: str, folder: Path, *names: str
) -> Iterator[list[Refresher]]:
    running = [Refresher(net, database, folder, name) for name in names]
    try:
        yield running
    finally:
        for one in running:
            one.kill()
            for pipe in (one.process.stdin, one.process.stdout):
                if pipe:
                    pipe.close()


def main() -> None:
    django.setup()
    # Only now is there anything to import.
    from accounts.connect import connect
    from accounts.models import Account
    from accounts.platforms.base import AccessRevoked, TryLater

    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.DEBUG)
    for line in sys.stdin:
        account = Account.objects.select_related("app").get(pk=int(line))
        try:
            told = fingerprint(connect(account).presence.tokens.access)
        except TryLater:
            told = "later"
        except AccessRevoked:
            told = "revoked"
        print(told, flush=True)


if __name__ == "__main__":
    main()
