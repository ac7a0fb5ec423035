"""X over real HTTP: what is read, what is written, and what every fault means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.platforms.base import (
    AccessRevoked,
    Cursor,
    Kind,
    ModeKind,
    Platform,
    Refused,
    Target,
    Tokens,
    TryLater,
    Unsupported,
    Verb,
)
from accounts.platforms.twitter import Twitter
from accounts.platforms.twitter.keys import post_key

from .conftest import PICTURE, World, twitter
from .kindness import mention, target_of


def test_we_are_told_who_we_are(x: Twitter) -> None:
    me = x.me()
    assert (me.external_id, me.handle) == ("1001", "CenterSW")
    assert me.followers is not None


def test_a_mention_is_answered_once_with_a_receipt(world: World, x: Twitter) -> None:
    target = target_of(mention(world, x))
    assert x.mode(Verb.REPLY, target).kind is ModeKind.ONE_CLICK

    receipt = x.reply(target, "Thank you for saying so & more.", "k")

    own = x.own({}, []).items[0]
    assert own.key == receipt.key
    assert own.url == receipt.url
    assert own.reply_to_key == target.key
    assert own.text == "Thank you for saying so & more."
    with pytest.raises(Refused, match="this very text"):
        x.reply(target, "Thank you for saying so & more.", "k")


def test_replies_quotes_and_mentions_are_told_apart(world: World, x: Twitter) -> None:
    cursor = x.mentions({}).cursor
    ours = x.own({}, []).items[0]
    number = ours.key.removeprefix("x:")
    world.play("reply", text="So true.", target=number)
    world.play("quote", text="@CenterSW look.", target=number)
    world.play("mention", text="Hello @CenterSW")

    found = x.mentions(cursor).items

    assert [one.kind for one in found] == [Kind.MENTION, Kind.QUOTE, Kind.REPLY]
    assert [one.about_key for one in found] == ["", ours.key, ours.key]
    reply = found[2].post
    assert reply is not None
    # The name that X puts in front is not the author's naming us
    assert reply.text == "So true."
    assert reply.mentions == ()


def test_who_quoted_a_post_is_read_page_by_page(world: World, x: Twitter) -> None:
    ours = x.own({}, []).items[0]
    number = ours.key.removeprefix("x:")
    for count in range(12):
        world.play("quote", text=f"Look, {count}.", target=number)

    first = x.quotes(ours.key, {})
    rest = x.quotes(ours.key, first.cursor)

    assert (len(first.items), first.more) == (10, True)
    assert (len(rest.items), rest.more) == (2, False)
    assert {one.quotes_key for one in (*first.items, *rest.items)} == {ours.key}


def test_a_reply_nobody_asked_for_is_done_by_hand(world: World, x: Twitter) -> None:
    peer = x.peers("5001", {}).items[0]
    target = Target(key=peer.key, url=peer.url)
    mode = x.mode(Verb.REPLY, target)
    assert mode.kind is ModeKind.BY_HAND
    number = peer.key.removeprefix("x:")
    assert f"/intent/tweet?in_reply_to={number}" in mode.page
    with pytest.raises(Unsupported, match="by hand"):
        x.reply(target, "Well done!", "k")


def test_a_repost_may_be_done_twice(world: World, x: Twitter) -> None:
    peer = x.peers("5001", {}).items[0]
    target = Target(key=peer.key, url=peer.url)
    first, second = x.share(target, "", "k"), x.share(target, "", "k")
    assert first == second
    own = x.own({}, []).items[0]
    assert (own.key, own.shares_key) == (first.key, peer.key)
    assert own.text == peer.text


def test_what_we_posted_can_be_taken_down_twice(world: World, x: Twitter) -> None:
    receipt = x.post(Target(), "A word of our own", "k")
    target = Target(key=receipt.key, url=receipt.url)
    assert x.delete(target, "", "k").key == receipt.key
    assert x.delete(target, "", "k").key == receipt.key
    assert all(one.key != receipt.key for one in x.own({}, []).items)


def test_a_picture_is_uploaded_with_its_words(world: World, x: Twitter) -> None:
    assert x.upload(PICTURE, "image/png", "A small dot").isdigit()
    assert len(world.asked("x.alt_text")) == 1


def test_the_first_look_is_one_page_and_then_only_what_is_new(
    world: World, x: Twitter
) -> None:
    world.play("mentions", n=25)
    first = x.mentions({})
    assert len(first.items) == 10
    assert not first.more

    world.play("mentions", n=130, text="@CenterSW more")
    seen, cursor = [], first.cursor
    while True:
        page = x.mentions(cursor)
        seen += [one.key for one in page.items]
        cursor = page.cursor
        if not page.more:
            break
    assert len(seen) == len(set(seen)) == 130
    assert x.mentions(cursor).items == ()


def test_a_token_that_ran_out_begins_again_from_the_top(
    world: World, x: Twitter
) -> None:
    since = x.mentions({}).cursor["since"]
    world.play("mentions", n=3)
    page = x.mentions({"since": since, "top": "9", "token": "expired"})
    assert (page.items, page.more) == ((), True)
    assert len(x.mentions(page.cursor).items) == 3
    people = x.followers({"token": "expired"}, 5)
    assert (people.items, people.cursor, people.more) == ((), {}, True)


def test_followers_come_in_pages_of_the_size_asked_for(
    world: World, x: Twitter
) -> None:
    world.play("followers", n=12)
    seen: list[str] = []
    cursor: Cursor = {}
    pages = 0
    while True:
        page = x.followers(cursor, 5)
        seen += [one.external_id for one in page.items]
        cursor, pages = page.cursor, pages + 1
        if not page.more:
            break
    assert len(set(seen)) == len(seen) == x.me().followers
    assert pages == -(-len(seen) // 5)


def test_a_list_is_read_until_something_is_known(world: World, x: Twitter) -> None:
    cursor = x.peers("5001", {}).cursor
    world.play("peer_post", text="News from next door")
    page = x.peers("5001", cursor)
    assert [one.text for one in page.items] == ["News from next door"]
    assert not page.more


def test_people_are_looked_up_or_refused_in_a_sentence(x: Twitter) -> None:
    assert x.lookup("@RiversideFood").name == "Riverside Food Bank"
    for wrong in ("nobody_at_all", "no name", ""):
        with pytest.raises(Refused):
            x.lookup(wrong)


def test_every_answer_tells_price_and_limit(world: World, x: Twitter) -> None:
    target = target_of(mention(world, x))
    x.meter.take()
    x.reply(target, "See https://example.org", "k")
    x.peers("5001", {})
    link, peers = x.meter.take()
    assert (link.kind, link.micro) == ("post with a link", 200_000)
    assert peers.micro == peers.resources * 5_000
    assert x.meter.limit_of("reply") is not None
    assert x.price(Verb.REPLY, target, "See https://example.org") == 200_000
    billed = [one["micro"] for one in world.asked("x.create")]
    assert billed == [200_000]


OAUTH_1 = Tokens(
    key="center-app",
    secret="center-secret",
    access="x1-access-center",
    access_secret="x1-secret-center",
)


def test_oauth_1_keys_are_the_second_way_in(world: World) -> None:
    x = twitter(world, OAUTH_1)
    target = target_of(mention(world, x))
    assert x.reply(target, "Thank you & see https://example.org", "k").key
    with pytest.raises(AccessRevoked):
        twitter(world, replace(OAUTH_1, access_secret="wrong")).me()


def test_where_x_cannot_be_reached_a_reply_is_only_later(x: Twitter) -> None:
    nowhere = replace(x.addresses, twitter_api="http://127.0.0.1:1")
    with pytest.raises(TryLater, match="could not be reached"):
        Twitter(x.presence, nowhere).reply(Target(key=post_key("1")), "Hi", "k")


def test_without_an_account_nothing_is_asked(world: World, x: Twitter) -> None:
    nobody = Twitter(replace(x.presence, external_id=""), world.addresses)
    with pytest.raises(Unsupported):
        nobody.mentions({})


def test_it_is_a_platform_that_can_what_it_overrides() -> None:
    assert Twitter.can(Verb.REPLY)
    assert not Twitter.can(Verb.COMMENT)
    assert not Platform.can(Verb.REPLY)
