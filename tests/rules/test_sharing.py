"""Runs that share the files of a suite: each test is run, and by one of them."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.sharing import WAITING, Share

pytestmark = pytest.mark.once

FILES = ("tests/access/test_a.py", "tests/engagement/test_b.py", *WAITING[:3])


def items() -> list[Any]:
    """Two tests a file, in such an order as pytest-django makes."""
    return [SimpleNamespace(nodeid=f"{f}::test_{n}") for n in (1, 2) for f in FILES]


def test_each_test_is_run_once_and_files_stay_together(tmp_path: Path) -> None:
    one, other = Share(tmp_path, waits=True), Share(tmp_path, waits=False)
    turns = zip_longest(one.ours(items()), other.ours(items()))

    left, right = ([t.nodeid for t in run if t] for run in zip(*turns, strict=True))

    assert sorted([*left, *right]) == sorted(one.nodeid for one in items())
    for run in (left, right):
        names = [nodeid.partition("::")[0] for nodeid in run]
        assert names[::2] == names[1::2]
    assert left[0].startswith(WAITING[0])
    assert right[0].startswith("tests/access")


def test_what_waits_is_there() -> None:
    """A file that moved would begin last."""
    root = Path(__file__).resolve().parent.parent.parent
    assert [name for name in WAITING if not (root / name).exists()] == []
