"""A Center that lets the worker thank for mentions, and a network that takes all."""

from __future__ import annotations

import pytest

from tests.automatic.ground import rule
from tests.engagement.outside import Outside, play
from tests.engagement.rows import Town, town


@pytest.fixture
def csw(db: None) -> Town:
    csw = town()
    rule(csw)
    return csw


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    play(outside, monkeypatch)
    return outside
