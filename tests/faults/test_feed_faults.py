"""A table for feeds of others: fault → the sentence, and all of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Center
from accounts.platforms import wire
from accounts.platforms.base import Addresses
from accounts.platforms.http import place_of
from engagement import ingest
from engagement.keys import url_key
from engagement.models import Post, Watch
from tests.sandbox.running import Sandbox, sandbox

pytestmark = pytest.mark.django_db

DEADLINE = 0.8
HELD_BACK = {"ms": int(DEADLINE * 3000)}
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("huge", {}, "too large (more than 5 MB)"),
    ("redirect_private", {}, "is inside the network and is not fetched"),
    ("broken_feed", {}, "is no feed that can be read"),
    ("html_200", {}, "is no feed that can be read"),
    ("server_error_html", {}, "it answered 502"),
    ("cut_before", {}, "was cut"),
    ("cut_after", {}, "was cut"),
    ("half_answer", {"ms": 50}, "was cut"),
    ("hold_before", HELD_BACK, "did not answer in time"),
    ("hold_after", HELD_BACK, "did not answer in time"),
    ("endless", {}, "did not answer in time"),
    ("slow", {"ms": 300}, ""),
    ("rate_limited", {"seconds": 1800}, "slow down"),
    ("rate_limited_blind", {}, "slow down"),
    ("revoked", {}, "its server answered 401"),
    ("forbidden", {}, "its server answered 403"),
    ("no_credit", {}, "its server answered 402"),
]


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("feeds"), SANDBOX_MOVES="0") as running:
        yield running


@pytest.fixture
def net(
    networks: Sandbox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sandbox]:
    networks.tell("reset", seed="demo")
    settings.ADDRESSES = Addresses(
        allowed_private_hosts=frozenset({place_of(networks.url)})
    )
    told = {"limit": wire.LIMIT, "seconds": DEADLINE}
    monkeypatch.setattr(wire.Wire.start, "__kwdefaults__", told)
    yield networks
    networks.mend()


@pytest.fixture
def watch(net: Sandbox) -> Watch:
    """A feed that was read once, while all was well."""
    url = f"{net.url}/blog/riverside/feed/"
    center = Center.objects.create(slug="csw", name="Center")
    watch = Watch.objects.create(
        center=center, kind="feed", target_key=url, url_key=url_key(url)
    )
    return look(watch)


def look(watch: Watch) -> Watch:
    Watch.objects.update(next_at=timezone.now())
    ingest.poll(watch.pk)
    watch.refresh_from_db()
    return watch


@pytest.mark.once
@pytest.mark.parametrize(
    ("fault", "how", "says"), CASES, ids=[fault for fault, _, _ in CASES]
)
def test_a_feed_in_trouble_says_so_and_recovers_by_itself(
    net: Sandbox, watch: Watch, fault: str, how: dict[str, Any], says: str
) -> None:
    before, kept = timezone.now(), Post.objects.count()
    assert (watch.error, kept > 0) == ("", True)
    made = net.play("peer_blog", who="riverside")
    order_for_blogs(net, fault, **how)

    look(watch)

    assert says in watch.error
    assert bool(says) == bool(watch.error), watch.error
    assert (watch.lease_until, watch.paused) == (None, False)
    assert watch.next_at > before
    assert Post.objects.filter(peer=True).count() == (kept if says else kept + 1)
    if how.get("seconds"):
        assert watch.next_at >= before + timedelta(seconds=how["seconds"] - 5)

    net.mend()
    look(watch)

    assert watch.error == ""
    assert Post.objects.filter(url=made["url"]).count() == 1
    assert Post.objects.count() == kept + 1


def order_for_blogs(net: Sandbox, fault: str, **how: Any) -> None:
    net.tell("faults", network="blog", call="*", fault=fault, times=-1, **how)
