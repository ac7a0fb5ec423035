"""What waits in the outbox, and a break or hours that change while it waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.utils import timezone

from accounts.models import Center, ClosedDay, Hours
from engagement import deliver, suggest
from engagement.decide import hours
from engagement.models import Delivery, Linkback, Suggestion
from engagement.worktime import ALL_DAY
from tests.engagement.linked import Linked, linked
from tests.engagement.outside import Outside, play, send
from tests.engagement.rows import Town, mention, queued, town
from tests.servers.pages import Answer

__all__ = ["linked"]

pytestmark = pytest.mark.django_db

ALWAYS = dict.fromkeys(range(7), (ALL_DAY,))


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    play(outside, monkeypatch)
    return outside


def begin_break(town: Town, days: int = 14) -> None:
    center = Center.objects.get(pk=town.center.pk)
    back_on = timezone.localdate() + timedelta(days=days)
    hours.pause(center, by=town.supervisor, back_on=back_on, reason="Between terms")


def due() -> list[int]:
    return deliver.due(timezone.now())


def shut_today(town: Town) -> None:
    """Open on another day of the week alone."""
    hours.set_hours(
        town.center,
        by=town.supervisor,
        spans={(timezone.localdate().weekday() + 3) % 7: ((time(9), time(17)),)},
        zone="UTC",
        owed_hours=8,
    )


def open_always(town: Town) -> None:
    hours.set_hours(
        town.center, by=town.supervisor, spans=ALWAYS, zone="UTC", owed_hours=8
    )


def day_off(town: Town) -> None:
    for days in (-1, 0, 1):
        day = timezone.localdate() + timedelta(days=days)
        hours.close_on(town.center, by=town.supervisor, day=day, name="Snow")


def no_day_off(town: Town) -> None:
    for closed in ClosedDay.objects.of(town.center):
        hours.open_on(closed, by=town.supervisor)


Change = Callable[[Town], object]
CHANGES: dict[str, tuple[Change, Change]] = {
    "a break is over early": (
        begin_break,
        lambda town: hours.lift_pause(town.center, by=town.supervisor),
    ),
    "the hours are longer": (shut_today, open_always),
    "the day off is none": (day_off, no_day_off),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_waits_for_us_to_open_leaves_when_we_do(
    csw: Town, outside: Outside, change: str
) -> None:
    shut, opened = CHANGES[change]
    delivery = queued(csw, mention(csw))
    shut(csw)
    suggest.sweep(timezone.now())
    send(delivery)
    assert (delivery.state, outside.said) == ("queued", [])
    assert delivery.hold_reason
    suggest.sweep(timezone.now())
    assert due() == []

    opened(csw)
    suggest.sweep(timezone.now())

    assert due() == [delivery.pk]
    assert send(delivery).state == "sent"


def test_what_a_network_put_off_waits_as_long_as_it_said(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    later = timezone.now() + timedelta(hours=2)
    Delivery.objects.update(due_at=later, error="Busy.", error_code="TryLater")
    open_always(csw)
    suggest.sweep(timezone.now())

    delivery.refresh_from_db()
    assert delivery.due_at == later


def test_a_site_that_waits_to_be_told_is_told_when_a_break_is_over_early(
    linked: Linked,
) -> None:
    linked.web.answers["/endpoint"] = Answer(status=202)
    link = '</endpoint>; rel="webmention"'
    linked.publish(linked.web.put("/theirs/", "<p>Theirs.</p>", Link=link))
    begin_break(linked.town)
    linked.send()
    assert Linkback.objects.get().next_at > timezone.now() + timedelta(days=10)

    hours.lift_pause(linked.town.center, by=linked.town.supervisor)
    suggest.sweep(timezone.now())

    (pk,) = deliver.linkbacks_due(timezone.now())
    deliver.tell(pk)
    assert Linkback.objects.get().state == "done"


def test_a_site_in_trouble_is_not_asked_sooner_for_our_hours(linked: Linked) -> None:
    row = Linkback.objects.create(
        center=linked.town.center,
        account=linked.blog,
        direction="out",
        key="k",
        source="https://center.example/blog/note-7/",
        target="https://a.example/",
        next_at=timezone.now() + timedelta(hours=1),
        error="It was away.",
    )
    open_always(linked.town)
    suggest.sweep(timezone.now())

    assert Linkback.objects.get().next_at == row.next_at


def accepted(csw: Town, days_ago: int, kind: str = "thank") -> Delivery:
    """Accepted so many days ago, on whose evening a break began that is over now."""
    card = mention(csw)
    Suggestion.objects.filter(pk=card.pk).update(kind=kind)
    card.refresh_from_db()
    delivery = queued(csw, card)
    back = timedelta(days=days_ago)
    assert delivery.not_after
    Delivery.objects.update(not_after=delivery.not_after - back)
    Suggestion.objects.update(decided_at=timezone.now() - back)
    delivery.refresh_from_db()
    return delivery


def on_break_since(csw: Town, days: int) -> None:
    now = timezone.now()
    Center.objects.filter(pk=csw.center.pk).update(
        paused_at=now - timedelta(days=days) + timedelta(hours=6),
        paused_until=now - timedelta(minutes=1),
    )


def test_a_break_makes_no_thanks_too_late(csw: Town, outside: Outside) -> None:
    delivery = accepted(csw, 14)
    on_break_since(csw, 14)

    assert send(delivery).state == "sent"


def test_without_a_break_two_weeks_are_too_late(csw: Town, outside: Outside) -> None:
    delivery = accepted(csw, 14)

    assert send(delivery).state == "failed"
    assert "too late" in delivery.error
    assert outside.said == []


def test_news_grows_old_on_a_break_too(csw: Town, outside: Outside) -> None:
    delivery = accepted(csw, 14, "share")
    on_break_since(csw, 14)

    assert send(delivery).state == "failed"
    assert outside.said == []


def test_days_off_that_came_later_make_nothing_too_late(
    csw: Town, outside: Outside
) -> None:
    delivery = accepted(csw, 7)
    today = timezone.localdate()
    for day in (3, 4, 5, 6):
        ClosedDay.objects.create(
            center=csw.center, date=today - timedelta(days=day), name="Flood"
        )
    Hours.objects.bulk_create(
        Hours(center=csw.center, weekday=day, opens=time(), closes=time())
        for day in range(7)
    )

    assert send(delivery).state == "sent"
