"""The outbox: what was accepted leaves once, waits, is held, or says why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Spend
from accounts.platforms.base import (
    AccessRevoked,
    Limit,
    Receipt,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
)
from engagement import deliver
from engagement.models import (
    Delivery,
    Interaction,
    Suggestion,
)
from tests.engagement.outside import Outside, play, send
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    play(outside, monkeypatch)
    return outside


def due() -> list[int]:
    return deliver.due(timezone.now())


def test_what_is_due_leaves_and_is_a_kindness(csw: Town, outside: Outside) -> None:
    delivery = queued(csw, mention(csw), "Thank you.")
    assert due() == [delivery.pk]

    send(delivery)

    assert outside.said == ["Thank you."]
    assert (delivery.state, delivery.evidence) == ("sent", "seen")
    assert delivery.receipt_url == "https://x.example/7001"
    line = Interaction.objects.get(direction="out")
    assert (line.kind, line.delivery, line.by_member) == (
        "thanks",
        delivery,
        csw.poster,
    )
    assert Spend.objects.get().micro == 15_000


def test_before_its_time_to_undo_is_over_nothing_is_due(
    csw: Town, outside: Outside
) -> None:
    queued(csw, mention(csw))
    Delivery.objects.update(due_at=timezone.now() + timedelta(seconds=15))

    assert due() == []


@pytest.mark.parametrize(
    ("error", "state", "card"),
    [
        (TryLater("X asks us to slow down."), "queued", "accepted"),
        (AccessRevoked("Connect the account again."), "queued", "accepted"),
        (Unsupported("By hand."), "by_hand", "accepted"),
        (Unconfirmed("It may be out."), "unconfirmed", "accepted"),
        (Refused("X refused: no."), "failed", "open"),
        (KeyError("data"), "unconfirmed", "accepted"),
    ],
)
def test_what_the_network_says_decides_where_it_goes(
    csw: Town, outside: Outside, error: Exception, state: str, card: str
) -> None:
    suggestion = mention(csw)
    outside.answers = [error]

    delivery = send(queued(csw, suggestion, "My own words"))

    suggestion.refresh_from_db()
    assert (delivery.state, suggestion.state) == (state, card)
    assert (delivery.text, suggestion.draft) == ("My own words", "My own words")
    assert delivery.lease_until is None
    assert delivery.error
    assert not Interaction.objects.filter(direction="out").exists()


def test_where_nothing_is_left_of_a_limit_the_account_rests(
    csw: Town, outside: Outside
) -> None:
    full_again = timezone.now() + timedelta(minutes=9)
    outside.limit = Limit("reply", 0, full_again)
    first, second = queued(csw, mention(csw), "A"), queued(csw, mention(csw), "B")

    send(first)

    assert first.state == "sent"
    assert due() == []
    assert deliver.due(full_again) == [second.pk]


def test_a_limit_with_some_left_holds_nothing_up(csw: Town, outside: Outside) -> None:
    outside.limit = Limit("reply", 1, timezone.now() + timedelta(minutes=9))
    first, second = queued(csw, mention(csw), "A"), queued(csw, mention(csw), "B")

    send(first)

    assert due() == [second.pk]


def test_one_at_a_time_leaves_an_account(csw: Town, outside: Outside) -> None:
    first, second = queued(csw, mention(csw), "A"), queued(csw, mention(csw), "B")
    outside.meanwhile = lambda: deliver.send(second.pk)

    send(first)

    second.refresh_from_db()
    assert (first.state, second.state) == ("sent", "queued")
    assert outside.said == ["A"]
    outside.meanwhile = lambda: None
    assert send(second).state == "sent"


def test_the_second_worker_finds_it_taken(csw: Town, outside: Outside) -> None:
    delivery = queued(csw, mention(csw))
    outside.meanwhile = lambda: deliver.send(delivery.pk)

    send(delivery)

    assert (outside.said, delivery.attempt) == (["Thank you."], 1)


def test_what_is_too_late_is_not_sent_and_its_card_comes_back(
    csw: Town, outside: Outside
) -> None:
    suggestion = mention(csw)
    delivery = queued(csw, suggestion)
    Delivery.objects.update(not_after=timezone.now() - timedelta(minutes=1))
    accepted = timezone.now() - timedelta(days=5, minutes=1)
    Suggestion.objects.update(decided_at=accepted)

    send(delivery)

    suggestion.refresh_from_db()
    assert (delivery.state, suggestion.state) == ("failed", "open")
    assert delivery.error_code == "TooLate"
    assert delivery.error == "It would have come too late, so it was not sent."
    assert outside.said == []


def test_an_account_that_cannot_be_reached_leaves_the_row_unclaimed(
    csw: Town, outside: Outside
) -> None:
    outside.refuses = TryLater("The token is being renewed.")
    delivery = send(queued(csw, mention(csw)))

    assert (delivery.state, delivery.attempt) == ("queued", 0)
    assert delivery.due_at > timezone.now()
    outside.refuses = None
    assert send(delivery).state == "sent"


def test_a_lease_that_ran_out_is_looked_for_and_never_sent_again(
    csw: Town, outside: Outside
) -> None:
    delivery = queued(csw, mention(csw))
    died_holding(delivery)
    later = timezone.now() + timedelta(hours=1)

    assert deliver.expire_leases(timezone.now()) == 0
    assert deliver.expire_leases(later) == 1

    delivery.refresh_from_db()
    assert delivery.state == "unconfirmed"
    assert deliver.due(later) == []
    assert send(delivery).state == "unconfirmed"
    assert outside.said == []


def died_holding(delivery: Delivery) -> None:
    """A worker took it, and died; its lease has a minute left."""
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(
        state="sending",
        attempt=1,
        claimed_at=now,
        lease_until=now + timedelta(minutes=1),
    )


def test_a_receipt_that_comes_late_still_counts(csw: Town, outside: Outside) -> None:
    delivery = queued(csw, mention(csw))
    outside.meanwhile = lambda: deliver.expire_leases(
        timezone.now() + timedelta(hours=1)
    )

    send(delivery)

    assert (delivery.state, delivery.error) == ("sent", "")
    assert Interaction.objects.filter(direction="out").count() == 1


def test_passing_on_the_same_post_twice_is_done_and_is_one_kindness(
    csw: Town, outside: Outside
) -> None:
    lines = [queued(csw, mention(csw), "A"), queued(csw, mention(csw), "B")]
    Delivery.objects.update(verb="share", target_key="x:1", text="")
    outside.answers = [Receipt("share:1", "https://x.example/1") for _ in lines]

    assert [send(one).state for one in lines] == ["sent", "sent"]

    assert lines[1].receipt_url == "https://x.example/1"
    assert Interaction.objects.filter(direction="out").count() == 1
