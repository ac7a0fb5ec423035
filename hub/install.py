"""Make the virtual environment and fill it; run by make, with the machine's Python.

Standard library alone, and it imports nothing of Kindred: nothing is installed yet.
A stamp inside the environment holds the hash of what was installed, so that a
second start costs one hash; an environment without its stamp was left half made.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = str(FOLDER / "bin" / "python")
PATIENCE = 300  # seconds


def stamp_of(files: list[Path]) -> Path:
    """Where the proof lies that exactly these requirements were installed."""
    content = b"\0".join(file.read_bytes() for file in files)
    names = "-".join(file.stem for file in files)
    return FOLDER / f".{names}-{hashlib.sha256(content).hexdigest()[:16]}"


def works() -> bool:
    """Whether the environment's own Python starts, is new enough, and has pip."""
    test = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", test], capture_output=True).returncode == 0  # nosec B603 # our own words
    except OSError:
        return False


def make() -> None:
    """A new environment in place of a broken one. Exits with a sentence if it can't."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    print("Making a virtual environment in .venv …", flush=True)
    try:
        venv.create(FOLDER, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(FOLDER, ignore_errors=True)
        sys.exit(
            f"No virtual environment could be made in {FOLDER}: {error}. "
            "On Debian and Ubuntu, install the package python3-venv."
        )


def install(files: list[Path]) -> None:
    """Install the pinned requirements. Exits with a sentence if pip fails."""
    print("Installing what Kindred needs (once; half a minute) …", flush=True)
    wanted = [part for file in files for part in ("-r", str(file))]
    if not any(map(asks, files)) or quickly(wanted):
        return
    if subprocess.run([*pip(), *wanted]).returncode:  # nosec B603 # our own words
        sys.exit("pip could not install everything (see above). Run the same again.")


def pip() -> list[str]:
    """pip of the environment itself, without a word about itself."""
    return [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def asks(file: Path) -> bool:
    """Whether anything at all stands in a file of requirements."""
    lines = (line.partition("#")[0] for line in file.read_text().splitlines())
    return any(line.strip() for line in lines)


def quickly(wanted: list[str]) -> bool:
    """Whether uv has installed it: in half of pip's time, or not at all.

    It knows nothing of how this machine's pip is set up, and may not reach what that
    one reaches; then there is still pip.
    """
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON]
    try:
        return not any(
            subprocess.run(step, capture_output=True, timeout=PATIENCE).returncode  # nosec B603 # our own words
            for step in ([*pip(), "uv"], [*uv, *wanted])
        )
    except subprocess.TimeoutExpired:
        return False


def main(names: list[str]) -> None:
    files = [ROOT / name for name in names]
    stamp = stamp_of(files)
    if works():
        if stamp.exists():
            return
    else:
        make()
    install(files)
    stamp.touch()


if __name__ == "__main__":
    main(sys.argv[1:])
