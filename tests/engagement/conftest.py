"""A Center whose accounts are on the make-believe networks, and a sweep for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.connect import sealed
from accounts.models import Account, App, Center
from accounts.models.account import Network
from accounts.platforms.base import Addresses, Tokens
from accounts.platforms.http import place_of
from engagement import ingest
from engagement.keys import url_key
from engagement.models import Interaction, Watch
from tests.engagement.page import OnPage, addresses_of, page_of
from tests.engagement.rows import town
from tests.sandbox.running import Sandbox, sandbox


@dataclass
class Listening:
    """A Center that listens to the sandbox; ``net`` is the world outside."""

    net: Sandbox
    center: Center
    x: Account
    blog: Account

    def list_of_peers(self) -> Watch:
        return Watch.objects.create(
            center=self.center, account=self.x, kind=Watch.Kind.LIST, target_key="5001"
        )

    def feed(self, path: str, center: Center | None = None) -> Watch:
        url = f"{self.net.url}/blog/{path}"
        return Watch.objects.create(
            center=center or self.center,
            kind=Watch.Kind.FEED,
            target_key=url,
            url_key=url_key(url),
        )

    def sweep(self) -> None:
        """What the worker does every fifteen seconds; all that is there is due."""
        ingest.make_missing_watches()
        Watch.objects.update(next_at=timezone.now())
        for pk in ingest.due(timezone.now()):
            ingest.poll(pk)
        while links := ingest.linkbacks_due(timezone.now()):
            for pk in links:
                ingest.look_at(pk)

    def noticed(self) -> list[tuple[str, str]]:
        """What suggest is to weigh: kind, and whose it is."""
        rows = Interaction.objects.filter(center=self.center, weighed_at=None)
        rows = rows.select_related("profile").order_by("kind", "pk")
        return [(one.kind, one.profile.handle or one.profile.name) for one in rows]

    def calls(self, call: str) -> list[dict[str, Any]]:
        return self.net.log(call)


@pytest.fixture(scope="session")
def _net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def listening(_net: Sandbox, settings: Any, db: None) -> Listening:
    """A Center with @CenterSW and its blog, in a fresh demo world; nothing read yet."""
    _net.tell("reset", seed="demo")
    _net.tell("switch", followers_order="newest")
    settings.ADDRESSES = Addresses(
        twitter_api=f"{_net.url}/x-api",
        twitter_web=f"{_net.url}/x",
        allowed_private_hosts=frozenset({place_of(_net.url)}),
    )
    center = Center.objects.create(slug=uuid4().hex[:20], name="Center")
    app = App.objects.create(
        center=center,
        platform=Network.TWITTER,
        client_id="center-app",
        secret="center-secret",
        owner_external_id="1001",
    )
    x = Account.objects.create(
        center=center,
        app=app,
        platform=Network.TWITTER,
        external_id="1001",
        handle="CenterSW",
        tokens=sealed(Tokens(access="x-access-center", refresh="x-refresh-center")),
        granted={"tier": "self-serve"},
    )
    home = f"{_net.url}/blog/center"
    blog = Account.objects.create(
        center=center,
        platform=Network.BLOG,
        host=home.partition("://")[2],
        external_id=home,
        title="Our blog",
        web_url=f"{home}/",
        tokens=sealed(Tokens(user="kindred", access="blog-pass-center")),
        granted={"tier": "self-serve"},
    )
    return Listening(_net, center, x, blog)


@pytest.fixture
def on_page(_net: Sandbox, settings: Any, db: None) -> OnPage:
    """A Center with a Page in a fresh demo world, whose first look is made."""
    _net.tell("reset", seed="demo")
    settings.ADDRESSES = addresses_of(_net.url)
    # Who shared is asked with every look, not with one in ten minutes.
    settings.POLL_STEPS = (0.001, 0.001, 1.0)
    csw = town()
    found = OnPage(_net, csw, page_of(csw))
    found.look()
    return found
