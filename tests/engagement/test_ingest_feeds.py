"""Feeds: fetched once for all who listen; moved, gone, broken, or inside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.platforms.base import (
    PlatformError,
    Refused,
    TryLater,
)
from engagement import ingest
from engagement.keys import url_key
from engagement.models import Contact, Post, Profile, Watch
from tests.engagement.conftest import Listening
from tests.engagement.script import poll_now
from tests.engagement.web import SITE, URL, Web, a_center, a_feed, around

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    web = Web()
    monkeypatch.setattr("accounts.platforms.blog.feeds.read", web.read)
    return web


def test_what_stood_in_a_feed_is_not_offered_and_what_comes_is(web: Web) -> None:
    center = a_center()
    web.publish(1, hours_ago=30)
    watch = poll_now(a_feed(center))
    assert around(center) == set()
    assert (watch.title, watch.error) == ("Riverside", "")

    # It has no more than a day for a date: it came after our first look all the same
    web.publish(2, hours_ago=10)
    poll_now(watch)
    assert around(center) == {"feed:2"}
    profile = Profile.objects.get(center=center)
    assert (profile.external_id, profile.name) == ("riverside.example", "Riverside")


def test_an_unchanged_feed_costs_a_question_and_nothing_else(web: Web) -> None:
    web.publish(1)
    watch = poll_now(a_feed(a_center()))
    watch = poll_now(watch)
    assert web.asked[-1] == (URL, watch.etag)
    assert watch.etag == web.feed.etag
    assert watch.quiet_looks == 1


def test_a_feed_that_several_centers_watch_is_fetched_once(web: Web) -> None:
    centers = [a_center() for _ in range(3)]
    watches = [a_feed(one, looked=True) for one in centers]
    web.publish(1)

    ingest.poll(watches[0].pk)

    assert len(web.asked) == 1
    for center in centers:
        assert around(center) == {"feed:1"}
    # Of each Center its own rows, reachable for no other
    assert Post.objects.count() == Profile.objects.count() == 3
    assert ingest.due(timezone.now()) == []


def test_a_center_that_is_new_to_a_feed_gets_all_of_it(web: Web) -> None:
    web.publish(1)
    first = poll_now(a_feed(a_center(), looked=True))
    newcomer = a_center()
    Watch.objects.filter(pk=first.pk).update(next_at=timezone.now())

    ingest.poll(a_feed(newcomer).pk)

    # "Not changed since you asked" is true for one of the two only
    assert web.asked[-1] == (URL, "")
    assert Post.objects.filter(center=newcomer, first_look=True).count() == 1


def test_a_watch_that_is_not_due_or_paused_is_left_alone(web: Web) -> None:
    due, later, paused = (a_feed(a_center(), looked=True) for _ in range(3))
    Watch.objects.filter(pk=later.pk).update(
        next_at=timezone.now() + timedelta(hours=1)
    )
    Watch.objects.filter(pk=paused.pk).update(paused=True)
    web.publish(1)
    ingest.poll(due.pk)
    ingest.poll(paused.pk)
    assert {one.center for one in Post.objects.all()} == {due.center}


def test_a_moved_feed_is_followed_and_its_posts_do_not_come_twice(web: Web) -> None:
    center = a_center()
    watch = a_feed(center, looked=True)
    web.publish(1)
    new = "https://riverside.example/new-feed/"
    web.feed = replace(web.feed, moved_to=new)
    watch = poll_now(watch)
    assert (watch.target_key, watch.url_key) == (new, url_key(new))

    # There the keys are others; the page is the same
    items = tuple(replace(one, key=f"{one.key}-moved") for one in web.feed.items)
    web.feed = replace(web.feed, moved_to="", items=items, etag='"new"')
    web.publish(2)
    poll_now(watch)
    assert around(center) == {"feed:1", "feed:2"}
    assert Post.objects.count() == 2


def test_a_feed_that_moved_to_one_we_watch_is_not_read_twice(web: Web) -> None:
    center = a_center()
    a_feed(center, f"{SITE}there/")
    web.feed = replace(web.feed, moved_to=f"{SITE}there/")
    watch = poll_now(a_feed(center))
    assert watch.paused
    assert "watched already" in watch.error


def test_a_feed_that_is_gone_is_retired_with_a_sentence(web: Web) -> None:
    web.feed = replace(web.feed, gone=True)
    watch = poll_now(a_feed(a_center()))
    assert watch.paused
    assert "gone for good" in watch.error
    assert ingest.due(timezone.now() + timedelta(days=99)) == []


@pytest.mark.parametrize("error", [Refused("That is no feed."), TryLater("Down.")])
def test_a_broken_feed_says_so_to_each_who_watches_it(
    web: Web, error: PlatformError
) -> None:
    watches = [a_feed(a_center()) for _ in range(2)]
    web.error = error
    ingest.poll(watches[0].pk)
    for one in watches:
        one.refresh_from_db()
        assert (one.error, one.fails, one.paused) == (str(error), 1, False)
        assert one.next_at > timezone.now()


def test_a_feed_that_asks_for_rest_gets_it(web: Web) -> None:
    web.feed = replace(web.feed, ttl=7200)
    watch = poll_now(a_feed(a_center()))
    assert watch.next_at > timezone.now() + timedelta(seconds=7100)


def test_a_second_feed_of_the_same_blog_adds_nothing(web: Web) -> None:
    center = a_center()
    web.publish(1)
    poll_now(a_feed(center, looked=True))
    web.feed = replace(web.feed, items=(replace(web.feed.items[0], key="feed:atom"),))
    poll_now(a_feed(center, f"{SITE}atom/", looked=True))
    assert around(center) == {"feed:1"}
    assert Contact.objects.filter(center=center).count() == 1


def test_a_feed_inside_the_network_is_not_fetched(listening: Listening) -> None:
    watch = listening.feed("riverside/feed/")
    Watch.objects.filter(pk=watch.pk).update(target_key="http://127.0.0.1:1/feed")
    watch = poll_now(watch)
    assert "inside the network" in watch.error
    assert watch.lease_until is None


def test_a_feed_over_the_wire_is_read_once_and_then_asked(
    listening: Listening,
) -> None:
    watch = poll_now(listening.feed("riverside/feed/"))
    assert Post.objects.filter(center=listening.center, first_look=True).exists()
    made = listening.net.play("peer_blog", who="riverside", text="A new story.")
    watch = poll_now(watch)
    poll_now(watch)

    reads = [one["status"] for one in listening.calls("blog.rss")]
    assert reads[-3:] == [200, 200, 304]
    new = Post.objects.get(center=listening.center, peer=True, weighed_at=None)
    assert new.url == made["url"]
