"""One start a data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hub.hold import Held, hold

pytestmark = pytest.mark.once


def test_the_second_is_told_who_holds_it_and_since_when(tmp_path: Path) -> None:
    first = hold(tmp_path / "lock", "make run")
    with pytest.raises(Held, match=rf"make run \(pid {os.getpid()}, since 20\d\d"):
        hold(tmp_path / "lock", "make run")
    first.close()


def test_who_lets_go_leaves_it_free(tmp_path: Path) -> None:
    hold(tmp_path / "lock", "make run").close()
    hold(tmp_path / "lock", "make run").close()


def test_a_killed_holder_leaves_it_free(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from hub.hold import hold; "
        "held = hold(Path(sys.argv[1]), 'one'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    lock = tmp_path / "lock"
    subprocess.run([sys.executable, "-c", code, str(lock)], check=False)
    assert "one (pid" in lock.read_text()
    hold(lock, "two").close()
