"""The outbox holds back: freeze, caps, hours, budget, boundaries, lost accounts."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.utils import timezone

from accounts.models import Account, App, Center, Hours, Spend
from accounts.platforms.base import (
    AccessRevoked,
    NoCredit,
    TryLater,
)
from engagement import decide, deliver
from engagement.models import (
    Conflict,
    Contact,
    Delivery,
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


def test_a_freeze_holds_and_a_person_lets_go_afterwards(
    csw: Town, outside: Outside
) -> None:
    delivery = queued(csw, mention(csw))
    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint")

    send(delivery)

    assert (delivery.state, outside.said) == ("held", [])
    assert delivery.hold_reason == "Frozen by Ruth: A complaint"
    assert delivery.held_by_freeze
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
    assert delivery.hold_reason == "Held: a supervisor reads it first"
    assert delivery.error == ""
    with pytest.raises(Conflict, match="leave them alone"):
        decide.release_held(delivery, by=csw.supervisor)


def test_a_supervisor_lets_go_of_what_a_boundary_holds(
    csw: Town, outside: Outside
) -> None:
    delivery = queued(csw, mention(csw))
    Contact.objects.update(kind="private")
    send(delivery)
    assert (delivery.state, delivery.hold_reason) == (
        "held",
        "Held: a supervisor reads it first",
    )

    decide.release_held(delivery, by=csw.supervisor)

    assert send(delivery).state == "sent"


def test_a_poster_does_not(csw: Town, outside: Outside) -> None:
    delivery = queued(csw, mention(csw))
    Contact.objects.update(kind="private")
    send(delivery)

    decide.release_held(delivery, by=csw.poster)

    assert send(delivery).state == "held"


def test_a_supervisors_word_is_remembered_when_a_poster_lifts_what_a_freeze_held(
    csw: Town, outside: Outside
) -> None:
    delivery = queued(csw, mention(csw))
    Contact.objects.update(kind="private")
    send(delivery)
    decide.release_held(delivery, by=csw.supervisor)
    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint")
    decide.unfreeze(csw.center, by=csw.supervisor)
    delivery.refresh_from_db()

    decide.release_held(delivery, by=csw.poster)

    assert delivery.released_by == csw.supervisor
    assert send(delivery).state == "sent"


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


def test_only_what_a_freeze_held_is_let_go_after_it(csw: Town) -> None:
    """Whatever the reason says, and whatever the supervisor's name is."""
    by_freeze, by_budget = (queued(csw, mention(csw)) for _ in range(2))
    Delivery.objects.filter(pk=by_budget.pk).update(
        state="held", hold_reason="Frozen by an empty purse"
    )
    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint")
    Delivery.objects.filter(pk=by_freeze.pk).update(hold_reason="Eingefroren")
    decide.unfreeze(csw.center, by=csw.supervisor)

    assert decide.release_all(csw.center, by=csw.poster) == 1

    by_freeze.refresh_from_db()
    by_budget.refresh_from_db()
    assert (by_freeze.state, by_freeze.error_code) == ("queued", "")
    assert by_budget.state == "held"
