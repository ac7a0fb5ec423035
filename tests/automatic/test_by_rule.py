"""What may leave by itself is announced, waits to be stopped, and leaves once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Center
from engagement import decide, deliver
from engagement.models import (
    Attention,
    Delivery,
    HoldWord,
    Interaction,
    Post,
    Profile,
    Rule,
    Suggestion,
)
from engagement.rules.automatic import TABLE
from tests.automatic.ground import (
    announced,
    card_of,
    left,
    rule,
    sweep,
    the_line,
    wrote,
)
from tests.engagement.outside import Outside
from tests.engagement.rows import Town, peer
from tests.engagement.script import Killed

pytestmark = pytest.mark.django_db


def test_plain_thanks_are_announced_an_hour_ahead_and_leave(
    csw: Town, outside: Outside
) -> None:
    deed = wrote(csw)
    before = timezone.now()
    assert sweep() == 1

    line = the_line(csw)
    assert line.due_at >= before + timedelta(hours=1)
    assert (line.mode, line.verb, line.by_member) == ("api", "reply", None)
    assert card_of(line).state == "accepted"
    assert card_of(line).decided_by is None
    assert deliver.due(timezone.now()) == []

    assert left(line).state == "sent"
    assert outside.said == [line.text]
    given = Interaction.objects.get(direction="out")
    assert (given.by_worker, given.by_member, given.kind) == (True, None, "thanks")
    assert given.profile == deed.profile


def test_it_is_off_until_a_supervisor_confirmed_it(csw: Town) -> None:
    Rule.objects.update(confirmed_at=None)
    wrote(csw)
    assert sweep() == 0
    Rule.objects.update(confirmed_at=timezone.now() - timedelta(days=1), on=False)
    assert sweep() == 0
    Rule.objects.update(on=True)
    assert sweep() == 1


def test_what_was_there_before_it_was_switched_on_stays_with_people(csw: Town) -> None:
    Rule.objects.all().delete()
    wrote(csw)
    sweep()
    decide.switch_on(csw.x, "auto_mention", by=csw.supervisor, cap=10)
    assert sweep() == 0
    wrote(csw)
    assert sweep() == 1


@pytest.mark.parametrize(
    ("did", "kind"), [("reply", "auto_reply"), ("mention", "auto_quote")]
)
def test_a_rule_is_for_its_own_kind(csw: Town, did: str, kind: str) -> None:
    Rule.objects.update(kind=kind)
    wrote(csw, did=did)
    assert sweep() == 0


@pytest.mark.parametrize("did", ["follow", "share", "like", "link", "reply"])
def test_on_x_only_who_called_us_is_answered_by_itself(csw: Town, did: str) -> None:
    """With every rule that there can be switched on."""
    for kind in {row.kind for row in TABLE} - {"auto_mention"}:
        rule(csw, kind)
    deed = wrote(csw, did=did)
    Post.objects.update(summons_us=True)
    sweep()
    assert announced(csw.center) == []
    Interaction.objects.filter(pk=deed.pk).delete()
    wrote(csw, did="quote")
    assert sweep() == 1


@pytest.mark.parametrize("kind", ["unknown", "private", "spam"])
def test_nobody_whom_we_do_not_know(csw: Town, kind: str) -> None:
    wrote(csw, by=peer(csw.center, kind))
    assert sweep() == 0


def test_by_hand_is_never_by_itself(csw: Town) -> None:
    """Where X did not let us answer over its API, a person does."""
    deed = wrote(csw)
    Post.objects.filter(key=deed.key).update(summons_us=False)
    assert sweep() == 0


def touched(csw: Town, how: str) -> dict[str, Any]:
    later = timezone.now() + timedelta(hours=1)
    ways: dict[str, dict[str, Any]] = {
        "claimed": {"claimed_by": csw.poster, "claimed_until": later},
        "claimed once": {"claimed_by": csw.poster, "claimed_until": csw.x.connected_at},
        "written on": {"drafted_by": csw.poster},
        "put off": {"hidden_until": later},
        "put off once": {"hidden_until": csw.x.connected_at},
        "given to somebody": {"assigned_to": csw.poster},
    }
    return ways[how]


@pytest.mark.parametrize(
    "how",
    [
        "claimed",
        "claimed once",
        "written on",
        "put off",
        "put off once",
        "given to somebody",
    ],
)
def test_what_a_person_laid_a_hand_on_is_theirs(csw: Town, how: str) -> None:
    wrote(csw)
    Rule.objects.update(on=False)
    sweep()
    Suggestion.objects.update(**touched(csw, how))
    Rule.objects.update(on=True)
    assert sweep() == 0


def test_what_was_declined_and_taken_back_is_a_persons(csw: Town) -> None:
    wrote(csw)
    Rule.objects.update(on=False)
    sweep()
    card = Suggestion.objects.get()
    decide.dismiss(card, by=csw.poster, reason="nothing")
    decide.undo_dismiss(card, by=csw.poster)
    Rule.objects.update(on=True)
    assert sweep() == 0


def test_all_that_one_card_stands_for_must_be_plain(csw: Town) -> None:
    who = peer(csw.center)
    wrote(csw, by=who)
    wrote(csw, "Is there another one in May?", by=who)
    assert sweep() == 0
    wrote(csw, by=(other := peer(csw.center)))
    wrote(csw, "Grateful for your lovely guide.", by=other)
    assert sweep() == 1


def test_a_share_beside_it_is_thanked_by_a_person(csw: Town) -> None:
    who = peer(csw.center)
    wrote(csw, by=who)
    wrote(csw, by=who, did="share", shares_key="x:1")
    assert sweep() == 0


def test_one_a_week_for_a_person(csw: Town, outside: Outside) -> None:
    who = peer(csw.center)
    wrote(csw, by=who)
    sweep()
    line = left(the_line(csw))
    wrote(csw, by=who)
    assert sweep() == 0
    # A second profile of theirs is the same person.
    twin = peer(csw.center)
    Profile.objects.filter(pk=twin.pk).update(contact=who.contact)
    Suggestion.objects.filter(state="open").delete()
    wrote(csw, by=Profile.objects.get(pk=twin.pk))
    assert sweep() == 0

    Delivery.objects.filter(pk=line.pk).update(
        due_at=timezone.now() - timedelta(days=8)
    )
    assert sweep() == 1


def test_what_came_after_it_is_read_by_a_person(csw: Town, outside: Outside) -> None:
    """Nobody has read it: it is not taken as answered by what a machine said."""
    who = peer(csw.center)
    wrote(csw, by=who)
    sweep()
    left(the_line(csw))
    wrote(csw, "Is there another one in May?", by=who)
    sweep()
    assert Suggestion.objects.get(state="open").profile == who


@pytest.mark.once
def test_no_two_of_thirty_are_the_same(csw: Town, outside: Outside) -> None:
    Rule.objects.update(cap=100)
    for _ in range(31):
        wrote(csw)
    for _ in range(31):
        wrote(csw, "Muchas gracias por el taller.")
    assert sweep() + sweep() == 62
    texts = [line.text for line in announced(csw.center)]
    assert len(set(texts)) == 62


def test_so_many_a_day_and_no_more(
    csw: Town, outside: Outside, settings: Settings
) -> None:
    # In the last hour of a day what one may object to leaves on the next
    settings.OBJECTION_SECONDS = 0
    Rule.objects.update(cap=2)
    for _ in range(3):
        wrote(csw)
    assert sweep() == 2
    left(announced(csw.center)[0])
    assert sweep() == 0
    assert Suggestion.objects.filter(state="open").count() == 1
    Delivery.objects.update(due_at=timezone.now() - timedelta(days=2))
    assert sweep() == 1


def test_twice_swept_is_once_announced(csw: Town) -> None:
    wrote(csw)
    assert [sweep(), sweep(), decide.announce(timezone.now())] == [1, 0, 0]
    assert Delivery.objects.count() == 1


def test_dying_on_the_way_announces_nothing_and_the_next_sweep_does(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object, **__: object) -> None:
        raise Killed

    wrote(csw)
    with monkeypatch.context() as patch:
        patch.setattr(Delivery, "save", dies)
        with pytest.raises(Killed):
            sweep()
    assert not Delivery.objects.exists()
    assert Suggestion.objects.get().state == "open"
    assert [sweep(), sweep()] == [1, 0]


def test_the_text_names_what_they_did_and_a_true_fact(csw: Town) -> None:
    wrote(csw, "Thank you @CenterSW for the workshop on kinship.")
    sweep()
    line = the_line(csw)
    assert "workshop on kinship" in line.text
    assert "@" not in line.text


def test_a_word_of_ours_that_is_held_keeps_it_back(csw: Town) -> None:
    HoldWord.objects.create(center=csw.center, side="out", word="workshop")
    wrote(csw, "Thank you @CenterSW for the workshop on kinship.")
    sweep()
    assert "workshop" not in the_line(csw).text


def test_who_is_to_be_seen_to_is_not_thanked(csw: Town) -> None:
    deed = wrote(csw, by=(who := peer(csw.center)), did="like")
    Attention.objects.create(center=csw.center, profile=who, interaction=deed)
    wrote(csw, by=who)
    assert sweep() == 0
    Attention.objects.update(state="done", done_at=timezone.now())
    assert sweep() == 1


def test_nothing_begins_to_wait_in_a_break_or_a_freeze(csw: Town) -> None:
    wrote(csw)
    Center.objects.update(paused_until=timezone.now() + timedelta(hours=2))
    assert sweep() == 0
    Center.objects.update(paused_until=None)
    decide.freeze(csw.center, by=csw.supervisor, reason="x")
    assert sweep() == 0
    decide.unfreeze(csw.center, by=csw.supervisor)
    assert sweep() == 1
