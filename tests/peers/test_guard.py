"""No server outlives the tests, even if they are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

# A stand-in for the tests: starts the guard and one server, says who, and hangs.
STARTER = """
from pathlib import Path
import sys, time
from tests.peers.ground import Ground
ground = Ground(Path(sys.argv[1]))
ground.start("server", "sleep", "600")
print(ground.processes[0].pid, ground.guard.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGTERM])
def test_servers_end_with_the_tests_that_started_them(
    tmp_path: Path, signum: int
) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert starter.stdout is not None
    server, guard = map(psutil.Process, map(int, starter.stdout.readline().split()))

    os.kill(starter.pid, signum)
    starter.communicate()

    _, alive = psutil.wait_procs([server, guard], timeout=20)
    left = [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]
    assert not left
    assert not folder.exists()
