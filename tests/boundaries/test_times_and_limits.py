"""Quiet hours, daily limits, opt-outs, and the page on which supervisors keep them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Account, Activity, Center, Member
from engagement import suggest
from engagement.deliver.linkbacks import tell
from engagement.models import Delivery, Interaction, Linkback, Profile, Rule, Suggestion
from engagement.worktime import nights, opening
from tests.boundaries.desk import browser, list_contact, quiet_now, state
from tests.engagement.outside import Outside, send
from tests.engagement.rows import Town, mention, queued, wrote

PAGE = "/c/csw/settings/boundaries/"
NEW_YORK = ZoneInfo("America/New_York")
database = pytest.mark.django_db


def ends(begin: int, end: int, *now: int) -> str:
    """When the quiet hours end in which this wall time of New York lies; "" in none."""
    week = nights(NEW_YORK, time(begin), time(end))
    year, month, day, hour, minute = now
    wall = datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)
    at = wall.astimezone(UTC)
    until = opening(week, at)
    return f"{until.astimezone(NEW_YORK):%d %H:%M}" if until > at else ""


def test_quiet_hours_run_over_midnight() -> None:
    assert ends(22, 7, 2026, 6, 10, 21, 59) == ""
    assert ends(22, 7, 2026, 6, 10, 22, 0) == "11 07:00"
    assert ends(22, 7, 2026, 6, 11, 6, 59) == "11 07:00"
    assert ends(22, 7, 2026, 6, 11, 7, 0) == ""


def test_quiet_hours_within_a_day_and_to_midnight() -> None:
    assert ends(12, 13, 2026, 6, 10, 12, 30) == "10 13:00"
    assert ends(12, 13, 2026, 6, 10, 13, 0) == ""
    assert ends(22, 0, 2026, 6, 10, 23, 0) == "11 00:00"
    assert ends(0, 6, 2026, 6, 10, 5, 0) == "10 06:00"
    assert ends(5, 5, 2026, 6, 10, 5, 0) == ""


def test_quiet_hours_end_by_the_clock_when_it_changes() -> None:
    # Spring forward on 8 March 2026, and back on 1 November.
    assert ends(22, 7, 2026, 3, 7, 23, 0) == "08 07:00"
    assert ends(22, 7, 2026, 10, 31, 23, 0) == "01 07:00"
    # What ends in the hour that is left out ends when it is over.
    assert ends(1, 2, 2026, 3, 8, 1, 30) == "08 03:00"


@database
def test_in_quiet_hours_nothing_leaves_by_itself_also_what_was_accepted_before(
    csw: Town, outside: Outside
) -> None:
    line = queued(csw, mention(csw))
    quiet_now(csw.center)
    send(line)
    assert state(line) == ("queued", "It goes out when the quiet hours are over")
    assert line.due_at > timezone.now()
    assert not outside.said

    Center.objects.update(quiet_from=None, quiet_to=None)
    assert send(line).state == "sent"


@database
def test_quiet_hours_do_not_bind_a_hand(csw: Town) -> None:
    csw.hands(csw.poster)
    quiet_now(csw.center)
    card = mention(csw, summons=False)
    browser(csw.poster).post(f"/c/csw/s/{card.pk}/accept/", {"text": "Thank you."})
    assert Delivery.objects.get().state == "by_hand"


@database
def test_a_webmention_waits_in_quiet_hours_and_none_goes_to_who_is_listed(
    csw: Town, olga: Member, jane: Profile
) -> None:
    blog = Account.objects.create(
        center=csw.center, platform="blog", external_id="b", web_url="https://b.example"
    )
    row = Linkback.objects.create(
        center=csw.center,
        account=blog,
        direction=Linkback.Direction.OUT,
        key="wm:1",
        source="https://b.example/1",
        target="https://jd.example/1",
    )
    quiet_now(csw.center)
    tell(row.pk)
    row.refresh_from_db()
    assert "quiet hours" in row.error

    Profile.objects.filter(pk=jane.pk).update(platform="blog", external_id="jd.example")
    list_contact(olga, jane)
    Linkback.objects.update(next_at=timezone.now())
    tell(row.pk)
    assert not Linkback.objects.exists()


@database
def test_a_supervisor_sets_the_quiet_hours_and_a_poster_must_not(csw: Town) -> None:
    told = {"begin": "22:00", "end": "07:00"}
    assert browser(csw.poster).post(f"{PAGE}quiet/", told).status_code == 403
    boss = browser(csw.supervisor)
    assert boss.post(f"{PAGE}quiet/", {"begin": "22:00", "end": ""}).status_code == 422
    assert (
        boss.post(f"{PAGE}quiet/", {"begin": "5:00", "end": "5:00"}).status_code == 422
    )
    assert boss.post(f"{PAGE}quiet/", told).status_code == 302
    center = Center.objects.get()
    assert (center.quiet_from, center.quiet_to) == (time(22), time(7))
    assert Activity.objects.filter(verb="changed the quiet hours").count() == 1
    boss.post(f"{PAGE}quiet/", {"begin": "", "end": ""})
    assert Center.objects.get().quiet_from is None


@database
def test_a_daily_limit_is_set_by_kind_and_account_and_taken_away_again(
    csw: Town, outside: Outside
) -> None:
    path = f"/c/csw/settings/limits/{csw.x.pk}/"
    assert browser(csw.poster).post(path, {"reply": "1"}).status_code == 403
    boss = browser(csw.supervisor)
    assert boss.post(path, {"reply": "many"}).status_code == 422
    boss.post(path, {"reply": "1", "share": ""})
    assert [(one.kind, one.cap, one.account) for one in Rule.objects.all()] == [
        ("reply", 1, csw.x)
    ]
    send(queued(csw, mention(csw), "A"))
    assert send(queued(csw, mention(csw), "B")).state == "queued"
    assert outside.said == ["A"]

    boss.post(path, {"reply": ""})
    assert not Rule.objects.exists()


@database
def test_a_supervisor_tries_a_text_and_a_poster_must_not(csw: Town) -> None:
    Center.objects.update(holidays_of="US")
    boss = browser(csw.supervisor)
    page = boss.post(f"{PAGE}try/", {"text": "Call 201-555-0123 or jd@host.org"})
    assert "a phone number that is not ours and an e-mail address" in page.text
    assert "It would leave" in boss.post(f"{PAGE}try/", {"text": "Thank you!"}).text
    assert browser(csw.poster).post(f"{PAGE}try/", {"text": "x"}).status_code == 403


def is_left_alone(who: Profile) -> bool:
    return Profile.objects.get(pk=who.pk).opted_out_at is not None


@database
def test_an_opt_out_is_set_by_hand_and_taken_back(
    csw: Town, jane: Profile, outside: Outside
) -> None:
    line = queued(csw, mention(csw, by=jane))
    path, boss = f"/c/csw/contacts/{jane.contact_id}/", browser(csw.supervisor)
    assert browser(csw.poster).post(f"{path}opt-out/").status_code == 403

    boss.post(f"{path}opt-out/")
    assert is_left_alone(jane)
    assert state(line)[0] == "cancelled"
    assert "Jane Doe" in boss.get(PAGE).text
    assert "They may be answered again" in boss.get(path).text
    assert "answered again" not in browser(csw.poster).get(path).text

    assert browser(csw.poster).post(f"{path}opt-in/").status_code == 403
    boss.post(f"{path}opt-in/")
    assert not is_left_alone(jane)
    # What was closed for it is owed again.
    assert Suggestion.objects.get(profile=jane).state == "open"
    verbs = Activity.objects.filter(target_kind="contact").values_list(
        "verb", flat=True
    )
    assert list(verbs.order_by("pk")) == ["opted out", "took an opt-out back"]


@database
def test_words_that_were_judged_no_opt_out_are_not_read_as_one_again(
    csw: Town, jane: Profile
) -> None:
    row = wrote(csw, "@CenterSW stop it!", by=jane)
    suggest.sweep(timezone.now())
    assert is_left_alone(jane)
    path, boss = f"/c/csw/contacts/{jane.contact_id}/", browser(csw.supervisor)

    boss.post(f"{path}opt-in/")
    boss.post(f"{path}kind/", {"kind": "professional"})
    suggest.sweep(timezone.now())

    assert not is_left_alone(jane)
    row.refresh_from_db()
    assert row.not_kind is False
    assert Suggestion.objects.get(profile=jane).state == "open"
    # What they write from now on is read.
    again = wrote(csw, "Leave me alone", by=jane)
    Interaction.objects.filter(pk=again.pk).update(noticed_at=timezone.now())
    suggest.sweep(timezone.now())
    assert is_left_alone(jane)
