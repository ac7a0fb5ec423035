"""The make-believe blogs' feeds: read as real readers read them, over real HTTP."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import defusedxml.ElementTree as SafeTree
import fastfeedparser
import feedparser
import pytest
import requests

from tests.sandbox.blogs import Blogs

FEEDS = (
    "/blog/center/feed/",
    "/blog/riverside/feed/",
    "/blog/harbor/feed/atom/",
    "/blog/center/comments/feed/",
    "/blog/center/comments/feed/atom/",
    "/blog/center/mutual-aid-is-not-a-program/feed/",
    "/blog/center/mutual-aid-is-not-a-program/feed/atom/",
)


@pytest.mark.parametrize("path", FEEDS)
def test_both_readers_find_the_same_in_a_feed(blogs: Blogs, path: str) -> None:
    body = blogs.get(path).content
    slow, fast = feedparser.parse(body), fastfeedparser.parse(body)

    assert not slow.bozo
    assert len(slow.entries) == len(fast.entries) > 0
    assert [one.id for one in slow.entries] == [one.id for one in fast.entries]
    assert [one.title for one in slow.entries] == [one.title for one in fast.entries]
    assert all(one.published for one in fast.entries)


@pytest.mark.parametrize("path", FEEDS[:3])
def test_a_feed_brings_whole_posts_with_headings(blogs: Blogs, path: str) -> None:
    for entry in feedparser.parse(blogs.get(path).content).entries:
        text = entry.content[0].value
        assert text.count("<p>") >= 4
        assert text.count("<h2>") >= 2
        assert entry.author
        assert entry.tags
        assert len(entry.summary) < len(text)


def test_a_post_s_address_in_the_feed_opens_it(blogs: Blogs) -> None:
    for path in FEEDS[:3]:
        entry = feedparser.parse(blogs.get(path).content).entries[0]
        page = requests.get(entry.link, timeout=20)
        assert page.status_code == 200
        # The guid is WordPress's short address, and leads to the same page
        assert requests.get(entry.id, timeout=20).url == entry.link


def test_an_unchanged_feed_is_not_sent_again(blogs: Blogs) -> None:
    first = blogs.get("/blog/riverside/feed/")
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    both = {"If-None-Match": etag, "If-Modified-Since": changed}

    for headers in (both, {"If-None-Match": etag}, {"If-Modified-Since": changed}):
        again = blogs.get("/blog/riverside/feed/", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == etag

    blogs.play("peer_blog", who="riverside")
    assert blogs.get("/blog/riverside/feed/", headers=both).status_code == 200


def test_a_comment_changes_the_comment_feed_and_not_the_posts(blogs: Blogs) -> None:
    posts, comments = "/blog/center/feed/", "/blog/center/comments/feed/"
    known = {path: blogs.get(path).headers["ETag"] for path in (posts, comments)}

    made = blogs.play("blog_comment")

    answers = {
        path: blogs.get(path, headers={"If-None-Match": etag})
        for path, etag in known.items()
    }
    assert answers[posts].status_code == 304
    entry = feedparser.parse(answers[comments].content).entries[0]
    assert entry.link == made["url"]
    assert entry.author == made["author"]
    assert made["text"][:20] in entry.content[0].value


def test_pages_say_where_their_feeds_are_best_first(blogs: Blogs) -> None:
    kinds = {}
    for blog in ("riverside", "harbor"):
        page = blogs.get(f"/blog/{blog}/")
        kinds[blog] = re.findall(r'rel="alternate" type="([^"]+)"', page.text)[0]
        assert f"{blogs.origin}/blog/{blog}/wp-json/" in page.headers["Link"]
        assert 'rel="webmention"' in page.headers["Link"]
    assert kinds == {
        "riverside": "application/rss+xml",
        "harbor": "application/atom+xml",
    }


def test_the_blogroll_names_the_neighbours_feeds(blogs: Blogs) -> None:
    tree = SafeTree.fromstring(blogs.get("/blog/center/wp-links-opml.php").content)
    assert tree.get("version") == "2.0"
    feeds = [one.attrib["xmlUrl"] for one in tree.iter("outline") if one.get("xmlUrl")]
    assert len(feeds) == 2
    for feed in feeds:
        assert feedparser.parse(requests.get(feed, timeout=20).content).entries


def test_more_than_ten_posts_are_on_further_pages(blogs: Blogs) -> None:
    for _ in range(8):
        blogs.play("peer_blog", who="riverside")
    first = feedparser.parse(blogs.get("/blog/riverside/feed/").content).entries
    second = feedparser.parse(
        blogs.get("/blog/riverside/feed/?paged=2").content
    ).entries
    assert (len(first), len(second)) == (10, 3)
    assert not {one.id for one in first} & {one.id for one in second}
    assert blogs.get("/blog/riverside/feed/?paged=3").status_code == 404


def test_a_hostile_post_reaches_the_feed_as_it_was_written(blogs: Blogs) -> None:
    blogs.play("hostile_post", who="riverside")
    body = blogs.get("/blog/riverside/feed/").text
    assert "<script>" in body
    assert "onerror=" in body
    assert "javascript:" in body
    # and the feed is well-formed all the same
    assert not feedparser.parse(body).bozo


def test_a_feed_cut_in_half_is_no_xml(blogs: Blogs) -> None:
    blogs.fault("cut_json", "blog.rss")
    with pytest.raises(ElementTree.ParseError):
        SafeTree.fromstring(blogs.get("/blog/riverside/feed/").content)
    assert not feedparser.parse(blogs.get("/blog/riverside/feed/").content).bozo


def test_a_broken_feed_is_no_feed(blogs: Blogs) -> None:
    blogs.fault("broken_feed", "blog.rss")
    assert feedparser.parse(blogs.get("/blog/riverside/feed/").content).bozo


def test_a_huge_feed_does_not_say_how_long_it_is(blogs: Blogs) -> None:
    blogs.fault("huge", "blog.rss")
    with blogs.get("/blog/riverside/feed/", stream=True) as answer:
        assert "Content-Length" not in answer.headers
        size = sum(len(chunk) for chunk in answer.iter_content(1 << 20))
    assert size > 10 * 1024 * 1024


def test_a_feed_may_point_inside_the_network(blogs: Blogs) -> None:
    blogs.fault("redirect_private", "blog.rss")
    answer = blogs.get("/blog/riverside/feed/", allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://127.0.0.1:1/"


def test_a_field_can_be_left_out_of_a_feed(blogs: Blogs) -> None:
    blogs.fault("missing_field", "blog.rss", field="pubDate")
    entry = feedparser.parse(blogs.get("/blog/riverside/feed/").content).entries[0]
    assert "published" not in entry
    assert entry.title
