"""Two at the same moment: one takes it, and each is told of once."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Activity, Member
from engagement import decide, deliver
from engagement.models import Attention, Conflict
from tests.engagement.rows import Town, in_need, town
from tests.races.duel import duel

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 15


@pytest.fixture
def csw() -> Town:
    return town()


def test_two_take_it_at_once_and_one_has_it(csw: Town) -> None:
    calls = [in_need(csw).pk for _ in range(TIMES)]

    def takes(by: Member, pk: int) -> bool:
        try:
            decide.take_attention(Attention.objects.get(pk=pk), by=by)
        except Conflict:
            return False
        return True

    ends = duel(
        calls,
        lambda pk: takes(csw.poster, pk),
        lambda pk: takes(csw.colleague, pk),
    )

    for pk, poster, colleague in ends:
        assert poster != colleague
        has = csw.poster if poster else csw.colleague
        assert Attention.objects.get(pk=pk).taken_by == has
    took = Counter(Activity.objects.filter(verb="took").values_list("target_id"))
    assert set(took.values()) == {1}
    assert len(took) == TIMES


def test_one_is_given_up_while_another_takes_it_over(csw: Town) -> None:
    """Whoever is first: it is never nobody's and somebody's, and none is lost."""
    calls = [in_need(csw) for _ in range(TIMES)]
    for one in calls:
        decide.take_attention(one, by=csw.poster)

    def closes(pk: int) -> bool:
        try:
            one = Attention.objects.get(pk=pk)
            decide.close_attention(one, by=csw.poster, what_done="Reached them.")
        except Conflict:
            return False
        return True

    def takes_over(pk: int) -> bool:
        try:
            one = Attention.objects.get(pk=pk)
            decide.take_attention_over(one, by=csw.colleague)
        except Conflict:
            return False
        return True

    for pk, closed, over in duel([one.pk for one in calls], closes, takes_over):
        one = Attention.objects.get(pk=pk)
        assert closed or over
        assert one.state == ("done" if closed else "taken")
        assert one.taken_by == (csw.colleague if over else csw.poster)


def test_two_workers_tell_of_it_once(csw: Town, settings: Settings) -> None:
    settings.CAN_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for _ in range(TIMES):
        in_need(csw)
    now = timezone.now()

    duel([1, 2], lambda _: deliver.warn(now), lambda _: deliver.warn(now))

    assert len(mail.outbox) == TIMES
    assert not Attention.objects.filter(told_at=None).exists()
