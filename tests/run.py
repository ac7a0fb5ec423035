"""``make test``: the machine-held rules, then all tests on both sizes of the house.

The suite runs twice, side by side: on SQLite with the worker's own memory as broker,
and on a real PostgreSQL with a real Redis. Each of the two is shared by two runs of
pytest, for the tests that start processes of ours mostly wait for them. The tables are
made once a size, and copied. What cannot run is said in one loud line, and with
CI=true that is a failure. The last line counts all of it.
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
from tests.servers.template import migrated, migrated_on

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


def shared(name: str, words: list[str]) -> dict[str, tuple[list[str], dict[str, str]]]:
    """The runs that share one suite, by their names, and what each is told; named
    tests run in one."""
    if words:
        return {name: (words, {})}
    share = BUILD / f"{name}-share"
    shutil.rmtree(share, ignore_errors=True)
    share.mkdir(parents=True)
    told = ["-p", "tests.sharing"], {"KINDRED_SHARE": str(share)}
    return {name: told, f"{name}2": (told[0], {**told[1], "KINDRED_SHARE_WAITS": "1"})}


def start_sqlite(words: list[str]) -> list[Suite]:
    """The suite on SQLite."""
    env = {"KINDRED_TEST_TEMPLATE": migrated(BUILD / "template.sqlite3")}
    return [
        Suite(name, told, {**env, **more})
        for name, (told, more) in shared("sqlite", words).items()
    ]


def start_grown(words: list[str], stack: ExitStack) -> list[Suite]:
    """The suite on servers that end with the stack. Raises what keeps them from it."""
    server = stack.enter_context(postgres(folder(stack)))
    env = {"DATABASE_URL": server, "KINDRED_TEST_TEMPLATE": migrated_on(server)}
    suites = []
    for name, (told, more) in shared("grown", words).items():
        # A broker for each run, for tests empty it.
        broker = stack.enter_context(redis(folder(stack)))
        suites.append(Suite(name, told, {**env, "REDIS_URL": broker, **more}))
    return suites


def start_suites(words: list[str], stack: ExitStack) -> tuple[list[Suite], int]:
    """Both sizes at the same time; the suites that run, and how many failures
    it is that some cannot."""
    suites = start_sqlite(words)
    failed = 0
    try:
        suites += start_grown(words, stack)
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
