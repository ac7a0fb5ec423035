"""Whether a package of ours is known to be unsafe: ``make audit``.

It asks on the open net, so it is no rule of every run: where it is not installed or
cannot reach its data it says so, loudly, and nothing fails for it.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

LISTS = ("requirements.txt", "requirements-test.txt")
NO_DATA = ("ConnectionError", "Max retries", "timed out", "ServiceError")


def ask(patience: float) -> tuple[bool, str]:
    """(whether anything unsafe was found, what to say); waits so many seconds."""
    if find_spec("pip_audit") is None:
        return False, loud("pip-audit is not installed; make audit does it")
    told = [word for one in LISTS for word in ("-r", one)]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", *told],
            capture_output=True,
            text=True,
            timeout=patience,
        )
    except subprocess.TimeoutExpired:
        return False, loud("pip-audit got no answer in time")
    said = done.stdout + done.stderr
    if done.returncode and any(word in said for word in NO_DATA):
        return False, loud("pip-audit cannot reach its data from here")
    return done.returncode != 0, said.strip()


def loud(why: str) -> str:
    return f"!!!! PACKAGES NOT AUDITED: {why} !!!!"


if __name__ == "__main__":
    unsafe, words = ask(patience=300)
    print(words)
    sys.exit(int(unsafe))
