"""What somebody wrote is written anew by them: it is read anew, whoever read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.platforms.base import InteractionData, Kind
from engagement import decide, suggest
from engagement.models import (
    Attention,
    Contact,
    Delivery,
    Interaction,
    Rule,
    Suggestion,
    Watch,
)
from tests.engagement.rows import Town, town
from tests.engagement.script import Stage, a_watch, person, play, poll_now, post

pytestmark = pytest.mark.django_db

KIND = "Good morning, what a fine post."
CRY = "I can’t go on. I want to die."

Edit = Callable[[str], None]


@pytest.fixture
def csw() -> Town:
    return town()


def comment(text: str) -> InteractionData:
    data = post(1, key="wp:1", text=text, author=person(1))
    return InteractionData(
        Kind.COMMENT, data.key, data.author, data, "wp:0", data.published_at
    )


@pytest.fixture
def edit(csw: Town, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """The comment as the network shows it at the next look."""
    stage = Stage({"mentions": []})
    play(stage, monkeypatch)
    watch = a_watch(csw.x, Watch.Kind.MENTIONS)

    def look(text: str) -> None:
        stage.pages["mentions"].append([comment(text)])
        poll_now(watch)

    look(KIND)
    suggest.sweep(timezone.now())
    return look


def test_a_comment_that_becomes_a_call_for_help_is_one(csw: Town, edit: Edit) -> None:
    card = Suggestion.objects.get()
    edit(CRY)

    row = Interaction.objects.get()
    attention = Attention.objects.get()
    assert (attention.interaction, attention.state) == (row, "open")
    assert (row.not_kind, row.suggestion) == (True, None)
    # And nobody finds a drafted thanks for it beside it.
    card.refresh_from_db()
    assert card.state == "expired"
    suggest.sweep(timezone.now())
    assert not Suggestion.objects.filter(state="open").exists()


def test_what_stays_kind_raises_nothing(csw: Town, edit: Edit) -> None:
    edit("Good morning, what a very fine post.")
    edit("Good morning, what a very fine post.")

    assert not Attention.objects.exists()
    assert Suggestion.objects.get().state == "open"


def test_what_was_seen_to_is_raised_again_by_other_words_only(
    csw: Town, edit: Edit
) -> None:
    edit(CRY)
    attention = Attention.objects.get()
    decide.no_call_for_help(attention, by=csw.poster)
    edit(CRY)
    attention.refresh_from_db()
    assert attention.mistaken

    edit(f"{CRY} Please.")
    attention.refresh_from_db()
    assert (attention.state, attention.mistaken) == ("open", False)


def test_of_spam_it_is_raised_too(csw: Town, edit: Edit) -> None:
    """The mark may be a slip; a supervisor is shown it."""
    Contact.objects.update(kind="spam")
    edit(CRY)
    assert Attention.objects.get().state == "open"


def test_a_thanks_by_itself_does_not_wait_beside_it(csw: Town, edit: Edit) -> None:
    now = timezone.now()
    Contact.objects.update(kind="organization")
    rule = Rule.objects.create(
        center=csw.center, account=csw.x, kind="auto_comment", on=True, confirmed_at=now
    )
    card = Suggestion.objects.get()
    card.move("accepted")
    line = Delivery.objects.create(
        center=csw.center,
        account=csw.x,
        suggestion=card,
        verb="reply",
        mode="api",
        by_rule=rule,
    )

    edit(CRY)

    line.refresh_from_db()
    card.refresh_from_db()
    assert (line.state, card.state) == ("cancelled", "expired")
    assert Attention.objects.get().state == "open"


def test_what_a_person_has_accepted_stays_theirs(csw: Town, edit: Edit) -> None:
    card = Suggestion.objects.get()
    card.move("accepted", decided_by=csw.poster)
    line = Delivery.objects.create(
        center=csw.center, account=csw.x, suggestion=card, verb="reply", mode="api"
    )

    edit(CRY)

    line.refresh_from_db()
    assert line.state == "queued"
    assert Attention.objects.get().state == "open"
