"""What the hub does on a real WordPress is there once, and is found again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.platforms.base import (
    AccessRevoked,
    Addresses,
    PlatformError,
    Receipt,
    Refused,
    Target,
    TryLater,
    Unsupported,
    Verb,
)
from accounts.platforms.blog import Blog
from accounts.platforms.blog.keys import post_key, site_of
from accounts.platforms.blog.window import USUAL
from tests.peers.conftest import connect
from tests.peers.wordpress import Site

TEXT = "Three things we heard\n\nFamilies ask for <em>time</em> & quiet."


def our_post(site: Site, number: int = 0) -> Target:
    """One of our own posts, by its place in the plan."""
    key = post_key(site_of(site.address), site.posts[number])
    url = f"{site.address}/?p={site.posts[number]}"
    return Target(key=key, url=url, on_ours=True, takes_comments=True)


def their_post(site: Site) -> Target:
    """A peer's post, known by the feed it came from."""
    url = f"{site.address}/kinship-care-a-year-on/"
    return Target(key="feed:0123", url=url, takes_comments=True)


def under(site: Site, slug: str) -> list[dict[str, object]]:
    """The posts WordPress has under a slug, whatever their state."""
    asked = {"slug": slug, "status": "any", "context": "edit"}
    found: list[dict[str, object]] = site.ask("GET", "posts", params=asked)
    return found


def test_a_post_goes_out_under_the_key_of_its_delivery(blog: Blog, ours: Site) -> None:
    key = str(uuid4())

    receipt = blog.post(Target(), TEXT, key)

    [post] = under(ours, key)
    assert post["status"] == "publish"
    assert post["author"] == ours.author.id
    assert receipt == Receipt(
        post_key(site_of(ours.address), int(str(post["id"]))), str(post["link"])
    )
    mine = next(one for one in blog.own({}, ()).items if one.key == receipt.key)
    assert mine.title == "Three things we heard"
    assert mine.text == "Families ask for <em>time</em> & quiet."


def test_the_second_try_finds_the_first_and_makes_no_second(
    blog: Blog, ours: Site
) -> None:
    key = str(uuid4())

    first = blog.post(Target(), TEXT, key)
    second = blog.post(Target(), TEXT, key)

    assert second == first
    assert len(under(ours, key)) == 1


def test_a_draft_left_by_a_killed_worker_is_published_not_doubled(
    blog: Blog, ours: Site
) -> None:
    key = str(uuid4())
    api = blog.api
    draft = {"slug": key, "status": "draft", "title": "Left behind", "content": "x"}
    made = api.one(Verb.POST, "POST", "posts", json=draft)

    receipt = blog.post(Target(), TEXT, key)

    [post] = under(ours, key)
    assert post["id"] == made["id"]
    assert post["status"] == "publish"
    assert receipt.key.endswith(f":{made['id']}")


def test_our_answer_stands_under_the_comment_and_is_found_again(
    blog: Blog, ours: Site
) -> None:
    ours.visitor_says(ours.posts[4], "Do you have a reading list?")
    asked = blog.comments({}).items[0]
    assert asked.post is not None
    text = "We do & it's “short”: <3 books."

    receipt = blog.reply(Target(key=asked.key, on_ours=True), text, str(uuid4()))

    mine = next(one for one in blog.own({}, ()).items if one.key == receipt.key)
    assert not receipt.waiting
    assert mine.reply_to_key == asked.key
    assert mine.text == "We do & it’s “short”: <3 books."
    # Our own answer is no kindness done to us
    assert receipt.key not in {one.key for one in blog.comments({}).items}


@pytest.mark.parametrize("text", ["Thank you all", "Thanks & <3 to 'all' of you"])
def test_the_same_comment_twice_is_refused_with_wordpress_reason(
    blog: Blog, ours: Site, text: str
) -> None:
    blog.reply(our_post(ours, 5), text, str(uuid4()))

    with pytest.raises(Refused, match="already said that"):
        blog.reply(our_post(ours, 5), text, str(uuid4()))


def test_commenting_too_quickly_is_tried_later(blog: Blog, ours: Site) -> None:
    blog.reply(our_post(ours, 6), "The first comment", str(uuid4()))

    with ours.switched("flood"), pytest.raises(TryLater) as caught:
        blog.reply(our_post(ours, 6), "At once the second", str(uuid4()))

    assert caught.value.at is not None
    assert caught.value.at > datetime.now(UTC) + timedelta(seconds=5)


def test_a_comment_on_a_peers_blog_is_found_again(blog: Blog, peer: Site) -> None:
    text = "Grandparents first: that's what we saw, too."
    with peer.switched("open"):
        receipt = blog.comment(their_post(peer), text, str(uuid4()))

    found = blog.own({}, [their_post(peer)])

    mine = next(one for one in found.items if one.key == receipt.key)
    assert not receipt.waiting
    assert mine.text == text.replace("'", "’")
    assert mine.reply_to_key == their_post(peer).key


def test_a_comment_that_waits_for_their_moderator_is_found_when_let_through(
    blog: Blog, peer: Site
) -> None:
    with peer.switched("open"), peer.switched("held"):
        receipt = blog.comment(their_post(peer), "Worth a visit.", str(uuid4()))
    assert receipt.waiting
    before = {one.key for one in blog.own({}, [their_post(peer)]).items}
    assert receipt.key not in before

    number = receipt.key.rpartition(":c")[2]
    peer.ask("POST", f"comments/{number}", json={"status": "approved"})

    after = {one.key for one in blog.own({}, [their_post(peer)]).items}
    assert receipt.key in after


def test_a_blog_that_wants_a_login_is_left_to_a_hand(blog: Blog, peer: Site) -> None:
    with pytest.raises(Unsupported, match="by hand"):
        blog.comment(their_post(peer), "Not over this way.", str(uuid4()))


def test_a_comment_of_a_visitor_is_not_taken_for_ours(blog: Blog, peer: Site) -> None:
    peer.visitor_says(peer.posts[0], "I was there as well.", "Somebody Else")

    found = blog.own({}, [their_post(peer)])

    assert "I was there as well." not in [one.text for one in found.items]


@pytest.mark.parametrize("verb", ["me", "own", "comments", "reply", "post"])
def test_a_wrong_password_says_what_to_do(
    ours: Site, addresses: Addresses, verb: str
) -> None:
    blog = connect(ours, replace(ours.author, password="wrong"), addresses)

    with pytest.raises(AccessRevoked, match="Application Passwords") as caught:
        attempt(blog, verb, ours)

    assert "connect the blog again" in str(caught.value)
    assert "wrong" not in str(caught.value)


def attempt(blog: Blog, verb: str, site: Site) -> object:
    acts: dict[str, Callable[[], object]] = {
        "me": blog.me,
        "own": lambda: blog.own({}, ()),
        "comments": lambda: blog.comments({}),
        "reply": lambda: blog.reply(our_post(site, 7), "Hello", str(uuid4())),
        "post": lambda: blog.post(Target(), TEXT, str(uuid4())),
    }
    return acts[verb]()


def test_no_more_is_asked_for_than_wordpress_gives(blog: Blog) -> None:
    with pytest.raises(PlatformError, match="per_page"):
        blog.api.several(Verb.OWN, "posts", {"per_page": 101})
    assert USUAL <= 100
