"""Weighing anew: when somebody says what a contact is, or takes it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from engagement.models import Contact, Interaction, Post, Suggestion
from engagement.rules import REACHED_OUT, WROTE_TO_US
from engagement.suggest import offered, over, owed, stopped
from engagement.triage import LOOK_BACK

NEWS = timedelta(days=2)
State = Suggestion.State
NOTED = Q(evidence=Interaction.Evidence.SAID)
PROPOSED = Q(owed=True) | Q(expires_at__isnull=False)
"""Not what a person picked from Around us: that is their word against ours."""


def reweigh(*contacts: Contact) -> int:
    """What these did in the last 14 days, weighed by what they are known to be now.

    Cards that may not stand any longer go without a word, and those that went so
    come back where that was taken back. Gives the number of new cards.
    """
    now = timezone.now()
    for contact in contacts:
        theirs = Suggestion.objects.filter(
            center=contact.center_id, profile__contact=contact
        )
        opened = theirs.filter(state=State.OPEN)
        if contact.kept_out:
            # Supervisors see what is open; nothing more is proposed.
            continue
        if contact.kind == Contact.Kind.SPAM:
            over.withdraw(opened, now)
            continue
        if contact.kind == Contact.Kind.PRIVATE:
            # What is left, supervisors alone are shown.
            over.withdraw(opened.exclude(over.IN_PLACE), now)
            _forget_weighing(contact)
            continue
        if not contact.reachable:
            proposed = opened.filter(PROPOSED).exclude(pk__in=_in_place(contact))
            over.withdraw(proposed, now)
        over.bring_back(theirs if contact.reachable else theirs.exclude(PROPOSED), now)
        _forget_weighing(contact)
    return _weigh(one for one in contacts if one.kind != Contact.Kind.SPAM)


def hear_again(contact: Contact, since: datetime) -> int:
    """An opt-out was taken back: what they did counts again; the number of new cards.

    ``since``: when they were opted out.
    """
    stopped.hear_again(contact, since)
    return reweigh(contact)


def _weigh(contacts: Iterable[Contact]) -> int:
    now = timezone.now()
    centers = {one.center_id: one.center for one in contacts}
    return sum(
        owed.weigh(center, now) + offered.weigh(center, now)
        for center in centers.values()
    )


def _in_place(contact: Contact) -> list[int]:
    """Open thanks for what they wrote to us, or a person noted: anybody is answered."""
    rows = Interaction.objects.filter(
        Q(kind__in=WROTE_TO_US) | NOTED,
        center=contact.center_id,
        profile__contact=contact,
        suggestion__state=State.OPEN,
        suggestion__kind=Suggestion.Kind.THANK,
    )
    return [pk for pk in rows.values_list("suggestion", flat=True) if pk]


def _forget_weighing(contact: Contact) -> None:
    now = timezone.now()
    Interaction.objects.filter(
        Q(kind__in=WROTE_TO_US | REACHED_OUT) | NOTED,
        center=contact.center_id,
        profile__contact=contact,
        direction=Interaction.Direction.IN,
        suggestion=None,
        first_look=False,
        not_kind=False,
        noticed_at__gt=now - LOOK_BACK,
    ).update(weighed_at=None)
    Post.objects.filter(
        center=contact.center_id,
        profile__contact=contact,
        peer=True,
        first_look=False,
        noticed_at__gt=now - NEWS,
    ).update(weighed_at=None)
