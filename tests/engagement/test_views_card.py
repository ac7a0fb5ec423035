"""The card's page: what it offers, what it refuses, and what it asks twice."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Account, Center, Member
from engagement import decide
from engagement.aim import latest_of
from engagement.drafting import hint
from engagement.models import Delivery, Post, Profile, Suggestion
from tests.engagement.rows import Town, mention, peer, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEXT = "Thank you for telling us about the interns."


@pytest.fixture
def csw() -> Town:
    return town()


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def page(csw: Town, card: Suggestion) -> str:
    return browser(csw.poster).get(f"/c/csw/s/{card.pk}/").text


def published(csw: Town, profile: Profile, text: str, **fields: object) -> Post:
    return Post.objects.create(
        center=csw.center,
        profile=profile,
        key=f"x:{text}",
        url="https://x.example/1",
        text=text,
        peer=True,
        weighed_at=timezone.now(),
        published_at=timezone.now() + timedelta(seconds=1),
        **fields,
    )


@pytest.fixture
def essay(csw: Town) -> Post:
    """A blog post of theirs; we have a blog, too."""
    Account.objects.create(
        center=csw.center,
        platform="blog",
        host="our.example",
        external_id="our.example",
        title="our.example",
        web_url="https://our.example/",
    )
    writer = peer(csw.center)
    Profile.objects.filter(pk=writer.pk).update(platform="blog")
    writer.refresh_from_db()
    return published(csw, writer, "An essay on kinship care")


def test_what_a_network_does_not_have_is_not_offered(csw: Town, essay: Post) -> None:
    answer = browser(csw.poster).post(f"/c/csw/around/{essay.pk}/share/", follow=True)
    assert not Suggestion.objects.exists()
    assert "Blogs have nothing like this." in answer.text

    browser(csw.poster).post(f"/c/csw/around/{essay.pk}/comment/")
    assert Suggestion.objects.get().kind == "comment"


def test_what_is_not_allowed_is_refused(csw: Town, essay: Post) -> None:
    card = mention(csw)
    blog = Account.objects.get(platform="blog")
    Suggestion.objects.update(account=blog, kind="share", post=essay)
    Suggestion.objects.update(profile=essay.profile)

    answer = browser(csw.poster).post(f"/c/csw/s/{card.pk}/accept/", {"text": "Hello"})

    assert answer.status_code == 422
    assert "Blogs have nothing like this." in answer.text
    assert not Delivery.objects.exists()


def test_one_sees_what_one_would_pass_on(csw: Town) -> None:
    card = mention(csw)
    published(csw, card.profile, "Our new booklet for kinship carers is out. " * 3)
    menu = page(csw, card).split("Pass on their latest post")[1].split("</button>")[0]
    assert "Our new booklet for kinship carers" in menu


def test_what_is_gone_is_not_passed_on(csw: Town) -> None:
    card = mention(csw)
    Post.objects.update(gone_at=timezone.now())
    published(csw, card.profile, "Taken down", gone_at=timezone.now())

    assert latest_of(card.profile) is None
    assert "Pass on their latest post" not in page(csw, card)


def test_a_time_of_day_says_its_zone(csw: Town) -> None:
    Center.objects.update(zone="Europe/Berlin")
    card = mention(csw)
    decide.claim(card, by=csw.poster)
    mine = page(csw, card)
    theirs = browser(csw.colleague).get(f"/c/csw/s/{card.pk}/").text
    kept = browser(csw.poster).post(f"/c/csw/s/{card.pk}/text/", {"text": "a"}).text

    said = r'<time[^>]* title="[^"]* CES?T"[^>]*>\d\d:\d\d</time>'
    assert re.search("yours until " + said, mine)
    assert re.search("is on it until " + said, theirs)
    assert re.search("yours until " + said, kept)
    assert re.search("Tomorrow " + said.replace(r"\d\d:\d\d", "09:00"), mine)


def test_an_empty_box_says_what_to_write(csw: Town) -> None:
    card = mention(csw)
    assert "placeholder=" not in page(csw, card).split("<textarea")[1].split(">")[0]
    Suggestion.objects.update(draft="")
    assert f'placeholder="{hint("thank")}"' in page(csw, card)


def say(csw: Town, card: Suggestion, text: str = TEXT, **more: str) -> str:
    told = {"text": text, **more}
    return browser(csw.poster).post(f"/c/csw/s/{card.pk}/accept/", told).text


def test_the_same_words_are_asked_about_once(csw: Town) -> None:
    first, second = mention(csw), mention(csw)
    queued(csw, first, TEXT)

    asked = say(csw, second)

    assert f"You said exactly this to {first.profile}" in asked
    second.refresh_from_db()
    assert second.state == "open"
    key = re.search(r'name="same" value="(\w+)"', asked)
    assert key
    say(csw, second, same=key[1])
    second.refresh_from_db()
    assert second.state == "accepted"


def test_other_words_are_asked_about_anew(csw: Town) -> None:
    first, second, third = mention(csw), mention(csw), mention(csw)
    queued(csw, first, TEXT)
    queued(csw, second, "You were kind.")
    key = Delivery.objects.get(suggestion=first).text_key

    assert "You said exactly this" in say(csw, third, "You were kind.", same=key)


@pytest.mark.parametrize("why", ["long ago", "taken back"])
def test_what_is_past_is_not_asked_about(csw: Town, why: str) -> None:
    delivery = queued(csw, mention(csw), TEXT)
    if why == "long ago":
        long_ago = timezone.now() - timedelta(days=31)
        Delivery.objects.filter(pk=delivery.pk).update(state_since=long_ago)
    else:
        decide.undo(delivery, by=csw.poster)
    card = mention(csw)

    say(csw, card)

    card.refresh_from_db()
    assert card.state == "accepted"
