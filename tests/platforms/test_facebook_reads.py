"""Facebook through our adapter: what others did for us, each once, page by page."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.platforms.base import (
    Kind,
    Target,
)
from accounts.platforms.facebook import Facebook

from .conftest import World
from .facebook_kindness import (
    all_of,
    comment,
    newest,
    target_of,
)


def test_comments_answers_and_reactions_are_told_apart(
    world: World, fb: Facebook
) -> None:
    first = comment(world, fb)
    fb.reply(target_of(first), "Thank you!", "k")
    cursor = fb.comments({}).cursor
    world.play("fb_reply", who="Aisha Nur", text="You are welcome")
    world.play("fb_comment", who="George Petrakis", text="Me too")
    world.play("fb_reaction", who="Lena Hoff", text="LOVE")

    found = {one.kind: one for one in fb.comments(cursor).items}

    assert set(found) == {Kind.REPLY, Kind.COMMENT, Kind.LIKE}
    # Below the first comment, as all answers there
    reply = found[Kind.REPLY].post
    assert reply is not None
    assert reply.reply_to_key == first.key
    assert "7001" in reply.mentions
    assert found[Kind.LIKE].by.name == "Lena Hoff"
    assert found[Kind.LIKE].about_key == newest(fb).key
    assert found[Kind.LIKE].key.endswith(found[Kind.LIKE].by.external_id)


def test_an_author_whom_facebook_hides_is_somebody_unknown(
    world: World, fb: Facebook
) -> None:
    cursor = fb.comments({}).cursor
    world.play("fb_nameless_comment", text="Good work")
    world.play("fb_nameless_comment", text="Very good")
    first, second = fb.comments(cursor).items
    assert first.by.name == "Somebody on Facebook"
    assert "did not tell" in first.by.bio
    assert first.by.external_id != second.by.external_id


def test_tags_and_visitors_are_mentions(world: World, fb: Facebook) -> None:
    cursor = fb.mentions({}).cursor
    world.play("fb_visitor_post", who="ruth.feldman", text="Thank you all")
    world.play("fb_tag", who="KinshipCareNetwork")
    visit, tagged = sorted(fb.mentions(cursor).items, key=lambda one: one.by.name)[::-1]
    assert {visit.kind, tagged.kind} == {Kind.MENTION}
    assert visit.by.name == "Ruth Feldman"
    assert tagged.post is not None
    assert "7001" in tagged.post.mentions
    assert fb.mentions(fb.mentions(cursor).cursor).items == ()


def test_under_a_visitors_post_only_answers_to_us_are_kind_to_us(
    world: World, fb: Facebook
) -> None:
    visit = world.play("fb_visitor_post", who="ruth.feldman", text="Hello")
    ours = fb.comment(Target(key=f"fb:{visit['id']}"), "Welcome, Ruth!", "k")
    cursor = fb.comments({}).cursor
    world.play("fb_comment", target=visit["number"], text="I second that")
    world.play("fb_reply", who="ruth.feldman", text="See you on Tuesday")

    (found,) = fb.comments(cursor).items

    assert (found.kind, found.about_key) == (Kind.REPLY, ours.key)
    assert found.by.name == "Ruth Feldman"


def test_who_shared_is_told_as_far_as_facebook_names_them(
    world: World, fb: Facebook
) -> None:
    world.play("fb_share", who="Tamika Rowe")
    world.play("fb_quiet_share", who="Ed Kowalczyk")
    post = fb.own({}, []).items[0]
    assert post.shares == 2
    page = fb.sharers(post.key, {})
    assert [one.name for one in page.items] == ["Tamika Rowe"]
    assert not page.more


def test_the_first_look_is_one_page_and_asks_nothing_of_the_past(
    world: World, fb: Facebook
) -> None:
    world.play("fb_comments", target="130")
    world.play("fb_visitor_posts", target="30")
    world.play("fb_reaction")
    assert fb.comments({}).items == ()
    assert len(world.asked("facebook.feed")) == 1
    assert len(fb.mentions({}).items) == 10
    assert world.asked("facebook.comments") == []


def test_a_look_that_finds_nothing_costs_one_request(
    world: World, fb: Facebook
) -> None:
    world.play("fb_comments", target="3")
    cursor = fb.comments({}).cursor
    before = len(world.ask("log"))
    for _ in range(3):
        page = fb.comments(cursor)
        assert (page.items, page.more) == ((), False)
        cursor = page.cursor
    assert len(world.ask("log")) - before == 3


@pytest.mark.parametrize("many", [5, 240])
def test_a_long_talk_is_read_page_by_page_and_each_word_once(
    world: World, fb: Facebook, many: int
) -> None:
    cursor = fb.comments({}).cursor
    world.play("fb_comments", target=str(many), text="Word")
    found, cursor = all_of(fb.comments, cursor)
    assert len({one.key for one in found}) == len(found) == many
    assert fb.comments(cursor).items == ()


def test_many_talks_at_once_are_read_one_after_the_other(
    world: World, fb: Facebook
) -> None:
    posts = [fb.post(Target(), f"News {number}", "k") for number in range(12)]
    cursor = fb.comments({}).cursor
    for post in posts:
        world.play("fb_comment", target=post.key.rpartition("_")[2], text="Good")
    found, _ = all_of(fb.comments, cursor)
    assert {one.about_key for one in found} == {post.key for post in posts}
    assert len(found) == 12


def test_a_long_list_of_visits_is_read_to_what_is_known(
    world: World, fb: Facebook
) -> None:
    world.play("fb_visitor_posts", target="25")
    cursor = fb.mentions({}).cursor
    world.play("fb_visitor_posts", target="120", text="Hello again")
    found, cursor = all_of(fb.mentions, cursor)
    texts = {one.post.text for one in found if one.post}
    assert {f"Hello again ({number})" for number in range(120)} <= texts
    assert len({one.key for one in found}) == len(found)
    assert fb.mentions(cursor).items == ()


@pytest.mark.parametrize("verb", ["mentions", "comments"])
def test_a_cursor_that_ran_out_begins_again(
    world: World, fb: Facebook, verb: str
) -> None:
    read = getattr(fb, verb)
    cursor = read({}).cursor
    if verb == "comments":
        world.play("fb_comments", target="150", text="Word")
    else:
        world.play("fb_visitor_posts", target="70", text="Hello")
    first = read(cursor)
    assert first.more
    rest, _ = all_of(read, spoiled(first.cursor))
    keys = {one.key for one in (*first.items, *rest)}
    assert len(keys) == (150 if verb == "comments" else 70)


def spoiled(cursor: Any) -> Any:
    """The same cursor, with tokens that Graph does not know any more."""
    if not isinstance(cursor, dict):
        return cursor
    return {
        key: "expired" if key == "after" and value else spoiled(value)
        for key, value in cursor.items()
    }


def test_what_was_said_the_moment_before_the_first_look_is_known(
    world: World, fb: Facebook
) -> None:
    world.play("fb_comments", target="4", text="Before")
    ours = newest(fb)
    fb.comment(ours, "Ours, before", "k")
    cursor, own = fb.comments({}).cursor, fb.own({}, []).cursor
    world.play("fb_comment", text="After")
    fb.comment(ours, "Ours, after", "k")

    assert [one.post.text for one in fb.comments(cursor).items if one.post] == ["After"]
    assert [one.text for one in fb.own(own, []).items] == ["Ours, after"]


def test_only_reactions_since_the_last_look_are_told(
    world: World, fb: Facebook
) -> None:
    world.play("fb_reaction", who="Ed Kowalczyk")
    cursor = fb.comments({}).cursor
    for name in ("Lena Hoff", "Aisha Nur"):
        world.play("fb_reaction", who=name)
    page = fb.comments(cursor)
    assert {one.by.name for one in page.items} == {"Lena Hoff", "Aisha Nur"}
    assert fb.comments(page.cursor).items == ()
