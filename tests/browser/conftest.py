"""People at browsers: the test's own rows, served by the web in this very process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import Member, Pulse
from tests.engagement.rows import Town, town

Opens = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def csw(transactional_db: None) -> Town:
    """A Center whose worker is alive, and Maya may act for it."""
    made = town()
    made.hands(made.poster)
    Pulse.beat("worker")
    return made


@pytest.fixture
def opens(live_server: Any, chromium: Browser, settings: Any) -> Iterator[Opens]:
    """``opens(member, "/c/csw/")``: this member's own browser, at that page.

    X's own pages are not there; their address is all that is looked at.
    """
    web = f"{live_server.url}/x"
    settings.ADDRESSES = replace(settings.ADDRESSES, twitter_web=web)
    windows: list[BrowserContext] = []

    def open_at(member: Member | None, path: str, **window: Any) -> Page:
        window.setdefault("viewport", DESK)
        context = chromium.new_context(base_url=live_server.url, **window)
        context.set_default_timeout(10_000)
        windows.append(context)
        if member:
            name = settings.SESSION_COOKIE_NAME
            inside = Client()
            inside.force_login(member.user, "django.contrib.auth.backends.ModelBackend")
            value = inside.cookies[name].value
            context.add_cookies(
                [{"name": name, "value": value, "url": live_server.url}]
            )
        page = context.new_page()
        page.goto(path)
        return page

    yield open_at
    for context in windows:
        context.close()
