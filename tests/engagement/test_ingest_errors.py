"""What goes wrong leaves a sentence, stores nothing by halves, and comes again."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Account, App, Spend
from accounts.platforms.base import (
    AccessRevoked,
    Cursor,
    Limit,
    NoCredit,
    PlatformError,
    Refused,
    TryLater,
    Unsupported,
    Usage,
)
from engagement import ingest
from engagement.models import Interaction, Watch
from engagement.pace import next_month
from tests.engagement.script import (
    Script,
    Stage,
    a_watch,
    an_account,
    deed,
    noticed,
    play,
    poll_now,
)

pytestmark = pytest.mark.django_db


def failing(error: Exception, patch: pytest.MonkeyPatch) -> Stage:
    """A stage on which the second page of mentions fails."""
    stage = Stage(pages={"mentions": [[deed(1)], [deed(2)]]})

    def strike(verb: str, cursor: Cursor) -> None:
        if cursor.get("page") == 1:
            raise error

    stage.before = strike
    play(stage, patch)
    return stage


def with_app(account: Account, budget: int = 0) -> App:
    app = App.objects.create(
        center=account.center, platform="twitter", client_id="a", budget_micro=budget
    )
    Account.objects.filter(pk=account.pk).update(app=app)
    account.app = app
    return app


def spend(account: Account, micro: int) -> None:
    Spend.record(account, [Usage("post read", 1, 1, micro)], timezone.now())


@pytest.mark.parametrize(
    "error",
    [TryLater("Later, please."), Refused("No."), Unsupported("Not here.")],
)
def test_a_failure_is_said_and_what_was_stored_stays(
    monkeypatch: pytest.MonkeyPatch, error: PlatformError
) -> None:
    account = an_account()
    stage = failing(error, monkeypatch)
    before = timezone.now()

    watch = poll_now(a_watch(account, Watch.Kind.MENTIONS))

    assert (watch.error, watch.fails, watch.lease_until) == (str(error), 1, None)
    assert watch.next_at > before
    assert noticed(account) == ["x:1"]
    # The next good look clears the sentence
    stage.before = lambda verb, cursor: None
    watch = poll_now(watch)
    assert (watch.error, watch.fails) == ("", 0)
    assert noticed(account) == ["x:1", "x:2"]


def test_a_time_that_the_network_names_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = timezone.now() + timedelta(minutes=12)
    failing(TryLater("Slow down.", at), monkeypatch)
    watch = poll_now(a_watch(an_account(), Watch.Kind.MENTIONS))
    assert watch.next_at == at


def test_a_time_out_of_all_bounds_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(TryLater("No.", timezone.now() + timedelta(days=4000)), monkeypatch)
    watch = poll_now(a_watch(an_account(), Watch.Kind.MENTIONS))
    assert watch.next_at < timezone.now() + timedelta(days=32)


def test_every_failure_in_a_row_waits_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(RuntimeError("a bug of ours"), monkeypatch)
    watch = a_watch(an_account(), Watch.Kind.MENTIONS)
    waits = []
    for _ in range(3):
        watch = poll_now(watch)
        waits.append((watch.next_at - timezone.now()).total_seconds())
    assert waits == sorted(waits)
    assert waits[2] > waits[0] * 2


def test_a_bug_of_ours_is_logged_and_the_watch_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(RuntimeError("a bug of ours"), monkeypatch)
    with caplog.at_level(logging.ERROR):
        watch = poll_now(a_watch(an_account(), Watch.Kind.MENTIONS))
    assert "a bug of ours" in caplog.text
    assert "on our side" in watch.error
    assert "a bug of ours" not in watch.error


def test_a_page_that_never_comes_is_given_up_and_read_from_the_top(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    stage = failing(TryLater("Later."), monkeypatch)
    watch = a_watch(account, Watch.Kind.MENTIONS)
    for _ in range(3):
        watch = poll_now(watch)
    assert watch.cursor["at"] == {}

    # What came meanwhile is at the top
    stage.pages["mentions"] = [[deed(3), deed(1), deed(2)]]
    stage.before = lambda verb, cursor: None
    poll_now(watch)
    assert noticed(account) == ["x:1", "x:2", "x:3"]


def test_a_token_that_no_longer_works_holds_the_account_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    other = an_account(external_id="1002")
    failing(AccessRevoked("Connect it again."), monkeypatch)
    watch = poll_now(a_watch(account, Watch.Kind.MENTIONS))

    account.refresh_from_db()
    assert account.held_at
    assert account.held_reason == "Connect it again."
    assert watch.error == "Connect it again."
    # It is not asked again, and keeps nobody else waiting
    mine = a_watch(other, Watch.Kind.MENTIONS)
    Watch.objects.update(next_at=timezone.now())
    assert ingest.due(timezone.now()) == [mine.pk]


def test_used_up_credit_holds_every_account_of_the_app(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    app = with_app(account)
    failing(NoCredit("The credit is used up."), monkeypatch)
    poll_now(a_watch(account, Watch.Kind.MENTIONS))
    a_watch(account, Watch.Kind.OWN)

    app.refresh_from_db()
    assert app.held_reason == "The credit is used up."
    Watch.objects.update(next_at=timezone.now())
    assert ingest.due(timezone.now()) == []


def test_a_call_that_failed_is_paid_for_too(monkeypatch: pytest.MonkeyPatch) -> None:
    account = an_account()
    with_app(account)
    stage = failing(TryLater("Later."), monkeypatch)
    strike = stage.before

    def bill(script: Script, verb: str) -> None:
        script.meter.used.append(Usage("post read", 1, 1, 5000))

    stage.bill = bill
    stage.before = strike
    poll_now(a_watch(account, Watch.Kind.MENTIONS))

    spent = Spend.objects.get(account=account)
    assert (spent.calls, spent.micro) == (2, 10_000)


def test_a_used_up_limit_puts_the_next_look_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage(pages={"mentions": [[deed(1)], [deed(2)]]})
    resets = timezone.now() + timedelta(hours=2)

    def bill(script: Script, verb: str) -> None:
        script.meter.limits.append(Limit(verb, 0, resets))

    stage.bill = bill
    play(stage, monkeypatch)
    watch = poll_now(a_watch(an_account(), Watch.Kind.MENTIONS))

    assert stage.looks("mentions") == 1
    assert watch.next_at == resets
    assert watch.error == ""


def test_beyond_three_fifths_of_the_budget_polls_are_three_times_slower(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    with_app(account, budget=1_000_000)
    play(Stage(), monkeypatch)
    watch = a_watch(account, Watch.Kind.MENTIONS)
    usual = poll_now(watch).next_at - timezone.now()

    spend(account, 600_000)
    slow = poll_now(watch).next_at - timezone.now()

    assert 2.9 < slow / usual < 3.1


@pytest.mark.parametrize("kind", [Watch.Kind.MENTIONS, Watch.Kind.OWN])
def test_beyond_four_fifths_reading_stops_and_says_why(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    account = an_account()
    with_app(account, budget=1_000_000)
    stage = Stage(pages={"mentions": [[deed(1)]], "own": [[deed(1).post]]})
    play(stage, monkeypatch)
    spend(account, 800_000)

    watch = poll_now(a_watch(account, kind))

    assert stage.read == []
    assert not Interaction.objects.exists()
    assert f"{next_month(timezone.now()):%-d %B}" in watch.error
    assert (watch.fails, watch.lease_until) == (0, None)
    assert watch.next_at > timezone.now()
