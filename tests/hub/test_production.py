"""A start that is not the demo's needs secrets of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hub.env import DEMO_SECRET, DEMO_TOKEN_KEY
from tests.rules import PRODUCTION, ROOT

pytestmark = pytest.mark.once


def check(**env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, **env},
        capture_output=True,
        text=True,
    )


def test_with_secrets_of_its_own_it_starts() -> None:
    assert check().returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KINDRED_SECRET_KEY", ""),
        ("KINDRED_SECRET_KEY", DEMO_SECRET),
        ("KINDRED_TOKEN_KEYS", ""),
        ("KINDRED_TOKEN_KEYS", DEMO_TOKEN_KEY),
    ],
)
def test_with_a_missing_or_demo_secret_it_refuses(name: str, value: str) -> None:
    done = check(**{name: value})
    assert done.returncode != 0
    assert done.stderr.startswith(f"{name} is missing or is the demo's own")
    assert "Traceback" not in done.stderr
