"""Whom we know and who follows us: a row that is owed one of four ways."""

from __future__ import annotations

import pytest
from django.utils import timezone

from engagement import suggest
from engagement.models import (
    Delivery,
    Interaction,
    Suggestion,
)
from engagement.views.followers import KNOWN
from tests.engagement.newcomers import QUEUE, a_post, at, open_town, owed, section
from tests.engagement.rows import Town, follow, mention, peer

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return open_town()


def test_who_also_wrote_to_us_has_one_card_for_both(csw: Town) -> None:
    profile = peer(csw.center)
    card = mention(csw, by=profile)
    follow(csw, by=profile)
    suggest.sweep(timezone.now())

    page = at(csw.poster).get(QUEUE).text

    assert Suggestion.objects.get().pk == card.pk
    assert "<span data-owed>1</span> owed" in page
    assert f'id="s{card.pk}"' not in section(csw.poster)


def test_owed_counts_what_stands_under_owed(csw: Town) -> None:
    followers = [owed(csw) for _ in range(KNOWN + 1)]
    mention(csw)

    page = at(csw.poster).get(QUEUE).text

    assert "<span data-owed>1</span> owed" in page
    there = section(csw.poster)
    assert f"{KNOWN + 1} to answer" in there
    # Those due first; the others are a tap away, and nowhere else on this page
    assert [f'id="s{one.pk}"' in page for one in followers] == [True] * KNOWN + [False]
    assert f'href="{QUEUE}followers/"' in there


def test_passing_on_their_latest_post_settles_it(csw: Town) -> None:
    card = owed(csw)
    post = a_post(csw, card)
    assert "Our warm line is open" in section(csw.poster)

    at(csw.poster).post(f"{QUEUE}s/{card.pk}/accept/", {"way": f"share:{post.pk}"})

    line = Delivery.objects.get(suggestion=card)
    assert (line.verb, line.mode, line.target_key) == ("share", "api", post.key)


def test_following_back_settles_it_by_hand(csw: Town) -> None:
    card = owed(csw)

    answer = at(csw.poster).post(f"{QUEUE}s/{card.pk}/accept/", {"way": "follow:"})

    assert "/intent/follow?screen_name=" in answer["Location"]
    line = Delivery.objects.get(suggestion=card)
    at(csw.poster).post(f"{QUEUE}d/{line.pk}/done/")
    assert Interaction.objects.get(direction="out").kind == "follow"
    card.profile.refresh_from_db()
    assert card.profile.we_follow_at


def test_a_comment_on_something_of_theirs_settles_it_by_hand(csw: Town) -> None:
    card = owed(csw)
    post = a_post(csw, card)
    url = f"{QUEUE}s/{card.pk}/comment/"
    page = at(csw.poster).get(url)
    assert "Our warm line is open" in page.text

    empty = at(csw.poster).post(url, {"text": " "})
    answer = at(csw.poster).post(url, {"text": "Glad that line is there."})

    assert "Write something first" in empty.text
    assert f"in_reply_to={post.key.partition(':')[2]}" in answer["Location"]
    line = Delivery.objects.get(suggestion=card)
    assert (line.verb, line.target_key) == ("comment", post.key)
    at(csw.poster).post(f"{QUEUE}d/{line.pk}/done/")
    given = Interaction.objects.get(direction="out")
    assert (given.kind, given.about_key) == ("comment", post.key)


def test_the_same_words_to_another_are_asked_about_once(csw: Town) -> None:
    one, two = owed(csw), owed(csw)
    a_post(csw, one), a_post(csw, two, "x:78")
    words = {"text": "Glad that line is there."}
    at(csw.poster).post(f"{QUEUE}s/{one.pk}/comment/", words)
    url = f"{QUEUE}s/{two.pk}/comment/"

    page = at(csw.poster).post(url, words)

    assert f"You said exactly this to {one.profile}" in page.text
    assert Delivery.objects.count() == 1
    same = page.text.partition('name="same" value="')[2].partition('"')[0]
    at(csw.poster).post(url, words | {"same": same})
    assert Delivery.objects.count() == 2


def test_nothing_needed_settles_it(csw: Town) -> None:
    card = owed(csw)

    at(csw.poster).post(f"{QUEUE}s/{card.pk}/dismiss/", {"reason": "nothing"})

    card.refresh_from_db()
    assert (card.state, card.dismiss_reason) == ("dismissed", "nothing")
