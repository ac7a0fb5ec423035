"""A real WordPress is recognized, with what it offers, from one of its pages."""

from __future__ import annotations

import pytest

from accounts.platforms.base import Addresses
from accounts.platforms.blog import find
from tests.peers.wordpress import Site


def test_a_post_tells_its_feed_its_api_and_its_form(
    peer: Site, addresses: Addresses
) -> None:
    page = f"{peer.address}/kinship-care-a-year-on/"

    found = find.discover(page, addresses)

    assert found.feed_url == f"{peer.address}/feed/"
    assert found.comments_feed == f"{page}feed/"
    assert found.rest_root == f"{peer.address}/wp-json/"
    assert found.post_id == peer.posts[0]
    assert found.comment_form == f"{page}#respond"


def test_the_front_page_leads_to_the_feed(peer: Site, addresses: Addresses) -> None:
    assert find.discover(peer.address, addresses).feed_url == f"{peer.address}/feed/"


@pytest.mark.parametrize("is_open", [False, True])
def test_whether_strangers_may_comment_is_found_without_leaving_a_trace(
    peer: Site, addresses: Addresses, is_open: bool
) -> None:
    before = peer.ask("GET", "comments", params={"status": "all"})
    root = f"{peer.address}/wp-json/"

    if is_open:
        with peer.switched("open"):
            answer = find.takes_comments(root, addresses)
    else:
        answer = find.takes_comments(root, addresses)

    assert answer is is_open
    assert peer.ask("GET", "comments", params={"status": "all"}) == before
