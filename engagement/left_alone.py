"""Who is to be left alone: nothing waits for them, on any of their profiles."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from accounts.models import Center
from engagement.called_back import NOT_LEFT, call_back
from engagement.models import Conflict, Contact, Delivery, Profile, Suggestion

ASKED = "They asked us to stop."


def leave_alone(contact: Contact, now: datetime) -> int:
    """Opt out every profile of theirs that is not yet; how many. In a transaction.

    What has not left is called back, and their cards are closed. Others who were to
    be thanked by the same text are open again. A second time changes nothing.
    """
    # In the Center's turn, as who writes cards: none is made beside this.
    Center.objects.filter(pk=contact.center_id).update(owed_hours=F("owed_hours"))
    left_alone = Profile.objects.filter(
        center=contact.center_id, contact=contact, opted_out_at=None
    ).update(opted_out_at=now, opt_out_undone_at=None)
    _call_back(contact)
    Suggestion.objects.filter(
        center=contact.center_id,
        profile__contact=contact,
        state=Suggestion.State.OPEN,
    ).update(state=Suggestion.State.EXPIRED, state_since=now, touched_at=now)
    return left_alone


def _call_back(contact: Contact) -> None:
    """What waits for them does not leave; what is on its way nobody can call back.

    Their own cards are open for a moment: the caller closes them.
    """
    theirs = Suggestion.objects.filter(
        center=contact.center_id, profile__contact=contact
    ).order_by()
    named = theirs.filter(state=Suggestion.State.ACCEPTED).values("together_with")
    waiting = Delivery.objects.filter(
        Q(suggestion__in=theirs.values("pk")) | Q(suggestion__in=named),
        center=contact.center_id,
        state__in=NOT_LEFT,
    )
    for line in waiting.select_related("suggestion").order_by("pk"):
        try:
            call_back(line, error=ASKED)
        except Conflict:
            # The worker took it in this moment; may_leave asks it once more.
            continue
