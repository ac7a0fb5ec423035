"""Facebook through our adapter: who we are there, and what our Page does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.platforms.base import (
    AccessRevoked,
    Kind,
    Refused,
    Target,
    Tokens,
    TryLater,
    Unsupported,
    Verb,
)
from accounts.platforms.facebook import Facebook

from .conftest import FB_TOKENS, World, facebook
from .facebook_kindness import (
    comment,
    graph_comments,
    graph_posts,
    newest,
    tag,
    target_of,
)


def test_we_are_told_who_we_are_and_how_many_follow(fb: Facebook) -> None:
    me = fb.me()
    assert (me.external_id, me.handle) == ("7001", "CenterSW")
    assert me.name == "Center for Social Work Practice"
    assert me.followers == 412


def test_the_token_travels_in_no_address(world: World, fb: Facebook) -> None:
    fb.me()
    fb.comments({})
    fb.delete(Target(key=fb.post(Target(), "Oops", "k").key), "", "k")
    lines = [one for one in world.ask("log") if one["network"] == "facebook"]
    assert len(lines) == 4
    for line in lines:
        assert "access_token" not in line["query"] + line["body"]
        assert "appsecret_proof" in line["query"] + line["body"]


def test_without_the_right_secret_nothing_is_read(world: World) -> None:
    for wrong in ("", "another"):
        with pytest.raises(Refused, match="appsecret_proof"):
            facebook(world, replace(FB_TOKENS, secret=wrong)).me()


def test_a_comment_is_answered_in_place_with_a_receipt(
    world: World, fb: Facebook
) -> None:
    one = comment(world, fb, who="lena.hoff", text="So useful")
    assert (one.kind, one.by.name) == (Kind.COMMENT, "Lena Hoff")
    assert one.about_key == newest(fb).key
    before = fb.own({}, []).cursor

    receipt = fb.reply(target_of(one), "Thank you for saying so & more.", "k")

    own = fb.own(before, []).items
    assert [item.key for item in own] == [receipt.key]
    assert own[0].text == "Thank you for saying so & more."
    assert own[0].reply_to_key == one.key
    assert own[0].conversation_key == one.about_key
    assert own[0].url == receipt.url


def test_a_post_that_tags_us_is_answered_on_their_page(
    world: World, fb: Facebook
) -> None:
    target = target_of(tag(world, fb))
    assert target.summons_us

    receipt = fb.reply(target, "It was a pleasure.", "k")

    found = fb.own(fb.own({}, []).cursor, [target]).items
    assert [(one.key, one.reply_to_key) for one in found] == [(receipt.key, target.key)]


def test_an_answer_to_an_answer_is_found_under_what_it_answers(
    world: World, fb: Facebook
) -> None:
    first = comment(world, fb, text="One")
    target = target_of(first)
    number = first.key.rpartition("_")[2]
    theirs = world.play("fb_reply", who="Ben", text="Two", target=number)
    answer = Target(key=f"fb:c{theirs['id']}", url=world.url + theirs["url"])
    cursor = fb.own({}, []).cursor

    receipt = fb.reply(answer, "Three", "k")

    assert receipt.url.endswith(f"&reply_comment_id={receipt.key.rpartition('_')[2]}")
    (without,) = fb.own(cursor, []).items
    assert without.reply_to_key == target.key
    (found,) = fb.own(cursor, [target, answer]).items
    assert (found.key, found.reply_to_key) == (receipt.key, answer.key)
    assert found.conversation_key == first.about_key


def test_nobody_acts_on_another_page(world: World, fb: Facebook) -> None:
    theirs = world.play("fb_peer_post")
    with pytest.raises(Unsupported, match="by hand"):
        fb.comment(Target(key=f"fb:{theirs['id']}"), "Well done", "k")
    with pytest.raises(Unsupported, match="by hand"):
        fb.like(Target(url="https://www.facebook.com/pfbid0abc"), "", "k")


def test_a_post_shows_the_link_in_it(world: World, fb: Facebook) -> None:
    said = "Read this (https://center.example.edu/new), please."
    receipt = fb.post(Target(), said, "k")
    own = fb.own({}, []).items[0]
    assert (own.key, own.text) == (receipt.key, said)
    assert own.links == ("https://center.example.edu/new",)
    assert own.shares_key == ""
    with pytest.raises(Refused, match="same text"):
        fb.post(Target(), said, "k")


def test_passing_on_is_a_post_that_links_to_theirs(world: World, fb: Facebook) -> None:
    theirs = world.play("fb_peer_post")
    target = Target(key=f"fb:{theirs['id']}", url=world.url + theirs["url"])
    receipt = fb.share(target, "Drivers, please!", "k")
    own = fb.own({}, []).items[0]
    assert (own.key, own.shares_key) == (receipt.key, target.key)
    assert graph_posts(world)[-1]["shares"] == int(theirs["number"])
    with pytest.raises(Unsupported, match="no address"):
        fb.share(Target(key=target.key), "Look", "k")


def test_liking_and_taking_down_may_be_done_twice(world: World, fb: Facebook) -> None:
    target = target_of(comment(world, fb))
    assert fb.like(target, "", "k") == fb.like(target, "", "k")
    ours = fb.reply(target, "Thank you!", "k")
    gone = Target(key=ours.key, url=ours.url)
    assert fb.delete(gone, "", "k") == fb.delete(gone, "", "k")
    assert graph_comments(world) == []
    with pytest.raises(Refused, match="does not have it any more"):
        fb.reply(gone, "Hello?", "k")


def test_where_facebook_cannot_be_reached_a_post_is_only_later(world: World) -> None:
    nowhere = facebook(world, facebook_api="http://127.0.0.1:1")
    with pytest.raises(TryLater, match="could not be reached"):
        nowhere.post(Target(), "Hello", "k")


def test_without_a_token_nothing_is_asked(world: World) -> None:
    nobody = facebook(world, Tokens())
    for act in (nobody.me, lambda: nobody.post(Target(), "Hi", "k")):
        with pytest.raises(Unsupported, match="not connected"):
            act()
    assert world.ask("log") == []


def test_a_token_that_died_says_why(world: World, fb: Facebook) -> None:
    world.play("fb_end_token", target="492")
    with pytest.raises(AccessRevoked, match="no role on it any more"):
        fb.comments({})


def test_graphs_version_is_a_setting(world: World) -> None:
    assert facebook(world, facebook_version="v24.0").me().handle == "CenterSW"
    with pytest.raises(Refused, match=r"deprecated version: v3\.1"):
        facebook(world, facebook_version="v3.1").me()


def test_it_is_a_platform_that_can_what_it_overrides() -> None:
    able = {verb for verb in Verb if Facebook.can(verb)}
    assert able == {
        *(Verb.ME, Verb.OWN, Verb.MENTIONS, Verb.COMMENTS, Verb.SHARERS),
        *(Verb.REPLY, Verb.COMMENT, Verb.POST, Verb.SHARE, Verb.LIKE, Verb.DELETE),
    }
