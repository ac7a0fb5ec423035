"""The same words twice: asked about once, and then it is the person's word."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import Member
from engagement.aim import Way
from engagement.bounds import lines_for
from engagement.keys import text_key
from engagement.models import Delivery, Suggestion

REMEMBERED = timedelta(days=30)


def said_before(
    suggestion: Suggestion, way: Way, text: str, viewer: Member
) -> Delivery | None:
    """What said exactly this as this account, to somebody else, not long ago."""
    key = text_key(text) if way.needs_text else ""
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


def question(before: Delivery) -> str:
    """What is asked about it, once."""
    day = timezone.localtime(before.state_since)
    to = before.suggestion.profile
    return (
        f"You said exactly this to {to} on {day.day} {day:%B}; send it all the same? "
        "Then press once more. Your text is kept."
    )
