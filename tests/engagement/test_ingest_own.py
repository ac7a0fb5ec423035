"""What stands under our name is stored for deliver, with when the look began."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Account, App, Spend
from accounts.platforms.base import Cursor, Kind, ProfileData, Usage
from engagement.models import (
    Contact,
    Delivery,
    Interaction,
    Post,
    Profile,
    Suggestion,
    Watch,
)
from tests.engagement.script import (
    OUR_ID,
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
    post,
)

pytestmark = pytest.mark.django_db


def ours(number: int, **fields: Any) -> Any:
    return post(number, **fields)


def a_delivery(account: Account, state: str, **fields: Any) -> Delivery:
    """A delivery that answers a post of a peer of its own."""
    center, number = account.center, uuid4().hex[:12]
    contact = Contact.objects.create(center=center, name=number)
    profile = Profile.objects.create(
        center=center, contact=contact, platform="twitter", external_id=number
    )
    target = Post.objects.create(center=center, profile=profile, key=f"x:t{number}")
    suggestion = Suggestion.objects.create(
        center=center, profile=profile, post=target, kind="thank", owed=True, key=number
    )
    return Delivery.objects.create(
        center=center,
        account=account,
        suggestion=suggestion,
        mode="api",
        verb="reply",
        target_key=target.key,
        state=state,
        **fields,
    )


def test_a_look_is_as_old_as_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent while the network answers may be missing in the answer."""
    asked: list[datetime] = []
    stage = Stage(pages={"own": [[ours(1)]]})
    stage.before = lambda verb, cursor: asked.append(timezone.now())
    play(stage, monkeypatch)

    watch = poll_now(a_watch(an_account(), Watch.Kind.OWN))

    assert watch.ok_at is not None
    assert watch.ok_at <= asked[0]


def test_a_look_that_did_not_reach_the_end_concludes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage(pages={"own": [[ours(n)] for n in range(8)]})
    play(stage, monkeypatch)
    watch = a_watch(an_account(), Watch.Kind.OWN)

    half = poll_now(watch)
    assert half.ok_at is None
    between = timezone.now()
    done = poll_now(watch)

    # It began with the first page, however many polls it took
    assert done.ok_at is not None
    assert done.ok_at < between


def test_a_look_that_failed_concludes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def strike(verb: str, cursor: Cursor) -> None:
        raise RuntimeError

    play(Stage(before=strike), monkeypatch)
    assert poll_now(a_watch(an_account(), Watch.Kind.OWN)).ok_at is None


def test_the_look_visits_where_a_delivery_may_have_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    stage = Stage()
    play(stage, monkeypatch)
    State = Delivery.State
    wanted = [
        a_delivery(account, State.SENDING),
        a_delivery(account, State.UNCONFIRMED),
        a_delivery(account, State.BY_HAND),
        a_delivery(account, State.SENT, evidence="said"),
    ]
    a_delivery(account, State.QUEUED)
    a_delivery(account, State.SENT, evidence="seen", receipt_key="x:9")
    a_delivery(
        account,
        State.SENT,
        evidence="said",
        state_since=timezone.now() - timedelta(days=4),
    )
    a_delivery(an_account(external_id="1002"), State.SENDING)

    poll_now(a_watch(account, Watch.Kind.OWN))

    assert {one.key for one in stage.targets} == {one.target_key for one in wanted}


def test_what_was_out_before_we_were_connected_matches_no_delivery(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = timezone.now()
    account = an_account(connected_at=now - timedelta(hours=1))
    old = ours(1, published_at=now - timedelta(days=2), shares=7)
    new = ours(2, published_at=now - timedelta(minutes=1))
    play(Stage(pages={"own": [[new, old]]}), monkeypatch)

    poll_now(a_watch(account, Watch.Kind.OWN, looked=False))

    rows = Post.objects.filter(account=account)
    assert rows.get(key="x:1").weighed_at
    assert rows.get(key="x:1").shares == 7
    # Sent by us while nobody had looked yet: deliver must be able to find it
    assert rows.get(key="x:2").weighed_at is None


def test_the_reserve_pays_for_a_look_that_a_delivery_waits_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    app = App.objects.create(
        center=account.center, platform="twitter", client_id="a", budget_micro=100
    )
    Account.objects.filter(pk=account.pk).update(app=app)
    account.app = app
    Spend.record(account, [Usage("reply", 1, 1, 95)], timezone.now())
    stage = Stage(pages={"own": [[ours(1)]]})
    play(stage, monkeypatch)
    watch = a_watch(account, Watch.Kind.OWN)

    poll_now(watch)
    assert stage.looks("own") == 0
    a_delivery(account, Delivery.State.UNCONFIRMED)
    poll_now(watch)
    assert stage.looks("own") > 0


def published(account: Account, stage: Stage, **fields: Any) -> Watch:
    """A post of ours that our timeline has shown, and its watch."""
    stage.pages["own"] = [[ours(1, **fields)]]
    watch = poll_now(a_watch(account, Watch.Kind.OWN))
    assert Post.objects.filter(account=account, key="x:1").exists()
    return watch


def counted(watch: Watch, stage: Stage, **counts: int) -> None:
    """Our timeline is read again for its counts."""
    published_at = Post.objects.get(key="x:1", center=watch.center).published_at
    stage.pages["own"] = [[ours(1, published_at=published_at, **counts)]]
    stage.read.clear()
    cursor = watch.cursor | {"counted": "", "at": {}, "base": {}}
    Watch.objects.filter(pk=watch.pk).update(cursor=cursor)
    poll_now(watch)


def test_sharers_are_read_when_the_count_rose_and_only_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account, stage = an_account(), Stage()
    play(stage, monkeypatch)
    watch = published(account, stage)
    assert stage.looks("sharers x:1") == 0

    stage.pages["sharers x:1"] = [[person(2), person(1)]]
    counted(watch, stage, shares=2)
    assert stage.looks("sharers x:1") == 1
    assert owed(account) == {"5001", "5002"}
    assert ledger(account) == {"5001": 1, "5002": 1}
    shares = Interaction.objects.filter(center=account.center, kind=Kind.SHARE)
    assert {one.about_key for one in shares} == {"x:1"}

    counted(watch, stage, shares=2)
    assert stage.looks("sharers x:1") == 0

    # One took theirs back and another shared: the count stands where it stood
    counted(watch, stage, shares=1)
    stage.pages["sharers x:1"] = [[person(3), person(1)]]
    counted(watch, stage, shares=2)
    assert owed(account) == {"5001", "5002", "5003"}
    assert set(ledger(account).values()) == {1}


def test_of_an_old_post_only_the_rise_is_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    account, stage = an_account(connected_at=timezone.now()), Stage()
    play(stage, monkeypatch)
    day = timezone.now() - timedelta(days=1)
    stage.pages["own"] = [[ours(1, published_at=day, shares=2)]]
    watch = poll_now(a_watch(account, Watch.Kind.OWN, looked=False))

    stage.pages["sharers x:1"] = [[person(3), person(2), person(1)]]
    counted(watch, stage, shares=3)

    assert owed(account) == {"5003"}
    assert ledger(account) == {"5003": 1, "5002": 0, "5001": 0}


def test_a_kill_at_any_write_loses_and_doubles_no_share(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account, stage = an_account(), Stage()
    play(stage, monkeypatch)
    watch = published(account, stage)
    sharers: list[ProfileData] = []
    for death in range(1, 30):
        sharers.insert(0, person(death))
        stage.pages["sharers x:1"] = [sharers[:3], sharers[3:]]
        with suppress(Killed), dying(death):
            counted(watch, stage, shares=death)
        counted(watch, stage, shares=death)
        assert owed(account) == {one.external_id for one in sharers}
        assert set(ledger(account).values()) == {1}


def test_after_a_week_nobody_pays_for_sharers(monkeypatch: pytest.MonkeyPatch) -> None:
    account, stage = an_account(), Stage()
    play(stage, monkeypatch)
    watch = published(account, stage, published_at=timezone.now() - timedelta(days=8))
    counted(watch, stage, shares=5)
    assert stage.looks("sharers x:1") == 0


def test_who_quoted_us_may_be_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    account, stage = an_account(), Stage()
    play(stage, monkeypatch)
    watch = published(account, stage)

    stage.pages["quotes x:1"] = [[post(7, 4, quotes_key="x:1")]]
    counted(watch, stage, quotes=1)

    quote = Interaction.objects.get(center=account.center)
    assert (quote.kind, quote.key, quote.about_key) == (Kind.QUOTE, "x:7", "x:1")
    assert quote.post is not None
    assert quote.post.summons_us


def test_a_share_that_list_and_count_both_show_counts_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account, stage = an_account(), Stage()
    play(stage, monkeypatch)
    watch = published(account, stage)
    stage.pages["peers"] = [
        [post(9, 1, shares_key="x:1"), post(8, 1, shares_key="x:5")]
    ]
    poll_now(a_watch(account, Watch.Kind.LIST))
    assert ledger(account) == {"5001": 1}

    stage.pages["sharers x:1"] = [[person(1)]]
    counted(watch, stage, shares=1)

    assert ledger(account) == {"5001": 1}
    # Neither a repost of ours nor one of others is a post of theirs
    assert not Post.objects.filter(center=account.center, profile__isnull=False)
    assert OUR_ID not in ledger(account)
