"""Linking to a peer's blog post from our own blog."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Member, User
from engagement import deliver
from engagement.models import Delivery, Interaction, Post, Suggestion
from engagement.report import posts
from engagement.report.span import Span
from tests.engagement.conftest import Listening

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def maya(listening: Listening) -> Client:
    user = User.objects.create_user("maya@link.example", name="Maya")
    Member.objects.create(center=listening.center, user=user)
    client = Client()
    client.force_login(user, BACKEND)
    return client


@pytest.fixture
def card(listening: Listening, maya: Client) -> Suggestion:
    """What Riverside published, picked from Around us to be linked."""
    listening.feed("riverside/feed/")
    listening.sweep()
    listening.net.play("peer_blog", who="riverside")
    listening.sweep()
    post = Post.objects.filter(peer=True, first_look=False).latest("pk")
    maya.post(f"/c/{listening.center.slug}/around/{post.pk}/link/")
    return Suggestion.objects.get(kind="link", post=post)


def accept(maya: Client, card: Suggestion, text: str) -> str:
    path = f"/c/{card.center.slug}/s/{card.pk}/accept/"
    return maya.post(path, {"text": text}, follow=True).text


def test_our_post_names_theirs_and_goes_out_once(
    listening: Listening, maya: Client, card: Suggestion
) -> None:
    assert card.post is not None
    assert card.post.url in card.draft
    assert card.post.title in card.draft

    accept(maya, card, card.draft)
    delivery = Delivery.objects.get()
    Delivery.objects.update(due_at=timezone.now())
    deliver.send(delivery.pk)
    deliver.send(delivery.pk)

    ours = [
        post
        for post in listening.net.world()["blog"]["post"]
        if card.post.url in post["content"]
    ]
    assert len(ours) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.verb) == ("sent", "post")
    assert Interaction.objects.get(direction="out").kind == "link"


def test_what_we_linked_is_reported_as_passed_on(
    listening: Listening, maya: Client, card: Suggestion
) -> None:
    accept(maya, card, card.draft)
    outbox = maya.get(f"/c/{card.center.slug}/outbox/").text
    assert "Post with a link to theirs" in outbox
    assert "Reply as" not in outbox
    Delivery.objects.update(due_at=timezone.now())
    deliver.send(Delivery.objects.get().pk)
    listening.sweep()

    ours = Post.objects.get(key=Delivery.objects.get().receipt_key)
    today = timezone.localdate()
    span = Span(today - timedelta(days=1), today, card.center.tz)
    (told,) = posts.read(card.center, span, [ours.account_id or 0])
    assert (told.pk, told.of) == (ours.pk, "others")


def test_without_their_link_it_is_kept_and_not_sent(
    maya: Client, card: Suggestion
) -> None:
    assert card.post is not None
    answer = accept(maya, card, "We read something good.")
    assert f"Keep their link in it: {card.post.url}" in answer.replace("&amp;", "&")
    assert "We read something good." in answer
    assert not Delivery.objects.exists()
