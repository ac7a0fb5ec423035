"""Every fault of X, and what our adapter says to do next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.platforms import wire
from accounts.platforms.base import (
    AccessRevoked,
    NoCredit,
    PlatformError,
    Refused,
    Target,
    TryLater,
    Unconfirmed,
)
from accounts.platforms.twitter import Twitter

from .conftest import World
from .kindness import mention, target_of

READ_FAULTS: dict[str, type[PlatformError]] = {
    "rate_limited": TryLater,
    "rate_limited_blind": TryLater,
    "server_error_html": TryLater,
    "html_200": TryLater,
    "cut_json": TryLater,
    "cut_before": TryLater,
    "cut_after": TryLater,
    "half_answer": TryLater,
    "revoked": AccessRevoked,
    "no_credit": NoCredit,
    "forbidden": Refused,
}


@pytest.mark.parametrize(("fault", "expected"), READ_FAULTS.items())
def test_a_fault_while_reading_harms_nothing(
    world: World, x: Twitter, fault: str, expected: type[PlatformError]
) -> None:
    world.play("mention")
    world.fault("x.mentions", fault, ms=1)
    with pytest.raises(expected) as caught:
        x.mentions({"since": "1"})
    assert type(caught.value) is expected
    assert str(caught.value).endswith(".")
    assert x.mentions({"since": "1"}).items


WRITE_FAULTS: dict[str, tuple[type[PlatformError], int]] = {
    "rate_limited": (TryLater, 0),
    "rate_limited_blind": (TryLater, 0),
    "server_error_html": (Unconfirmed, 0),
    "html_200": (Unconfirmed, 0),
    "cut_json": (Unconfirmed, 1),
    "cut_before": (Unconfirmed, 0),
    "cut_after": (Unconfirmed, 1),
    "half_answer": (Unconfirmed, 1),
    "revoked": (AccessRevoked, 0),
    "no_credit": (NoCredit, 0),
    "forbidden": (Refused, 0),
    "duplicate": (Refused, 0),
}


@pytest.mark.parametrize("fault", WRITE_FAULTS)
def test_a_fault_while_replying_is_named_by_what_to_do_next(
    world: World, x: Twitter, fault: str
) -> None:
    expected, out = WRITE_FAULTS[fault]
    target = target_of(mention(world, x))
    before = len(x.own({}, []).items)
    world.fault("x.create", fault, ms=1)
    with pytest.raises(PlatformError) as caught:
        x.reply(target, "Thank you!", "k")
    assert type(caught.value) is expected
    # Our client never tries again by itself
    assert len(world.asked("x.create")) == 1
    assert len(x.own({}, []).items) == before + out


@pytest.mark.parametrize("fault", ["cut_after", "cut_json", "server_error_html"])
def test_a_repost_that_got_no_answer_may_be_tried_again(
    world: World, x: Twitter, fault: str
) -> None:
    peer = x.peers("5001", {}).items[0]
    world.fault("x.share", fault)
    with pytest.raises(TryLater):
        x.share(Target(key=peer.key, url=peer.url), "", "k")


def test_a_limit_says_until_when(world: World, x: Twitter) -> None:
    world.fault("x.mentions", "rate_limited", seconds=240)
    with pytest.raises(TryLater) as caught:
        x.mentions({})
    assert caught.value.at is not None
    wait = caught.value.at - datetime.now(UTC)
    assert timedelta(minutes=3) < wait <= timedelta(minutes=4)


@pytest.mark.parametrize(
    "left_out", ["author_id", "created_at", "public_metrics", "users"]
)
def test_a_field_left_out_stores_nothing_by_halves(
    world: World, x: Twitter, left_out: str
) -> None:
    world.play("mention")
    world.fault("x.mentions", "missing_field", field=left_out)
    with pytest.raises(TryLater, match="Nothing of it was stored"):
        x.mentions({"since": "1"})


def test_times_without_fractions_are_read(world: World, x: Twitter) -> None:
    world.play("mention")
    world.fault("x.mentions", "plain_times")
    assert x.mentions({"since": "1"}).items[0].happened_at is not None


def test_an_endless_answer_ends(
    world: World, x: Twitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"limit": wire.LIMIT, "seconds": 0.7}
    monkeypatch.setattr(wire.Wire.start, "__kwdefaults__", told)
    world.fault("x.mentions", "endless", ms=50)
    with pytest.raises(TryLater, match="did not answer in time"):
        x.mentions({})
    world.calm()
