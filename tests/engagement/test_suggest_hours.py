"""The worker counts due times anew when anything they are counted by was changed."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Center
from engagement.models import Suggestion
from engagement.suggest import hours as hours_module
from tests.engagement.suggest_people import NEW_YORK, TUESDAY, Town, make_town

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2027, 3, 12, 16, 0, tzinfo=NEW_YORK)
"""The clocks in New York go forward on the Sunday after; in Berlin on the 28th."""


def due_at(town: Town) -> datetime | None:
    return Suggestion.objects.get(center=town.center).due_at


def test_a_new_zone_moves_what_is_due_over_the_change_of_clocks() -> None:
    town = make_town(now=FRIDAY)
    town.mention(town.person("Harbor Youth"))
    town.sweep()
    assert due_at(town) == datetime(2027, 3, 15, 16, 0, tzinfo=NEW_YORK)

    Center.objects.filter(pk=town.center.pk).update(zone="Europe/Berlin")
    town.sweep()

    # 22:00 there, long closed: eight hours of Monday, an hour nearer to New York.
    berlin = datetime(2027, 3, 15, 17, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert due_at(town) == berlin
    assert berlin == datetime(2027, 3, 15, 12, 0, tzinfo=NEW_YORK)


def test_another_time_to_answer_is_noticed() -> None:
    town = make_town(now=TUESDAY)
    town.mention(town.person("Harbor Youth"))
    town.sweep()

    Center.objects.filter(pk=town.center.pk).update(owed_hours=4)
    town.sweep()
    assert due_at(town) == datetime(2026, 11, 18, 12, 40, tzinfo=NEW_YORK)


def test_a_day_off_and_shorter_days_are_noticed() -> None:
    town = make_town(now=TUESDAY)
    town.mention(town.person("Harbor Youth"))
    town.sweep()
    town.center.closed_days.create(date=date(2026, 11, 18), name="Snow")
    town.sweep()
    assert due_at(town) == datetime(2026, 11, 19, 16, 40, tzinfo=NEW_YORK)

    town.center.hours.update(closes=time(13))
    town.sweep()
    assert due_at(town) == datetime(2026, 11, 20, 13, 0, tzinfo=NEW_YORK)


def test_nothing_is_counted_where_nothing_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = make_town(now=TUESDAY)
    town.sweep()
    counted: list[Center] = []
    monkeypatch.setattr(hours_module, "recompute_due", counted.append)
    town.sweep()
    assert not counted
