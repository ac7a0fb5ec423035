"""What a colleague did in the network's own app: what it answers, and its undo."""

from __future__ import annotations

import pytest
from django.utils import timezone

from engagement import decide, deliver, suggest
from engagement.aim import main_way
from engagement.deliver import presence
from engagement.keys import repost_key
from engagement.models import Contact, Delivery, Interaction, Post, Profile, Suggestion
from tests.engagement.outside import ours
from tests.engagement.rows import Town, mention, numbers, peer, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


def look() -> None:
    deliver.match_own(timezone.now())


def mentioned(csw: Town, by: Profile) -> Post:
    """They mention us, and it is weighed."""
    key = f"x:{next(numbers)}"
    post = Post.objects.create(
        center=csw.center,
        profile=by,
        key=key,
        url=f"https://x.example/{key}",
        text="@CenterSW the workshop on kinship care helped our interns.",
        summons_us=True,
        weighed_at=timezone.now(),
    )
    Interaction.objects.create(
        center=csw.center,
        profile=by,
        account=csw.x,
        direction="in",
        kind="mention",
        key=key,
        post=post,
    )
    suggest.sweep(timezone.now())
    return post


def given() -> tuple[int, int]:
    """(what the ledger counts, what stands in it of ours)."""
    lines = Interaction.objects.filter(direction="out", retracted_at=None)
    return Contact.objects.get().given_count, lines.count()


@pytest.mark.parametrize("which", [0, 1])
def test_a_card_for_two_mentions_is_answered_under_either(
    csw: Town, which: int
) -> None:
    who = peer(csw.center)
    posts = [mentioned(csw, who), mentioned(csw, who)]
    card = Suggestion.objects.get()
    assert card.kindnesses.count() == 2

    ours(csw, "@peer thank you so much", reply_to_key=posts[which].key)
    look()

    card.refresh_from_db()
    assert card.state == "elsewhere"
    assert card.kindnesses.filter(direction="out").count() == 1


def test_what_was_something_else_leaves_the_ledger(csw: Town) -> None:
    card = mention(csw)
    assert card.post
    ours(csw, "About something else.", reply_to_key=card.post.key)
    look()
    card.refresh_from_db()
    assert given() == (1, 1)

    decide.not_elsewhere(card, by=csw.poster)

    assert given() == (0, 0)
    assert card.state == "open"
    # What they did still waits on it, and nothing else.
    assert [one.direction for one in card.kindnesses.all()] == ["in"]


def test_a_thanks_by_mail_that_was_none_leaves_the_ledger(csw: Town) -> None:
    card = mention(csw)
    decide.thanked_elsewhere(card, by=csw.poster)
    assert given() == (1, 1)

    decide.not_elsewhere(card, by=csw.poster)
    assert given() == (0, 0)

    decide.thanked_elsewhere(card, by=csw.poster)
    assert given() == (1, 1)


def test_one_post_that_nobody_can_match_does_not_stop_the_others(
    csw: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    match = presence._match

    def matched(post: Post) -> None:
        if post.text == "poison":
            raise KeyError(post.text)
        match(post)

    monkeypatch.setattr(presence, "_match", matched)
    card = mention(csw)
    assert card.post
    ours(csw, "poison", noticed_at=timezone.now())
    ours(csw, "Thank you.", reply_to_key=card.post.key)

    look()

    card.refresh_from_db()
    assert card.state == "elsewhere"
    assert not Post.objects.filter(weighed_at=None).exists()
    assert "could not be matched" in caplog.text


def test_a_repost_by_hand_is_known_by_whose_it_is(csw: Town) -> None:
    """Taken back and done again, it has another id, and is the same kindness."""
    card = mention(csw)
    assert card.post
    Suggestion.objects.update(kind="share", owed=False)
    csw.x.tokens = ""
    csw.x.save(update_fields=["tokens"])
    card = Suggestion.objects.select_related("account", "profile", "post").get()
    way = main_way(card)
    assert way
    delivery = decide.accept(card, by=csw.poster, way=way, text="")
    decide.done(delivery, by=csw.poster)
    target = Delivery.objects.get().target_key
    ours(csw, "RT", shares_key=target)

    look()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.evidence) == ("sent", "seen")
    assert delivery.receipt_key == repost_key(csw.x.pk, target)
    ours(csw, "RT", shares_key=target)
    look()
    assert given() == (1, 1)
