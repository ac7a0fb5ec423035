"""What each number of the report counts, and what it leaves out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Center, Hours
from engagement import decide
from engagement.attentions import raise_for
from engagement.calendar import week_of
from engagement.models import Contact, Interaction, Suggestion
from engagement.report import Number, Report, Span, report
from tests.engagement.rows import Town, peer, town
from tests.report.rows import (
    HOUR,
    NOON,
    answer,
    become,
    given,
    month_at_work,
    owed,
    published,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def csw() -> Town:
    return town()


def november(center: Center) -> Report:
    span = Span(date(2026, 11, 1), date(2026, 11, 30), center.tz)
    return report(center, span, week_of(center), NOW)


def thanks(here: Town) -> dict[str, float | None]:
    """The numbers of thanks, by what they are of."""
    return {one.of: one.value for one in november(here.center).thanks.numbers}


def became(here: Town) -> dict[str, float | None]:
    """Of the thanks, what is not nought."""
    words = ("owed", "seen", "said", "nothing", "open", "passed")
    found = thanks(here)
    return {word: found[word] for word in words if found.get(word)}


def values(numbers: tuple[Number, ...]) -> list[float | None]:
    return [one.value for one in numbers]


def test_a_thanks_counts_on_the_day_the_kindness_was_noticed(csw: Town) -> None:
    answer(csw, owed(csw, NOON - 30 * 24 * HOUR), NOON)
    answer(
        csw, owed(csw, datetime(2026, 11, 30, 23, tzinfo=UTC)), NOON + 40 * 24 * HOUR
    )
    assert became(csw) == {"owed": 1, "seen": 1}


def test_the_day_is_that_of_the_centers_zone(csw: Town) -> None:
    """Late on the last of October in New York; by UTC it is November."""
    csw.center.zone = "America/New_York"
    owed(csw, datetime(2026, 11, 1, 3, 59, tzinfo=UTC))
    owed(csw, datetime(2026, 11, 1, 4, 0, tzinfo=UTC))
    owed(csw, datetime(2026, 12, 1, 4, 59, tzinfo=UTC))
    owed(csw, datetime(2026, 12, 1, 5, 0, tzinfo=UTC))
    assert became(csw) == {"owed": 2, "open": 2}


def test_seen_said_nothing_needed_and_open_add_up(csw: Town) -> None:
    month_at_work(csw)
    found = thanks(csw)
    assert became(csw) == {"owed": 5, "seen": 1, "said": 1, "nothing": 2, "open": 1}
    assert found["in_time"] == 33
    assert found["hours"] == 16
    told = [(one.label, one.value) for one in november(csw.center).reasons.numbers]
    assert told == [("Nothing needed", 1), ("Too long ago", 1)]


def test_accepted_and_not_out_yet_is_open(csw: Town) -> None:
    become(owed(csw), "accepted")
    assert became(csw) == {"owed": 1, "open": 1}


def test_answered_elsewhere_is_seen_by_the_worker_or_said_by_a_member(
    csw: Town,
) -> None:
    for by in (None, csw.poster):
        card = become(owed(csw), "elsewhere", decided_by=by, state_since=NOON + HOUR)
        evidence = "said" if by else "seen"
        given(csw, card.profile, NOON, suggestion=card, evidence=evidence)
    assert became(csw) == {"owed": 2, "seen": 1, "said": 1}


def test_what_answers_several_at_once_answers_each_once(csw: Town) -> None:
    lead, other = owed(csw), owed(csw)
    line = answer(csw, lead, NOON + HOUR).delivery
    given(csw, other.profile, NOON + HOUR, delivery=line)
    become(other, "accepted", together_with=lead)
    assert became(csw) == {"owed": 2, "seen": 2}


def test_the_leader_may_be_of_another_month(csw: Town) -> None:
    lead = owed(csw, NOON - 30 * 24 * HOUR)
    answer(csw, lead, NOON + HOUR)
    become(owed(csw), "accepted", together_with=lead)
    assert became(csw) == {"owed": 1, "seen": 1}


def test_nobody_answered_for_thirty_days(csw: Town) -> None:
    become(owed(csw), "expired")
    assert became(csw) == {"owed": 1, "passed": 1}
    assert thanks(csw)["in_time"] == 0


def test_a_card_whose_kindness_waits_on_another_is_none(csw: Town) -> None:
    become(owed(csw), "expired").kindnesses.update(suggestion=owed(csw))
    assert became(csw) == {"owed": 1, "open": 1}


def test_a_text_of_somebody_in_need_is_in_no_number(csw: Town) -> None:
    card = owed(csw)
    line = card.kindnesses.get()
    raise_for(line, NOW)
    for state in ("open", "expired", "dismissed"):
        become(card, state, dismiss_reason="not_kind")
        found = november(csw.center)
        assert thanks(csw)["owed"] == 0
        assert values(found.passed.numbers) == [0, 0]
        assert values(found.reasons.numbers) == []


def test_what_was_no_call_for_help_and_no_kindness_either_was_owed(csw: Town) -> None:
    card = owed(csw)
    line = card.kindnesses.get()
    decide.no_call_for_help(raise_for(line, NOW), by=csw.poster)
    Interaction.objects.filter(pk=line.pk).update(suggestion=card, weighed_at=NOW)
    decide.dismiss(card, by=csw.poster, reason="not_kind")
    assert became(csw) == {"owed": 1, "nothing": 1}
    assert values(november(csw.center).reasons.numbers) == [1]


def test_no_kindness_after_all_was_owed_and_never_received(csw: Town) -> None:
    card = become(owed(csw), "dismissed", dismiss_reason="not_kind")
    card.kindnesses.update(not_kind=True)
    assert became(csw) == {"owed": 1, "nothing": 1}
    assert values(november(csw.center).passed.numbers) == [0, 0]


@pytest.mark.parametrize("kind", ["private", "spam"])
def test_who_is_private_or_spam_is_in_no_number(csw: Town, kind: str) -> None:
    jane = peer(csw.center, "unknown")
    answer(csw, owed(csw, by=jane), NOON, by=csw.poster)
    become(owed(csw, by=jane), "dismissed", decided_by=csw.poster)
    post = jane.posts.first()
    assert post is not None
    published(csw.x, NOON, reply_to_key=post.key)
    before = november(csw.center)
    assert (thanks(csw)["owed"], len(before.members)) == (2, 1)

    Contact.objects.filter(pk=jane.contact_id).update(kind=kind)

    after = november(csw.center)
    assert thanks(csw)["owed"] == 0
    assert after.members == after.organizations == ()
    assert values(after.passed.numbers) == [0, 0]
    assert values(after.posts.numbers) == [0, 0, 0]


def test_that_somebody_was_called_private_is_no_reason(csw: Town) -> None:
    """Said once, and taken back since by whoever said "organization"."""
    become(owed(csw), "dismissed", dismiss_reason="private")
    assert [one.label for one in november(csw.center).reasons.numbers] == [
        "Nothing needed"
    ]


def test_only_what_can_be_told_counts_for_in_time(csw: Town) -> None:
    assert thanks(csw)["in_time"] is None
    owed(csw, NOW - HOUR)
    assert thanks(csw)["in_time"] is None
    answer(csw, owed(csw), NOON + 24 * HOUR)
    assert thanks(csw)["in_time"] == 100
    owed(csw, NOW - 25 * HOUR)
    assert thanks(csw)["in_time"] == 50


def test_the_median_counts_opening_hours(csw: Town) -> None:
    for day in range(5):
        Hours.objects.create(
            center=csw.center, weekday=day, opens=time(9), closes=time(17)
        )
    friday = datetime(2026, 11, 6, 16, tzinfo=UTC)
    answer(csw, owed(csw, friday), friday + timedelta(days=3))
    assert thanks(csw)["hours"] == 8
    answer(csw, owed(csw, friday), friday + HOUR / 2)
    answer(csw, owed(csw, friday), friday + HOUR / 4)
    assert thanks(csw)["hours"] == 0.5


def test_what_was_there_at_the_first_look_or_taken_back_is_no_kindness(
    csw: Town,
) -> None:
    line = given(csw, peer(csw.center), NOON)
    for change in ({"first_look": True}, {"retracted_at": NOON}):
        Interaction.objects.update(first_look=False, retracted_at=None)
        assert values(november(csw.center).passed.numbers) == [0, 1]
        Interaction.objects.filter(pk=line.pk).update(**change)
        assert values(november(csw.center).passed.numbers) == [0, 0]


def test_by_organization_who_passed_the_most_comes_first(csw: Town) -> None:
    quiet, busy = peer(csw.center), peer(csw.center)
    given(csw, quiet, NOON)
    for _ in range(2):
        given(csw, busy, NOON)
    given(csw, peer(csw.center, "professional"), NOON)
    owed(csw, by=peer(csw.center, "unknown"))
    found = [
        (one.name, values(one.numbers)) for one in november(csw.center).organizations
    ]
    assert found == [
        (busy.contact.name, [0, 2]),
        (quiet.contact.name, [0, 1]),
        ("Professionals and others", [1, 1]),
    ]


def test_what_each_member_did_is_a_list_by_name(csw: Town) -> None:
    month_at_work(csw)
    found = {
        one.name: {number.label: number.value for number in one.numbers}
        for one in november(csw.center).members
    }
    assert list(found) == [
        *("Maya", "Ruth", "Tom"),
        "Kindred, by a rule",
        "In the networks’ own apps, nobody knows who",
    ]
    assert found["Maya"] == {"thanked": 1, "passed on": 1, "nothing needed": 2}
    assert found["Ruth"] == {"thanked": 1}
    assert found["Kindred, by a rule"] == {"thanked": 1}


def test_by_account_also_what_passed_on_none(csw: Town) -> None:
    month_at_work(csw)
    found = {one.name: values(one.numbers) for one in november(csw.center).accounts}
    assert found["@CenterSW"] == [5, 5, 1, 1, 1, 1_234_567]
    assert found["On no account: others’ blogs, in person, by mail"] == [
        *(0, 1, 0, 0, 0, 0)
    ]


def test_another_center_is_in_no_number(csw: Town) -> None:
    month_at_work(town("elsewhere", "2002"))
    found = november(csw.center)
    assert thanks(csw)["owed"] == 0
    assert (found.spent.value, found.members) == (0, ())
    assert Suggestion.objects.count() == 5


def test_each_week_has_its_own(csw: Town) -> None:
    zone = ZoneInfo("America/New_York")
    csw.center.zone = str(zone)
    sunday = datetime(2026, 11, 8, 23, 59, tzinfo=zone)
    given(csw, peer(csw.center), sunday)
    given(csw, peer(csw.center), sunday + timedelta(minutes=1))
    found = {one.name: values(one.numbers)[1] for one in november(csw.center).weeks}
    assert found == {
        "1 Nov": 0, "2 Nov": 1, "9 Nov": 1, "16 Nov": 0, "23 Nov": 0, "30 Nov": 0,
    }  # fmt: skip
