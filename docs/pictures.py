"""``make pictures``: the pictures of the documents, taken from the demo as it runs.

The demo is started on a folder and ports of its own and left alone for five minutes.
Then a poster answers a few people, one of them by hand, and the pages are
photographed in a real Chromium. All that was started is ended.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import (
    Browser,
    Locator,
    Page,
    StorageState,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.servers.browser import installed
from tests.servers.house import ROOT, Running
from tests.servers.ports import free_port

PICTURES = ROOT / "docs" / "pictures"
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
TALL: ViewportSize = {"width": 1280, "height": 1280}
PHONE: ViewportSize = {"width": 390, "height": 844}
LARGEST = 300_000
"""Bytes of one picture; a page with more of them is slow to read."""
ENDING = 0.25
"""Minutes in which a demo of which one part died has stopped the others."""
PATIENCE = 60_000
"""Milliseconds until a page shows what a busy machine has yet to do."""
SETTLED = "() => document.fonts.ready.then(() => scrollTo(0, 0))"
WAITING = "li[data-item][data-state=open]"


class Demo:
    """A running demo, as far as its own welcome tells of it."""

    def __init__(self, welcome: str) -> None:
        self.site = self.told("Kindred is at", welcome)
        self.poster = self.told("Sign in as", welcome)
        self.password = self.told("with the password", welcome)
        self.sandbox = self.told("buttons to play the world:", welcome)
        self.queue = ""

    @staticmethod
    def told(what: str, welcome: str) -> str:
        """The word that stands after these."""
        found = re.search(rf"{re.escape(what)}\s+(\S+)", welcome)
        if found is None:
            sys.exit(f"The demo did not say {what!r}; it said:\n{welcome}")
        return found[1]

    def page(self, name: str = "") -> str:
        """The address of a page of the demo's Center, once somebody signed in."""
        return self.queue + name


@contextmanager
def demo(minutes: float) -> Iterator[Demo]:
    """The demo, as ``make run`` starts it, once it has run for so many minutes.

    Its folder is gone afterwards.
    """
    ours = ("KINDRED_", "DATABASE_URL", "REDIS_URL", "TWITTER_", "SANDBOX_")
    env = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    port = free_port()
    with tempfile.TemporaryDirectory(
        prefix="kindred-pictures-", ignore_cleanup_errors=True
    ) as folder:
        env |= {"KINDRED_DEMO": "1", "KINDRED_DATA": folder, "PORT": str(port)}
        command = [sys.executable, "manage.py", "demo"]
        running = Running.of(Path(folder) / "demo.log", command, env)
        try:
            running.says("Ctrl-C stops everything", seconds=120)
            print(f"The demo runs; pictures in {minutes:g} minutes …", flush=True)
            leave_alone(running, minutes)
            yield Demo(running.said)
        except Exception:
            # A page that does not answer is most often of a demo that is ending.
            leave_alone(running, ENDING)
            raise
        finally:
            running.stop()


def leave_alone(running: Running, minutes: float) -> None:
    """Wait while the demo runs; exit with what it said if it ends by itself."""
    with suppress(subprocess.TimeoutExpired):
        running.process.wait(minutes * 60)
        sys.exit(f"The demo ended by itself:\n{running.said[-3000:]}")


def sign_in(browser: Browser, demo: Demo) -> StorageState:
    """Sign in as the poster, and keep who is signed in for the next windows."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(demo.site)
        page.fill("input[name=login]", demo.poster)
        page.fill("input[name=password]", demo.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.locator("[data-queue]")).to_be_visible(timeout=PATIENCE)
        demo.queue = page.url.partition("?")[0]
        return context.storage_state()


def card_with(page: Page, button: str) -> Locator:
    """Open a card that has this main button and whose text is written already."""
    item = (
        page.locator(WAITING)
        .filter(has=page.locator(".button-main", has_text=button))
        .filter(has_not=page.locator("textarea:empty"))
        .first
    )
    item.locator(".row-link").click(timeout=PATIENCE)
    # Named by its id: the card no longer is as it was found once it is answered.
    return page.locator(f"#{item.get_attribute('id')}")


def one_click(page: Page, button: str) -> None:
    """Answer a card whose network lets us do it from here."""
    card = card_with(page, button)
    card.locator(".button-main").click()
    expect(card.locator(".folded")).to_be_visible(timeout=PATIENCE)


def by_hand(page: Page) -> None:
    """Answer one on the network's own page, as the Center; it is found by itself."""
    card = card_with(page, "Open X")
    with page.context.expect_page() as opened:
        card.locator(".button-main").click()
    network = opened.value
    switch = network.get_by_role("button", name="Switch to @CenterSW")
    if switch.count():
        switch.click()
    network.locator("form.compose button.main").click()
    expect(network.get_by_text("Your post is out")).to_be_visible(timeout=PATIENCE)
    network.close()


def answer_some(browser: Browser, demo: Demo, who: StorageState) -> None:
    """Give the outbox some lines: thanks, one by hand, a post passed on, a comment."""
    with browser.new_context(viewport=DESKTOP, storage_state=who) as context:
        page = context.new_page()
        page.goto(demo.page())
        one_click(page, "Reply with thanks")
        by_hand(page)
        page.goto(demo.page())
        one_click(page, "Pass it on")
        page.goto(demo.page("outbox/?show=sent"))
        expect(page.locator("tbody tr")).to_have_count(3, timeout=2 * PATIENCE)
        page.goto(demo.page())
        one_click(page, "Comment on it")


def take(
    browser: Browser,
    name: str,
    address: str,
    who: StorageState,
    *,
    size: ViewportSize = DESKTOP,
    dark: bool = False,
) -> Path:
    """One picture of one page: what a screen shows of it without scrolling."""
    phone = size is PHONE
    with browser.new_context(
        viewport=size,
        device_scale_factor=2 if phone else 1,
        is_mobile=phone,
        has_touch=phone,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        storage_state=who,
    ) as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        page.evaluate(SETTLED)
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path, animations="disabled", caret="hide")
    return path


def take_all(browser: Browser, demo: Demo) -> list[Path]:
    """Every picture that the documents show: the queue as one finds it, then the rest
    after a few were answered."""
    who = sign_in(browser, demo)
    queue, outbox, around = demo.page(), demo.page("outbox/"), demo.page("around/")
    made = [
        take(browser, "queue-desktop-light", queue, who),
        take(browser, "queue-desktop-dark", queue, who, dark=True),
        take(browser, "queue-phone-light", queue, who, size=PHONE),
        take(browser, "queue-phone-dark", queue, who, size=PHONE, dark=True),
    ]
    answer_some(browser, demo, who)
    return [
        *made,
        take(browser, "outbox", outbox, who),
        take(browser, "around-us", around, who),
        take(browser, "sandbox", demo.sandbox, who, size=TALL),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--minutes", type=float, default=5.0, help="how long the demo runs before"
    )
    minutes = parser.parse_args().minutes
    PICTURES.mkdir(exist_ok=True)
    with demo(minutes) as running, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=installed(), args=["--no-sandbox", "--disable-gpu"]
        )
        made = take_all(browser, running)
        browser.close()
    for path in made:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} KB")
    if heavy := [path.name for path in made if path.stat().st_size > LARGEST]:
        sys.exit(f"Larger than {LARGEST // 1000} KB: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
