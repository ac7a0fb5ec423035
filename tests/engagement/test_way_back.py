"""From Around us to a card and back: one goes on where one was reading."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Member
from engagement.models import Post, Suggestion
from tests.engagement.rows import Town, peer, town
from tests.engagement.test_views_card import published

pytestmark = pytest.mark.django_db

AROUND = "/c/csw/around/"


@pytest.fixture
def csw() -> Town:
    return town()


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, "django.contrib.auth.backends.ModelBackend")
    return client


def link(text: str, name: str) -> bool:
    """Whether the head of the page leads there, and calls it so."""
    head = text.partition('class="page-head"')[2].partition("<ul")[0]
    return f'href="{name}"' in head


def test_a_card_taken_from_around_us_leads_back_to_its_post(csw: Town) -> None:
    post: Post = published(csw, peer(csw.center), "An essay on kinship care")
    maya = browser(csw.poster)
    here = f"{AROUND}?network=twitter#p{post.pk}"
    page = maya.get(f"{AROUND}?network=twitter").text
    assert f'name="back" value="{here}"' in page

    card = maya.post(f"{AROUND}{post.pk}/share/", {"back": here}, follow=True)

    assert link(card.text, here)
    assert "</svg>Around us</a>" in card.text


@pytest.mark.parametrize(
    "there",
    ["https://evil.example/", "//evil.example", "/c/other/around/", "/nowhere/", ""],
)
def test_any_other_way_back_is_the_queue(csw: Town, there: str) -> None:
    post = published(csw, peer(csw.center), "An essay on kinship care")
    maya = browser(csw.poster)
    maya.post(f"{AROUND}{post.pk}/share/")
    card = Suggestion.objects.get()

    page = maya.get(f"/c/csw/s/{card.pk}/", {"from": there}).text

    assert link(page, "/c/csw/")
    assert "</svg>Queue</a>" in page


def test_under_facebook_it_says_why_nothing_comes_by_itself(csw: Town) -> None:
    page = browser(csw.poster).get(f"{AROUND}?network=facebook").text
    assert "Facebook lets nobody read other Pages" in page
    assert 'href="/c/csw/contacts/">To the contacts</a>' in page
    assert "Facebook lets nobody" not in browser(csw.poster).get(AROUND).text
