"""Words of theirs that we answered already, in whatever order it was read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from engagement import deliver, suggest
from engagement.models import Attention, Interaction, Post, Profile, Suggestion
from tests.engagement.outside import ours
from tests.engagement.rows import Town, numbers, peer, town

pytestmark = pytest.mark.django_db
Direction = Interaction.Direction


@pytest.fixture
def csw() -> Town:
    return town()


def mentioned(csw: Town, who: Profile, key: str, text: str = "") -> Interaction:
    """They wrote about us a while ago, and we have just read it."""
    post = Post.objects.create(
        center=csw.center,
        profile=who,
        key=key,
        text=text or "@CenterSW the workshop on kinship care helped our interns.",
        summons_us=True,
        published_at=timezone.now() - timedelta(days=3),
        weighed_at=timezone.now(),
    )
    return Interaction.objects.create(
        center=csw.center,
        profile=who,
        account=csw.x,
        direction=Direction.IN,
        kind=Interaction.Kind.MENTION,
        key=key,
        post=post,
    )


def sweep_all() -> None:
    deliver.match_own(timezone.now())
    suggest.sweep(timezone.now())
    deliver.match_own(timezone.now())


@pytest.mark.parametrize("how", ["reply_to_key", "quotes_key"])
def test_our_answer_that_was_read_before_their_words_leaves_no_card(
    csw: Town, how: str
) -> None:
    who = peer(csw.center)
    ours(csw, "@peer thank you so much", **{how: "x:777"})
    deliver.match_own(timezone.now())
    row = mentioned(csw, who, "x:777")
    sweep_all()

    row.refresh_from_db()
    assert row.weighed_at
    assert not Suggestion.objects.exists()
    assert not suggest.reweigh(who.contact)
    # The ledger has it, once, though it could not be told when it was read.
    who.contact.refresh_from_db()
    assert who.contact.given_count == 1
    assert Interaction.objects.filter(direction=Direction.OUT).count() == 1


def test_our_answer_that_was_matched_before_theirs_was_weighed_leaves_no_card(
    csw: Town,
) -> None:
    who = peer(csw.center)
    mentioned(csw, who, "x:777")
    ours(csw, "@peer thank you so much", reply_to_key="x:777")
    sweep_all()

    assert not Suggestion.objects.exists()
    who.contact.refresh_from_db()
    assert who.contact.given_count == 1


def test_what_the_hub_said_under_their_words_is_an_answer_before_it_is_read(
    csw: Town,
) -> None:
    who = peer(csw.center)
    row = mentioned(csw, who, "x:777")
    said = Interaction.objects.create(
        center=csw.center,
        profile=who,
        account=csw.x,
        direction=Direction.OUT,
        kind=Interaction.Kind.COMMENT,
        key="out:x:9",
        post=row.post,
        weighed_at=timezone.now(),
    )
    sweep_all()
    assert not Suggestion.objects.exists()

    # Taken back, it answers nothing.
    Interaction.objects.filter(pk=said.pk).update(retracted_at=timezone.now())
    assert suggest.reweigh(who.contact) == 1


def test_an_answer_of_three_days_ago_answers_that_and_nothing_since(csw: Town) -> None:
    who = peer(csw.center)
    mentioned(csw, who, "x:777")
    second = mentioned(csw, who, "x:778")
    answer = ours(csw, "@peer thank you so much", reply_to_key="x:777")
    Post.objects.filter(pk=answer.pk).update(
        published_at=timezone.now() - timedelta(days=2)
    )
    sweep_all()

    card = Suggestion.objects.get()
    assert list(card.kindnesses.all()) == [second]


def test_what_we_wrote_to_others_and_took_down_answers_nothing(csw: Town) -> None:
    who = peer(csw.center)
    ours(csw, "@else thank you", reply_to_key=f"x:{next(numbers)}")
    gone = ours(csw, "@peer thank you", reply_to_key="x:777")
    Post.objects.filter(pk=gone.pk).update(gone_at=timezone.now())
    deliver.match_own(timezone.now())
    mentioned(csw, who, "x:777")
    sweep_all()

    assert Suggestion.objects.get().state == "open"


def test_who_was_thanked_today_and_needs_help_now_is_not_passed_over(
    csw: Town,
) -> None:
    who = peer(csw.center)
    mentioned(csw, who, "x:777")
    suggest.sweep(timezone.now())
    ours(csw, "@peer thank you so much", reply_to_key="x:777")
    sweep_all()
    mentioned(csw, who, "x:778", "@CenterSW and the reading group was good.")
    sweep_all()
    assert Suggestion.objects.get().state == "elsewhere"

    mentioned(csw, who, "x:779", "@CenterSW I want to die.")
    sweep_all()
    assert Attention.objects.get().interaction.key == "x:779"


def test_a_peers_post_that_we_passed_on_before_it_was_read_is_not_offered(
    csw: Town,
) -> None:
    who = peer(csw.center)
    ours(csw, "RT", shares_key="x:777")
    deliver.match_own(timezone.now())
    for key in ("x:777", "x:778"):
        Post.objects.create(
            center=csw.center,
            profile=who,
            key=key,
            text=f"The library of learning agreements has {key} pages.",
            peer=True,
        )
    suggest.sweep(timezone.now())

    assert [card.key for card in Suggestion.objects.all()] == ["share:x:778"]
