"""Two or more runs of pytest share the files of one suite: who is free takes the next.

Loaded by ``tests/run.py`` alone, as a plugin. KINDRED_SHARE is a folder that the runs
of one suite have in common; a file is whose run puts a note of that name there first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# What mostly waits for processes and pages; the longest first, for one run waits
# while the other works.
WAITING = (
    "tests/test_day.py",
    "tests/kill/test_kill.py",
    "tests/races/test_races.py",
    "tests/test_flow.py",
    "tests/hub/test_start.py",
    "tests/kill/test_kill_facebook.py",
    "tests/kill/test_kill_blog.py",
    "tests/test_compose.py",
    "tests/hub/test_celery.py",
    "tests/races",
    "tests/hub",
)
# What takes longest of all that works, so that nothing long is begun last.
WORKING = ("tests/access", "tests/browser", "tests/report", "tests/faults")
# All that is named nowhere.
REST = "the rest"


class Share:
    """The part of one run: it begins with what waits, or with what works."""

    def __init__(self, folder: Path, *, waits: bool) -> None:
        self.folder = folder
        last = (REST, *reversed(WAITING))
        self.order = (*WAITING, *WORKING, REST) if waits else (*WORKING, *last)

    def place(self, name: str) -> int:
        """The earlier, the lower."""
        fits = (at for at, part in enumerate(self.order) if name.startswith(part))
        return next(fits, self.order.index(REST))

    def takes(self, name: str) -> bool:
        """Whether this file is ours: nobody took it before."""
        try:
            (self.folder / name.replace("/", "+")).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def ours(self, items: list[pytest.Item]) -> Iterator[pytest.Item]:
        """What is left for us, file by file; each is taken when its turn comes."""
        known: dict[str, list[pytest.Item]] = {}
        for item in items:
            known.setdefault(item.nodeid.partition("::")[0], []).append(item)
        for name in sorted(known, key=self.place):
            if self.takes(name):
                yield from known[name]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """As pytest's own, for what is ours."""
    if session.testsfailed:
        raise session.Interrupted(f"{session.testsfailed} errors during collection")
    folder, waits = os.environ["KINDRED_SHARE"], os.environ.get("KINDRED_SHARE_WAITS")
    items = Share(Path(folder), waits=bool(waits)).ours(session.items)
    item = next(items, None)
    while item is not None:
        # It is asked for before, for what both use is kept between them.
        following = next(items, None)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        item = following
    return True
