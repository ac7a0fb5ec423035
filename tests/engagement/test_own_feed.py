"""Our own blog, connected by its feed alone: what we published is seen, no more."""

from __future__ import annotations

import pytest
import requests
from django.utils import timezone

from accounts.connect import platform_of, sealed
from accounts.models import Account
from accounts.platforms.base import ModeKind, Target, Tokens, Verb
from engagement.models import Linkback, Post, Watch
from tests.engagement.conftest import Listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_feed(listening: Listening) -> Listening:
    """The Center's blog has no password here; its feed was found."""
    Account.objects.filter(pk=listening.x.pk).update(disconnected_at=timezone.now())
    blog = listening.blog
    blog.tokens = ""
    blog.external_id = blog.web_url.partition("://")[2].rstrip("/")
    blog.granted = {"tier": "feed", "scopes": [], "feed": f"{blog.web_url}feed/"}
    blog.save()
    return listening


def ours(listening: Listening) -> set[str]:
    rows = Post.objects.filter(center=listening.center, account=listening.blog)
    return set(rows.values_list("key", flat=True))


def test_what_we_published_is_read_and_nothing_else_is_watched(
    by_feed: Listening,
) -> None:
    by_feed.sweep()

    watch = Watch.objects.get(account=by_feed.blog)
    assert (watch.kind, watch.error) == ("own", "")
    assert watch.ok_at
    assert len(ours(by_feed)) == 6
    assert all(key.startswith("feed:") for key in ours(by_feed))
    # Old posts tell nobody of their links
    assert not Linkback.objects.exists()


def test_a_new_post_of_ours_is_noticed_by_the_feed(by_feed: Listening) -> None:
    by_feed.sweep()
    password = ("kindred", "blog-pass-center")
    publish(by_feed, "Our new note", password)

    by_feed.sweep()

    assert Post.objects.filter(account=by_feed.blog, title="Our new note").exists()
    assert len(ours(by_feed)) == 7


def publish(listening: Listening, title: str, login: tuple[str, str]) -> None:
    answer = requests.post(
        f"{listening.blog.web_url}wp-json/wp/v2/posts",
        json={"title": title, "content": "<p>Words.</p>", "status": "publish"},
        auth=login,
        timeout=20,
    )
    assert answer.ok, answer.text


def test_with_a_password_later_each_post_is_still_one(by_feed: Listening) -> None:
    """And with the password taken away again."""
    by_feed.sweep()
    rows = set(Post.objects.filter(account=by_feed.blog).values_list("pk", flat=True))
    blog = Account.objects.filter(pk=by_feed.blog.pk)
    feed = by_feed.blog.granted

    tokens = sealed(Tokens(user="kindred", access="blog-pass-center"))
    blog.update(tokens=tokens, granted={"tier": "author"})
    by_feed.sweep()

    assert all(key.startswith("wp:") for key in ours(by_feed))
    pages = Post.objects.filter(account=by_feed.blog, reply_to_key="")
    assert set(pages.values_list("pk", flat=True)) == rows
    assert set(
        Watch.objects.filter(account=by_feed.blog).values_list("kind", flat=True)
    ) == {"own", "comments"}

    blog.update(tokens="", granted=feed)
    Watch.objects.filter(kind="comments").delete()
    by_feed.sweep()
    assert set(pages.values_list("pk", flat=True)) == rows
    assert not Linkback.objects.exists()


def test_all_but_reading_is_by_hand(by_feed: Listening) -> None:
    blog = platform_of(Account.objects.get(pk=by_feed.blog.pk))
    assert blog.mode(Verb.OWN, Target()).kind is ModeKind.ONE_CLICK
    assert blog.mode(Verb.POST, Target()).kind is ModeKind.BY_HAND
    assert blog.mode(Verb.REPLY, Target(on_ours=True)).kind is ModeKind.BY_HAND
    assert blog.mode(Verb.COMMENTS, Target()).kind is ModeKind.NOT_ALLOWED


def test_a_feed_that_is_gone_says_so(by_feed: Listening) -> None:
    gone = {**by_feed.blog.granted, "feed": f"{by_feed.net.url}/blog/nobody/feed/"}
    Account.objects.filter(pk=by_feed.blog.pk).update(granted=gone)
    by_feed.sweep()
    assert "could not be read" in Watch.objects.get(account=by_feed.blog).error
