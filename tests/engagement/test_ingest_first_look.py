"""The first look suggests nothing and reads one page; what comes after is owed."""

from __future__ import annotations

from collections import Counter

import pytest

from accounts.platforms.base import Kind
from engagement.models import Contact, Interaction, Post, Profile, Watch
from tests.engagement.conftest import Listening

FEEDS = 50


def test_connecting_reads_one_page_a_watch_and_owes_nothing(
    listening: Listening,
) -> None:
    """An account with 5,000 followers, and 50 feeds."""
    listening.net.play("followers", n=5000)
    listening.net.play("mention")
    listening.list_of_peers()
    feeds = ["riverside/feed/", "harbor/feed/atom/"] * (FEEDS // 2)
    for number, feed in enumerate(feeds):
        listening.feed(f"{feed}?n={number}")

    before = len(listening.net.log())
    listening.sweep()

    watches = Watch.objects.filter(center=listening.center)
    assert watches.count() == FEEDS + 6
    assert not watches.filter(looked_first_at=None)
    assert not watches.exclude(error="")
    assert listening.noticed() == []
    assert not Post.objects.filter(peer=True, weighed_at=None)
    assert not Contact.objects.filter(received_count__gt=0)
    # Stored all the same, for the timeline of each
    assert Post.objects.filter(peer=True, first_look=True).count() > 10
    assert Interaction.objects.filter(kind=Kind.FOLLOW, first_look=True).count() == 20

    reads = listening.net.log()[before:]
    # Who we are is no page: asked by each of the blog's two watches, and once on X
    pages = [one for one in reads if not one["call"].endswith(".me")]
    asked = Counter((one["call"], one["path"], one["query"]) for one in pages)
    assert max(asked.values()) == 1, asked.most_common(3)
    followers = [one for one in pages if one["call"] == "x.followers"]
    assert [one["resources"] for one in followers] == [20]
    assert len([one for one in pages if "n=" in one["query"]]) == FEEDS
    # Our own presence on the blog is two lists: what we posted, what we commented
    assert len(pages) == FEEDS + 6 + 1
    assert len(reads) == len(pages) + 3


def test_whatever_happens_after_the_first_look_is_noticed(
    listening: Listening,
) -> None:
    listening.list_of_peers()
    listening.feed("riverside/feed/")
    listening.sweep()

    play = listening.net.play
    play("mention", who="oak_street", text="Thank you @CenterSW")
    play("reply", who="replier", text="@CenterSW So true")
    play("quote", who="quoter", text="Read this")
    play("share", who="sharer")
    play("follow", who="newcomer")
    play("blog_comment", who="Ruth", text="A kind comment")
    peer_post = play("peer_post")
    blog_post = play("blog_link", who="riverside")
    listening.sweep()
    listening.sweep()

    noticed = listening.noticed()
    assert (Kind.MENTION, "oak_street") in noticed
    assert (Kind.REPLY, "replier") in noticed
    assert (Kind.QUOTE, "quoter") in noticed
    assert (Kind.SHARE, "sharer") in noticed
    assert (Kind.FOLLOW, "newcomer") in noticed
    assert (Kind.COMMENT, "Ruth") in noticed
    # The pingback and the feed tell of one and the same link
    assert Counter(kind for kind, _ in noticed)[Kind.LINK] == 1
    assert len(noticed) == 7
    fresh = Post.objects.filter(peer=True, weighed_at=None)
    assert fresh.filter(key=f"x:{peer_post['id']}").exists()
    assert fresh.filter(url=blog_post["url"]).exists()
    counted = Profile.objects.filter(contact__received_count=1)
    assert counted.count() == 7


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_followers_are_found_in_either_order_through_a_page_that_fails(
    listening: Listening, order: str
) -> None:
    listening.net.tell("switch", followers_order=order)
    listening.sweep()
    known = Profile.objects.filter(they_follow_at__isnull=False).count()
    assert known <= 20

    listening.net.play("followers", n=130)
    listening.net.fault("cut_json", "x.followers", times=1)
    listening.sweep()
    assert not Interaction.objects.filter(weighed_at=None, kind=Kind.FOLLOW)
    listening.sweep()
    listening.net.fault("server_error_html", "x.followers", times=1)
    for _ in range(4):
        listening.sweep()

    follows = Interaction.objects.filter(kind=Kind.FOLLOW)
    assert follows.filter(weighed_at=None).count() == 130
    assert follows.count() == known + 130


def test_what_a_peer_shows_twice_is_one_kindness(listening: Listening) -> None:
    """A peer on our list names us: the mentions and the list both show that post."""
    listening.list_of_peers()
    listening.sweep()
    peer = next(
        one
        for one in listening.net.world()["x"]["users"]
        if one["kind"] != "spam" and one["handle"] not in ("CenterSW", "sam_writes")
    )
    listening.net.play("mention", who=peer["handle"], text="Look at @CenterSW")
    listening.sweep()
    listening.sweep()

    assert listening.noticed() == [(Kind.MENTION, peer["handle"])]


def test_a_pingback_that_is_read_before_the_feed_hides_no_post(
    listening: Listening,
) -> None:
    watch = listening.feed("riverside/feed/")
    listening.sweep()
    blog_post = listening.net.play("blog_link", who="riverside")
    Watch.objects.filter(pk=watch.pk).update(paused=True)
    listening.sweep()
    assert (Kind.LINK, "Riverside Family Network") in listening.noticed()

    Watch.objects.filter(pk=watch.pk).update(paused=False)
    listening.sweep()

    assert Post.objects.filter(peer=True, url=blog_post["url"]).exists()
    assert [kind for kind, _ in listening.noticed()].count(Kind.LINK) == 1
