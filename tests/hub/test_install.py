"""The virtual environment of ``make run``."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hub import install

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, and a file of requirements that asks for nothing."""
    folder = tmp_path / ".venv"
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "FOLDER", folder)
    monkeypatch.setattr(install, "PYTHON", str(folder / "bin" / "python"))
    (tmp_path / "wanted.txt").write_text("# nothing\n")
    return tmp_path


def test_a_half_made_environment_is_made_again_and_a_whole_one_is_kept(
    wanted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (wanted / ".venv" / "bin").mkdir(parents=True)
    install.main(["wanted.txt"])
    assert "Making" in capsys.readouterr().out

    install.main(["wanted.txt"])
    assert capsys.readouterr().out == ""

    (wanted / "wanted.txt").write_text("# something else\n")
    install.main(["wanted.txt"])
    said = capsys.readouterr().out
    assert "Installing" in said
    assert "Making" not in said


def test_a_python_that_is_too_old_is_one_sentence() -> None:
    done = subprocess.run(
        ["make", "run", "PYTHON=false"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr
