"""``make test``: the machine-held rules, then all tests on both sizes of the house.

The suite runs twice, side by side: on SQLite with the worker's own memory as broker,
and on a real PostgreSQL with a real Redis. What cannot run is said in one loud line,
and with CI=true that is a failure. The last line counts all of it.
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
# What the caller's own database and broker are is none of the tests' business.
INHERITED = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DATABASE_URL", "REDIS_URL")
}
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


def run_suites(words: list[str]) -> tuple[int, int]:
    """Both sizes at the same time; how many tests passed and failed."""
    failed, suites = 0, []
    with ExitStack() as stack:
        suites.append(Suite("sqlite", words, {}))
        try:
            folders = [
                Path(
                    stack.enter_context(tempfile.TemporaryDirectory(prefix="kindred-"))
                )
                for _ in range(2)
            ]
            grown = {
                "DATABASE_URL": stack.enter_context(postgres(folders[0])),
                "REDIS_URL": stack.enter_context(redis(folders[1])),
            }
        except (
            Missing,
            AssertionError,
            OSError,
            subprocess.CalledProcessError,
        ) as error:
            failed += loud(f"the tests on PostgreSQL and Redis: {error}")
        else:
            suites.append(Suite("grown", words, grown))
        for suite in suites:
            stack.callback(suite.stop)
        ends = [suite.end() for suite in suites]
    return sum(passed for passed, _ in ends), failed + sum(bad for _, bad in ends)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", action="store_true", help="the rules alone")
    parser.add_argument("words", nargs="*", help="what pytest is told, after --")
    asked = parser.parse_args()
    # As on Ctrl-C: what was started here is ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    passed, failed = rules.check()
    if not asked.rules:
        if problem := find_browser():
            failed += loud(problem)
        ran = run_suites(asked.words)
        passed, failed = passed + ran[0], failed + ran[1]
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
