"""Public holidays: of a country or a part of it, as days on which nothing is due."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from accounts.models import Center
from engagement.calendar import hours_key, next_opening, week_of
from engagement.days_off import countries, days_off, name_of, parts_of
from tests.engagement.suggest_people import NEW_YORK, TUESDAY, make_town

THANKSGIVING = date(2026, 11, 26)


@pytest.mark.once
def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    assert THANKSGIVING in days_off("US", 2026)
    assert "Lincoln" in days_off("US-NY", 2026)[date(2026, 2, 12)]
    assert date(2026, 2, 12) not in days_off("US", 2026)


@pytest.mark.once
@pytest.mark.parametrize("code", ["", "XX", "US-XX", "us", "US-", "../etc", "-NY"])
def test_what_is_no_country_has_none(code: str) -> None:
    known = {"US-": "United States"}
    assert name_of(code) == known.get(code, "")
    assert bool(days_off(code, 2026)) == (code in known)


@pytest.mark.once
def test_every_country_has_a_name_and_can_be_asked() -> None:
    assert len(countries()) > 200
    assert countries()["US"] == "United States"
    assert parts_of("DE")["BY"] == "Bayern"
    for code, name in countries().items():
        assert name[0].isupper()
        assert parts_of(code) is parts_of(code)
        assert isinstance(days_off(code, 2026), dict)


@pytest.mark.django_db
def test_a_holiday_is_closed_and_moves_what_is_due() -> None:
    town = make_town(now=datetime(2026, 11, 25, 16, 0, tzinfo=NEW_YORK))
    town.mention(town.person("Harbor Youth"))
    with time_machine.travel(town.now, tick=False):
        town.sweep()
        assert town.card().due_at == datetime(2026, 11, 26, 16, 0, tzinfo=NEW_YORK)

        Center.objects.update(holidays_of="US-NY")
        town.sweep()
        assert town.card().due_at == datetime(2026, 11, 27, 16, 0, tzinfo=NEW_YORK)

        town.center.refresh_from_db()
        noon = datetime(2026, 11, 26, 12, 0, tzinfo=NEW_YORK)
        assert next_opening(town.center, noon) == datetime(
            2026, 11, 27, 9, 0, tzinfo=NEW_YORK
        )


@pytest.mark.django_db
def test_a_break_moves_what_is_due_and_is_lifted_again() -> None:
    town = make_town(now=TUESDAY)
    town.mention(town.person("Harbor Youth"))
    town.sweep()
    due = town.card().due_at
    Center.objects.update(
        paused_at=datetime(2026, 11, 18, tzinfo=NEW_YORK),
        paused_until=datetime(2026, 11, 23, tzinfo=NEW_YORK),
    )
    town.sweep()
    assert town.card().due_at == datetime(2026, 11, 23, 16, 40, tzinfo=NEW_YORK)

    Center.objects.update(paused_until=datetime(2026, 11, 18, tzinfo=NEW_YORK))
    town.sweep()
    assert town.card().due_at == due


@pytest.mark.django_db
def test_holidays_and_break_are_part_of_what_times_are_counted_by() -> None:
    town = make_town()
    seen = {hours_key(town.center, week_of(town.center))}
    town.center.holidays_of = "US"
    seen.add(hours_key(town.center, week_of(town.center)))
    town.center.paused_at = datetime(2026, 12, 1, tzinfo=UTC)
    town.center.paused_until = datetime(2026, 12, 5, tzinfo=UTC)
    seen.add(hours_key(town.center, week_of(town.center)))
    assert len(seen) == 3
