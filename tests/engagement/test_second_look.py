"""A comment waits for a moderator of theirs: after two days we look again, once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from engagement import decide, deliver
from engagement.aim import main_way
from engagement.ingest.own import awaited
from engagement.models import Delivery, Interaction, Post, Suggestion, Watch
from engagement.settling import Proof, sent
from tests.engagement.linked import Linked, linked

__all__ = ["linked"]

pytestmark = pytest.mark.django_db

DAYS = timedelta(days=2)
RECEIPT = "wp:riverside.example:c31"


@pytest.fixture
def watch(linked: Linked) -> Watch:
    return Watch.objects.create(
        center=linked.town.center,
        account=linked.blog,
        kind="own",
        target_key=f"account:{linked.blog.pk}",
        looked_first_at=timezone.now() - timedelta(days=9),
        next_at=timezone.now() + timedelta(hours=1),
    )


def commented(linked: Linked) -> Delivery:
    """A comment on a peer's post, begun by hand by the poster."""
    profile = linked.known("https://riverside.example/")
    post = Post.objects.create(
        center=linked.town.center,
        profile=profile,
        key="feed:1",
        url="https://riverside.example/one/",
        title="A year on",
        text="Grandparents who were asked early.",
        peer=True,
    )
    card = Suggestion.objects.create(
        center=linked.town.center,
        account=linked.blog,
        profile=profile,
        post=post,
        kind="comment",
        owed=False,
        key="comment:feed:1",
        reason="They published.",
    )
    way = main_way(card)
    assert way is not None
    return decide.accept(card, by=linked.town.poster, way=way, text="Asked early: yes.")


def by_hand(linked: Linked) -> Delivery:
    delivery = commented(linked)
    assert delivery.state == "by_hand"
    decide.done(delivery, by=linked.town.poster)
    return delivery


def by_api(linked: Linked) -> Delivery:
    """Their blog took it over REST, and said that a moderator holds it."""
    delivery = commented(linked)
    url = "https://riverside.example/one/#comment-31"
    sent(delivery, Proof(key=RECEIPT, url=url, waiting=True))
    return delivery


def later(delivery: Delivery, watch: Watch, *, visited: bool = True) -> datetime:
    """Two days on, our watch has looked under their post again."""
    at = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(
        look_again_at=at - timedelta(hours=1)
    )
    Watch.objects.filter(pk=watch.pk).update(
        ok_at=at - timedelta(minutes=1),
        cursor={"visited": ["feed:1"] if visited else []},
    )
    return at


def queue(linked: Linked, who: Member) -> str:
    client = Client()
    client.force_login(who.user, "django.contrib.auth.backends.ModelBackend")
    pages = (client.get("/c/csw/").text, client.get("/c/csw/outbox/").text)
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("way", [by_hand, by_api])
def test_it_waits_and_says_when_we_look_again(linked: Linked, way: object) -> None:
    delivery = way(linked)  # type: ignore[operator]
    delivery.refresh_from_db()

    assert delivery.waiting
    assert delivery.look_again_at is not None
    left = delivery.look_again_at - timezone.now()
    assert DAYS - timedelta(minutes=5) < left <= DAYS
    page = queue(linked, linked.town.poster)
    assert "Waiting for their moderator; we look again" in page
    assert "From your own account by mistake" not in page


@pytest.mark.parametrize("way", [by_hand, by_api])
def test_still_held_is_said_once_to_who_sent_it(
    linked: Linked, watch: Watch, way: object
) -> None:
    delivery = way(linked)  # type: ignore[operator]
    at = later(delivery, watch)

    assert deliver.note_second_looks(at) == 1
    assert deliver.note_second_looks(at) == 0

    delivery.refresh_from_db()
    assert (delivery.waiting, delivery.look_again_at) == (True, None)
    words = "Still waiting for their moderator: we looked again"
    # On the queue and in the outbox; a colleague reads it in the outbox alone.
    assert queue(linked, linked.town.poster).count(words) == 2
    assert queue(linked, linked.town.colleague).count(words) == 1


def test_our_watch_is_woken_for_the_second_look(linked: Linked, watch: Watch) -> None:
    delivery = by_api(linked)
    assert delivery not in awaited(watch, timezone.now())
    at = timezone.now() + DAYS
    Watch.objects.update(next_at=at + timedelta(hours=1), ok_at=at - timedelta(hours=1))

    deliver.wake_watches(at)

    watch.refresh_from_db()
    assert watch.next_at == at
    assert delivery in awaited(watch, at)


@pytest.mark.parametrize("way", [by_hand, by_api])
def test_let_through_it_is_seen_with_its_link(
    linked: Linked, watch: Watch, way: object
) -> None:
    delivery = way(linked)  # type: ignore[operator]
    at = later(delivery, watch)
    url = "https://riverside.example/one/#comment-31"
    Post.objects.create(
        center=linked.town.center,
        account=linked.blog,
        key=RECEIPT,
        url=url,
        text="Asked early: yes.",
        reply_to_key="feed:1",
        published_at=timezone.now(),
    )

    deliver.match_own(at)
    deliver.note_second_looks(at)

    delivery.refresh_from_db()
    assert (delivery.waiting, delivery.look_again_at) == (False, None)
    assert (delivery.evidence, delivery.receipt_url) == ("seen", url)
    assert Interaction.objects.filter(direction="out").count() == 1
    page = queue(linked, linked.town.poster)
    assert "moderator" not in page
    assert url in page


def test_where_nobody_could_look_that_is_said(linked: Linked, watch: Watch) -> None:
    delivery = by_api(linked)
    at = later(delivery, watch, visited=False)
    assert deliver.note_second_looks(at) == 0

    assert deliver.note_second_looks(at + timedelta(days=1)) == 1

    assert "we could not look there again" in queue(linked, linked.town.poster)


def test_on_our_own_blog_no_moderator_is_waited_for(linked: Linked) -> None:
    delivery = commented(linked)
    Post.objects.filter(key="feed:1").update(url="https://center.example/blog/kinship/")
    delivery.refresh_from_db()
    decide.done(delivery, by=linked.town.poster)
    delivery.refresh_from_db()

    assert not delivery.waiting
    assert delivery.look_again_at is None
