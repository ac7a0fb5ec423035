"""An account is held: who answers for the Center, and who connected it, are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from accounts import held
from accounts.connect import hold
from accounts.models import Account, App
from accounts.platforms.base import AccessRevoked, NoCredit
from engagement.tasks import sweep_letters
from tests.engagement.rows import Town, member, town
from tests.servers.smtp import Post, mail_server

pytestmark = pytest.mark.django_db

REVOKED = "X no longer takes the token."


@pytest.fixture
def csw(settings: Settings) -> Town:
    settings.KINDRED_SITE = "https://kindred.example.edu"
    made = town()
    made.x.connected_by = made.poster
    made.x.save()
    return made


def told() -> list[str]:
    return sorted(to for letter in mail.outbox for to in letter.to)


def test_two_people_are_told_once(csw: Town) -> None:
    hold(csw.x, AccessRevoked(REVOKED))
    for _ in range(3):
        sweep_letters()

    assert told() == ["maya@csw.example", "ruth@csw.example"]
    letter = mail.outbox[0]
    assert letter.subject == "@CenterSW (X) must be connected again"
    assert REVOKED in letter.body
    assert "https://kindred.example.edu/c/csw/sources/" in letter.body


def test_held_once_more_they_are_told_once_more(csw: Town) -> None:
    hold(csw.x, AccessRevoked(REVOKED))
    held.tell(timezone.now())
    Account.objects.update(held_at=None, held_reason="")
    assert held.tell(timezone.now()) == 0

    hold(csw.x, AccessRevoked(REVOKED))
    assert held.tell(timezone.now() + timedelta(seconds=1)) == 1
    assert len(told()) == 4


def test_who_connected_it_and_left_is_not_told(csw: Town) -> None:
    csw.poster.left_at = timezone.now()
    csw.poster.save()
    member(csw.center, "Olga", "owner")
    hold(csw.x, AccessRevoked(REVOKED))
    held.tell(timezone.now())
    assert told() == ["olga@csw.example", "ruth@csw.example"]


def test_credit_used_up_is_told_of_for_the_app(csw: Town) -> None:
    hold(csw.x, NoCredit("The balance is empty."))
    held.tell(timezone.now())
    # Two people, where there are two: one may be away for a month.
    assert told() == ["maya@csw.example", "ruth@csw.example"]
    assert mail.outbox[0].subject == "The csw Center: credit used up"
    assert App.objects.get().told_at is not None


def test_what_is_not_connected_any_more_is_no_news(csw: Town) -> None:
    hold(csw.x, AccessRevoked(REVOKED))
    Account.objects.update(disconnected_at=timezone.now())
    assert held.tell(timezone.now()) == 0


def test_nobody_of_another_center_is_told(csw: Town) -> None:
    town("there", "2002")
    hold(csw.x, AccessRevoked(REVOKED))
    held.tell(timezone.now())
    assert all(to.endswith("@csw.example") for to in told())


def test_without_a_mail_server_it_waits(csw: Town, settings: Settings) -> None:
    hold(csw.x, AccessRevoked(REVOKED))
    settings.CAN_MAIL = False
    assert held.tell(timezone.now()) == 0
    settings.CAN_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server(Post()) as post:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    assert held.tell(timezone.now()) == 0
    assert Account.objects.get().told_at is None

    with mail_server(post):
        assert held.tell(timezone.now()) == 1
    assert len(post.letters) == 2


def test_where_one_letter_fails_the_others_are_written(
    csw: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hold(csw.x, AccessRevoked(REVOKED))
    monkeypatch.setattr("engagement.reminders.remind", lambda now: 1 / 0)
    sweep_letters()
    assert len(told()) == 2
    assert "a step of every minute failed" in caplog.text
