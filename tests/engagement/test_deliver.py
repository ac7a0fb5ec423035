"""The outbox: what was accepted leaves once, waits, is held, or says why not."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.utils import timezone

from accounts.models import Account, App, Center, Hours, Spend
from accounts.platforms.base import (
    AccessRevoked,
    Limit,
    NoCredit,
    Receipt,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
)
from engagement import decide, deliver
from engagement.models import (
    Conflict,
    Contact,
    Delivery,
    Interaction,
    Profile,
    Rule,
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


def test_a_freeze_holds_and_a_person_lets_go_afterwards(
    csw: Town, outside: Outside
) -> None:
    delivery = queued(csw, mention(csw))
    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint")

    send(delivery)

    assert (delivery.state, outside.said) == ("held", [])
    assert delivery.hold_reason == "Frozen by Ruth: A complaint"
    decide.unfreeze(csw.center, by=csw.supervisor)
    assert due() == []
    assert decide.release_all(csw.center, by=csw.poster) == 1
    assert send(delivery).state == "sent"


def test_a_cap_waits_till_tomorrow_where_the_center_is(
    csw: Town, outside: Outside
) -> None:
    Center.objects.update(zone="America/New_York")
    Rule.objects.create(center=csw.center, kind="reply", cap=1)
    send(queued(csw, mention(csw), "A"))

    second = send(queued(csw, mention(csw), "B"))

    assert (second.state, outside.said) == ("queued", ["A"])
    assert second.hold_reason.startswith("1 a day is this Center's limit")
    csw.center.refresh_from_db()
    local = second.due_at.astimezone(csw.center.tz)
    assert local.time() == time(0, 0)
    assert timezone.now() < second.due_at <= timezone.now() + timedelta(hours=25)
    # Said once, not for ever: what is tried next says what came of that.
    Rule.objects.all().delete()
    outside.answers = [TryLater("X is in trouble.")]
    assert send(second).hold_reason == ""
    assert second.error == "X is in trouble."


def test_a_closed_center_waits_until_it_opens(csw: Town, outside: Outside) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).date()
    Hours.objects.create(
        center=csw.center,
        weekday=tomorrow.weekday(),
        opens=time(9),
        closes=time(17),
    )

    delivery = send(queued(csw, mention(csw)))

    assert (delivery.state, outside.said) == ("queued", [])
    assert (delivery.due_at.date(), delivery.due_at.hour) == (tomorrow, 9)


def test_a_budget_that_is_used_up_holds(csw: Town, outside: Outside) -> None:
    delivery = queued(csw, mention(csw))
    App.objects.update(budget_micro=delivery.cost_micro)
    Spend.objects.create(
        center=csw.center,
        app=csw.x.app,
        account=csw.x,
        day=timezone.now().date(),
        kind="read",
        micro=1,
    )

    send(delivery)

    assert (delivery.state, outside.said) == ("held", [])
    assert delivery.hold_reason == "This month's budget is used up"


def test_who_opted_out_is_left_alone_and_nobody_reads_why(
    csw: Town, outside: Outside
) -> None:
    delivery = queued(csw, mention(csw))
    Profile.objects.update(opted_out_at=timezone.now())

    send(delivery)

    assert (delivery.state, outside.said) == ("held", [])
    assert delivery.hold_reason == "Held for the supervisor"
    assert delivery.error == ""
    with pytest.raises(Conflict, match="leave them alone"):
        decide.release_held(delivery, by=csw.supervisor)


def test_a_supervisor_lets_go_of_what_a_boundary_holds(
    csw: Town, outside: Outside
) -> None:
    delivery = queued(csw, mention(csw))
    Contact.objects.update(kind="private")
    send(delivery)
    assert (delivery.state, delivery.hold_reason) == ("held", "Held for the supervisor")

    decide.release_held(delivery, by=csw.supervisor)

    assert send(delivery).state == "sent"


def test_a_poster_does_not(csw: Town, outside: Outside) -> None:
    delivery = queued(csw, mention(csw))
    Contact.objects.update(kind="private")
    send(delivery)

    decide.release_held(delivery, by=csw.poster)

    assert send(delivery).state == "held"


def test_what_is_too_late_is_not_sent_and_its_card_comes_back(
    csw: Town, outside: Outside
) -> None:
    suggestion = mention(csw)
    delivery = queued(csw, suggestion)
    Delivery.objects.update(not_after=timezone.now() - timedelta(minutes=1))

    send(delivery)

    suggestion.refresh_from_db()
    assert (delivery.state, suggestion.state) == ("failed", "open")
    assert delivery.error == "It would have come too late, so it was not sent."
    assert outside.said == []


@pytest.mark.parametrize("error", [AccessRevoked("Connect again."), NoCredit("Empty.")])
def test_a_held_account_keeps_all_of_it_and_goes_on_after_reconnecting(
    csw: Town, outside: Outside, error: AccessRevoked
) -> None:
    first, second = queued(csw, mention(csw), "A"), queued(csw, mention(csw), "B")
    outside.answers = [error]

    send(first)

    assert (first.state, first.error) == ("queued", str(error))
    assert due() == []
    Account.objects.update(held_at=None, held_reason="")
    App.objects.update(held_at=None, held_reason="")
    assert due() == [first.pk]
    assert send(first).state == send(second).state == "sent"


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
