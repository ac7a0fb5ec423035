"""The make-believe networks in this very process, so that all live by one clock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import requests
import time_machine
from werkzeug.serving import make_server

from engagement import tasks
from sandbox.app import create_app

ZONE = ZoneInfo("America/New_York")
PATIENCE = 20


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant by the Center's clock."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


@dataclass
class Month:
    """The networks, the clock, and when the worker looked."""

    site: str
    clock: time_machine.Traveller
    looks: list[datetime] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def go(self, to: datetime) -> None:
        """On to this moment; never back."""
        if to > self.now:
            self.clock.move_to(to)

    def play(self, what: str, **how: Any) -> dict[str, Any]:
        """Somebody outside does something."""
        answer = requests.post(
            f"{self.site}/control/play", json={"what": what, **how}, timeout=PATIENCE
        )
        assert answer.ok, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def hand(self, path: str, **form: str) -> None:
        """A hand of ours does something on a page of the networks, as the Center."""
        url = path if path.startswith("http") else self.site + path
        answer = requests.post(url, data=form, timeout=PATIENCE, allow_redirects=False)
        assert answer.status_code in (302, 303), answer.text

    def blog_post(self, title: str) -> None:
        """Our blog publishes, by the hand of its author."""
        answer = requests.post(
            f"{self.site}/blog/center/wp-json/wp/v2/posts",
            auth=("kindred", "blog-pass-center"),
            json={"title": title, "content": f"<p>{title}.</p>", "status": "publish"},
            timeout=PATIENCE,
        )
        assert answer.status_code == 201, answer.text

    def look(self) -> None:
        """What the worker does every fifteen seconds: poll what is due, and weigh."""
        self.looks.append(self.now)
        tasks.sweep_polls()
        tasks.sweep_deliveries()

    def send(self) -> None:
        """What the worker does every two seconds, when the time to undo is over."""
        self.clock.shift(20)
        tasks.sweep_deliveries()

    def world(self) -> dict[str, Any]:
        """Everything there is on the networks."""
        found: dict[str, Any] = self._ask("world")
        return found

    def log(self) -> list[dict[str, Any]]:
        """Every request that they answered."""
        found: list[dict[str, Any]] = self._ask("log")
        return found

    def _ask(self, what: str) -> Any:
        return requests.get(f"{self.site}/control/{what}", timeout=PATIENCE).json()


@contextmanager
def month(folder: Path, begin: datetime) -> Iterator[Month]:
    """The networks from this moment on, with the demo's people and past."""
    with time_machine.travel(begin, tick=True) as clock:
        server = make_server("127.0.0.1", 0, create_app(folder), threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield Month(f"http://127.0.0.1:{server.server_port}", clock)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
