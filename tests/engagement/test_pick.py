"""Picked from Around us: a card made, or opened anew without what was said of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Activity, Member
from engagement import decide
from engagement.models import Post, Suggestion
from tests.engagement.rows import Town, peer, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def post(csw: Town) -> Post:
    return Post.objects.create(
        center=csw.center,
        profile=peer(csw.center),
        key="x:1",
        url="https://x.example/1",
        text="A guide for kinship carers",
        peer=True,
        weighed_at=timezone.now(),
        published_at=timezone.now(),
    )


def press(member: Member, post: Post) -> Suggestion:
    client = Client()
    client.force_login(member.user, BACKEND)
    client.post(f"/c/csw/around/{post.pk}/share/")
    return Suggestion.objects.get()


def picks() -> list[str]:
    return list(
        Activity.objects.filter(verb="picked")
        .order_by("pk")
        .values_list("actor_label", flat=True)
    )


def test_who_made_a_card_of_it_stands_in_the_audit_once(csw: Town, post: Post) -> None:
    press(csw.poster, post)
    card = press(csw.colleague, post)

    assert (card.state, card.kind) == ("open", "share")
    assert card.reason == "Maya picked it from Around us."
    assert card.account == csw.x
    assert picks() == ["Maya"]


def test_what_was_declined_and_is_picked_again_is_open_without_the_no(
    csw: Town, post: Post
) -> None:
    card = press(csw.poster, post)
    decide.keep_text(card, by=csw.poster, text="Worth reading.")
    decide.dismiss(card, by=csw.poster, reason="other")

    card = press(csw.colleague, post)

    assert card.state == "open"
    assert (card.dismiss_reason, card.kind_before) == ("", "")
    assert (card.decided_by, card.decided_at) == (None, None)
    assert (card.claimed_by, card.claimed_until) == (None, None)
    assert card.reason == "Tom picked it from Around us."
    assert card.draft == "Worth reading."
    assert picks() == ["Maya", "Tom"]


def test_what_was_withdrawn_and_is_picked_again_is_withdrawn_no_more(
    csw: Town, post: Post
) -> None:
    card = press(csw.poster, post)
    past = timezone.now() - timedelta(days=1)
    card.move("expired", withdrawn=True, expires_at=past, hidden_until=past)

    card = press(csw.colleague, post)

    assert (card.state, card.withdrawn, card.expires_at) == ("open", False, None)


def test_what_is_on_its_way_already_stays_as_it_was(csw: Town, post: Post) -> None:
    card = press(csw.poster, post)
    card.move("accepted", decided_by=csw.poster)

    card = press(csw.colleague, post)

    assert (card.state, card.decided_by) == ("accepted", csw.poster)
    assert picks() == ["Maya"]


def test_who_picks_what_a_colleague_has_just_picked_gets_the_same_card(
    csw: Town, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide.dismiss(press(csw.poster, post), by=csw.poster, reason="other")
    read = Suggestion.objects.get_or_create

    def and_then_a_colleague(**words: Any) -> tuple[Suggestion, bool]:
        card, made = read(**words)
        monkeypatch.setattr(Suggestion.objects, "get_or_create", read)
        decide.pick(post, "share", by=csw.colleague, did="picked it")
        return card, made

    monkeypatch.setattr(Suggestion.objects, "get_or_create", and_then_a_colleague)

    card = decide.pick(post, "share", by=csw.poster, did="picked it")

    assert card.state == "open"
    assert picks() == ["Maya", "Tom"]
