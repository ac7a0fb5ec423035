"""Sentences on a card: why it is there, what became of it, who was first."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils import timezone

from accounts.models import Member
from accounts.platforms.base import Verb
from engagement.models import Delivery, Suggestion
from engagement.rules.offers import times
from engagement.worktime import named_day

# As engagement.suggest.reasons ends its sentences
NOTICED = re.compile(r"(first )?noticed on ")
# As engagement.rules.offers says who is ahead
COUNT = r"(?:once|twice|\d+ times)"
THEY_GAVE = re.compile(rf"(did something for us ){COUNT}(?=,)")
NOTHING = "and we have done nothing for them yet"
WE_GAVE = re.compile(rf", (?:{NOTHING}|we for them {COUNT})")
DID = {
    Verb.SHARE: "Passed it on",
    Verb.COMMENT: "Commented on it",
    Verb.POST: "Linked to it",
    Verb.FOLLOW: "Followed them",
}
COULD_NOTS = (
    "I could not switch to the Center’s account",
    "Their post is gone",
    "Answers are closed there",
    "The page did not work",
)
OURS = {
    "comment": "Our comment",
    "link": "Our post",
    "share": "Our words above it, if any",
}
BECAME = {
    "queued": "The answer to {name} goes out in {left} s. u takes it back.",
    "held": "Held: nothing has left to {name}. u takes it back.",
    "sent": "Sent to {name}.",
    "by_hand": "{name} waits for you: did it go out?",
    "snoozed": "{name} comes back later. u undoes it.",
    "dismissed": "Nothing will be done for {name}. u undoes it.",
    "unconfirmed": "Nobody knows yet whether it reached {name}.",
}


def without_time(reason: str) -> str:
    """The reason without when it was noticed, as a page says times in its own way."""
    what, _, when = reason.rpartition("; ")
    return what if NOTICED.match(when) else reason


def deed(one: Suggestion, now: datetime) -> str:
    """The reason as one says it today: it was stored with the day's name."""
    today = named_day(timezone.localtime(now))
    return without_time(as_counted(one)).replace(f"on {today}", "today")


def as_counted(one: Suggestion) -> str:
    """The reason, with the ledger as it stands now: it stands beside the card."""
    contact = one.profile.contact
    if one.owed or not contact.given_count:
        return one.reason
    gave, given = times(contact.received_count), times(contact.given_count)
    reason = THEY_GAVE.sub(rf"\g<1>{gave}", one.reason)
    return WE_GAVE.sub(f", we for them {given}", reason)


def ago_in_words(seconds: int) -> str:
    """20 s ago, 3 min ago, 2 h ago: for what two people did at the same time."""
    if seconds < 60:
        return f"{seconds} s ago"
    if seconds < 3600:
        return f"{seconds // 60} min ago"
    return f"{seconds // 3600} h ago"


def why_not(one: Suggestion, viewer: Member) -> str:
    """Why nothing is done. That somebody is private is for who said so, and for the
    supervisor; others read what is most often said."""
    told = viewer.supervises or one.decided_by_id == viewer.pk
    if one.dismiss_reason == Suggestion.Reason.PRIVATE and not told:
        return str(Suggestion.Reason.NOTHING.label)
    return one.get_dismiss_reason_display()


def done_first(
    one: Suggestion, delivery: Delivery | None, viewer: Member, now: datetime
) -> str:
    """What a colleague did with it before us, and how long ago; "" if nobody did."""
    if one.decided_at is None:
        return ""
    if one.state == Suggestion.State.DISMISSED:
        did = f"No: {why_not(one, viewer).lower()}"
    else:
        did = DID.get(Verb(delivery.verb), "Thanked them") if delivery else "Thanked"
    seconds = max(int((now - one.decided_at).total_seconds()), 1)
    return f"{did} {ago_in_words(seconds)}"


def why_back(delivery: Delivery, viewer: Member) -> str:
    """Why a card is open again that was accepted once."""
    error = f"{delivery.error.rstrip('.')}."
    if delivery.error_code == "LeftByHand":
        return error
    if delivery.mode != Delivery.Mode.HAND:
        return f"It did not go out: {error}"
    who = delivery.settled_by or delivery.for_member
    if who == viewer:
        return f"You could not do it by hand: {error}"
    return f"{who.name if who else 'Somebody'} could not do it by hand: {error}"
