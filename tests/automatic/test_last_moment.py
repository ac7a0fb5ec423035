"""What nobody has weighed yet, or what changes in the last moment, keeps it here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Account
from engagement import decide, suggest
from engagement.decide import hours
from engagement.decide.by_rule import announce_one
from engagement.deliver import outbox
from engagement.models import Attention, Interaction, Suggestion
from engagement.suggest import owed
from tests.automatic.ground import (
    announced,
    card_of,
    is_kind,
    left,
    sweep,
    the_line,
    wrote,
)
from tests.engagement.outside import Outside
from tests.engagement.rows import Town, peer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "I can’t go on. I want to die.",
        "Stop replying to me.",
        "You are liars and this is a scam",
    ],
)
@pytest.mark.parametrize("did", ["mention", "reply", "quote"])
def test_what_they_wrote_since_is_read_before_it_leaves(
    csw: Town, outside: Outside, text: str, did: str
) -> None:
    """It came in, and the sweep that weighs it has not come by."""
    first = wrote(csw)
    sweep()
    line = the_line(csw)
    wrote(csw, text, by=first.profile, did=did)

    line = left(line)

    assert (line.state, outside.said) == ("cancelled", [])
    assert line.error == "They wrote again; a person reads it first."
    assert card_of(line).state == "open"


def test_also_from_another_profile_of_theirs(csw: Town, outside: Outside) -> None:
    first = wrote(csw)
    sweep()
    line = the_line(csw)
    second = peer(csw.center)
    second.contact = first.profile.contact
    second.save(update_fields=["contact"])
    wrote(csw, "I want to die.", by=second)

    assert left(line).state == "cancelled"
    assert outside.said == []


def test_what_can_never_be_weighed_is_for_a_person(
    csw: Town, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = wrote(csw)
    sweep()
    line = the_line(csw)
    wrote(csw, "This was terrible, we want our data removed.", by=first.profile)

    def breaks(*_: object) -> bool:
        raise RuntimeError("It cannot be weighed.")

    monkeypatch.setattr(owed, "settle", breaks)
    sweep()

    assert left(line).state in ("failed", "cancelled")
    assert outside.said == []


def test_what_is_no_word_of_theirs_keeps_nothing(csw: Town, outside: Outside) -> None:
    """Another's words, a like, and what they took back."""
    first = wrote(csw)
    sweep()
    line = the_line(csw)
    wrote(csw, "I want to die.", by=peer(csw.center))
    wrote(csw, by=first.profile, did="like")
    back = wrote(csw, by=first.profile)
    Interaction.objects.filter(pk=back.pk).update(retracted_at=timezone.now())

    assert left(line).state == "sent"


@pytest.mark.parametrize(
    "text", ["Stop replying to me. I want to die.", "Leave me alone, I can’t go on"]
)
def test_who_asks_us_to_stop_and_for_help_is_heard_in_both(
    csw: Town, text: str
) -> None:
    row = wrote(csw, text, by=peer(csw.center, "professional"))

    suggest.sweep(timezone.now())

    row.profile.refresh_from_db()
    assert row.profile.opted_out_at
    attention = Attention.objects.get()
    assert attention.interaction == row
    decide.close_attention(attention, by=csw.poster, what_done="Called her.")
    sweep()
    assert announced(csw.center) == []


@pytest.mark.parametrize("kind", ["unknown", "private", "spam"])
def test_what_is_said_of_them_while_the_token_is_renewed_counts(
    csw: Town, outside: Outside, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    row = wrote(csw)
    sweep()
    line = the_line(csw)

    def slow(account: Account) -> Outside:
        is_kind(row.profile, kind)
        return outside

    monkeypatch.setattr(outbox, "connect", slow)

    assert left(line).state == "cancelled"
    assert outside.said == []


@pytest.mark.parametrize("stopped", ["freeze", "break"])
def test_nothing_is_announced_into_what_began_just_now(csw: Town, stopped: str) -> None:
    """The Center was open when the sweep made its list."""
    wrote(csw)
    suggest.sweep(timezone.now())
    card = Suggestion.objects.get()
    if stopped == "freeze":
        decide.freeze(csw.center, by=csw.supervisor, reason="x")
    else:
        back = timezone.localdate() + timedelta(days=2)
        hours.pause(csw.center, by=csw.supervisor, back_on=back, reason="x")

    assert not announce_one(card.pk, timezone.now())
    assert announced(csw.center) == []
    card.refresh_from_db()
    assert card.state == "open"
