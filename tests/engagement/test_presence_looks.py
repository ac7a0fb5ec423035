"""Looks at our own timeline: what is said of one, and when the next is made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from engagement import decide, deliver
from engagement.aim import main_way
from engagement.models import Delivery, Suggestion, Watch
from tests.engagement.rows import Town, mention, own_watch, queued, town

pytestmark = pytest.mark.django_db

TEXT = "Thank you for telling us."


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def card(csw: Town) -> Suggestion:
    return mention(csw)


def sending(csw: Town, card: Suggestion, state: str = "sending") -> Delivery:
    """Claimed a moment ago by a worker."""
    delivery = queued(csw, card, TEXT)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, attempt=1, claimed_at=timezone.now()
    )
    delivery.refresh_from_db()
    return delivery


def looked(watch: Watch, at: datetime) -> Delivery:
    """Our timeline was read, beginning then."""
    Watch.objects.filter(pk=watch.pk).update(ok_at=at)
    deliver.note_looks(timezone.now())
    return Delivery.objects.get()


def test_not_there_is_said_only_of_a_look_after_the_lease(
    csw: Town, card: Suggestion
) -> None:
    """Until then the request may still be on its way."""
    watch, delivery = own_watch(csw), sending(csw, card, "unconfirmed")
    assert delivery.claimed_at
    lease = timedelta(seconds=90)

    assert looked(watch, delivery.claimed_at + lease / 2).looked_at is None
    assert looked(watch, delivery.claimed_at + lease).looked_at is None
    after = delivery.claimed_at + lease + timedelta(seconds=1)
    assert looked(watch, after).looked_at == after
    later = after + timedelta(minutes=2)
    assert looked(watch, later).looked_at == later


def test_where_something_waits_our_timeline_is_read_soon(
    csw: Town, card: Suggestion
) -> None:
    now = timezone.now()
    watch = own_watch(csw)
    Watch.objects.update(
        next_at=now + timedelta(hours=1), ok_at=now - timedelta(days=1)
    )
    assert deliver.wake_watches(now) == 0
    sending(csw, card, "unconfirmed")

    assert deliver.wake_watches(now) == 1

    watch.refresh_from_db()
    assert watch.next_at == now
    # A look costs money, and one that fails has its own patience.
    Watch.objects.update(next_at=now + timedelta(hours=1), ok_at=now)
    assert deliver.wake_watches(now) == 0
    Watch.objects.update(ok_at=None, fails=2)
    assert deliver.wake_watches(now) == 0


def test_not_there_is_said_only_where_one_could_look(
    csw: Town, card: Suggestion
) -> None:
    """The peer's blog was down, or shows no comments: then nobody has looked."""
    watch, delivery = own_watch(csw), sending(csw, card, "unconfirmed")
    assert delivery.claimed_at
    after = delivery.claimed_at + timedelta(minutes=5)

    Watch.objects.update(cursor={"visited": ["x:another"]})
    assert looked(watch, after).looked_at is None

    Watch.objects.update(cursor={"visited": ["x:another", delivery.target_key]})
    assert looked(watch, after).looked_at == after


@pytest.mark.parametrize("state", ["by_hand", "unconfirmed"])
def test_after_an_hour_we_look_no_oftener_than_usual(
    csw: Town, card: Suggestion, state: str
) -> None:
    now = timezone.now()
    own_watch(csw)
    sending(csw, card, state)
    Watch.objects.update(
        next_at=now + timedelta(hours=1), ok_at=now - timedelta(minutes=5)
    )
    for begun, woken in ((timedelta(hours=2), 0), (timedelta(minutes=30), 1)):
        Delivery.objects.update(state_since=now - begun)
        assert deliver.wake_watches(now) == woken
    Watch.objects.update(
        next_at=now + timedelta(hours=1), ok_at=now - timedelta(minutes=11)
    )
    Delivery.objects.update(state_since=now - timedelta(hours=2))
    assert deliver.wake_watches(now) == 1


def test_by_hand_without_an_answer_goes_back_after_a_day(csw: Town) -> None:
    card = mention(csw, summons=False)
    way = main_way(card)
    assert way
    delivery = decide.accept(card, by=csw.poster, way=way, text=TEXT)
    begun = datetime(2026, 11, 17, 19, 5, tzinfo=UTC)
    Delivery.objects.update(state_since=begun)
    csw.center.zone = "America/New_York"
    csw.center.save(update_fields=["zone"])

    assert deliver.give_back(begun + timedelta(hours=24)) == 0
    assert deliver.give_back(begun + timedelta(hours=24, seconds=1)) == 1

    delivery.refresh_from_db()
    card.refresh_from_db()
    assert (delivery.state, card.state, card.draft) == ("cancelled", "open", TEXT)
    assert delivery.error == (
        "Begun by hand on Tuesday, 17 November, 14:05 EST by Maya and never confirmed. "
        "Look whether it is out, then do it again."
    )
    assert deliver.give_back(begun + timedelta(days=9)) == 0


def test_done_by_hand_stays_done(csw: Town) -> None:
    card = mention(csw, summons=False)
    way = main_way(card)
    assert way
    delivery = decide.accept(card, by=csw.poster, way=way, text=TEXT)
    decide.done(delivery, by=csw.poster)

    assert deliver.give_back(timezone.now() + timedelta(days=2)) == 0
