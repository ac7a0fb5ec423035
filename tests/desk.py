"""Somebody at a desk: the hub in one tab, the networks in another.

Nothing of the product is imported: what is pressed and read is what is on the pages.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.servers.house import House, Running
from tests.servers.ports import free_port
from tests.servers.template import TEMPLATE, address, create, execute

MINUTE = 60_000
SOON = 30_000


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """What tells the demo of a database of its own, with tables where a template is
    at hand; how one becomes of nothing is shown where that is the point."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        if TEMPLATE:
            shutil.copyfile(TEMPLATE, folder / "kindred.sqlite3")
        yield {}
        return
    name = f"flow_{free_port()}"
    create(server, name, TEMPLATE or "template1")
    yield {"DATABASE_URL": address(server, name)}
    execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def make_run(folder: Path, **env: str) -> Iterator[Running]:
    """``make run`` in a folder and on a database of its own, as far as it has said
    where it is."""
    folder.mkdir(parents=True)
    with own_database(folder) as told:
        house = House(folder, {**told, "PORT": str(free_port()), **env})
        try:
            running = house.start("demo", "manage.py", "demo")
            running.says("Ctrl-C stops everything", seconds=60)
            yield running
            running.stop()
        finally:
            house.close()


class Desk:
    """A member who works: she signs in, opens pages, and looks at cards."""

    def __init__(self, desk: Page, said: str, name: str = "") -> None:
        self.desk = desk
        self.hub = found(r"Kindred is at\s+(\S+)", said)
        self.networks = found(r"play the world: (\S+)", said)
        self.name = name or found(r"Sign in as\s+(\S+)", said)
        self.password = found(r"with the password\s+(\S+)", said)

    @property
    def window(self) -> BrowserContext:
        return self.desk.context

    def signs_in(self) -> None:
        self.desk.goto(self.hub)
        self.desk.get_by_label("Email").fill(self.name)
        self.desk.get_by_label("Password", exact=True).fill(self.password)
        self.desk.get_by_role("button", name="Sign in", exact=True).click()
        expect(self.desk.get_by_role("heading", name="Queue", level=1)).to_be_visible()

    def opens(self, place: str) -> None:
        nav = self.desk.get_by_role("navigation", name="Places")
        nav.get_by_role("link", name=place).click()

    def knows(self, name: str) -> None:
        """She has met them: an organization, with a handle on X."""
        self.opens("Contacts")
        self.desk.get_by_role("link", name="Add").click()
        self.desk.get_by_label("Name").fill(name)
        self.desk.get_by_label("Handle on X").fill(name)
        self.desk.locator("form.form button").click()
        expect(self.desk.get_by_role("heading", name=name, level=1)).to_be_visible()

    def cards(self, words: str) -> Locator:
        """The cards on the queue that hold these words, opened or not."""
        return self.desk.locator("[data-item]", has_text=words)

    def awaits(self, wanted: Locator) -> None:
        """Look at the queue, and let in what is new, until this is there."""
        news = self.desk.locator(".news")
        for _ in range(30):
            expect(wanted.or_(news).first).to_be_attached(timeout=MINUTE)
            if wanted.count():
                return
            news.click()
            self.desk.wait_for_load_state()
        raise AssertionError(f"not among thirty news: {wanted}")

    def looks_at(self, card: Locator) -> Locator:
        """Open a card by its row; the same card, by its number, comes back."""
        number = card.first.get_attribute("id")
        same = self.desk.locator(f"#{number}")
        same.locator(".row-link").click()
        expect(same.locator("article")).to_be_visible()
        return same


def found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    assert match, said
    return match[1]


def named(card: Locator) -> str:
    """Whose card it is; the network is for who does not see its sign."""
    return card.locator(".row-who").inner_text().split(",")[0].strip()


def world_plays(networks: Page, what: str, who: str, text: str = "") -> None:
    """Press one of the buttons that play the outside world."""
    networks.locator("details:not([open]) > summary", has_text="Say who").click()
    networks.get_by_label("Who (").fill(who)
    networks.get_by_label("In these words").fill(text)
    networks.get_by_role("button", name=what, exact=True).click()
    networks.wait_for_load_state()
