"""One sandbox for all tests here; each begins in a fresh demo world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.blogs import Blogs
from tests.sandbox.running import Sandbox, sandbox


@pytest.fixture(scope="session")
def _one_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def world(_one_sandbox: Sandbox) -> Sandbox:
    """A running sandbox with a fresh demo world."""
    _one_sandbox.tell("reset", seed="demo")
    return _one_sandbox


@pytest.fixture
def blogs(world: Sandbox) -> Blogs:
    """Its blogs."""
    return Blogs(world.url)
