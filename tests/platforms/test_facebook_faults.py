"""Every fault of Facebook, and what our adapter says to do next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.platforms import wire
from accounts.platforms.base import (
    AccessRevoked,
    PlatformError,
    Refused,
    Target,
    TryLater,
    Unconfirmed,
    Unsupported,
)
from accounts.platforms.facebook import Facebook
from accounts.platforms.facebook.errors import Blocked

from .conftest import World
from .facebook_kindness import comment, graph_comments, graph_posts, newest, target_of

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
    "no_credit": Blocked,
    "forbidden": Unsupported,
}


@pytest.mark.parametrize(("fault", "expected"), READ_FAULTS.items())
def test_a_fault_while_reading_harms_nothing(
    world: World, fb: Facebook, fault: str, expected: type[PlatformError]
) -> None:
    cursor = fb.comments({}).cursor
    world.play("fb_comment")
    world.fault("facebook.comments", fault, network="facebook", ms=1)
    with pytest.raises(expected) as caught:
        fb.comments(cursor)
    assert type(caught.value) is expected
    assert str(caught.value).endswith(".")
    assert len(fb.comments(cursor).items) == 1


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
    "no_credit": (Blocked, 0),
    "forbidden": (Unsupported, 0),
    "duplicate": (Refused, 0),
}


@pytest.mark.parametrize("fault", WRITE_FAULTS)
def test_a_fault_while_answering_is_named_by_what_to_do_next(
    world: World, fb: Facebook, fault: str
) -> None:
    expected, out = WRITE_FAULTS[fault]
    target = target_of(comment(world, fb))
    own = fb.own({}, []).cursor
    world.fault("facebook.comment", fault, network="facebook", ms=1)
    with pytest.raises(PlatformError) as caught:
        fb.reply(target, "Thank you!", "k")
    assert type(caught.value) is expected
    # Our client never tries again by itself, and finds what went out all the same
    assert len(world.asked("facebook.comment")) == 1
    assert len(graph_comments(world)) == out
    assert len(fb.own(own, [target]).items) == out


@pytest.mark.parametrize("fault", ["cut_after", "cut_json", "server_error_html"])
@pytest.mark.parametrize("verb", ["post", "share"])
def test_a_post_without_an_answer_may_be_out(
    world: World, fb: Facebook, verb: str, fault: str
) -> None:
    theirs = world.play("fb_peer_post")
    target = Target(key=f"fb:{theirs['id']}", url=world.url + theirs["url"])
    before = len(graph_posts(world))
    world.fault("facebook.post", fault, network="facebook")
    with pytest.raises(Unconfirmed, match="may be out all the same"):
        getattr(fb, verb)(target, "A word of our own", "k")
    out = len(graph_posts(world)) - before
    assert out == (fault != "server_error_html")
    own = fb.own({}, []).items[0]
    assert (own.text == "A word of our own") == bool(out)
    assert own.shares_key == (target.key if out and verb == "share" else "")


@pytest.mark.parametrize("fault", ["cut_after", "cut_json", "server_error_html"])
@pytest.mark.parametrize("verb", ["like", "delete"])
def test_what_may_be_repeated_is_tried_again(
    world: World, fb: Facebook, verb: str, fault: str
) -> None:
    target = newest(fb)
    world.fault(f"facebook.{verb}", fault, network="facebook")
    with pytest.raises(TryLater):
        getattr(fb, verb)(target, "", "k")
    assert getattr(fb, verb)(target, "", "k").url == target.url


CODES: list[tuple[str, type[PlatformError], str]] = [
    ("1", Unconfirmed, "in trouble"),
    ("2", Unconfirmed, "in trouble"),
    ("4", TryLater, "slow down"),
    ("17", TryLater, "slow down"),
    ("32", TryLater, "slow down"),
    ("341", TryLater, "slow down"),
    ("613", TryLater, "slow down"),
    ("80001", TryLater, "slow down"),
    ("368", Blocked, "blocked what this Page does"),
    ("3", Unsupported, "by hand"),
    ("10", Unsupported, "by hand"),
    ("200", Unsupported, "by hand"),
    ("299", Unsupported, "by hand"),
    ("102", AccessRevoked, "Connect the Page again"),
    ("190", AccessRevoked, "Facebook has ended the connection"),
    ("190.458", AccessRevoked, "app was removed"),
    ("190.460", AccessRevoked, "changed their Facebook password"),
    ("190.463", AccessRevoked, "has run out"),
    ("190.467", AccessRevoked, "has ended the connection"),
    ("190.492", AccessRevoked, "no role on it any more"),
    ("506", Refused, "the same text before"),
    ("100", Refused, "did not accept it"),
    ("100.33", Refused, "does not have it any more"),
    ("999", Refused, "Facebook refused"),
]


@pytest.mark.parametrize(("code", "expected", "words"), CODES)
def test_each_code_of_graph_says_what_to_do_next(
    world: World, fb: Facebook, code: str, expected: type[PlatformError], words: str
) -> None:
    target = newest(fb)
    order = {"network": "facebook", "field": code}
    world.fault("facebook.comment", "graph_error", **order)
    with pytest.raises(expected, match=words) as caught:
        fb.comment(target, "Hello", "k")
    assert str(caught.value).endswith(".")
    assert graph_comments(world) == []


def test_a_limit_says_until_when(world: World, fb: Facebook) -> None:
    world.fault("facebook.feed", "rate_limited", network="facebook", seconds=1500)
    with pytest.raises(TryLater) as caught:
        fb.comments({})
    assert caught.value.at is not None
    wait = caught.value.at - datetime.now(UTC)
    assert timedelta(minutes=24) < wait <= timedelta(minutes=25)


def test_a_limit_without_a_time_waits_an_hour(world: World, fb: Facebook) -> None:
    world.fault("facebook.feed", "rate_limited_blind", network="facebook")
    with pytest.raises(TryLater) as caught:
        fb.comments({})
    assert caught.value.at is not None
    assert caught.value.at - datetime.now(UTC) > timedelta(minutes=59)


@pytest.mark.parametrize(
    ("percent", "reads", "acts"),
    [(50, True, True), (85, False, True), (96, False, False)],
)
def test_a_nearly_used_up_allowance_stops_polls_before_answers(
    world: World, fb: Facebook, percent: int, *, reads: bool, acts: bool
) -> None:
    world.tell("switch", facebook_usage=percent)
    fb.comments({})
    fb.like(newest(fb), "", "k")
    read, acted = fb.meter.limit_of("comments"), fb.meter.limit_of("like")
    assert read is not None
    assert acted is not None
    assert (read.remaining > 0, acted.remaining > 0) == (reads, acts)
    assert read.resets_at > datetime.now(UTC)


def test_beyond_the_allowance_facebook_itself_refuses(
    world: World, fb: Facebook
) -> None:
    world.tell("switch", facebook_usage=101)
    with pytest.raises(TryLater, match="slow down"):
        fb.me()


@pytest.mark.parametrize(
    ("call", "left_out"),
    [
        ("facebook.feed", "total_count"),
        ("facebook.feed", "updated_time"),
        ("facebook.comments", "created_time"),
        ("facebook.comments", "data"),
        ("facebook.comments", "id"),
    ],
)
def test_a_field_left_out_stores_nothing_by_halves(
    world: World, fb: Facebook, call: str, left_out: str
) -> None:
    cursor = fb.comments({}).cursor
    world.play("fb_comment")
    order = {"network": "facebook", "field": left_out}
    world.fault(call, "missing_field", **order)
    with pytest.raises(TryLater, match="Nothing of it was stored"):
        fb.comments(cursor)


def test_a_missing_author_is_no_fault(world: World, fb: Facebook) -> None:
    cursor = fb.comments({}).cursor
    world.play("fb_comment", text="Kind words")
    order = {"network": "facebook", "field": "from"}
    world.fault("facebook.comments", "missing_field", **order)
    (found,) = fb.comments(cursor).items
    assert found.by.name == "Somebody on Facebook"
    assert found.post is not None
    assert found.post.text == "Kind words"


@pytest.mark.parametrize("left_out", ["id"])
def test_a_receipt_left_out_is_unconfirmed(
    world: World, fb: Facebook, left_out: str
) -> None:
    target = newest(fb)
    order = {"network": "facebook", "field": left_out}
    world.fault("facebook.comment", "missing_field", **order)
    with pytest.raises(Unconfirmed):
        fb.comment(target, "Hello", "k")
    assert graph_comments(world) == ["Hello"]


def test_an_endless_answer_ends(
    world: World, fb: Facebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"limit": wire.LIMIT, "seconds": 0.7}
    monkeypatch.setattr(wire.Wire.start, "__kwdefaults__", told)
    world.fault("facebook.feed", "endless", network="facebook", ms=50)
    with pytest.raises(TryLater, match="did not answer in time"):
        fb.comments({})
    world.calm()
