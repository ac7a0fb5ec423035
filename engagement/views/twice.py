"""The same words twice: asked about once, and then it is the person's word."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import Member
from engagement import decide
from engagement.aim import Way
from engagement.bounds import lines_for
from engagement.keys import text_key
from engagement.models import Delivery, Suggestion
from engagement.words import says_held_word

REMEMBERED = timedelta(days=30)


def said_before(
    suggestion: Suggestion, way: Way, text: str, viewer: Member
) -> Delivery | None:
    """What said exactly this as this account, to somebody else, not long ago."""
    key = text_key(text) if way.takes_text else ""
    if not key:
        return None
    said = Delivery.objects.of(suggestion.center).filter(
        lines_for(viewer),
        account=way.account,
        text_key=key,
        state_since__gt=timezone.now() - REMEMBERED,
    )
    said = said.exclude(state__in=Delivery.OVER).exclude(suggestion=suggestion)
    return said.select_related("suggestion__profile").order_by("-pk").first()


READ_FIRST = (
    "A supervisor reads this first, before it goes out. Press once more to hand it on. "
    "Your text is kept."
)


def word_question(suggestion: Suggestion, way: Way, text: str, viewer: Member) -> str:
    """Who may let it go is asked about a word that others' texts are held for.

    A poster reads that it waits for a supervisor, and not why: a word or a boundary.
    """
    if not way.takes_text:
        return ""
    if not viewer.supervises:
        held = decide.is_for_supervisor(suggestion, by=viewer, way=way, text=text)
        return READ_FIRST if held else ""
    word = says_held_word(suggestion.center_id, text)
    return word and (
        f"“{word}” is one of the words that wait for a supervisor. Press once more to "
        "let it go. Your text is kept."
    )


def question(before: Delivery) -> str:
    """What is asked about it, once."""
    day = timezone.localtime(before.state_since)
    to = before.suggestion.profile
    return (
        f"You said exactly this to {to} on {day.day} {day:%B}; send it all the same? "
        "Then press once more. Your text is kept."
    )
