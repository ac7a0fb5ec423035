"""A table: fault → state → the sentence, while a thanks leaves and a mention waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from accounts.platforms import wire
from accounts.platforms.base import Addresses
from accounts.platforms.http import place_of
from tests.faults.ground import Ground
from tests.faults.table import (
    DEADLINE,
    HELD_BACK,
    LOST,
    PERHAPS,
    Case,
    it_strikes_and_passes,
)
from tests.sandbox.running import Sandbox, sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SLOWER = "X asks us to slow down."
CUT = "The connection to X was cut."
LATE = "X did not answer in time."
UNREADABLE = "X's answer could not be read."
TROUBLE = "X is in trouble (it answered 502)."
AGAIN = "X no longer accepts our connection. Connect the account again."
CREDIT = "topped up in X's developer console"
LOCKED = "X refused: Your account is temporarily locked."
TWICE = "Change a few words and send it again."


QUARTER = timedelta(minutes=14)
CASES = [
    Case("rate_limited", "queued", SLOWER, SLOWER, waits=QUARTER),
    Case("rate_limited_blind", "queued", SLOWER, SLOWER, waits=QUARTER),
    Case("revoked", "queued", AGAIN, AGAIN, held="account"),
    Case("no_credit", "queued", CREDIT, CREDIT, held="app"),
    Case("forbidden", "failed", LOCKED, LOCKED, card="open", ends="failed"),
    Case("duplicate", "failed", TWICE, TWICE, card="open", ends="failed"),
    # Nobody knows whether it was done; it was not, which only a person may conclude.
    Case("server_error_html", LOST, TROUBLE + PERHAPS, TROUBLE, ends=LOST),
    Case("html_200", LOST, UNREADABLE + PERHAPS, UNREADABLE, ends=LOST),
    Case("cut_before", LOST, CUT + PERHAPS, CUT, ends=LOST),
    Case("hold_before", LOST, LATE + PERHAPS, LATE, ends=LOST, how=HELD_BACK),
    Case("endless", LOST, LATE + PERHAPS, LATE, ends=LOST),
    # It was done, and is found on our own timeline.
    Case("cut_after", LOST, CUT + PERHAPS, CUT, public=1),
    Case("hold_after", LOST, LATE + PERHAPS, LATE, public=1, how=HELD_BACK),
    Case("half_answer", LOST, CUT + PERHAPS, CUT, public=1, how={"ms": 50}),
    Case("cut_json", LOST, UNREADABLE + PERHAPS, UNREADABLE, public=1),
    Case(
        "missing_field",
        LOST,
        "X did not say which post it became." + PERHAPS,
        "X left out who wrote a post. Nothing of it was stored; it is asked again.",
        public=1,
        how={"field": "id"},
    ),
    # These are none, for whoever reads well.
    Case("slow", "sent", "", "", public=1, how={"ms": 300}),
    Case("plain_times", "sent", "", "", public=1),
]


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder: Path = tmp_path_factory.mktemp("faults")
    with sandbox(folder, SANDBOX_MOVES="0") as running:
        yield running


@pytest.fixture
def net(
    networks: Sandbox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sandbox]:
    """A fresh world, and an outbox that waits seconds where it would wait a minute."""
    networks.tell("reset", seed="demo")
    settings.ADDRESSES = Addresses(
        twitter_api=f"{networks.url}/x-api",
        twitter_web=f"{networks.url}/x",
        allowed_private_hosts=frozenset({place_of(networks.url)}),
    )
    told = {"limit": wire.LIMIT, "seconds": DEADLINE}
    monkeypatch.setattr(wire.Wire.start, "__kwdefaults__", told)
    yield networks
    networks.mend()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_has_its_state_and_its_sentence_and_then_all_goes_on(
    net: Sandbox, case: Case
) -> None:
    it_strikes_and_passes(Ground(net), case)


def test_every_fault_of_the_sandbox_has_its_line() -> None:
    """Those of feeds stand in their own table."""
    said = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text("utf-8")
    rows = [row for row in said.splitlines() if row.startswith("|")]
    table = rows[next(n for n, row in enumerate(rows) if "fault" in row[:9]) + 2 :]
    cells = [row.split("|")[1].replace("(blogs)", "") for row in table]
    names = {name.strip() for cell in cells for name in cell.split(",")}
    feeds = {"huge", "redirect_private", "broken_feed"}
    assert names - feeds == {case.fault for case in CASES}
