"""Looks at our own timeline: what is said of one, and when the next is made."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from engagement import deliver
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
