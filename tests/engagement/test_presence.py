"""What stands under our own name: what it settles, in which order, and what not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Activity
from engagement import decide, deliver
from engagement.aim import main_way
from engagement.models import Delivery, Interaction, Post, Suggestion
from tests.engagement.outside import Outside, ours, play, send
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db

TEXT = "Thank you for telling us."


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def card(csw: Town) -> Suggestion:
    return mention(csw)


def look() -> None:
    deliver.match_own(timezone.now())


def sending(csw: Town, card: Suggestion, state: str = "sending") -> Delivery:
    """Claimed a moment ago by a worker."""
    delivery = queued(csw, card, TEXT)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, attempt=1, claimed_at=timezone.now()
    )
    delivery.refresh_from_db()
    return delivery


def by_hand(csw: Town) -> Delivery:
    """Waiting for the poster's hands."""
    card = mention(csw, summons=False)
    way = main_way(card)
    assert way is not None
    return decide.accept(card, by=csw.poster, way=way, text=TEXT)


def target(delivery: Delivery) -> str:
    return delivery.target_key


@pytest.mark.parametrize("state", ["sending", "unconfirmed"])
def test_first_it_is_the_delivery_that_nobody_knows_of(
    csw: Town, card: Suggestion, state: str
) -> None:
    delivery = sending(csw, card, state)
    post = ours(csw, f"@peer {TEXT}", reply_to_key=target(delivery))

    look()

    delivery.refresh_from_db()
    card.refresh_from_db()
    assert (delivery.state, delivery.evidence) == ("sent", "seen")
    assert (delivery.receipt_key, delivery.receipt_url) == (post.key, post.url)
    assert card.state == "accepted"
    assert Interaction.objects.get(direction="out").delivery == delivery


def test_another_text_under_the_same_post_is_not_ours_to_settle(
    csw: Town, card: Suggestion
) -> None:
    delivery = sending(csw, card, "unconfirmed")
    ours(csw, "Something else altogether.", reply_to_key=target(delivery))

    look()

    delivery.refresh_from_db()
    assert delivery.state == "unconfirmed"


def test_the_same_text_under_another_post_neither(csw: Town, card: Suggestion) -> None:
    delivery = sending(csw, card, "unconfirmed")
    ours(csw, TEXT, reply_to_key="x:1")

    look()

    delivery.refresh_from_db()
    assert delivery.state == "unconfirmed"


@pytest.mark.parametrize(
    ("seconds", "state"), [(5, "sent"), (-60, "sent"), (-600, "unconfirmed")]
)
def test_what_was_there_before_the_claim_is_not_it(
    csw: Town, card: Suggestion, seconds: int, state: str
) -> None:
    """The network's clock may be two minutes behind ours; ten is another post."""
    delivery = sending(csw, card, "unconfirmed")
    at = timezone.now() + timedelta(seconds=seconds)
    ours(csw, TEXT, reply_to_key=target(delivery), published_at=at)

    look()

    delivery.refresh_from_db()
    assert delivery.state == state


def test_then_it_answers_an_open_card(csw: Town, card: Suggestion) -> None:
    ours(csw, "I was quicker, in the app.", reply_to_key=card.post.key)  # type: ignore[union-attr]

    look()

    card.refresh_from_db()
    assert (card.state, card.decided_by) == ("elsewhere", None)
    line = Interaction.objects.get(direction="out")
    assert (line.kind, line.evidence, line.delivery) == ("thanks", "seen", None)
    assert Activity.objects.filter(verb="answered elsewhere").exists()
    decide.not_elsewhere(card, by=csw.poster)
    assert card.state == "open"


def test_then_it_calls_back_what_has_not_left(csw: Town, card: Suggestion) -> None:
    delivery = queued(csw, card, TEXT)
    ours(csw, "I was quicker, in the app.", reply_to_key=target(delivery))

    look()

    delivery.refresh_from_db()
    card.refresh_from_db()
    assert (delivery.state, card.state) == ("cancelled", "elsewhere")
    assert Interaction.objects.filter(direction="out").count() == 1


def test_it_calls_nothing_back_that_is_on_its_way(csw: Town, card: Suggestion) -> None:
    delivery = sending(csw, card)
    ours(csw, "I was quicker, in the app.", reply_to_key=target(delivery))

    look()

    delivery.refresh_from_db()
    card.refresh_from_db()
    assert (delivery.state, card.state) == ("sending", "accepted")


def test_else_it_is_a_kindness_outside_the_hub(csw: Town, card: Suggestion) -> None:
    decide.dismiss(card, by=csw.poster, reason="nothing")
    ours(csw, "Thank you all the same.", reply_to_key=card.post.key)  # type: ignore[union-attr]
    ours(csw, "A post of our own, to everybody.")

    look()

    card.refresh_from_db()
    assert card.state == "dismissed"
    assert Interaction.objects.filter(direction="out").count() == 1
    assert not Post.objects.filter(weighed_at=None).exists()


def test_a_look_twice_changes_nothing(csw: Town, card: Suggestion) -> None:
    ours(csw, "In the app.", reply_to_key=card.post.key)  # type: ignore[union-attr]
    look()
    Post.objects.filter(account=csw.x).update(weighed_at=None)

    look()

    assert Interaction.objects.filter(direction="out").count() == 1
    assert card.profile.contact.__class__.objects.get().given_count == 1


def test_what_we_sent_ourselves_is_known_again(
    csw: Town, card: Suggestion, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(Outside(), monkeypatch)
    delivery = send(queued(csw, card, TEXT))
    again = mention(csw)
    ours(csw, TEXT, key=delivery.receipt_key, reply_to_key=target(delivery))

    look()

    again.refresh_from_db()
    assert again.state == "open"
    assert Interaction.objects.filter(direction="out").count() == 1


def test_said_becomes_seen(csw: Town) -> None:
    delivery = by_hand(csw)
    decide.done(delivery, by=csw.poster)
    assert (delivery.state, delivery.evidence) == ("sent", "said")
    post = ours(csw, TEXT, reply_to_key=target(delivery))

    look()

    delivery.refresh_from_db()
    assert (delivery.evidence, delivery.receipt_url) == ("seen", post.url)
    line = Interaction.objects.get(direction="out")
    assert (line.evidence, line.happened_at) == ("seen", post.published_at)


def test_done_before_anybody_said_so_is_seen(csw: Town) -> None:
    delivery = by_hand(csw)
    ours(csw, TEXT, reply_to_key=target(delivery))

    look()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.evidence) == ("sent", "seen")


def test_a_hand_may_change_its_words_on_the_way(csw: Town) -> None:
    delivery = by_hand(csw)
    ours(csw, "Thanks so much, all of you!", reply_to_key=target(delivery))

    look()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.evidence) == ("sent", "seen")


def test_the_app_may_forget_whom_we_answer(csw: Town) -> None:
    delivery = by_hand(csw)
    ours(csw, TEXT)

    look()

    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_an_empty_text_is_no_ones(csw: Town) -> None:
    """Two posts that are but a link have nothing in common."""
    delivery = by_hand(csw)
    Delivery.objects.update(text="https://center.example/notes")
    ours(csw, "https://t.co/another")

    look()

    delivery.refresh_from_db()
    assert delivery.state == "by_hand"


def test_a_repost_is_found_by_what_it_passes_on(csw: Town, card: Suggestion) -> None:
    delivery = sending(csw, card, "unconfirmed")
    Delivery.objects.update(verb="share", text="")
    ours(csw, "RT", shares_key=target(delivery))

    look()

    delivery.refresh_from_db()
    assert delivery.state == "sent"
    assert delivery.receipt_key.startswith("repost:")


def test_tried_again_and_found_meanwhile_is_not_sent_twice(
    csw: Town, card: Suggestion, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside()
    play(outside, monkeypatch)
    delivery = sending(csw, card, "unconfirmed")
    decide.send_again(delivery, by=csw.poster)
    ours(csw, TEXT, reply_to_key=target(delivery))

    look()
    send(delivery)

    assert (delivery.state, outside.said) == ("sent", [])
