"""The sweeps: what is due is reached, and nobody takes every thread."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType

import pytest
from django.utils import timezone
from pytest_django import Settings

from engagement import deliver, ingest, tasks
from engagement.models import Delivery, Watch
from tests.engagement.rows import Town, mention, queued, town
from tests.engagement.script import a_watch, an_account

pytestmark = pytest.mark.django_db

STEPS = ("expire_leases", "match_own", "note_looks", "wake_watches", "give_back")


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the sweeps gave to the worker's threads."""
    handed: list[int] = []
    for task in (tasks.deliver_one, tasks.poll_one):
        monkeypatch.setattr(task, "delay", handed.append)
    monkeypatch.setattr(tasks.weigh, "delay", lambda: None)
    return handed


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_does_not_keep_what_is_due(
    csw: Town, handed: list[int], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def broken(_: object) -> int:
        raise KeyError(step)

    monkeypatch.setattr(deliver, step, broken)
    delivery = queued(csw, mention(csw))

    tasks.sweep_deliveries()

    assert handed == [delivery.pk]


@pytest.mark.parametrize(
    ("where", "step"),
    [
        (tasks, "due_for_refresh"),
        (tasks, "due_for_check"),
        (ingest, "make_missing_watches"),
        (ingest, "forget_texts"),
        (ingest, "due"),
        (ingest, "linkbacks_due"),
        (deliver, "linkbacks_due"),
    ],
)
def test_a_step_of_the_polls_that_fails_keeps_nothing_from_being_weighed(
    csw: Town,
    handed: list[int],
    monkeypatch: pytest.MonkeyPatch,
    where: ModuleType,
    step: str,
) -> None:
    def broken(*_: object) -> int:
        raise KeyError(step)

    weighed: list[bool] = []
    monkeypatch.setattr(tasks.weigh, "delay", lambda: weighed.append(True))
    (watch,) = feeds(1)
    monkeypatch.setattr(where, step, broken)

    tasks.sweep_polls()

    assert weighed == [True]
    assert (watch.pk in handed) == (step != "due")


def test_a_long_line_of_one_account_is_not_before_another(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engagement.deliver.outbox.AT_ONCE", 2)
    first, *_ = (queued(csw, mention(csw)) for _ in range(5))
    Delivery.objects.update(due_at=timezone.now() - timedelta(hours=1))
    Delivery.objects.filter(pk=first.pk).update(
        due_at=timezone.now() - timedelta(hours=2)
    )
    other = town("law", "2002")
    theirs = queued(other, mention(other))

    assert deliver.due(timezone.now()) == [first.pk, theirs.pk]


def feeds(count: int) -> list[Watch]:
    """Addresses that are due, the longest due first."""
    account = an_account()
    return [
        Watch.objects.create(
            center=account.center,
            kind=Watch.Kind.FEED,
            target_key=f"https://blog{n}.example/feed",
            next_at=timezone.now() - timedelta(minutes=count - n),
        )
        for n in range(count)
    ]


def under_way(watch: Watch) -> None:
    Watch.objects.filter(pk=watch.pk).update(
        lease_until=timezone.now() + timedelta(minutes=1)
    )


@pytest.fixture
def no_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "make_missing_watches", lambda: None)


@pytest.mark.usefixtures("no_missing")
def test_slow_feeds_leave_threads_for_sending(
    handed: list[int], settings: Settings
) -> None:
    settings.POLLS_AT_ONCE = 4
    watches = feeds(9)

    tasks.sweep_polls()
    assert handed == [one.pk for one in watches[:4]]

    for watch in watches[:3]:
        under_way(watch)
    handed.clear()
    tasks.sweep_polls()
    assert handed == [watches[3].pk]

    under_way(watches[3])
    handed.clear()
    tasks.sweep_polls()
    assert handed == []


def test_who_has_polled_hands_the_turn_on(
    handed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours: list[bool] = [True, False]
    monkeypatch.setattr(ingest, "poll", lambda pk: ours.pop(0))
    first, following, *_ = feeds(3)
    under_way(first)

    tasks.poll_one(first.pk)
    assert handed == [following.pk]

    # Polled by another already: nothing was done, and nothing comes of it.
    tasks.poll_one(first.pk)
    assert handed == [following.pk]


def test_one_address_for_many_centers_is_one_poll(settings: Settings) -> None:
    settings.POLLS_AT_ONCE = 5
    for watch in feeds(3):
        under_way(watch)
        watch.pk, watch.center = None, an_account(external_id=watch.target_key).center
        watch.save()
        under_way(watch)
    under_way(a_watch(an_account(external_id="x"), Watch.Kind.OWN))

    assert ingest.free_turns(timezone.now()) == 1
    assert ingest.free_turns(timezone.now() + timedelta(minutes=2)) == 5
