"""When somebody may need help, the supervisors and who is on duty are told at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from engagement import deliver
from engagement.deliver import alarm
from engagement.models import Attention, Shift
from tests.engagement.rows import Town, in_need, member, peer, town

pytestmark = pytest.mark.django_db

CRY = "@CenterSW I want to die"


@pytest.fixture
def csw(settings: Settings) -> Town:
    settings.CAN_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    here = town()
    member(here.center, "Olga", "owner")
    now = timezone.now()
    Shift.objects.create(
        center=here.center,
        member=here.poster,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
    )
    return here


def told() -> list[str]:
    return sorted(one.to[0].partition("@")[0] for one in mail.outbox)


def test_each_of_them_is_told_once(csw: Town) -> None:
    in_need(csw, CRY)
    now = timezone.now()

    assert deliver.warn(now) == 1
    assert told() == ["maya", "olga", "ruth"]
    assert Attention.objects.get().told_at == now
    assert deliver.warn(now + timedelta(hours=1)) == 0
    assert len(mail.outbox) == 3


def test_of_spam_only_who_is_shown_it_is_told(csw: Town) -> None:
    in_need(csw, CRY, by=peer(csw.center, "spam"))
    deliver.warn(timezone.now())
    assert told() == ["olga", "ruth"]


def test_the_letter_names_nobody_and_quotes_nothing(csw: Town) -> None:
    who = peer(csw.center, "unknown", handle="lee_k")
    in_need(csw, CRY, by=who)
    deliver.warn(timezone.now())

    letter = mail.outbox[0]
    assert "/c/csw/" in letter.body
    for words in (who.name, "lee_k", "die", "x.example"):
        assert words not in f"{letter.subject} {letter.body}"


def test_a_mail_server_that_is_away_is_tried_again(
    csw: Town, settings: Settings
) -> None:
    in_need(csw, CRY)
    now = timezone.now()
    settings.CAN_MAIL = False
    assert deliver.warn(now) == 0
    assert deliver.warn(now + timedelta(seconds=10)) == 0
    assert Attention.objects.get().told_at is None

    settings.CAN_MAIL = True
    assert deliver.warn(now + alarm.AGAIN) == 1
    assert len(mail.outbox) == 3


def test_a_worker_that_dies_on_the_way_leaves_it_to_the_next(csw: Town) -> None:
    in_need(csw, CRY)
    now = timezone.now()
    Attention.objects.update(telling_until=now + alarm.LEASE)

    assert deliver.warn(now) == 0
    assert deliver.warn(now + alarm.LEASE) == 1


def test_what_is_seen_to_already_is_no_news(csw: Town) -> None:
    attention = in_need(csw, CRY)
    attention.move("done", done_at=timezone.now())
    assert deliver.warn(timezone.now()) == 0
    assert not mail.outbox
