"""What peers publish is offered: the best five a day, a mix, each for a reason."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engagement.models import Delivery, Interaction, Post
from engagement.ranking import Common, Ours, common
from engagement.suggest import offered, peers
from engagement.suggest.peers import Candidate, candidates
from tests.engagement.suggest_people import (
    KINSHIP,
    PLACEMENT,
    Town,
    blog_post,
    make_town_that_writes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town_that_writes()


def test_a_peers_post_on_our_topic_is_offered_to_pass_on(town: Town) -> None:
    post = town.peer_post(town.person("Field Forum"), PLACEMENT)

    assert town.sweep() == 1

    card = town.card()
    assert (card.kind, card.owed, card.key) == ("share", False, f"share:{post.key}")
    assert (card.post, card.account, card.draft) == (post, town.x, "")
    assert card.expires_at == town.now + timedelta(days=2)
    assert card.due_at is None
    post.refresh_from_db()
    assert post.weighed_at == town.now


def test_the_reason_can_be_checked(town: Town) -> None:
    town.peer_post(town.person("Field Forum"), PLACEMENT)
    town.sweep()

    card = town.card()
    assert card.reason == (
        "Field Forum writes about “field placement”, as 2 of our last 3 posts do;"
        " it was published on Tuesday 17 Nov."
    )
    ours = Post.objects.filter(pk__in=[int(one[5:]) for one in card.evidence])
    assert len(ours) == 2
    assert all("field placement" in post.text.lower() for post in ours)


def test_what_names_us_is_owed_and_not_offered_as_well(town: Town) -> None:
    town.peer_post(town.person("Field Forum"), PLACEMENT, summons_us=True)
    assert town.sweep() == 0


def test_the_reason_says_who_is_ahead_in_kindness(town: Town) -> None:
    who = town.person("Field Forum")
    who.contact.received_count = 2
    who.contact.save(update_fields=["received_count"])
    for _ in range(2):
        town.share(who, weighed_at=town.now)
    town.peer_post(who, "Our library of learning agreements has passed two hundred.")
    town.sweep()

    assert town.card().reason.startswith(
        "Field Forum passed on a post of ours twice in three months, and we have done"
        " nothing for them yet;"
    )


def test_a_peers_blog_post_is_offered_with_a_comment_on_one_part_of_it(
    town: Town,
) -> None:
    blog_post(town)
    town.sweep()

    card = town.card()
    assert (card.kind, card.account) == ("comment", town.blog)
    assert "“Who signs the school form”" in card.draft
    assert "http" not in card.draft


def test_a_comment_that_would_fit_any_post_is_not_offered(town: Town) -> None:
    who = town.person("Kinship Notes", platform="blog")
    town.peer_post(who, "Kinship care!\nVery good!", title="Kinship care")

    assert town.sweep() == 0


def test_without_an_account_there_nothing_is_offered(town: Town) -> None:
    town.blog.disconnected_at = town.now
    town.blog.save(update_fields=["disconnected_at"])
    blog_post(town)

    assert town.sweep() == 0


@pytest.mark.parametrize("kind", ["private", "spam", "unknown"])
def test_only_organizations_and_professionals_are_passed_on(
    town: Town, kind: str
) -> None:
    town.peer_post(town.person("Field Forum", kind), PLACEMENT)

    assert town.sweep() == 0


@pytest.mark.parametrize(
    "words", ["I want to die.", "We mourn our colleague.", "This is unacceptable."]
)
def test_need_mourning_and_complaint_are_not_passed_on(town: Town, words: str) -> None:
    town.peer_post(town.person("Field Forum"), f"{PLACEMENT} {words}")

    assert town.sweep() == 0


@pytest.mark.parametrize(
    "unfit",
    [{"first_look": True}, {"shares_key": "x:1"}, {"reply_to_key": "x:1"}],
)
def test_only_new_posts_of_their_own_are_offered(
    town: Town, unfit: dict[str, object]
) -> None:
    post = town.peer_post(town.person("Field Forum"), PLACEMENT, **unfit)

    assert town.sweep() == 0
    post.refresh_from_db()
    assert post.weighed_at == town.now


def test_what_we_did_already_is_not_offered(town: Town) -> None:
    post = town.peer_post(town.person("Field Forum"), PLACEMENT)
    Interaction.objects.create(
        center=town.center,
        profile=town.person("Field Forum"),
        direction="out",
        kind="share",
        key="out:1",
        post=post,
        weighed_at=town.now,
    )

    assert town.sweep() == 0


def test_somebody_else_comes_first_when_we_passed_on_theirs_lately(town: Town) -> None:
    for name in ("Field Forum", "Field Notes"):
        town.peer_post(town.person(name), PLACEMENT)
    Interaction.objects.create(
        center=town.center,
        profile=town.person("Field Forum"),
        direction="out",
        kind="share",
        key="out:1",
        noticed_at=town.now - timedelta(days=3),
        weighed_at=town.now,
    )
    town.sweep()

    scores = {str(card.profile): card.score for card in town.cards()}
    assert scores["Field Notes"] > scores["Field Forum"]


def test_two_comments_never_read_the_same(town: Town) -> None:
    for number in range(4):
        blog_post(town, f"Kinship {number}")
    town.sweep()

    drafts = [card.draft for card in town.cards()]
    assert len(drafts) == len(set(drafts)) == 4
    assert not Delivery.objects.exists()
    assert all(re.search("“.+”", draft) for draft in drafts)


def test_a_sweep_with_nothing_new_reads_no_posts_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[datetime] = []

    def counted(*facts: Any) -> list[Candidate]:
        asked.append(town.now)
        return candidates(*facts)

    monkeypatch.setattr(offered, "candidates", counted)
    who = town.person("Field Forum")
    town.peer_post(who, PLACEMENT, published_at=town.now - timedelta(days=9))
    for _ in range(3):
        assert town.sweep() == 0
    assert len(asked) == 1

    town.peer_post(who, PLACEMENT)
    assert town.sweep() == 1
    town.now += timedelta(days=1)
    town.sweep()
    town.sweep()
    assert len(asked) == 3


@pytest.mark.parametrize("year", [1, 1969, 2090, 9999])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_a_post_with_an_impossible_date_keeps_no_other_from_being_offered(
    town: Town, year: int, zone: str
) -> None:
    town.center.zone = zone
    town.center.save(update_fields=["zone"])
    odd, forum = town.person("Odd"), town.person("Field Forum")
    # The first or the last hour of a year: of year 1 and 9999 there is no other zone's.
    end = (12, 31, 23) if year > 2000 else (1, 1, 0)
    town.peer_post(odd, KINSHIP, published_at=datetime(year, *end, tzinfo=UTC))
    town.peer_post(forum, PLACEMENT)
    town.sweep()

    reasons = {card.profile: card.reason for card in town.cards()}
    assert forum in reasons
    # Not later than now: what nobody can have published yet is as good as new.
    assert (odd in reasons) is (year > 2000)


def test_a_post_that_breaks_us_keeps_no_other_from_being_offered(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(text: str, ours: Ours) -> Common:
        if KINSHIP in text:
            raise ValueError(text)
        return common(text, ours)

    monkeypatch.setattr(peers, "common", breaks)
    town.peer_post(town.person("Odd"), KINSHIP)
    town.peer_post(town.person("Field Forum"), PLACEMENT)

    assert town.sweep() == 1
    assert town.card().profile == town.person("Field Forum")
