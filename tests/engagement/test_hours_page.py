"""Settings, Hours: supervisors change when the Center works, posters see it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Activity, Center, ClosedDay, Hours, Member, Pulse
from engagement.calendar import next_opening
from tests.engagement.rows import Town, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
NEW_YORK = ZoneInfo("America/New_York")
PAGE = "/c/csw/settings/"
WEEK = {f"day{day}": "9-17" for day in range(5)} | {
    "zone": "America/New_York",
    "owed_hours": "12",
}


@pytest.fixture
def csw() -> Town:
    return town()


def inside(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def press(member: Member, path: str, **words: str) -> Any:
    return inside(member).post(f"{PAGE}{path}", words)


def verbs() -> list[str]:
    return list(Activity.objects.order_by("pk").values_list("verb", flat=True))


def center() -> Center:
    return Center.objects.get()


def test_a_supervisor_sets_the_week(csw: Town) -> None:
    words = WEEK | {"day0": "9-12, 13-17", "day5": "6 pm to midnight"}
    assert press(csw.supervisor, "hours/", **words).status_code == 302

    rows = Hours.objects.of(csw.center).order_by("weekday", "opens")
    assert [str(row) for row in rows][:2] == ["0 09:00–12:00", "0 13:00–17:00"]
    assert str(rows.last()) == "5 18:00–00:00"
    assert (center().zone, center().owed_hours) == ("America/New_York", 12)
    line = Activity.objects.get(verb="changed hours")
    assert line.detail["Monday"] == "09:00–12:00, 13:00–17:00"
    assert line.detail["zone"] == "America/New_York"


def test_what_stays_as_it_was_leaves_no_line(csw: Town) -> None:
    press(csw.supervisor, "hours/", **WEEK)
    press(csw.supervisor, "hours/", **WEEK)
    assert verbs() == ["changed hours"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day2": "17-9"}, "ends before it begins"),
        ({"day2": "9-12, 11-17"}, "overlap"),
        ({"day2": "<script>"}, "is no time to be open"),
        ({"day2": "9\x0017"}, "Null characters"),
        ({"zone": "Mars/Olympus"}, "There is no such time zone"),
        ({"zone": ""}, "Choose the time zone"),
        ({"owed_hours": "0"}, "At least one hour"),
        ({"owed_hours": "²"}, "A number of hours"),
        ({"owed_hours": "9999999999999"}, "are the most"),
    ],
)
def test_rubbish_is_said_in_a_sentence_and_changes_nothing(
    csw: Town, wrong: dict[str, str], said: str
) -> None:
    page = press(csw.supervisor, "hours/", **(WEEK | wrong))

    assert page.status_code == 422
    assert said in page.text
    assert "<script>" not in page.text.partition("<main")[2]
    assert (center().zone, Hours.objects.count(), verbs()) == ("UTC", 0, [])


def test_one_day_is_copied_to_others_and_not_kept_before_it_is_said(csw: Town) -> None:
    words = {"day0": "8-12", "day6": "10-11", "zone": "UTC", "owed_hours": "16"}
    copy = {"copy": "1", "source": "0", "to": "five"}
    page = press(csw.supervisor, "hours/", **words, **copy)

    assert page.text.count('value="8-12"') == 5
    assert page.text.count('value="10-11"') == 1
    assert "not kept yet" in page.text
    assert Hours.objects.count() == 0
    everywhere = press(csw.supervisor, "hours/", **words, **copy | {"to": "seven"})
    assert everywhere.text.count('value="8-12"') == 7
    odd = press(csw.supervisor, "hours/", **words, copy="1", source="9", to="x")
    assert odd.status_code == 422


def test_a_poster_sees_and_must_not_change(csw: Town) -> None:
    Hours.objects.create(center=csw.center, weekday=0, opens=time(9), closes=time(17))
    closed = ClosedDay.objects.create(
        center=csw.center, date=timezone.localdate() + timedelta(days=3), name="Move"
    )
    page = inside(csw.poster).get(PAGE)
    assert "09:00–17:00" in page.text
    assert "Move" in page.text
    assert 'action="/c/csw/settings' not in page.text

    later = str(timezone.localdate() + timedelta(days=5))
    for path, words in (
        ("hours/", WEEK),
        ("holidays/", {"country": "US"}),
        ("closed/", {"day": later, "name": "Snow"}),
        (f"closed/{closed.pk}/remove/", {}),
        ("break/", {"back_on": later, "reason": "Rest"}),
        ("break/end/", {}),
    ):
        assert press(csw.poster, path, **words).status_code == 403
    assert (verbs(), ClosedDay.objects.count()) == ([], 1)


def test_a_new_zone_keeps_the_hour_at_which_a_break_ends(csw: Town) -> None:
    back = timezone.localdate() + timedelta(days=9)
    press(csw.supervisor, "break/", back_on=str(back), reason="Between terms")
    press(csw.supervisor, "hours/", **WEEK)

    until = center().paused_until
    assert until == datetime(back.year, back.month, back.day, tzinfo=NEW_YORK)


def test_public_holidays_are_listed_and_kept(csw: Town) -> None:
    with time_machine.travel(datetime(2026, 11, 17, 12, tzinfo=NEW_YORK)):
        press(csw.supervisor, "holidays/", country="US")
        press(csw.supervisor, "holidays/", country="US", part="NY")
        page = inside(csw.poster).get(PAGE)
    assert center().holidays_of == "US-NY"
    assert "United States, New York" in page.text
    assert "Thanksgiving Day" in page.text
    assert "Lincoln’s" in page.text or "Lincoln&#x27;s" in page.text
    assert "12 Feb 2027" in page.text
    assert "12 Feb 2026" not in page.text


@pytest.mark.parametrize(
    "words",
    [{"country": "XX"}, {"country": "US", "part": "XX"}, {"country": "../x"}],
)
def test_a_country_that_is_none_is_refused(csw: Town, words: dict[str, str]) -> None:
    press(csw.supervisor, "holidays/", country="US")
    assert press(csw.supervisor, "holidays/", **words).status_code == 422
    assert center().holidays_of == "US"


def test_another_country_drops_the_part_of_the_last_one(csw: Town) -> None:
    press(csw.supervisor, "holidays/", country="US")
    press(csw.supervisor, "holidays/", country="US", part="AL")
    press(csw.supervisor, "holidays/", country="IT", part="AL")
    assert center().holidays_of == "IT"
    press(csw.supervisor, "holidays/", country="", part="AL")
    assert center().holidays_of == ""


def test_a_day_off_is_added_once_and_taken_off_again(csw: Town) -> None:
    day = str(timezone.localdate() + timedelta(days=20))
    assert press(csw.supervisor, "closed/", day=day, name="Snow").status_code == 302
    twice = press(csw.supervisor, "closed/", day=day, name="Ice")
    assert twice.status_code == 422
    assert "on the list already" in twice.text

    closed = ClosedDay.objects.get()
    for _ in range(2):
        press(csw.supervisor, f"closed/{closed.pk}/remove/")
    assert verbs() == ["closed", "opened"]
    assert not ClosedDay.objects.exists()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-30", "A date like"),
        ("", "Which day"),
        ("2001-01-01", "is over"),
        ("9999-12-31", "are the most"),
    ],
)
def test_a_day_that_is_none_is_said_in_a_sentence(
    csw: Town, day: str, said: str
) -> None:
    page = press(csw.supervisor, "closed/", day=day, name="Snow")
    assert (page.status_code, ClosedDay.objects.count()) == (422, 0)
    assert said in page.text


def test_a_break_stops_what_leaves_and_every_page_says_so(csw: Town) -> None:
    now = timezone.now()
    back = timezone.localdate() + timedelta(days=10)
    press(csw.supervisor, "break/", back_on=str(back), reason="Between terms")

    assert next_opening(center(), now + timedelta(days=1)) == datetime(
        back.year, back.month, back.day, tzinfo=ZoneInfo("UTC")
    )
    Pulse.beat("worker")
    assert "Between terms" in inside(csw.poster).get("/c/csw/contacts/").text

    press(csw.supervisor, "break/end/")
    assert next_opening(center(), timezone.now()) is None
    assert verbs() == ["paused", "ended the break"]
    press(csw.supervisor, "break/end/")
    assert verbs() == ["paused", "ended the break"]


def test_a_break_that_is_made_longer_began_when_it_began(csw: Town) -> None:
    today = timezone.localdate()
    press(csw.supervisor, "break/", back_on=str(today + timedelta(3)), reason="Rest")
    began = center().paused_at
    press(csw.supervisor, "break/", back_on=str(today + timedelta(6)), reason="Rest")
    assert center().paused_at == began
    assert center().paused_until is not None


@pytest.mark.parametrize(
    "words",
    [
        {"back_on": "2001-01-01", "reason": "Rest"},
        {"back_on": "2200-01-01", "reason": "Rest"},
        {"back_on": str(date.min), "reason": "Rest"},
        {"back_on": "", "reason": ""},
    ],
)
def test_a_break_needs_an_end_and_a_reason(csw: Town, words: dict[str, str]) -> None:
    assert press(csw.supervisor, "break/", **words).status_code == 422
    assert center().paused_until is None
