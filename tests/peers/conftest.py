"""A real WordPress for the tests of this folder, when KINDRED_PEERS asks for it.

"1" is the adapter alone, without Django; "hub" is the hub on top of it. Without it
nothing here is collected, so that a plain pytest needs no WordPress.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from accounts.platforms.base import Addresses, Granted, Presence, Tokens
from accounts.platforms.blog import Blog
from accounts.platforms.http import place_of
from tests.peers.wordpress import Login, NoWordPress, Site, Sites, running

WHAT = os.environ.get("KINDRED_PEERS", "")
ADAPTER = ("feeds", "finding", "guard", "reading", "writing")
collect_ignore_glob = {
    "1": ["test_hub.py", "test_connecting.py"],
    "hub": [f"test_{name}.py" for name in ADAPTER],
}.get(WHAT, ["test_*.py"])

PARAGRAPH = "<p>What we learned from {0} meetings with families, and what we kept.</p>"
OURS = {
    "title": "Center for Social Work Practice",
    "author": "kindred",
    "author_shown": "Kindred & Co.",
    "moderated": False,
    "posts": [
        {"title": f"Practice note {number}", "content": PARAGRAPH.format(number)}
        for number in range(1, 13)
    ]
    + [{"title": "Tea & <em>talk</em> “at” noon", "content": PARAGRAPH.format(13)}],
}
PEER = {
    "title": "Riverside Family Services",
    "author": "ruth",
    "author_shown": "Ruth Rivers",
    "moderated": False,
    "posts": [
        {
            "title": "Kinship care, a year on",
            "content": "<h2>What helped</h2><p>Grandparents who were asked early.</p>",
        },
        {"title": "Our open house", "content": "<p>Come and see, on Friday.</p>"},
    ],
}


@pytest.fixture(scope="session")
def sites() -> Iterator[Sites]:
    """Both sites; without them the tests are skipped, in CI they fail."""
    with ExitStack() as stack:
        try:
            both = stack.enter_context(running(OURS, PEER))
        except NoWordPress as error:
            if os.environ.get("CI") == "true":
                pytest.fail(str(error), pytrace=False)
            pytest.skip(str(error))
        yield both


@pytest.fixture
def addresses(ours: Site, peer: Site) -> Addresses:
    """Both sites are inside the network, and let through as in the settings."""
    places = frozenset(place_of(site.address) for site in (ours, peer))
    return Addresses(allowed_private_hosts=places)


@pytest.fixture
def blog(ours: Site, addresses: Addresses) -> Blog:
    """Our blog as the hub is connected to it: as an author."""
    return connect(ours, ours.author, addresses)


def connect(site: Site, login: Login, addresses: Addresses) -> Blog:
    """The adapter, speaking for this user of this site."""
    presence = Presence(
        external_id=str(login.id),
        handle=login.name,
        web_url=site.address,
        tokens=Tokens(user=login.name, access=login.password),
        granted=Granted(tier="author"),
    )
    return Blog(presence, addresses)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what did not run: a quiet skip would look like a pass."""
    if skipped := len(terminalreporter.stats.get("skipped", [])):
        line = f"NOT RUN: {skipped} tests against a real WordPress, see docs/peers.md"
        terminalreporter.write_line(line, red=True, bold=True)


@pytest.fixture
def ours(sites: Sites) -> Site:
    return sites.ours


@pytest.fixture
def peer(sites: Sites) -> Site:
    return sites.peer
