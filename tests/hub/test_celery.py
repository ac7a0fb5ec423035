"""The worker, its timetable, and the two brokers."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from accounts.models import Pulse
from engagement.tasks import pulse
from hub.celery import WrongProcess
from tests.servers.house import House
from tests.servers.ports import free_port, until
from tests.servers.redis import redis

GROWN = bool(os.environ.get("REDIS_URL"))


def newer_than(past: datetime | None) -> Callable[[], bool]:
    """Whether the worker was seen after this."""

    def look() -> bool:
        seen = Pulse.last("worker")
        return seen is not None and (past is None or seen > past)

    return look


@pytest.mark.skipif(GROWN, reason="Redis carries it from anywhere")
def test_outside_the_worker_nothing_is_published() -> None:
    with pytest.raises(WrongProcess, match="only the worker publishes"):
        pulse.delay()


def test_the_worker_keeps_its_timetable_and_ends_in_peace(house: House) -> None:
    worker = house.worker()
    until(newer_than(None), "the first pulse")
    until(newer_than(Pulse.last("worker")), "the next pulse")
    assert worker.stop(signal.SIGTERM) == 0
    assert "Traceback" not in worker.said


@pytest.mark.skipif(GROWN, reason="a database of its own takes many workers")
def test_a_second_worker_on_one_sqlite_file_is_refused(house: House) -> None:
    first = house.worker()
    until(newer_than(None), "the first pulse")
    second = house.worker()
    assert second.process.wait(30) != 0
    assert f"in use by a worker (pid {first.process.pid}, since" in second.said


@pytest.mark.skipif(not GROWN, reason="needs a Redis")
def test_redis_may_be_emptied_and_may_go_away_for_a_while(
    house: House, tmp_path: Path
) -> None:
    port = free_port()
    house.env["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
    with ExitStack() as away:
        away.enter_context(redis(tmp_path, port))
        worker = house.worker()
        until(newer_than(None), "the first pulse")
    worker.says("Cannot connect to redis")
    past = Pulse.last("worker")
    # It comes back as empty as a Redis can be.
    with redis(tmp_path, port):
        until(newer_than(past), "the pulse after Redis came back", seconds=60)
