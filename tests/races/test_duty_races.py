"""Two at the same moment: one comes on, and one worker writes the letter."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import held
from accounts.models import Account, Center, Member
from engagement import reminders
from engagement.decide import duty
from engagement.models import Conflict, Shift
from tests.engagement.rows import mention, town
from tests.races.duel import duel

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 25


def test_of_two_who_come_on_at_once_one_is_on() -> None:
    csw = town()
    centers = [
        Center.objects.create(slug=f"c{n}", name=f"Center {n}") for n in range(TIMES)
    ]
    people = {
        (center.pk, user.pk): Member.objects.create(center=center, user=user)
        for center in centers
        for user in (csw.poster.user, csw.colleague.user)
    }

    def come_on(center: Center, who: Member) -> str:
        try:
            duty.come_on(center, by=people[center.pk, who.user_id])
        except Conflict as error:
            return str(error)
        return ""

    done = duel(
        centers,
        lambda one: come_on(one, csw.poster),
        lambda one: come_on(one, csw.colleague),
    )

    assert Shift.objects.count() == TIMES
    for _, maya, tom in done:
        assert {maya, tom} in (
            {"", "Maya came on before you."},
            {"", "Tom came on before you."},
        )


def test_of_two_workers_one_writes_the_due_list() -> None:
    days = [timezone.now() + timedelta(days=n + 1) for n in range(TIMES)]
    csw = town()
    for _ in range(2):
        mention(csw)
    told = duel(days, reminders.remind, reminders.remind)
    assert [one + two for _, one, two in told] == [1] * TIMES
    letters = Counter(letter.to[0] for letter in mail.outbox)
    assert set(letters.values()) == {TIMES}


def test_of_two_workers_one_tells_that_an_account_is_held() -> None:
    csw = town()
    told = []
    for _ in range(TIMES):
        now = timezone.now()
        Account.objects.filter(pk=csw.x.pk).update(held_at=now, held_reason="Gone")
        told += duel([now + timedelta(microseconds=1)], held.tell, held.tell)
    assert [one + two for _, one, two in told] == [1] * TIMES
    letters = Counter(letter.to[0] for letter in mail.outbox)
    assert set(letters.values()) == {TIMES}
