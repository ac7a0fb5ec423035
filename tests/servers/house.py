"""One installation for one test: its data folder, its database, its processes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import psutil

from tests.servers.ports import free_port, until
from tests.servers.starter import Process, Starter

ROOT = Path(__file__).resolve().parent.parent.parent


class Running:
    """A process of ours in a session of its own, with its output in a file."""

    def __init__(self, log: Path, process: Process) -> None:
        self.log, self.process = log, process

    @classmethod
    def of(cls, log: Path, command: list[str], env: Mapping[str, str]) -> Self:
        """Start any program."""
        with log.open("ab") as output:
            process = subprocess.Popen(
                command,
                env=env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        return cls(log, process)

    @property
    def said(self) -> str:
        """All it has printed until now."""
        return self.log.read_text("utf-8", "replace")

    def says(self, words: str, *, seconds: float = 30) -> None:
        """Wait until it has printed these words."""
        try:
            until(
                lambda: words in self.said,
                f"it prints {words!r}",
                seconds=seconds,
                process=self.process,
            )
        except AssertionError as error:
            raise AssertionError(f"{error}; it said {self.said[-3000:]}") from None

    def stop(self, number: int = signal.SIGTERM, *, seconds: float = 20) -> int:
        """Send the signal to all of its session, and wait; gives the exit code."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(seconds)
        return int(self.process.returncode)

    def kill(self) -> None:
        """As ``kill -9``: no time to say goodbye. What it started goes with it.

        The demo's parts live in sessions of their own and would outlive it.
        """
        started: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):
            started = psutil.Process(self.process.pid).children(recursive=True)
        self.stop(signal.SIGKILL)
        for one in started:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()


class Sandbox:
    """The make-believe networks of one house, and their controls."""

    def __init__(self, site: str, running: Running) -> None:
        self.site, self.running = site, running

    def ask(self, path: str, body: Any = None, *, method: str = "") -> Any:
        """GET, or POST what ``body`` holds, and give back the JSON that answers."""
        request = urllib.request.Request(
            self.site + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method or ("GET" if body is None else "POST"),
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def play(self, what: str, **more: Any) -> Any:
        """Somebody outside does something."""
        return self.ask("/control/play", {"what": what, **more})

    def world(self) -> Any:
        """What the public sees."""
        return self.ask("/control/world")

    def calls(self, after: int = 0) -> Any:
        """The requests that came in since."""
        return self.ask(f"/control/log?after={after}")

    def fault(self, call: str, fault: str, *, network: str = "x", **more: Any) -> Any:
        """Order trouble for a call."""
        order = {"network": network, "call": call, "fault": fault, "times": 1}
        return self.ask("/control/faults", {**order, **more})

    def mend(self) -> None:
        """No more trouble."""
        self.ask("/control/faults", method="DELETE")

    def switch(self, **settings: Any) -> None:
        """Set one of the world's switches."""
        self.ask("/control/switch", settings)


class House:
    """Starts web, worker, beat and sandbox on one database, and ends them all.

    ``env`` is what every process is told; a test may add to it before it starts one.
    With a starter, modules start quickly.
    """

    def __init__(
        self, folder: Path, env: Mapping[str, str], starter: Starter | None = None
    ) -> None:
        self.folder, self.starter = folder, starter
        folder.mkdir(parents=True, exist_ok=True)
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hub.settings",
            "KINDRED_DEMO": "1",
            "KINDRED_DATA": str(folder),
            "KINDRED_SWEEP": "0.5,0.5",
            "SANDBOX_MOVES": "0",
            "PYTHONUNBUFFERED": "1",
            **env,
        }
        self.parts: list[Running] = []

    def start(self, name: str, *words: str, **env: str) -> Running:
        """Start ``python <words>``; its output goes to ``<name>.log``."""
        if self.starter and words[0] == "-m":
            log = self._next_log(name)
            process = self.starter.start(words[1:], {**self.env, **env}, log)
            return self._started(Running(log, process))
        return self.start_command(name, [sys.executable, *words], **env)

    def start_command(self, name: str, words: list[str], **env: str) -> Running:
        """Start any program in the same way."""
        told = {**self.env, **env}
        return self._started(Running.of(self._next_log(name), words, told))

    def _next_log(self, name: str) -> Path:
        return self.folder / f"{name}-{len(self.parts)}.log"

    def _started(self, running: Running) -> Running:
        self.parts.append(running)
        return running

    def manage(self, *words: str) -> str:
        """Run one command of manage.py to its end; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sandbox(self, seed: str = "demo") -> Sandbox:
        """Start the make-believe networks; the other parts are then told of them."""
        port = str(free_port())
        site = f"http://127.0.0.1:{port}"
        running = self.start("sandbox", "-m", "sandbox", SANDBOX_PORT=port)
        opens(site + "/control/world", running)
        sandbox = Sandbox(site, running)
        self.told_of(sandbox, seed)
        return sandbox

    def told_of(self, sandbox: Sandbox, seed: str = "demo") -> None:
        """The parts started from now on live in these networks, made new."""
        site, port = sandbox.site, sandbox.site.rpartition(":")[2]
        self.env |= {
            "SANDBOX_PORT": port,
            "TWITTER_API_URL": f"{site}/x-api",
            "TWITTER_WEB_URL": f"{site}/x",
            "TWITTER_CONSOLE_URL": f"{site}/x/developer",
            "FACEBOOK_API_URL": f"{site}/facebook-api",
            "FACEBOOK_WEB_URL": f"{site}/facebook",
            "ALLOWED_PRIVATE_HOSTS": f"127.0.0.1:{port}",
        }
        sandbox.ask("/control/reset", {"seed": seed})

    def web(self, **env: str) -> str:
        """Start a web process; gives its address once it answers.

        The links that are made from now on lead to it.
        """
        port = self.env["PORT"] = str(free_port())
        running = self.start(
            "web",
            *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", port, "--workers", "1", "--blocking-threads", "4"),
            *("--log-level", "warning", "hub.wsgi:application"),
            **env,
        )
        opens(f"http://127.0.0.1:{port}/health/", running)
        return f"http://127.0.0.1:{port}"

    def worker(self, **env: str) -> Running:
        """Start a worker, and with a broker of its own standing the beat as well."""
        if self.env.get("REDIS_URL"):
            self.start("beat", "-m", "celery", "--quiet", "-A", "hub", "beat", **env)
        return self.start(
            "worker", "-m", "celery", "--quiet", "-A", "hub", "worker", **env
        )

    def close(self) -> None:
        """End every process that was started here."""
        for part in reversed(self.parts):
            part.kill()


def opens(address: str, running: Running) -> None:
    """Wait until a page answers."""

    def answers() -> bool:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            return False
        return True

    until(answers, f"{address} answers", seconds=60, process=running.process)
