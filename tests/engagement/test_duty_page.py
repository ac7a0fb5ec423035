"""Duty on the pages: who is on stands everywhere, and a shift begins with a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Activity, Member
from engagement.decide import duty as decide
from engagement.models import Contact, Delivery, Shift, Suggestion
from engagement.urls import urlpatterns
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
HOUR = timedelta(hours=1)


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def maya(csw: Town) -> Client:
    return inside(csw.poster)


@pytest.fixture
def tom(csw: Town) -> Client:
    return inside(csw.colleague)


def inside(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def press(client: Client, path: str, **words: Any) -> str:
    return client.post(f"/c/csw/{path}", words, follow=True).text


def shift(member: Member, begins: timedelta, ends: timedelta, **more: Any) -> Shift:
    """A shift as it was; both times from now."""
    now = timezone.now()
    times = {"starts_at": now + begins, "ends_at": now + ends}
    return Shift.objects.create(center=member.center, member=member, **times, **more)


def came(csw: Town, ago: timedelta, **more: Any) -> Suggestion:
    card = mention(csw)
    at = timezone.now() - ago
    more = {"noticed_at": at, "state_since": at} | more
    Suggestion.objects.filter(pk=card.pk).update(**more)
    return card


def pages() -> Iterator[str]:
    """Every page of a Center that needs no row to be shown."""
    for one in urlpatterns:
        if not one.pattern.converters and one.name != "changes":
            yield f"/c/csw/{one.pattern}"


def test_who_is_on_stands_on_every_page(csw: Town, maya: Client) -> None:
    shown = [path for path in pages() if 'class="frame"' in maya.get(path).text]
    assert len(shown) >= 9
    for path in shown:
        assert "I’m on</button>" in maya.get(path).text, path
    press(inside(csw.colleague), "duty/on/")
    for path in shown:
        assert "Tom</a> is on" in maya.get(path).text, path


def test_two_buttons_on_and_off(csw: Town, maya: Client) -> None:
    assert "You are on" in press(maya, "duty/on/")
    assert "Hand over</a>" in maya.get("/c/csw/").text

    page = press(maya, "duty/hand-over/", note="Riverside waits for a date.")
    assert "Handed over" in page
    assert "I’m on</button>" in page
    assert Shift.objects.get().note == "Riverside waits for a date."


def test_who_presses_second_reads_who_was_first(
    csw: Town, maya: Client, tom: Client
) -> None:
    press(maya, "duty/on/")
    assert "Maya came on before you" in press(tom, "duty/on/")
    assert "Maya came on before you" in press(tom, "duty/on/", instead_of="x")
    assert Shift.objects.get().member == csw.poster

    assert "You are on" in press(
        tom, "duty/on/", instead_of=str(Shift.objects.get().pk)
    )


def test_a_shift_of_another_center_is_nobody_to_relieve(
    csw: Town, maya: Client, tom: Client
) -> None:
    there = town("there", "2002")
    theirs = decide.come_on(there.center, by=there.poster)
    press(maya, "duty/on/")
    press(tom, "duty/on/", instead_of=str(theirs.pk))
    theirs.refresh_from_db()
    assert theirs.handed_over_at is None
    assert "Maya is on" in tom.get("/c/csw/duty/").text


def test_who_is_not_on_hands_nothing_over(csw: Town, tom: Client) -> None:
    decide.come_on(csw.center, by=csw.poster)
    assert "nothing to hand over" in press(tom, "duty/hand-over/", note="Bye")
    assert Shift.objects.get().note == ""


def test_what_is_still_by_hand_is_said_before_one_goes(csw: Town, maya: Client) -> None:
    press(maya, "duty/on/")
    for _ in range(2):
        line = queued(csw, mention(csw))
        Delivery.objects.filter(pk=line.pk).update(
            state="by_hand", mode="hand", for_member=csw.poster
        )
    other = queued(csw, mention(csw))
    Delivery.objects.filter(pk=other.pk).update(
        state="by_hand", mode="hand", for_member=csw.colleague
    )

    page = maya.get("/c/csw/duty/").text
    assert "You still have 2 waiting" in page
    assert f"/s/{other.suggestion_id}/" not in page


def test_who_leaves_a_note_is_asked_for_no_names(csw: Town, maya: Client) -> None:
    press(maya, "duty/on/")
    assert "No names of clients" in maya.get("/c/csw/duty/").text


def test_a_note_that_is_too_long_is_kept_in_its_box(csw: Town, maya: Client) -> None:
    press(maya, "duty/on/")
    answer = maya.post("/c/csw/duty/hand-over/", {"note": "word " * 101})
    assert answer.status_code == 422
    assert "500 characters are the most" in answer.text
    assert "word word" in answer.text
    assert Shift.objects.get().handed_over_at is None


def test_a_shift_begins_with_what_came_since_the_last_one(
    csw: Town, tom: Client
) -> None:
    shift(csw.poster, -20 * HOUR, -12 * HOUR, note="Call Harbor back.")
    came(csw, 13 * HOUR)
    for _ in range(3):
        came(csw, 2 * HOUR)
    back = queued(csw, came(csw, 30 * HOUR))
    Delivery.objects.filter(pk=back.pk).update(state="cancelled", error="Gone there.")
    Suggestion.objects.filter(pk=back.suggestion_id).update(
        state="open", state_since=timezone.now(), decided_by=None
    )

    page = press(tom, "duty/on/")

    assert "3 owed, 1 came back, 1 note" in page
    assert "Call Harbor back." in page
    assert "Maya, " in page


def test_a_line_about_a_shift_counts_only_whom_one_is_shown(
    csw: Town, tom: Client
) -> None:
    shift(csw.poster, -20 * HOUR, -12 * HOUR)
    quiet = came(csw, 2 * HOUR)
    came(csw, 2 * HOUR)
    Contact.objects.filter(pk=quiet.profile.contact_id).update(kind="private")

    assert "1 owed</p>" in press(tom, "duty/on/")
    running = Shift.objects.latest("pk")
    decide.hand_over(running, by=csw.colleague, note="")
    Shift.objects.filter(pk=running.pk).delete()
    assert "2 owed</p>" in press(inside(csw.supervisor), "duty/on/")


def test_the_line_is_for_who_came_on_and_goes_when_dismissed(
    csw: Town, maya: Client, tom: Client
) -> None:
    note = shift(csw.poster, -20 * HOUR, -12 * HOUR, note="Call Harbor back.")
    press(tom, "duty/on/")
    assert "Call Harbor back." not in maya.get("/c/csw/").text
    lines = Activity.objects.count()
    for _ in range(2):
        assert "Call Harbor back." in tom.get("/c/csw/").text
    # Nothing is written because a page was looked at
    assert Activity.objects.count() == lines
    note.refresh_from_db()
    assert note.acknowledged_at is None

    assert "Call Harbor back." not in press(tom, "duty/read/", note=str(note.pk))
    note.refresh_from_db()
    assert note.acknowledged_by == csw.colleague
    assert "read by Tom" in maya.get("/c/csw/duty/").text
    assert "<b>Since" not in tom.get("/c/csw/").text


def test_after_an_hour_the_line_is_gone_and_an_unread_note_is_not(
    csw: Town, tom: Client
) -> None:
    shift(csw.poster, -20 * HOUR, -12 * HOUR, note="Call Harbor back.")
    shift(csw.colleague, -2 * HOUR, 2 * HOUR)

    page = tom.get("/c/csw/").text
    assert "<b>Since" not in page
    assert "Call Harbor back." in page


def test_who_is_not_on_duty_reads_no_note_away(csw: Town, tom: Client) -> None:
    note = shift(csw.poster, -2 * HOUR, -HOUR, note="Call Harbor back.")
    assert "come on first" in press(tom, "duty/read/", note=str(note.pk))
    note.refresh_from_db()
    assert note.acknowledged_at is None

    press(inside(csw.supervisor), "duty/read/", note=str(note.pk))
    note.refresh_from_db()
    assert note.acknowledged_by == csw.supervisor


def test_ones_own_note_is_for_the_others(csw: Town, maya: Client) -> None:
    note = shift(csw.poster, -20 * HOUR, -12 * HOUR, note="Call Harbor back.")
    page = press(maya, "duty/on/")
    assert "Call Harbor back." not in page
    press(maya, "duty/read/", note=[str(note.pk), "x", "9" * 30])
    note.refresh_from_db()
    assert note.acknowledged_at is None


def test_a_note_is_shown_as_text(csw: Town, tom: Client) -> None:
    shift(csw.poster, -20 * HOUR, -12 * HOUR, note="<b>bold</b>\nSecond line")
    page = press(tom, "duty/on/")
    assert "&lt;b&gt;bold&lt;/b&gt;<br>Second line" in page


def test_the_pages_are_small_and_ask_the_database_little(
    csw: Town, tom: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        begins = -(number + 2) * HOUR
        shift(csw.poster, begins, begins + HOUR, note="A note. " * 60)
    decide.come_on(csw.center, by=csw.colleague)
    for path in ("duty/", "settings/"):
        with django_assert_max_num_queries(12):
            page = tom.get(f"/c/csw/{path}")
        assert len(page.content) < 100_000
    page = inside(csw.supervisor).get("/c/csw/settings/")
    assert len(page.content) < 100_000
