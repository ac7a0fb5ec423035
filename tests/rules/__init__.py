"""The rules of the house that machines hold, each one command."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.rules import packages

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
PARTS = [
    "hub",
    "accounts",
    "engagement",
    "sandbox",
    "benchmarks",
    "tests",
    "docs",
    "manage.py",
]
PRODUCT = ["hub", "accounts", "engagement", "manage.py"]
# The sandbox writes Jinja, which djade does not know.
TEMPLATES = sorted(str(page) for page in (ROOT / "templates").rglob("*.html"))

PRODUCTION = {
    "KINDRED_DEMO": "0",
    "KINDRED_DEBUG": "0",
    "KINDRED_SECRET_KEY": "for-this-check-alone-" + "k1Nd" * 12,
    "KINDRED_TOKEN_KEYS": "Zm9yLXRoaXMtY2hlY2stYWxvbmUtbmV2ZXItdXNlZCE=",
    "KINDRED_HOSTS": "kindred.example",
    "KINDRED_ORIGINS": "https://kindred.example",
}
RULES: dict[str, tuple[list[str], dict[str, str]]] = {
    "format": (["ruff", "format", "--check", "."], {}),
    "lint": (["ruff", "check", "."], {}),
    "types": (["mypy", *PARTS], {}),
    "imports": (["lint-imports"], {}),
    "migrations": (
        ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
        {},
    ),
    "templates": (["djade", "--check", "--target-version", "5.2", *TEMPLATES], {}),
    "unused": (["vulture"], {}),
    "bandit": (["bandit", "-q", "-c", "pyproject.toml", "-r", *PRODUCT], {}),
    "deploy": (
        ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        PRODUCTION,
    ),
}


def check() -> tuple[int, int]:
    """Run every rule, two at a time; how many held and how many did not."""
    with ThreadPoolExecutor(2) as pool:
        held = list(pool.map(holds, RULES))
    broken = [name for name, it_holds in zip(RULES, held, strict=True) if not it_holds]
    unsafe, words = packages.ask(patience=20)
    print(f"   rules │ {words}", flush=True)
    if unsafe:
        broken.append("packages")
    if broken:
        print(f"   rules │ do not hold: {', '.join(broken)}", flush=True)
    return held.count(True), len(broken)


def holds(name: str) -> bool:
    """Run one rule's command, and print what it says if it does not hold."""
    command, env = RULES[name]
    began = time.monotonic()
    done = subprocess.run(
        # What the tests wait for goes first.
        ["nice", BIN / command[0], *command[1:]],
        cwd=ROOT,
        env={**os.environ, "KINDRED_DEMO": "1", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    took = f"{time.monotonic() - began:.0f} s"
    if done.returncode == 0:
        print(f"   rules │ {name}: holds ({took})", flush=True)
        return True
    print(f"   rules │ {name}: DOES NOT HOLD ({took})\n{done.stdout}", flush=True)
    return False
