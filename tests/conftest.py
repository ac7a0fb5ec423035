"""What tests stand on: a database, processes of ours, and a real browser."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Error, Page, sync_playwright
from redis import Redis

from tests.audit import let_tests_flush
from tests.servers.house import House
from tests.servers.starter import Starter
from tests.servers.template import TEMPLATE, copied
from tests.tenancy import strays

# Playwright's sync interface keeps an event loop in the test's own thread, which
# Django would take for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


let_tests_flush()

WITH_DATABASE = {"db", "transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def nothing_strays(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test with a database: no row points into another Center."""
    marked = request.node.get_closest_marker("django_db")
    if not (marked or {"db", "transactional_db"} & {*request.fixturenames}):
        yield
        return
    request.getfixturevalue("db")
    yield
    if not connection.needs_rollback:
        assert strays() == []


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """What no database decides is the same on both sizes: the second leaves it out."""
    if not os.environ.get("REDIS_URL"):
        return
    once = {item for item in items if shows_nothing_of_a_database(item)}
    config.hook.pytest_deselected(items=[*once])
    items[:] = [item for item in items if item not in once]


def pytest_collection_finish() -> None:
    """What was imported stays: nobody need look through it for garbage, and often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def shows_nothing_of_a_database(item: pytest.Item) -> bool:
    """Marked ``once``; or has no database at all, and starts nothing that has one."""
    if item.get_closest_marker("once"):
        return True
    asked = WITH_DATABASE & {*getattr(item, "fixturenames", ())}
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("both")
    return not (asked or marked)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether the test database is there already: a copy of the template."""
    return bool(TEMPLATE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The last thing that pytest-django asks for before it sets up the database."""
    if TEMPLATE:
        copied(connection.settings_dict)


@pytest.fixture(scope="session", autouse=True)
def few_rows_are_deleted() -> Iterator[None]:
    """After a test with transactions of its own, its rows are deleted: PostgreSQL
    truncates forty tables in a quarter of a second, however few rows there are."""

    def deletes(self: Any, _style: Any, tables: list[str], **_: Any) -> list[str]:
        # In one transaction, at the end of which foreign keys are looked at
        return [f"DELETE FROM {self.quote_name(one)}" for one in tables]  # noqa: S608

    with pytest.MonkeyPatch.context() as patched:
        if connection.vendor == "postgresql":
            patched.setattr(type(connection.ops), "sql_flush", deletes)
        yield


@pytest.fixture(scope="session")
def starter() -> Iterator[Starter]:
    """What our processes stand on is imported once."""
    starter = Starter()
    yield starter
    starter.close()


@pytest.fixture
def house(transactional_db: None, tmp_path: Path, starter: Starter) -> Iterator[House]:
    """Processes of ours on the test's own database: rows are seen from both sides."""
    if broker := os.environ.get("REDIS_URL"):
        with Redis.from_url(broker) as client:
            client.flushall()
    # The rules hold Django's checks already; each of the many workers need not.
    told = {"DATABASE_URL": address_of_database(), "CELERY_SKIP_CHECKS": "1"}
    house = House(tmp_path / "house", told, starter)
    yield house
    house.close()


def address_of_database() -> str:
    """The test database, as a DATABASE_URL for another process."""
    told: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium: the system's, or the one that Playwright brought."""
    found = next((place for place in CHROMIUM if Path(place).exists()), None)
    found = found or shutil.which("chromium")
    with sync_playwright() as play:
        try:
            browser = play.chromium.launch(executable_path=found, args=[*QUIET])
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no Chromium here: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh window on a desktop; nothing in it waits longer than ten seconds."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
