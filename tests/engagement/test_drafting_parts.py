"""What is quoted from a part of a longer post, and what is left to a person."""

from __future__ import annotations

import pytest
from django.utils import timezone

from engagement.drafting import detail_of, parts_in
from engagement.models import Suggestion
from engagement.suggest import owed
from tests.engagement.rows import peer, town, wrote


def test_a_part_is_quoted_by_what_it_says_and_not_by_a_goodbye() -> None:
    """As Riverside's "Notes from the first kinship kitchen" ends."""
    parts = parts_in(
        "<h2>What we would do again</h2><p>Two teenagers were paid to look after the "
        "little ones, and took it very seriously.</p>"
        "<h2>What we would not do again</h2><p>The microphone. And the name tags, "
        "which made four people think that they had come to the wrong place.</p>"
        "<p>The next kitchen is on the second Sunday. Rides are free, the alarm has a "
        "new battery.</p>"
    )
    assert [part.heading for part in parts] == [
        "What we would do again",
        "What we would not do again",
    ]
    assert parts[0].quote.startswith("Two teenagers")
    assert parts[1].quote == ""
    assert detail_of("The next kitchen is on the second Sunday.").quote == ""


@pytest.mark.django_db
def test_a_comment_in_spanish_gets_no_english_draft() -> None:
    """A blog says no language: the words tell it, and a person answers."""
    csw = town()
    who = peer(csw.center)
    said = "Muchas gracias por este taller sobre duelo, fue muy bueno para el equipo."
    wrote(csw, said, by=who)
    owed.weigh(csw.center, timezone.now())
    assert Suggestion.objects.get().draft == ""
