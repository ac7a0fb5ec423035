"""A Center with an owner, and nobody who tried too often before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Member
from tests.engagement.rows import Town, member, town


@pytest.fixture(autouse=True)
def no_counts() -> Iterator[None]:
    """The limits of sign-in count in the process, and tests share it."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def still() -> Iterator[None]:
    """The clock stands: a code of an app is the same until it is typed."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def csw(db: None) -> Town:
    return town()


@pytest.fixture
def iris(csw: Town) -> Member:
    """The owner."""
    return member(csw.center, "Iris", "owner")
