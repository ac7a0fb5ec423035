"""The networks in which the workers die: one process for all the deaths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.house import House, Sandbox
from tests.servers.starter import Starter


@pytest.fixture(scope="session")
def networks(
    tmp_path_factory: pytest.TempPathFactory, starter: Starter
) -> Iterator[Sandbox]:
    house = House(tmp_path_factory.mktemp("networks"), {}, starter)
    try:
        yield house.sandbox()
    finally:
        house.close()
