"""``make test``: the machine-held rules, then all tests on both sizes of the house.

The suite runs twice, side by side: on SQLite with the worker's own memory as broker,
and on a real PostgreSQL with a real Redis. Each of the two runs in two parts, for the
tests that start processes of ours mostly wait for them. What cannot run is said in one
loud line, and with CI=true that is a failure. The last line counts all of it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import IO

from tests import rules
from tests.servers.browser import find_browser
from tests.servers.postgres import Missing, postgres
from tests.servers.redis import redis

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "tests"
CI = os.environ.get("CI") == "true"
# Else each of the many processes compiles all that it imports anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# What the caller's own database and broker are is none of the tests' business.
INHERITED = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DATABASE_URL", "REDIS_URL")
}
# Tests that start processes of ours, and wait for them.
PROCESSES = [
    "tests/kill",
    "tests/test_flow.py",
    "tests/test_day.py",
    "tests/test_compose.py",
    "tests/hub",
    "tests/races",
]
COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped)")


class Suite:
    """One run of pytest, its lines marked with its name as they come."""

    def __init__(self, name: str, words: Iterable[str], env: Mapping[str, str]) -> None:
        self.name, self.last = name, ""
        data = BUILD / name
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *words],
            cwd=ROOT,
            env={**INHERITED, **env, "KINDRED_DATA": str(data)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.reader = Thread(target=self.read, args=(self.process.stdout,))
        self.reader.start()

    def read(self, output: IO[str]) -> None:
        for line in output:
            print(f"{self.name:>8} │ {line}", end="", flush=True)
            self.last = line if COUNTS.search(line) else self.last

    def stop(self) -> None:
        """Nobody waits for it any more; nothing happens if it has ended."""
        self.process.terminate()

    def end(self) -> tuple[int, int]:
        """Wait for it; how many tests passed and failed. Dying counts as a failure."""
        self.process.wait()
        self.reader.join()
        counts = {word: int(number) for number, word in COUNTS.findall(self.last)}
        failed = sum(counts.get(word, 0) for word in ("failed", "error", "errors"))
        # 5: pytest found no test to run, as when one file is named that is not here.
        if self.process.returncode not in (0, 5) and not failed:
            failed = 1
        return counts.get("passed", 0), failed


def loud(sentence: str) -> int:
    """Say what cannot run; how many failures that is."""
    print(f"\n!!!! NOT RUN: {sentence} !!!!\n", flush=True)
    return int(CI)


def parts_of(words: list[str]) -> dict[str, list[str]]:
    """What pytest is told, by the mark of each part; named tests run in one."""
    if words:
        return {"": words}
    others = [f"--ignore={place}" for place in PROCESSES]
    return {"": ["tests", *others], "2": PROCESSES}


def start_suites(words: list[str], stack: ExitStack) -> tuple[list[Suite], int]:
    """Both sizes at the same time; the suites that run, and how many failures
    it is that some cannot."""
    parts = parts_of(words)
    suites = [Suite(f"sqlite{mark}", told, {}) for mark, told in parts.items()]
    failed = 0
    try:
        database = stack.enter_context(postgres(folder(stack)))
        for mark, told in parts.items():
            # A broker for each part, for tests empty it.
            broker = stack.enter_context(redis(folder(stack)))
            grown = {"DATABASE_URL": database, "REDIS_URL": broker}
            suites.append(Suite(f"grown{mark}", told, grown))
    except (
        Missing,
        AssertionError,
        OSError,
        subprocess.CalledProcessError,
    ) as error:
        failed = loud(f"the tests on PostgreSQL and Redis: {error}")
    for suite in suites:
        stack.callback(suite.stop)
    return suites, failed


def folder(stack: ExitStack) -> Path:
    """A new folder that is gone with the stack."""
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kindred-")))


def run_all(words: list[str]) -> tuple[int, int]:
    """The rules beside the suites; how many held or passed, and how many failed."""
    with ExitStack() as stack:
        suites, failed = start_suites(words, stack)
        counts = [rules.check(), *(suite.end() for suite in suites)]
    return sum(good for good, _ in counts), failed + sum(bad for _, bad in counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", action="store_true", help="the rules alone")
    parser.add_argument("words", nargs="*", help="what pytest is told, after --")
    asked = parser.parse_args()
    # As on Ctrl-C: what was started here is ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if asked.rules:
        passed, failed = rules.check()
    else:
        problem = find_browser()
        passed, failed = run_all(asked.words)
        failed += loud(problem) if problem else 0
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
