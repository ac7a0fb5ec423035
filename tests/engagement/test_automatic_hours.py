"""At any hour, in any zone, on the nights when clocks change: nothing leaves at night.

The stages of the worker run in this process, with a clock of the test's own, against
the make-believe networks over HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Center, Hours, Member, User
from accounts.platforms.base import Addresses
from accounts.platforms.http import place_of
from engagement import decide, deliver, ingest, suggest
from engagement.aim import main_way
from engagement.calendar import week_of
from engagement.models import Contact, Delivery, Profile, Rule, Suggestion, Watch
from engagement.outbox_times import window_end
from hub import demo
from sandbox.moves import PLAIN
from tests.engagement.conftest import Listening
from tests.sandbox.running import Sandbox

pytestmark = pytest.mark.django_db

STEP = timedelta(hours=1)
THANKS = "Thank you @CenterSW for the wonderful workshop."
# 03:00 on a Sunday, in a usual week and on both nights on which the clocks change.
SUNDAYS = [
    pytest.param("America/New_York", (2025, 6, 15), id="New York"),
    pytest.param("America/New_York", (2025, 3, 9), id="New York, forward"),
    pytest.param("America/New_York", (2025, 11, 2), id="New York, back"),
    pytest.param("Europe/Madrid", (2025, 3, 30), id="Madrid, forward"),
    pytest.param("Europe/Madrid", (2025, 10, 26), id="Madrid, back"),
    pytest.param("Pacific/Auckland", (2025, 9, 28), id="Auckland, forward"),
    pytest.param("Pacific/Auckland", (2025, 4, 6), id="Auckland, back"),
]


def office_hours(center: Center, zone: str) -> None:
    """Nine to five on weekdays, there."""
    Center.objects.filter(pk=center.pk).update(zone=zone)
    center.refresh_from_db()
    for weekday in range(5):
        Hours.objects.create(
            center=center, weekday=weekday, opens=time(9), closes=time(17)
        )


def rules(center: Center, by: Member | None = None) -> None:
    for account in center.accounts.filter(platform="twitter"):
        Rule.objects.create(
            center=center,
            account=account,
            kind="auto_mention",
            cap=10,
            by=by,
            confirmed_at=timezone.now(),
        )


def all_known() -> None:
    """Somebody has said of everybody that they are an organization."""
    Contact.objects.update(kind="organization")


def come_by() -> list[Delivery]:
    """The worker's sweeps, once; what left."""
    now = timezone.now()
    suggest.sweep(now)
    decide.announce(now)
    before = set(Delivery.objects.filter(state="sent").values_list("pk", flat=True))
    for pk in deliver.due(now):
        deliver.send(pk)
    sent = Delivery.objects.filter(state="sent").exclude(pk__in=before)
    return list(sent.order_by("pk"))


def look() -> None:
    """Everything is read, whenever its next look would be."""
    ingest.make_missing_watches()
    Watch.objects.update(next_at=timezone.now())
    for pk in ingest.due(timezone.now()):
        ingest.poll(pk)


@pytest.fixture
def net(request: pytest.FixtureRequest) -> Sandbox:
    found: Sandbox = request.getfixturevalue("_net")
    return found


@pytest.fixture
def clock(
    request: pytest.FixtureRequest,
) -> Iterator[tuple[time_machine.Traveller, ZoneInfo]]:
    zone, day = request.param
    at = datetime.combine(date(*day), time(3), ZoneInfo(zone))
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller, ZoneInfo(zone)


@pytest.mark.once
@pytest.mark.parametrize(
    "clock",
    [pytest.param(one.values, id=str(one.id)) for one in SUNDAYS],
    indirect=True,
)
def test_03_00_on_a_sunday_waits_for_monday(
    clock: tuple[time_machine.Traveller, ZoneInfo], listening: Listening
) -> None:
    """One leaves by itself an hour after opening, one that a person sent at opening."""
    traveller, zone = clock
    sunday = timezone.now()
    monday = (sunday.astimezone(zone) + timedelta(days=1)).date()
    office_hours(listening.center, zone.key)
    look()
    rules(listening.center)
    listening.net.play("mention", who="HarborYouth", text=THANKS)
    listening.net.play("mention", who="NewRootsRefuge", text="@CenterSW Who is on?")
    look()
    all_known()
    assert come_by() == []

    mine = by_hand_of_a_person(listening)
    by_itself = Delivery.objects.get(by_rule__isnull=False)
    assert by_itself.due_at == datetime.combine(monday, time(10), zone)
    # Sixteen working hours, of two days with eight.
    tuesday = datetime.combine(monday + timedelta(days=1), time(17), zone)
    assert {one.due_at for one in Suggestion.objects.all()} == {tuesday}

    left: dict[int, datetime] = {}
    while timezone.now() < by_itself.due_at + STEP:
        for one in come_by():
            left[one.pk] = timezone.now()
        traveller.shift(STEP)
    assert left == {
        mine.pk: datetime.combine(monday, time(9), zone),
        by_itself.pk: by_itself.due_at,
    }
    said = listening.net.texts()[-2:]
    assert [one.rpartition("@")[2].partition(" ")[2] for one in said] == [
        mine.text,
        by_itself.text,
    ]


def by_hand_of_a_person(listening: Listening) -> Delivery:
    """A student who cannot sleep answers the other one."""
    user = User.objects.create_user("maya@example.edu", name="Maya")
    maya = Member.objects.create(center=listening.center, user=user)
    card = Suggestion.objects.get(state="open")
    way = main_way(card)
    assert way is not None
    return decide.accept(card, by=maya, way=way, text="I am on, from nine.")


NIGHTS = [
    # Open from one to five: an hour is an hour, whatever the clock says.
    ("America/New_York", (2025, 3, 9, 1, 30, 0), (2025, 3, 9, 3, 30, 0)),
    ("America/New_York", (2025, 11, 2, 1, 30, 0), (2025, 11, 2, 1, 30, 1)),
    ("America/New_York", (2025, 11, 2, 1, 30, 1), (2025, 11, 2, 2, 30, 0)),
    ("Europe/Madrid", (2025, 3, 30, 1, 30, 0), (2025, 3, 30, 3, 30, 0)),
    ("Europe/Madrid", (2025, 10, 26, 2, 30, 0), (2025, 10, 26, 2, 30, 1)),
    ("Pacific/Auckland", (2025, 9, 28, 1, 30, 0), (2025, 9, 28, 3, 30, 0)),
    ("Pacific/Auckland", (2025, 4, 6, 2, 30, 0), (2025, 4, 6, 2, 30, 1)),
    # Half an hour before closing: the other half is on the next night.
    ("America/New_York", (2025, 3, 9, 4, 30, 0), (2025, 3, 10, 1, 30, 0)),
    # Just an hour before closing: "by five" is when nobody is there any more.
    ("America/New_York", (2025, 3, 9, 4, 0, 0), (2025, 3, 10, 1, 0, 0)),
]


@pytest.mark.parametrize(("zone", "start", "end"), NIGHTS)
def test_an_hour_to_object_is_an_hour_of_working_time(
    zone: str, start: tuple[int, ...], end: tuple[int, ...]
) -> None:
    center = Center.objects.create(slug="night", name="Night line", zone=zone)
    for weekday in range(7):
        Hours.objects.create(
            center=center, weekday=weekday, opens=time(1), closes=time(5)
        )

    def at(told: tuple[int, ...]) -> datetime:
        *clock, fold = told
        return datetime(*clock, tzinfo=ZoneInfo(zone), fold=fold)  # type: ignore[arg-type,misc]

    found = window_end(week_of(center), at(start))
    assert found == at(end).astimezone(found.tzinfo)


def test_when_hours_change_there_is_still_an_hour(listening: Listening) -> None:
    """Announced at ten for eleven; then the Center closes for the day."""
    zone = ZoneInfo("America/New_York")
    ten = datetime(2025, 6, 16, 10, 0, tzinfo=zone)
    with time_machine.travel(ten, tick=False):
        office_hours(listening.center, zone.key)
        look()
        rules(listening.center)
        listening.net.play("mention", who="HarborYouth", text=THANKS)
        look()
        all_known()
        come_by()
        line = Delivery.objects.get()
        assert line.due_at == ten + timedelta(hours=1)
        Hours.objects.filter(weekday=0).delete()

    with time_machine.travel(ten + timedelta(minutes=20), tick=False):
        assert come_by() == []
        line.refresh_from_db()
        assert line.due_at == datetime(2025, 6, 17, 10, 0, tzinfo=zone)
    with time_machine.travel(ten + timedelta(hours=2), tick=False):
        assert come_by() == []
    with time_machine.travel(line.due_at, tick=False):
        assert come_by() == [line]


@pytest.mark.parametrize("day", [(2025, 3, 9), (2025, 6, 15), (2025, 11, 2)])
def test_the_demo_shows_one_within_three_minutes(
    net: Sandbox, settings: Any, day: tuple[int, int, int]
) -> None:
    """On whatever night somebody tries it: its Center never closes."""
    net.tell("reset", seed="demo")
    settings.ADDRESSES = Addresses(
        twitter_api=f"{net.url}/x-api",
        twitter_web=f"{net.url}/x",
        facebook_api=f"{net.url}/facebook-api",
        facebook_web=f"{net.url}/facebook",
        allowed_private_hosts=frozenset({place_of(net.url)}),
    )
    settings.OBJECTION_SECONDS = 60
    start = datetime(*day, 3, 0, tzinfo=ZoneInfo("America/New_York"))
    with time_machine.travel(start, tick=False) as traveller:
        assert demo.fill(net.url)
        look()
        who, text = PLAIN[0]
        net.play("mention", who=who, text=text)
        announced = sent = None
        while sent is None and timezone.now() < start + timedelta(minutes=3):
            traveller.shift(10)
            if announced is None:
                look()
            sent = next(iter(come_by()), None)
            announced = announced or Delivery.objects.first()
        assert announced is not None
        assert sent == announced
        assert sent.by_rule_id
        assert sent.receipt_key
    assert Profile.objects.get(pk=sent.suggestion.profile_id).handle == who
    assert sent.text in net.texts()[-1]
