"""Nobody is on duty and something falls due: a supervisor is told, once."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from pytest_django import Settings

from accounts.models import Center, Hours, Member
from engagement.decide import duty
from engagement.models import Contact, Suggestion
from engagement.reminders import remind
from tests.engagement.rows import Town, follow_owed, mention, town
from tests.engagement.suggest_people import NEW_YORK
from tests.servers.smtp import Post, mail_server

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=NEW_YORK)
SITE = "https://kindred.example.edu"


@pytest.fixture
def csw(settings: Settings) -> Town:
    """Open from nine to five in New York."""
    settings.KINDRED_SITE = SITE
    made = town()
    made.center.zone = "America/New_York"
    made.center.save()
    for weekday in range(5):
        Hours.objects.create(
            center=made.center, weekday=weekday, opens=time(9), closes=time(17)
        )
    return made


def owed(csw: Town, due_at: datetime) -> Suggestion:
    card = mention(csw)
    Suggestion.objects.filter(pk=card.pk).update(due_at=due_at)
    return card


def on(csw: Town, member: Member, when: datetime, ends: datetime) -> None:
    with time_machine.travel(when, tick=False):
        shift = duty.come_on(csw.center, by=member)
    with time_machine.travel(ends, tick=False):
        duty.hand_over(shift, by=member, note="")


def test_the_supervisor_gets_the_list_once(csw: Town) -> None:
    card = owed(csw, TUESDAY + timedelta(hours=3))
    owed(csw, TUESDAY - timedelta(hours=1))

    for minutes in range(5):
        remind(TUESDAY + timedelta(minutes=minutes))

    letter = mail.outbox[0]
    assert [one.to for one in mail.outbox] == [["ruth@csw.example"]]
    assert letter.subject == "The csw Center: 2 owed, and nobody is on duty"
    assert "Owed are 2: 1 overdue, 1 due today" in letter.body
    assert f"due Tue 17 Nov, 13:00 EST, X: {SITE}/c/csw/s/{card.pk}/" in letter.body
    assert f"{SITE}/c/csw/duty/" in letter.body


def test_a_letter_names_nobody_outside_and_repeats_no_text(csw: Town) -> None:
    card = owed(csw, TUESDAY)
    remind(TUESDAY)
    said = mail.outbox[0].subject + str(mail.outbox[0].body)
    assert card.profile.name not in said
    assert card.profile.handle not in said
    assert "first conversations" not in said
    assert card.draft not in said


def test_while_somebody_is_on_nobody_is_mailed(csw: Town) -> None:
    owed(csw, TUESDAY)
    with time_machine.travel(TUESDAY, tick=False):
        duty.come_on(csw.center, by=csw.poster)
        assert remind(TUESDAY) == 0
    assert mail.outbox == []


def test_a_new_gap_of_the_same_day_is_told_of_again(csw: Town) -> None:
    owed(csw, TUESDAY)
    remind(TUESDAY)
    noon, one = TUESDAY.replace(hour=12), TUESDAY.replace(hour=13)
    on(csw, csw.poster, noon, one)
    remind(one + timedelta(minutes=1))
    remind(one + timedelta(minutes=2))
    assert len(mail.outbox) == 2


def test_a_gap_that_lasts_is_told_of_once_a_day(csw: Town) -> None:
    owed(csw, TUESDAY)
    for days in range(4):
        remind(TUESDAY + timedelta(days=days))
        remind(TUESDAY + timedelta(days=days, hours=3))
    assert len(mail.outbox) == 4


@pytest.mark.parametrize(
    "now",
    [
        TUESDAY.replace(hour=8, minute=59),
        TUESDAY.replace(hour=17, minute=1),
        TUESDAY + timedelta(days=4),
    ],
)
def test_nobody_is_woken_while_it_is_closed(csw: Town, now: datetime) -> None:
    owed(csw, TUESDAY - timedelta(days=1))
    assert remind(now) == 0


def test_on_a_break_nobody_is_mailed(csw: Town) -> None:
    owed(csw, TUESDAY)
    Center.objects.update(
        paused_at=TUESDAY - timedelta(days=1), paused_until=TUESDAY + timedelta(days=3)
    )
    assert remind(TUESDAY) == 0


def test_what_has_time_is_no_reason_to_write(csw: Town) -> None:
    owed(csw, TUESDAY + timedelta(hours=4, minutes=1))
    assert remind(TUESDAY) == 0
    # Four working hours: over the night it is the same
    Suggestion.objects.update(due_at=TUESDAY.replace(day=18, hour=10))
    assert remind(TUESDAY.replace(hour=13, minute=59)) == 0
    assert remind(TUESDAY.replace(hour=14)) == 1


def test_of_whom_a_boundary_speaks_no_letter_speaks(csw: Town) -> None:
    card = owed(csw, TUESDAY)
    Contact.objects.filter(pk=card.profile.contact_id).update(kind="private")
    assert remind(TUESDAY) == 0


def test_what_was_put_off_is_not_in_it(csw: Town) -> None:
    card = owed(csw, TUESDAY)
    Suggestion.objects.filter(pk=card.pk).update(
        hidden_until=TUESDAY + timedelta(hours=1)
    )
    assert remind(TUESDAY) == 0


def test_without_a_supervisor_the_owner_is_told_and_without_both_nobody(
    csw: Town,
) -> None:
    owed(csw, TUESDAY)
    Member.objects.filter(pk=csw.supervisor.pk).update(role="poster")
    assert remind(TUESDAY) == 0
    Member.objects.filter(pk=csw.supervisor.pk).update(role="owner")
    assert remind(TUESDAY) == 1


def test_each_center_writes_to_its_own(csw: Town) -> None:
    there = town("there", "2002")
    owed(there, TUESDAY)
    assert remind(TUESDAY) == 1
    assert mail.outbox[0].to == ["ruth@there.example"]


def test_a_server_that_is_away_loses_nothing(csw: Town, settings: Settings) -> None:
    owed(csw, TUESDAY)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server(Post()) as post:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    assert remind(TUESDAY) == 0
    assert Center.objects.get().due_mailed_at is None

    with mail_server(post):
        assert remind(TUESDAY + timedelta(minutes=1)) == 1
        assert remind(TUESDAY + timedelta(minutes=2)) == 0
    assert len(post.letters) == 1


def test_a_long_list_says_how_much_more_there_is(csw: Town) -> None:
    for _ in range(12):
        owed(csw, TUESDAY)
    remind(TUESDAY)
    assert "and 2 more" in mail.outbox[0].body


def test_new_followers_are_counted_apart_as_on_the_queue(csw: Town) -> None:
    owed(csw, TUESDAY)
    for _ in range(2):
        follow_owed(csw)
    Suggestion.objects.update(due_at=TUESDAY)
    assert remind(TUESDAY) == 1
    letter = mail.outbox[0]
    assert letter.subject == "The csw Center: 1 owed, and nobody is on duty"
    assert "Owed are 1: 0 overdue, 1 due today." in letter.body
    assert "and new followers to thank: 2" in letter.body
