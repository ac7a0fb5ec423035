"""Shifts: one is on at a time, who leaves hands over, and a note arrives."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
import time_machine

from accounts.models import Activity, Hours, Member
from engagement import duty
from engagement.decide import duty as decide
from engagement.models import Conflict, Shift
from tests.engagement.rows import Town, town
from tests.engagement.suggest_people import NEW_YORK

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 17, 9, 30, tzinfo=NEW_YORK)


@pytest.fixture
def csw() -> Town:
    made = town()
    made.center.zone = "America/New_York"
    made.center.save()
    for weekday in range(5):
        Hours.objects.create(
            center=made.center, weekday=weekday, opens=time(9), closes=time(17)
        )
    return made


def at(csw: Town, member: Member, when: datetime, instead_of: int = 0) -> Shift:
    with time_machine.travel(when, tick=False):
        return decide.come_on(csw.center, by=member, instead_of=instead_of)


def said(csw: Town) -> list[tuple[str, str]]:
    lines = Activity.objects.of(csw.center).order_by("pk")
    return list(lines.values_list("actor_label", "verb"))


def test_who_comes_on_is_on_until_closing(csw: Town) -> None:
    shift = at(csw, csw.poster, TUESDAY)

    assert shift.ends_at == datetime(2026, 11, 17, 17, 0, tzinfo=NEW_YORK)
    assert duty.on_duty(csw.center, TUESDAY) == shift
    assert said(csw) == [("Maya", "came on duty")]


def test_where_nothing_closes_a_shift_is_eight_hours(csw: Town) -> None:
    evening = TUESDAY.replace(hour=19)
    assert at(csw, csw.poster, evening).ends_at == evening + timedelta(hours=8)
    saturday = TUESDAY + timedelta(days=4)
    assert at(csw, csw.colleague, saturday).ends_at == saturday + timedelta(hours=8)


def test_a_shift_that_was_forgotten_ends_by_itself(csw: Town) -> None:
    shift = at(csw, csw.poster, TUESDAY)

    assert duty.on_duty(csw.center, shift.ends_at) is None
    assert duty.on_duty(csw.center, shift.ends_at - timedelta(seconds=1)) == shift


def test_who_is_on_already_stays_on(csw: Town) -> None:
    first = at(csw, csw.poster, TUESDAY)
    assert at(csw, csw.poster, TUESDAY + timedelta(hours=1)) == first
    assert Shift.objects.count() == 1


def test_who_comes_second_reads_who_came_first(csw: Town) -> None:
    first = at(csw, csw.poster, TUESDAY)
    with pytest.raises(Conflict, match="Maya came on before you"):
        at(csw, csw.colleague, TUESDAY + timedelta(seconds=1))
    assert duty.on_duty(csw.center, TUESDAY + timedelta(seconds=2)) == first


def test_taking_over_ends_the_other_shift(csw: Town) -> None:
    first = at(csw, csw.poster, TUESDAY)
    noon = TUESDAY.replace(hour=12)
    second = at(csw, csw.colleague, noon, instead_of=first.pk)

    first.refresh_from_db()
    assert first.ends_at == first.handed_over_at == noon
    assert duty.on_duty(csw.center, noon) == second
    assert said(csw)[-1] == ("Tom", "took over duty")


def test_nobody_takes_over_from_who_is_off_already(csw: Town) -> None:
    first = at(csw, csw.poster, TUESDAY)
    at(csw, csw.colleague, TUESDAY + timedelta(hours=1), instead_of=first.pk)
    with pytest.raises(Conflict, match="Tom came on before you"):
        at(csw, csw.supervisor, TUESDAY + timedelta(hours=2), instead_of=first.pk)


def test_who_left_the_center_is_not_on(csw: Town) -> None:
    at(csw, csw.poster, TUESDAY)
    Member.objects.filter(pk=csw.poster.pk).update(left_at=TUESDAY)
    assert duty.on_duty(csw.center, TUESDAY + timedelta(hours=1)) is None


def test_handing_over_ends_the_shift_and_leaves_the_note(csw: Town) -> None:
    shift = at(csw, csw.poster, TUESDAY)
    noon = TUESDAY.replace(hour=12)
    with time_machine.travel(noon, tick=False):
        decide.hand_over(shift, by=csw.poster, note="Riverside waits for a date.")

    shift.refresh_from_db()
    assert (shift.ends_at, shift.note) == (noon, "Riverside waits for a date.")
    assert duty.on_duty(csw.center, noon) is None
    line = Activity.objects.get(verb="handed over")
    assert line.detail == {"with_note": True}


def test_nobody_hands_over_for_a_colleague(csw: Town) -> None:
    shift = at(csw, csw.poster, TUESDAY)
    with time_machine.travel(TUESDAY, tick=False), pytest.raises(Conflict):
        decide.hand_over(shift, by=csw.colleague, note="I am you")
    shift.refresh_from_db()
    assert (shift.note, shift.handed_over_at) == ("", None)


def test_a_note_may_come_after_the_shift_was_over(csw: Town) -> None:
    shift = at(csw, csw.poster, TUESDAY)
    late = shift.ends_at + timedelta(minutes=20)
    assert duty.last_of(csw.poster, late) == shift
    with time_machine.travel(late, tick=False):
        decide.hand_over(shift, by=csw.poster, note="Sorry, late.")

    ended = shift.ends_at
    shift.refresh_from_db()
    assert (shift.ends_at, shift.note) == (ended, "Sorry, late.")
    assert duty.last_of(csw.poster, late) is None


def test_who_was_relieved_while_typing_keeps_the_note(csw: Town) -> None:
    first = at(csw, csw.poster, TUESDAY)
    noon = TUESDAY.replace(hour=12)
    at(csw, csw.colleague, noon, instead_of=first.pk)
    with time_machine.travel(noon, tick=False):
        decide.hand_over(first, by=csw.poster, note="One is still by hand.")

    first.refresh_from_db()
    assert first.ends_at == noon
    assert [one.note for one in duty.unread_notes(csw.center)] == [
        "One is still by hand."
    ]


def test_the_next_one_reads_the_note_once(csw: Town) -> None:
    shift = at(csw, csw.poster, TUESDAY)
    decide.hand_over(shift, by=csw.poster, note="Riverside waits.")
    decide.read_note(shift, by=csw.colleague)

    shift.refresh_from_db()
    assert shift.acknowledged_by == csw.colleague
    assert not duty.unread_notes(csw.center).exists()
    with pytest.raises(Conflict):
        decide.read_note(shift, by=csw.supervisor)
    with pytest.raises(Conflict):
        decide.hand_over(shift, by=csw.poster, note="Something else")


def test_where_there_is_no_note_there_is_nothing_to_read(csw: Town) -> None:
    shift = at(csw, csw.poster, TUESDAY)
    with pytest.raises(Conflict):
        decide.read_note(shift, by=csw.colleague)
