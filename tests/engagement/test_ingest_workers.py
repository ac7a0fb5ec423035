"""Two workers at once: neither loses, doubles or overwrites what the other did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.platforms.base import Cursor, Kind
from engagement import ingest
from engagement.models import Contact, Interaction, Post, Profile, Watch
from tests.engagement.script import (
    Killed,
    Stage,
    a_watch,
    an_account,
    deed,
    ledger,
    noticed,
    owed,
    person,
    play,
    poll_now,
    poll_until_done,
    post,
)

pytestmark = pytest.mark.django_db(transaction=True)

FEW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def at_once(*works: Callable[[], object]) -> None:
    """Do these side by side, each over a connection of its own; re-raise what broke."""
    broken: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:
            broken.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]


def together(count: int) -> Callable[[str, Cursor], None]:
    """Every page waits until so many workers have theirs, as far as they come."""
    barrier = Barrier(count)

    def wait(verb: str, cursor: Cursor) -> None:
        try:
            barrier.wait(0.3)
        except BrokenBarrierError:
            barrier.reset()

    return wait


@FEW
@given(order=st.permutations(range(10)), cut=st.integers(1, 9))
def test_two_sources_that_show_the_same_people_store_each_once(
    monkeypatch: pytest.MonkeyPatch, order: list[int], cut: int
) -> None:
    account = an_account()
    said = [deed(n, n % 3) for n in range(10)]
    mixed = [said[n] for n in order]
    stage = Stage(
        pages={
            "mentions": [mixed[:cut], mixed[cut:]],
            "peers": [[one.post for one in said][::-1], [post(20, 4)]],
        },
        followers=[person(n) for n in range(5)],
        after=together(3),
    )
    play(stage, monkeypatch)
    kinds = (Watch.Kind.MENTIONS, Watch.Kind.LIST, Watch.Kind.FOLLOWERS)
    watches = [a_watch(account, kind) for kind in kinds]

    at_once(*(lambda one=one: poll_now(one) for one in watches))

    rows = Profile.objects.filter(center=account.center)
    assert sorted(rows.values_list("external_id", flat=True)) == [
        person(n).external_id for n in range(5)
    ]
    assert Contact.objects.filter(center=account.center).count() == 5
    # Ten mentions and five follows, each in the ledger of who did it
    assert len(noticed(account)) == 15
    assert sum(ledger(account).values()) == 15
    # Whoever came first, it is a peer's post that names us
    both = Post.objects.filter(center=account.center, peer=True, summons_us=True)
    assert both.count() == 10


def test_only_one_worker_polls_and_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    account = an_account()
    stage = Stage(pages={"mentions": [[deed(n) for n in range(4)]]})
    play(stage, monkeypatch)
    watch = a_watch(account, Watch.Kind.MENTIONS)

    at_once(*[lambda: ingest.poll(watch.pk)] * 6)

    assert stage.looks("mentions") == 1


@pytest.mark.parametrize(
    ("verb", "kind", "items"),
    [
        ("mentions", Watch.Kind.MENTIONS, [deed(n, n) for n in range(6)]),
        ("comments", Watch.Kind.COMMENTS, [deed(n, n, Kind.COMMENT) for n in range(6)]),
        ("peers", Watch.Kind.LIST, [post(n, n) for n in range(6)]),
        ("own", Watch.Kind.OWN, [post(n) for n in range(6)]),
    ],
)
def test_a_late_worker_stores_nothing_over_the_one_that_took_over(
    monkeypatch: pytest.MonkeyPatch, verb: str, kind: str, items: list[Any]
) -> None:
    account = an_account()
    watch = a_watch(account, kind)
    stage = Stage(pages={verb: [items[:3], items[3:]]})
    play(stage, monkeypatch)
    cursors = []

    def overtaken(_: str, cursor: Cursor) -> None:
        """While the first page is on its way, the lease runs out and another reads."""
        stage.after = lambda verb, cursor: None
        taken = poll_until_done(watch)
        cursors.append((taken.cursor, taken.attempt, taken.next_at))

    stage.after = overtaken
    ingest.poll(watch.pk)

    row = Watch.objects.get(pk=watch.pk)
    assert [(row.cursor, row.attempt, row.next_at)] == cursors
    stored = Post.objects.filter(center=account.center).count()
    assert stored == 6


def test_a_dead_workers_watch_is_taken_up_when_its_lease_is_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    stage = Stage(pages={"mentions": [[deed(n) for n in range(4)]]})
    play(stage, monkeypatch)
    watch = a_watch(account, Watch.Kind.MENTIONS)

    def die(_: str, cursor: Cursor) -> None:
        stage.after = lambda verb, cursor: None
        raise Killed

    stage.after = die
    with pytest.raises(Killed):
        ingest.poll(watch.pk)
    assert ingest.due(timezone.now()) == []
    assert not Interaction.objects.filter(center=account.center).exists()

    later = Watch.objects.get(pk=watch.pk).lease_until
    assert later is not None
    assert ingest.due(later + timedelta(seconds=1)) == [watch.pk]
    poll_until_done(watch)
    assert len(noticed(account)) == 4


def test_who_makes_a_watch_due_during_a_poll_keeps_their_wish(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    watch = a_watch(account, Watch.Kind.OWN)
    wished = timezone.now()

    def wish(_: str, cursor: Cursor) -> None:
        Watch.objects.filter(pk=watch.pk).update(next_at=wished)

    play(Stage(after=wish), monkeypatch)
    ingest.poll(watch.pk)

    assert Watch.objects.get(pk=watch.pk).next_at == wished
    assert ingest.due(timezone.now()) == [watch.pk]


def test_two_workers_share_one_follower_between_two_of_our_accounts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    second = type(account).objects.create(
        center=account.center,
        platform=account.platform,
        host=account.host,
        external_id="1002",
        handle="CenterToo",
        tokens="{}",
    )
    play(Stage(followers=[person(1)], after=together(2)), monkeypatch)
    watches = [a_watch(one, Watch.Kind.FOLLOWERS) for one in (account, second)]

    at_once(*(lambda one=one: poll_now(one) for one in watches))

    # One person; they follow both, and each follow is a kindness of its own
    assert Profile.objects.filter(center=account.center).count() == 1
    assert Contact.objects.filter(center=account.center).count() == 1
    assert owed(account) == {person(1).external_id}
    assert ledger(account) == {person(1).external_id: 2}
