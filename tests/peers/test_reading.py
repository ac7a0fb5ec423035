"""Our own WordPress is read: who we are, what we published, who commented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts.platforms.base import Cursor, InteractionData, Kind, PostData
from accounts.platforms.blog import Blog, window
from tests.peers.wordpress import Site


def everything_own(blog: Blog, cursor: Cursor) -> list[PostData]:
    """All pages of what is ours, from where the cursor stands."""
    found: list[PostData] = []
    for _ in range(20):
        page = blog.own(cursor, ())
        found += page.items
        cursor = page.cursor
        if not page.more:
            return found
    raise AssertionError("the reading never ends")


def is_post(one: PostData) -> bool:
    """Not a comment of ours: these have a conversation that is not their own."""
    return one.conversation_key == one.key


def newest_comment(blog: Blog) -> InteractionData:
    return blog.comments({}).items[0]


def test_the_blog_tells_who_we_are(blog: Blog, ours: Site) -> None:
    me = blog.me()

    assert me.external_id == str(ours.author.id)
    assert me.handle == "kindred"
    assert me.name == "Kindred & Co."


def test_more_than_wordpress_shows_on_a_page_is_read_in_order(
    blog: Blog, ours: Site
) -> None:
    posts = [one for one in everything_own(blog, {}) if is_post(one)]

    # WordPress gives ten posts a page unless asked for more; the plan has thirteen
    site = ours.address.removeprefix("http://")
    expected = [f"wp:{site}:{number}" for number in reversed(ours.posts)]
    assert [post.key for post in posts if post.key in expected] == expected


def test_a_look_over_many_pages_reads_every_post_once(
    blog: Blog, ours: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "USUAL", 5)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    start, _ = window.Window().after([(0, long_ago)], 1)

    posts = [one for one in everything_own(blog, {"posts": start}) if is_post(one)]

    keys = [post.key for post in posts]
    assert len(keys) == len(set(keys))
    site = ours.address.removeprefix("http://")
    assert {f"wp:{site}:{number}" for number in ours.posts} <= set(keys)


def test_a_post_is_read_as_people_see_it(blog: Blog, ours: Site) -> None:
    post = next(one for one in everything_own(blog, {}) if one.title.startswith("Tea"))

    assert post.title == "Tea & talk “at” noon"
    assert (
        post.text == "What we learned from 13 meetings with families, and what we kept."
    )
    assert post.url == f"{ours.address}/tea-talk-at-noon/"
    assert post.published_at is not None
    assert post.published_at.utcoffset() is not None


def test_reading_again_brings_nothing_twice(blog: Blog) -> None:
    first = blog.own({}, ())

    again = blog.own(first.cursor, ())

    assert first.items
    assert not {one.key for one in first.items} & {one.key for one in again.items}


def test_a_visitors_comment_is_read_and_is_about_our_post(
    blog: Blog, ours: Site
) -> None:
    ours.visitor_says(ours.posts[0], "Helpful & <b>kind</b> 'words'", "Vera & Co")

    said = newest_comment(blog)

    assert said.kind is Kind.COMMENT
    assert said.by.name == "Vera & Co"
    assert said.about_key.endswith(f":{ours.posts[0]}")
    assert said.post is not None
    assert said.post.text == "Helpful & kind ‘words’"


def test_only_the_new_comment_is_read_the_second_time(blog: Blog, ours: Site) -> None:
    ours.visitor_says(ours.posts[1], "The first of two")
    first = blog.comments({})
    ours.visitor_says(ours.posts[1], "The second of two")

    again = blog.comments(first.cursor)

    texts = [one.post.text for one in again.items if one.post]
    assert texts == ["The second of two"]


def test_a_comment_let_through_late_is_still_read(blog: Blog, ours: Site) -> None:
    with ours.switched("held"):
        ours.visitor_says(ours.posts[2], "Held for a while")
    ours.visitor_says(ours.posts[2], "Written after it")
    first = blog.comments({})
    held = ours.ask("GET", "comments", params={"status": "hold"})
    ours.ask("POST", f"comments/{held[0]['id']}", json={"status": "approved"})

    again = blog.comments(first.cursor)

    texts = [one.post.text for one in again.items if one.post]
    assert texts == ["Held for a while"]


def test_a_peers_pingback_is_read_as_a_link(blog: Blog, ours: Site, peer: Site) -> None:
    linked = f"{ours.address}/practice-note-4/"
    text = f'<p>We read <a href="{linked}">their note</a> with profit.</p>'
    post = {"title": "What we read", "content": text, "status": "publish"}
    source = peer.ask("POST", "posts", json=post)["link"]

    ours.pinged(source, linked)

    said = newest_comment(blog)
    assert said.kind is Kind.LINK
    assert said.by.url == source
    assert said.about_key.endswith(f":{ours.posts[3]}")
