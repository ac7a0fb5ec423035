"""Weighing anew: when somebody says what a contact is, and when hours change."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Center
from engagement.calendar import week_of
from engagement.models import Contact, Interaction, Post, Suggestion
from engagement.rules import REACHED_OUT, WROTE_TO_US
from engagement.suggest import offered, over, owed
from engagement.worktime import due

BATCH = 100
LOOK_BACK = timedelta(days=14)
NEWS = timedelta(days=2)
State = Suggestion.State


def reweigh(contact: Contact) -> int:
    """What a contact did in the last 14 days, weighed by what they are known to be now.

    Cards that may not stand any longer go without a word. Gives the number of new
    cards.
    """
    now = timezone.now()
    opened = Suggestion.objects.filter(
        center=contact.center_id, profile__contact=contact, state=State.OPEN
    )
    if not contact.answerable:
        over.withdraw(opened, now)
        return 0
    if not contact.reachable:
        # Not what a person picked from Around us: that is their word against ours.
        proposed = Q(owed=True) | Q(expires_at__isnull=False)
        over.withdraw(opened.filter(proposed).exclude(pk__in=_in_place(contact)), now)
    _forget_weighing(contact)
    center = contact.center
    return owed.weigh(center, now) + offered.weigh(center, now)


def _in_place(contact: Contact) -> list[int]:
    """Open thanks for what they wrote to us, which anybody is answered."""
    rows = Interaction.objects.filter(
        center=contact.center_id,
        profile__contact=contact,
        kind__in=WROTE_TO_US,
        suggestion__state=State.OPEN,
        suggestion__kind=Suggestion.Kind.THANK,
    )
    return [pk for pk in rows.values_list("suggestion", flat=True) if pk]


def _forget_weighing(contact: Contact) -> None:
    now = timezone.now()
    Interaction.objects.filter(
        center=contact.center_id,
        profile__contact=contact,
        direction=Interaction.Direction.IN,
        kind__in=WROTE_TO_US | REACHED_OUT,
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
