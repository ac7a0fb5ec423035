"""What became of each delivery is a line, without a word of anybody outside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Activity
from accounts.platforms.base import (
    AccessRevoked,
    PlatformError,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
)
from engagement import deliver
from engagement.models import Contact, Delivery
from tests.engagement.outside import Outside, play
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db(transaction=True)

PLANTED = "Jane Client wrote this"


@pytest.fixture
def csw() -> Town:
    return town()


def told(delivery: Delivery) -> list[tuple[str, str]]:
    """(who, what) of the worker's lines about it."""
    lines = Activity.objects.filter(target_kind="delivery", target_id=delivery.pk)
    assert {one.account_id for one in lines} <= {delivery.account_id}
    return [(one.actor_label, one.verb) for one in lines.order_by("pk")]


@pytest.mark.parametrize(
    ("answer", "verbs"),
    [
        (None, ["sent"]),
        (Refused(PLANTED), ["failed"]),
        (Unconfirmed(PLANTED), ["could not confirm"]),
        (Unsupported(PLANTED), ["left to a hand"]),
        (TryLater(PLANTED, timezone.now()), []),
    ],
    ids=["sent", "refused", "unconfirmed", "by hand", "later"],
)
def test_what_the_network_said_of_it_is_a_line(
    csw: Town,
    monkeypatch: pytest.MonkeyPatch,
    answer: PlatformError | None,
    verbs: list[str],
) -> None:
    play(Outside(answers=[answer] if answer else []), monkeypatch)
    delivery = queued(csw, mention(csw))

    deliver.send(delivery.pk)

    assert told(delivery) == [("worker", verb) for verb in verbs]
    assert PLANTED not in everything()


def test_a_boundary_holds_it_and_the_line_says_not_which(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(Outside(), monkeypatch)
    delivery = queued(csw, mention(csw))
    Contact.objects.update(kind="private")

    deliver.send(delivery.pk)

    assert told(delivery) == [("worker", "held")]
    assert "private" not in everything()


def test_a_worker_that_died_left_a_line(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    Delivery.objects.filter(pk=delivery.pk).update(
        state="sending", lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert deliver.expire_leases(timezone.now()) == 1
    assert told(delivery) == [("worker", "could not confirm")]


def test_an_account_is_held_in_our_own_words(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(Outside(answers=[AccessRevoked(PLANTED)]), monkeypatch)
    deliver.send(queued(csw, mention(csw)).pk)

    line = Activity.objects.get(verb="held", target_kind="account")
    assert (line.account_id, line.detail) == (csw.x.pk, {"why": "AccessRevoked"})
    assert PLANTED not in everything()


def everything() -> str:
    return str(list(Activity.objects.values()))
