"""What the tests of boundaries share."""

from __future__ import annotations

import pytest

from accounts.models import Member
from engagement.models import Profile
from tests.boundaries.desk import jane_of, owner
from tests.engagement.outside import Outside, play
from tests.engagement.rows import Town, town


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def olga(csw: Town) -> Member:
    return owner(csw)


@pytest.fixture
def jane(csw: Town) -> Profile:
    return jane_of(csw)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    play(outside, monkeypatch)
    return outside
