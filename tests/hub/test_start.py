"""``make run``: starts all, stops all, and says in a sentence what is amiss."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from hub.start import free_port as free_port_of_run
from tests.servers.house import House, Running
from tests.servers.ports import free_port, until

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="a start with nothing but SQLite"
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[House]:
    """A data folder and a port of its own."""
    house = House(tmp_path / "data", {"PORT": str(free_port())})
    yield house
    house.close()


def start(place: House) -> Running:
    return place.start("demo", "manage.py", "demo")


def all_of(running: Running) -> list[psutil.Process]:
    """The start and everything it started, in whatever session."""
    top = psutil.Process(running.process.pid)
    return [top, *top.children(recursive=True)]


def refused(running: Running) -> str:
    """It ends by itself, not with 0, and with one line of words."""
    assert running.process.wait(30) != 0
    said = running.said.strip()
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1, said
    return said


def test_it_starts_refuses_a_second_start_and_stops_without_an_orphan(
    place: House,
) -> None:
    running = start(place)
    running.says("Sign in as", seconds=60)
    assert "maya@demo.example" in running.said
    assert "ruth@demo.example" in running.said
    everybody = all_of(running)
    assert len(everybody) > 4

    second = refused(start(place))
    assert f"pid {running.process.pid}, since" in second
    until((place.folder / "worker.lock").exists, "the worker holds its folder")
    assert "in use by a worker (pid" in refused(place.worker())

    os.kill(running.process.pid, signal.SIGINT)
    assert running.process.wait(30) == 0
    until(lambda: not any(one.is_running() for one in everybody), "all have ended")


def test_killed_it_leaves_nothing_behind_and_the_next_run_keeps_people_and_the_world(
    place: House,
) -> None:
    first = start(place)
    first.says("Sign in as", seconds=60)
    everybody = all_of(first)
    # No time to say goodbye: what it started is to end by itself.
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait(30)
    try:
        until(lambda: not any(one.is_running() for one in everybody), "all have ended")
    finally:
        for one in everybody:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()

    again = start(place)
    again.says("Sign in as", seconds=60)
    assert "A demo Center was made" in first.said
    assert "A demo Center was made" not in again.said
    assert address_of_sandbox(first.said) == address_of_sandbox(again.said)

    # And when one part dies, all end.
    everybody = all_of(again)
    sandbox = next(one for one in everybody if one.cmdline()[1:3] == ["-m", "sandbox"])
    sandbox.kill()
    assert again.process.wait(30) != 0
    assert "ended by itself" in again.said
    until(lambda: not any(one.is_running() for one in everybody), "all have ended")


def address_of_sandbox(said: str) -> str:
    return next(line for line in said.splitlines() if "play the world" in line)


def test_a_taken_port_is_one_sentence(place: House) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", int(place.env["PORT"])))
        door.listen()
        assert "make run PORT=" in refused(start(place))


def test_a_port_that_is_none_is_one_sentence(place: House) -> None:
    place.env["PORT"] = "eighty"
    assert "must be a number" in refused(start(place))


@pytest.mark.parametrize("port", ["", "0", "-1", "70000", "²"])
def test_so_is_a_port_that_no_machine_has(port: str) -> None:
    with pytest.raises(SystemExit, match="must be a number"):
        free_port_of_run(port)


def test_a_folder_that_cannot_be_written_is_one_sentence(place: House) -> None:
    (place.folder / "file").write_text("")
    place.env["KINDRED_DATA"] = str(place.folder / "file" / "data")
    assert "cannot be written" in refused(start(place))
