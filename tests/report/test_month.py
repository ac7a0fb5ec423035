"""A month at the Center, counted by the report and once more from the networks.

Everything goes over HTTP: the networks of the sandbox, in this process so that one
clock moves both, and the members' own buttons. The clocks change on the eighth.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import Client

from accounts.models import Center, ClosedDay, Hours, Member
from accounts.platforms.base import Addresses
from accounts.platforms.http import place_of
from engagement.models import Contact
from hub import demo
from hub.celery import app
from tests.report.desk import BACKEND, Desk
from tests.report.month import Month, at, month
from tests.report.recount import Recount
from tests.report.seen import came, ours, spent
from tests.report.story import FIRST, HOLIDAY, Story
from tests.report.sums import Key, Sums

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ENOUGH = 25
"""So many figures of any span are other than nought, or the story was too quiet."""
QUIET = {"Gus Webb": "private", "jo walker": "spam"}
MARCH = date(2026, 3, 1), date(2026, 3, 31)
SPANS = (
    MARCH,
    (date(2026, 3, 2), date(2026, 3, 8)),
    (date(2026, 2, 24), date(2026, 3, 10)),
)


@contextmanager
def at_once() -> Iterator[None]:
    """What a worker hands to another is done on the spot."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    try:
        yield
    finally:
        app.conf.update(task_always_eager=False, task_eager_propagates=False)


@dataclass
class Told:
    """How it was when the month was over."""

    center: Center
    people: tuple[Member, ...]
    desk: Desk
    month: Month

    def sums(self, first: date, last: date, quiet: frozenset[str]) -> Sums:
        """The recount of these days."""
        world, log = self.month.world(), self.month.log()
        clicks, looks = self.desk.clicks, self.month.looks
        recount = Recount(came(world), ours(world), clicks, looks, quiet)
        closed = frozenset({HOLIDAY})
        return Sums(recount, spent(log), closed, first, last, self.month.now)

    def differs(self, first: date, last: date, *quiet: str) -> dict[Key, Any]:
        """What the report and the recount do not agree on."""
        counted = self.file(first, last)
        mine = self.sums(first, last, frozenset(quiet)).all()
        assert sum(bool(number) for number in mine.values()) > ENOUGH
        pairs = {key: (counted.get(key, 0), mine.get(key, 0)) for key in counted | mine}
        return {key: pair for key, pair in pairs.items() if not same(key, *pair)}

    def page(self, path: str, first: date, last: date) -> str:
        client = Client()
        client.force_login(self.people[0].user, BACKEND)
        asked = {"from": str(first), "to": str(last)}
        answer = client.get(f"/c/csw/report/{path}", asked)
        assert answer.status_code == 200
        return answer.text

    def file(self, first: date, last: date) -> dict[Key, float | None]:
        """Every figure of the file, as the report counted it."""
        text = self.page("csv/", first, last).lstrip("\ufeff")
        rows = csv.DictReader(io.StringIO(text))
        return {
            (row["part"], row["name"], row["figure"], row["from"]): (
                float(row["number"]) if row["number"] else None
            )
            for row in rows
        }


def same(key: Key, one: float | None, other: float | None) -> bool:
    """The recount goes by whole minutes, so that hours may be rounded otherwise."""
    if "hours" in key[2] and one is not None and other is not None:
        return abs(one - other) < 0.15
    return one == other


@pytest.fixture
def told(tmp_path: Path, settings: Any) -> Iterator[Told]:
    """The whole story, from the first look to the first of April."""
    with at_once(), month(tmp_path, at(FIRST, 9)) as here:
        settings.ADDRESSES = Addresses(
            twitter_api=f"{here.site}/x-api",
            twitter_web=f"{here.site}/x",
            facebook_api=f"{here.site}/facebook-api",
            facebook_web=f"{here.site}/facebook",
            allowed_private_hosts=frozenset({place_of(here.site)}),
        )
        demo.fill(here.site)
        center = Center.objects.get()
        center.hours.all().delete()
        for day in range(5):
            Hours.objects.create(
                center=center, weekday=day, opens=time(9), closes=time(17)
            )
        ClosedDay.objects.create(center=center, date=HOLIDAY, name="Spring break")
        people = tuple(Member.objects.order_by("pk").select_related("user", "center"))
        desk = Desk(here)
        here.look()
        Story(here, desk, people, Random(11)).tell()  # noqa: S311
        yield Told(center, people, desk, here)


def test_every_figure_is_that_of_the_networks(told: Told) -> None:
    for first, last in SPANS:
        assert told.differs(first, last) == {}, (first, last)

    # And without those whom somebody calls private, or spam: in no figure.
    for name, kind in QUIET.items():
        told.desk.says(told.people[0], Contact.objects.get(name=name), kind)
    assert told.differs(*MARCH, *QUIET) == {}
