"""A sandbox in a process of its own, as tests start it and talk to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import tweepy

from tests.sandbox import spec

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 20
ACCESS = "x-access-center"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where it is, and what tests tell it."""

    url: str

    def tell(self, path: str, **what: Any) -> Any:
        """POST to /control."""
        answer = requests.post(
            f"{self.url}/control/{path}", json=what, timeout=PATIENCE
        )
        assert answer.ok, answer.text
        return answer.json()

    def play(self, what: str, **how: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.tell("play", what=what, **how)
        return made

    def fault(self, fault: str, call: str = "*", **how: Any) -> None:
        self.tell("faults", network="x", call=call, fault=fault, **how)

    def mend(self) -> None:
        requests.delete(f"{self.url}/control/faults", timeout=PATIENCE)

    def world(self) -> dict[str, Any]:
        found = requests.get(f"{self.url}/control/world", timeout=PATIENCE).json()
        return dict(found)

    def texts(self, author: str = "1001") -> list[str]:
        """What an account has out, oldest first."""
        posts = self.world()["x"]["posts"]
        return [one["text"] for one in posts if one["author"] == author]

    def log(self, call: str = "") -> list[dict[str, Any]]:
        found = requests.get(f"{self.url}/control/log", timeout=PATIENCE).json()
        return [line for line in found if call in ("", line["call"])]

    def ask(self, method: str, path: str, token: str = ACCESS, **how: Any) -> Any:
        """A request of the API, whose answer is held against X's own document."""
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{self.url}/x-api{path}"
        how.setdefault("timeout", PATIENCE)
        answer = requests.request(method, url, headers=headers, **how)
        spec.check_answer(answer, "/x-api")
        return answer

    def client(self, **how: Any) -> tweepy.Client:
        """The real tweepy, whose calls and answers are held against X's document."""
        how = how or {"bearer_token": ACCESS}
        client = tweepy.Client(wait_on_rate_limit=False, **how)
        client.session.mount("https://api.twitter.com", _ToSandbox(self.url))
        client.session.hooks["response"] += [
            lambda answer, **_: spec.check_request(answer.request, "/x-api"),
            lambda answer, **_: spec.check_answer(answer, "/x-api"),
        ]
        return client


class _ToSandbox(requests.adapters.HTTPAdapter):
    """Sends what is meant for X to the sandbox."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__()

    def send(self, request: requests.PreparedRequest, *rest: Any, **how: Any) -> Any:
        address = request.url or ""
        request.url = address.replace("https://api.twitter.com", f"{self.url}/x-api")
        return super().send(request, *rest, **{**how, "timeout": PATIENCE})


@contextmanager
def sandbox(data: Path, **environment: str) -> Iterator[Sandbox]:
    """Start one over this folder, wait until it says where it is, and stop it."""
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox"],
        env={**os.environ, "KINDRED_DATA": str(data), **environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert "http://" in line, "the sandbox did not start"
            yield Sandbox(line.split()[-1].rstrip("/"))
        finally:
            process.terminate()
