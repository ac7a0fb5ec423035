"""Somebody with a browser of their own, who reads letters and presses what is there.

Nothing of the product is imported: what is pressed and read is what is on the pages.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, expect

from tests.desk import found

PASSWORD = "four words that never met"
SOON = 15_000


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, window: BrowserContext, hub: str, letters: Path) -> None:
        self.page, self.hub, self.letters = window.new_page(), hub, letters

    def presses(self, label: str, *, of: Locator | None = None) -> None:
        at = self.page if of is None else of
        at.get_by_role("button", name=label).click()

    def follows(self, label: str, *, of: Locator | None = None) -> None:
        at = self.page.locator("#main") if of is None else of
        at.get_by_role("link", name=label).first.click()

    def types(self, fields: dict[str, str]) -> None:
        """Fill in, by label."""
        for label, text in fields.items():
            self.page.get_by_label(label).first.fill(text)

    def opens(self, place: str, *tabs: str) -> None:
        """A place of the frame, and from there a tab, and a tab of that."""
        self.follows(place, of=self.page.get_by_role("navigation", name="Places"))
        for tab in tabs:
            self.follows(tab, of=self.page.locator("nav.tabs, nav.tabs-beside"))

    def reads(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator("body")).to_contain_text(words, timeout=SOON)

    def signs_in(self, email: str) -> None:
        self.page.goto(self.hub)
        self.types({"Email": email, "Password": PASSWORD})
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def opens_letter(self, email: str) -> None:
        """The link in the last letter that came to this address."""
        mine = [text for to, text in letters(self.letters) if to == email]
        assert mine, [to for to, _ in letters(self.letters)]
        self.page.goto(found(r"(http\S+/join/\S+)", mine[-1]))

    @property
    def card(self) -> Locator:
        return self.page.locator("#main")


def letters(folder: Path) -> list[tuple[str, str]]:
    """Who was written to, and what; oldest first."""
    files = sorted(folder.glob("*"), key=lambda one: one.stat().st_mtime_ns)
    split = re.compile(rb"^-{79}\n", re.MULTILINE)
    parts = [part for file in files for part in split.split(file.read_bytes())]
    read = [message_from_bytes(part) for part in parts if part.strip()]
    return [(one["To"], str(one.get_payload())) for one in read]
