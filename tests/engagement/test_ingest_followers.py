"""Every new follower is noticed once, at the price of little more than themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Account, App
from accounts.platforms.base import Cursor, Refused, TryLater
from engagement.ingest.followers import SMALL, Pass, sift
from engagement.models import Interaction, Profile, Watch
from tests.engagement.script import (
    LONG_AGO,
    Killed,
    Stage,
    a_watch,
    an_account,
    dying,
    ledger,
    owed,
    person,
    play,
    poll_now,
    poll_until_done,
)

pytestmark = pytest.mark.django_db

SLOW = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FAULTS = [Killed, TryLater, Refused, RuntimeError]
rounds = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.lists(st.tuples(st.integers(1, 6), st.sampled_from(FAULTS)), max_size=2),
    ),
    min_size=1,
    max_size=4,
)


def strike(stage: Stage, faults: list[tuple[int, type[BaseException]]]) -> None:
    """Let the n-th page of followers fail, once, after the network gave it."""
    calls = 0

    def after(verb: str, cursor: Cursor) -> None:
        nonlocal calls
        calls += 1
        for at, kind in faults:
            if at == calls:
                raise kind("The network is in trouble.")

    stage.after = after


def ids(first: int, after: int) -> set[str]:
    return {person(n).external_id for n in range(first, after)}


@SLOW
@given(known=st.integers(0, SMALL), rounds=rounds, oldest_first=st.booleans())
def test_whoever_follows_is_noticed_and_owed_once(
    monkeypatch: pytest.MonkeyPatch, known: int, rounds: Any, oldest_first: bool
) -> None:
    account = an_account()
    stage = Stage(followers=[person(n) for n in range(known)])
    stage.oldest_first = oldest_first
    play(stage, monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.FOLLOWERS, looked=False))
    assert not owed(account)

    for more, faults in rounds:
        count = len(stage.followers)
        stage.followers += [person(n) for n in range(count, count + more)]
        strike(stage, faults)
        poll_until_done(watch)

        assert owed(account) == ids(known, count + more)
    assert all(
        count == 1 for who, count in ledger(account).items() if who in owed(account)
    )
    assert Interaction.objects.filter(center=account.center).count() == len(
        stage.followers
    )


@SLOW
@given(everybody=st.integers(25, 400), new=st.integers(0, 130))
def test_new_followers_cost_themselves_and_at_most_one_small_page(
    monkeypatch: pytest.MonkeyPatch, everybody: int, new: int
) -> None:
    account = an_account()
    stage = Stage(followers=[person(n) for n in range(everybody)])
    play(stage, monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.FOLLOWERS, looked=False))
    assert stage.cost("followers") == SMALL

    stage.read.clear()
    stage.followers += [person(n) for n in range(everybody, everybody + new)]
    poll_until_done(watch)

    assert owed(account) == ids(everybody, everybody + new)
    assert stage.cost("followers") <= new + SMALL


@pytest.mark.parametrize("error", [Killed, TryLater, Refused])
@pytest.mark.parametrize("page", [2, 3])
def test_a_pass_that_begins_again_does_not_stop_at_what_it_found_itself(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException], page: int
) -> None:
    account = an_account()
    stage = Stage(followers=[person(n) for n in range(300)])
    play(stage, monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.FOLLOWERS, looked=False))

    stage.followers += [person(n) for n in range(300, 370)]
    strike(stage, [(page, error), (page + 1, error), (page + 2, error)])
    poll_until_done(watch)

    assert owed(account) == ids(300, 370)


def test_a_kill_while_followers_are_stored_loses_and_doubles_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    stage = Stage(followers=[person(n) for n in range(5)])
    play(stage, monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.FOLLOWERS, looked=False))
    for death in range(1, 30):
        count = len(stage.followers)
        stage.followers += [person(n) for n in range(count, count + 2)]
        with dying(death):
            poll_until_done(watch)
        assert owed(account) == ids(5, count + 2)
        assert sum(ledger(account).values()) == count - 3


def test_who_followed_before_we_looked_is_stored_but_not_owed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    stage = Stage(followers=[person(n) for n in range(300)])
    play(stage, monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.FOLLOWERS, looked=False))

    Watch.objects.filter(pk=watch.pk).update(full_pass_at=LONG_AGO)
    watch = poll_until_done(watch)

    assert Profile.objects.filter(center=account.center).count() == 300
    assert not owed(account)
    assert sum(ledger(account).values()) == 0
    # Everybody is known now: from here on, whoever is not is new, wherever they stand
    assert watch.cursor["complete"]
    stage.oldest_first = True
    stage.followers += [person(300)]
    poll_until_done(watch)
    assert owed(account) == ids(300, 301)


def test_a_count_that_nobody_explains_is_read_into_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    stage = Stage(followers=[person(n) for n in range(15)])
    play(stage, monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.FOLLOWERS, looked=False))

    stage.read.clear()
    stage.hidden = 3
    poll_until_done(watch)
    assert stage.cost("followers") == 15

    stage.read.clear()
    poll_until_done(watch)
    assert stage.cost("followers") == 5


def test_a_full_pass_waits_for_a_budget_that_bears_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    app = App.objects.create(
        center=account.center, platform="twitter", client_id="a", budget_micro=1_000_000
    )
    Account.objects.filter(pk=account.pk).update(app=app)
    stage = Stage(followers=[person(n) for n in range(200)])
    play(stage, monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.FOLLOWERS, looked=False))
    dear = watch.cursor | {"price": 10_000}
    Watch.objects.filter(pk=watch.pk).update(full_pass_at=LONG_AGO, cursor=dear)

    stage.read.clear()
    poll_until_done(watch)
    assert stage.cost("followers") == 5

    App.objects.filter(pk=app.pk).update(budget_micro=50_000_000)
    poll_until_done(watch)
    assert Profile.objects.filter(center=account.center).count() == 200


def test_following_again_owes_nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    account = an_account()
    stage = Stage(followers=[person(n) for n in range(4)])
    play(stage, monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.FOLLOWERS, looked=False))

    again = stage.followers.pop(0)
    poll_until_done(watch)
    stage.followers.append(again)
    poll_until_done(watch)

    assert not owed(account)


@pytest.mark.parametrize(
    ("ids", "known", "mine", "complete", "owed"),
    [
        ("abc", "c", "", False, "ab"),
        ("cab", "c", "", False, ""),
        ("cab", "c", "", True, "ab"),
        ("abc", "", "a", False, "bc"),
        ("acb", "c", "a", False, ""),
        ("abc", "abc", "", True, ""),
    ],
)
def test_ahead_of_the_known_one_is_new_behind_them_only_if_we_knew_all(
    ids: str, known: str, mine: str, complete: bool, owed: str
) -> None:
    _, new = sift(
        Pass(timezone.now()),
        list(ids),
        frozenset(known),
        frozenset(mine),
        complete=complete,
    )
    assert new == frozenset(owed)
