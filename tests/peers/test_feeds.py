"""What a real WordPress publishes is read through its feeds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import requests

from accounts.platforms.base import Addresses
from accounts.platforms.blog import feeds
from tests.peers.wordpress import Site


@pytest.mark.parametrize("path", ["/feed/", "/feed/atom/"])
def test_the_newest_posts_are_read_with_their_words(
    peer: Site, addresses: Addresses, path: str
) -> None:
    feed = feeds.read(peer.address + path, addresses)

    assert feed.title == "Riverside Family Services"
    assert feed.site_url.rstrip("/") == peer.address
    post = next(one for one in feed.items if "Kinship" in one.title)
    assert post.title == "Kinship care, a year on"
    assert post.url == f"{peer.address}/kinship-care-a-year-on/"
    assert "Grandparents who were asked early." in post.text
    assert "<h2>What helped</h2>" in post.html
    assert post.published_at is not None
    age = datetime.now(UTC) - post.published_at
    assert timedelta(days=2) <= age < timedelta(days=2, minutes=10)


def test_a_title_is_read_as_people_see_it(ours: Site, addresses: Addresses) -> None:
    feed = feeds.read(f"{ours.address}/feed/", addresses)

    assert "Tea & talk “at” noon" in [post.title for post in feed.items]


def test_a_feed_without_news_answers_unchanged(
    ours: Site, addresses: Addresses
) -> None:
    address = f"{ours.address}/feed/"
    first = feeds.read(address, addresses)
    assert not first.unchanged

    again = feeds.read(address, addresses, etag=first.etag, modified=first.modified)

    assert again.unchanged
    assert not again.items


def test_a_new_post_makes_the_feed_change(ours: Site, addresses: Addresses) -> None:
    address = f"{ours.address}/feed/"
    first = feeds.read(address, addresses)
    publish(ours, "News of the day", "<p>Something new.</p>")

    again = feeds.read(address, addresses, etag=first.etag, modified=first.modified)

    assert not again.unchanged
    assert again.items[0].title == "News of the day"


def test_older_posts_are_on_the_feeds_next_page(
    ours: Site, addresses: Addresses
) -> None:
    first = feeds.read(f"{ours.address}/feed/", addresses)
    second = feeds.read(f"{ours.address}/feed/?paged=2", addresses)

    assert len(first.items) == 10
    assert "Practice note 1" in [post.title for post in second.items]
    both = {post.url for post in first.items} & {post.url for post in second.items}
    assert not both


def test_a_script_that_wordpress_keeps_for_an_admin_is_taken_out(
    ours: Site, addresses: Addresses
) -> None:
    publish(ours, "With a script", "<p>Read on</p><script>alert('x')</script>")
    raw = requests.get(f"{ours.address}/feed/", timeout=30).text
    # Otherwise this test would show nothing
    assert "<script>" in raw

    feed = feeds.read(f"{ours.address}/feed/", addresses)

    post = next(one for one in feed.items if one.title == "With a script")
    assert "Read on" in post.text
    assert "script" not in post.html
    assert "alert" not in post.html + post.text


def publish(site: Site, title: str, content: str) -> None:
    """As the site's admin, through WordPress itself."""
    post = {"title": title, "content": content, "status": "publish"}
    site.ask("POST", "posts", json=post)
