"""Who comes second reads a sentence; and when thanks would come too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from accounts.models import Hours, Member
from engagement import decide, notes
from engagement.aim import main_way
from engagement.models import Conflict, Contact, Delivery, Suggestion
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db

Act = Callable[[Delivery, Member], object]
ACTS: dict[str, Act] = {
    "undo": lambda one, by: decide.undo(one, by=by),
    "not done": lambda one, by: decide.not_done(one, by=by),
    "could not": lambda one, by: decide.could_not(one, by=by, why="gone"),
    "took down": lambda one, by: decide.took_down(one, by=by),
    "done": lambda one, by: decide.done(one, by=by),
    "found": lambda one, by: decide.found(one, by=by, link=""),
    "again": lambda one, by: decide.send_again(one, by=by),
    "cancel": lambda one, by: decide.cancel(one, by=by),
    "let go": lambda one, by: decide.release_held(one, by=by),
    "no": lambda one, by: decide.dismiss(one.suggestion, by=by, reason="nothing"),
    "undo no": lambda one, by: decide.undo_dismiss(one.suggestion, by=by),
    "elsewhere": lambda one, by: decide.thanked_elsewhere(one.suggestion, by=by),
    "not elsewhere": lambda one, by: decide.not_elsewhere(one.suggestion, by=by),
}
# What each page showed when its button was pressed; meanwhile all was cancelled.
SHOWN = {
    "undo": "queued",
    "not done": "by_hand",
    "could not": "by_hand",
    "took down": "sent",
    "done": "by_hand",
    "found": "unconfirmed",
    "again": "unconfirmed",
    "cancel": "queued",
    "let go": "held",
}


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("drawn", [True, False], ids=["drawn", "not drawn"])
def test_who_comes_second_reads_a_sentence(csw: Town, act: str, *, drawn: bool) -> None:
    delivery = queued(csw, mention(csw))
    if drawn:
        delivery.state = SHOWN.get(act, delivery.state)
    Delivery.objects.update(state="cancelled")
    # A card that is none of open, dismissed and elsewhere
    Suggestion.objects.update(state="accepted")
    if not drawn:
        delivery.state = "removed"

    with pytest.raises(Conflict) as caught:
        ACTS[act](delivery, csw.supervisor)

    said = str(caught.value)
    assert said[0].isupper()
    assert said.endswith(".")
    for word in ("cannot go", "no longer", "delivery", "thank:", str(delivery.pk)):
        assert word not in said
    assert Delivery.objects.get().state == "cancelled"


def test_who_accepts_second_reads_a_sentence(csw: Town) -> None:
    card = mention(csw)
    way = main_way(card)
    assert way
    Suggestion.objects.update(state="dismissed")

    with pytest.raises(Conflict, match=r"^A colleague decided on this first\.$"):
        decide.accept(card, by=csw.poster, way=way, text="Thanks")


def too_late(csw: Town, kind: str = "thank") -> tuple[datetime, datetime]:
    """(when it was accepted, when it is too late)."""
    card = mention(csw)
    Suggestion.objects.filter(pk=card.pk).update(kind=kind)
    card.refresh_from_db()
    delivery = queued(csw, card)
    assert delivery.not_after
    accepted = Suggestion.objects.get(pk=card.pk).decided_at
    assert accepted
    return accepted, delivery.not_after


def test_thanks_may_leave_for_five_working_days(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    csw.center.zone = "America/New_York"
    csw.center.save(update_fields=["zone"])
    for weekday in range(5):
        Hours.objects.create(
            center=csw.center, weekday=weekday, opens=time(9), closes=time(17)
        )
    # Thursday at noon there
    now = datetime(2026, 11, 19, 17, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)

    assert too_late(csw) == (now, now + timedelta(days=7))


@pytest.mark.parametrize(("kind", "days"), [("thank", 5), ("share", 2), ("comment", 5)])
def test_of_a_center_that_is_always_open_days_are_days(
    csw: Town, kind: str, days: int
) -> None:
    accepted, last = too_late(csw, kind)
    assert last - accepted == timedelta(days=days)


def test_what_is_on_its_way_is_not_noted_as_done_by_mail(csw: Town) -> None:
    """A page that is older than a colleague's tap: else they were thanked twice."""
    card = mention(csw)
    queued(csw, card)
    card.refresh_from_db()

    with pytest.raises(Conflict):
        decide.thanked_elsewhere(card, by=csw.colleague)
    with pytest.raises(Conflict):
        decide.not_elsewhere(card, by=csw.colleague)

    assert Suggestion.objects.get().state == "accepted"


@pytest.mark.parametrize("since", ["private", "spam"])
def test_undo_of_private_leaves_what_another_said_since(csw: Town, since: str) -> None:
    card = mention(csw)
    decide.dismiss(card, by=csw.poster, reason="private")
    contact = card.profile.contact
    notes.set_kind(contact, by=csw.supervisor, kind=since)

    decide.undo_dismiss(card, by=csw.poster)

    contact.refresh_from_db()
    assert (contact.kind, contact.kind_by) == (since, csw.supervisor)
    assert Suggestion.objects.get().state == "open"


def test_a_supervisor_undoes_a_posters_private(csw: Town) -> None:
    card = mention(csw)
    decide.dismiss(card, by=csw.poster, reason="private")

    decide.undo_dismiss(card, by=csw.supervisor)

    assert Contact.objects.get().kind == "organization"
