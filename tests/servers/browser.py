"""A real Chromium for the tests: the system's, or fetched, or a sentence why not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
APT = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]


def installed() -> str | None:
    """Where a browser of the system's is, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def find_browser() -> str:
    """See to it that there is a browser; "" when there is, else why there is none."""
    if installed() or playwrights_own():
        return ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        fetch(["apt-get", "update"])
        fetch(APT)
    if not installed():
        fetch([sys.executable, "-m", "playwright", "install", "chromium"])
    if installed() or playwrights_own():
        return ""
    return "the pages in a real browser: no Chromium here, and none could be fetched"


def playwrights_own() -> bool:
    """Whether Playwright has brought the browser that it wants."""
    with sync_playwright() as play:
        return Path(play.chromium.executable_path).exists()


def fetch(command: list[str]) -> None:
    """Run one installer; that it failed shows in what is there afterwards."""
    print("Fetching a browser:", " ".join(command), flush=True)
    subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )
