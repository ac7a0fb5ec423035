"""Names, texts and addresses that mean harm do none, on any page that shows them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import models
from django.test import Client
from playwright.sync_api import Browser, Dialog, ViewportSize

from accounts.models import Pulse
from tests.engagement.rows import town
from tests.trust.hostile import MARKER, OURS, TEXTS, plant
from tests.trust.walk import addresses, inline, owner, signed_in

PHONE: ViewportSize = {"width": 390, "height": 844}
NO_PAGE = re.compile(r"/logout/|/csv/|/health/")


def test_every_column_of_text_is_a_strangers_or_ours() -> None:
    """A new column is planted, or said to be ours."""
    for model, columns in TEXTS.items():
        texts = {
            field.name
            for field in model._meta.local_fields
            if isinstance(field, (models.CharField, models.TextField))
            and not field.choices
        }
        unsaid = texts - {*columns} - OURS.get(model, set()) - {"kind_before"}
        assert unsaid <= {"kind", "state", "mode", "key"}, model


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_on_every_page_nothing_of_it_runs(live_server: Any, chromium: Browser) -> None:
    """One session on a phone, each kind of page once: nothing runs, nobody else is
    asked, nothing is refused by the policy, and no page moves sideways."""
    here = town()
    ids = plant(here)
    Pulse.beat("worker")
    boss = owner(here.center)
    client = signed_in(boss)
    context = chromium.new_context(base_url=live_server.url, viewport=PHONE)
    context.set_default_timeout(10_000)
    cookie = client.cookies["sessionid"].value
    context.add_cookies(
        [{"name": "sessionid", "value": cookie, "url": live_server.url}]
    )
    ran: list[object] = []
    asked, said, wide = set[str](), set[str](), {}

    def heard(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    context.expose_binding("ran", lambda source, what: ran.append(what))
    page = context.new_page()
    page.on("dialog", heard)
    page.on("request", lambda one: asked.add(one.url))
    page.on("console", lambda one: said.add(one.text))
    for address in worth_a_look(client, addresses(here, ids)):
        page.goto(address)
        page.mouse.move(100, 300)
        page.keyboard.press("Tab")
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide[address] = page.evaluate(WIDEST)
    context.close()

    assert ran == []
    outside = {one for one in asked if not one.startswith((live_server.url, "data:"))}
    assert outside == set()
    assert {one for one in said if "Content Security Policy" in one} == set()
    assert wide == {}


WIDEST = """[...document.querySelectorAll("main *")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true })
    && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120)).slice(0, 3)"""


def worth_a_look(client: Client, found: list[str]) -> list[str]:
    """Of each kind of page that shows a stranger's text, the richest one.

    On none of all is their text markup: what a new page shows is read, too.
    """
    best: dict[str, tuple[int, str]] = {}
    buttons: set[str] = set()
    for address in found:
        kind = re.sub(r"\d+", "", address)
        if kind in buttons or NO_PAGE.search(address):
            continue
        page = client.get(address)
        if page.status_code == 405:
            buttons.add(kind)
        if not page.headers.get("Content-Type", "").startswith("text/html"):
            continue
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert "no-" in page.headers["Cache-Control"], address
        assert inline(page.text) == [], address
        score = page.text.count(MARKER)
        if score > best.get(kind, (0, ""))[0]:
            best[kind] = (score, address)
    assert len(best) >= 12, best
    return [address for _, address in best.values()]
