"""Alarm: who supervises and who is on duty are written to when somebody needs help."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.letters import link, mail, to_supervisors
from accounts.models import Member
from engagement.attentions import shown_to
from engagement.duty import on_duty
from engagement.models import Attention

LEASE = timedelta(minutes=2)
"""Longer than a mail server may take; after it another worker tries."""
AGAIN = timedelta(minutes=1)
AT_ONCE = 20
SUBJECT = "Somebody may need help"
TEXT = """\
Somebody who wrote to {center} in public may need help. It stands first on the queue:

{queue}

Open it and take it, so that your colleagues see that somebody is there. What to say
and where to turn stands beside it. This letter names nobody and quotes nothing.
"""


def warn(now: datetime) -> int:
    """Tell of each attention once, as soon as a mail server takes it; how many.

    The claim is on disk before the mail: a worker that dies leaves it to the next.
    """
    untold = Attention.objects.filter(
        Q(telling_until=None) | Q(telling_until__lte=now), done_at=None, told_at=None
    )
    told = 0
    for attention in untold.order_by("noticed_at").select_related("center")[:AT_ONCE]:
        mine = untold.filter(pk=attention.pk)
        if mine.update(telling_until=now + LEASE):
            told += _tell(attention, now)
    return told


def _tell(attention: Attention, now: datetime) -> bool:
    center = attention.center
    text = TEXT.format(center=center.name, queue=link("queue", center.slug))
    left = mail(_who(attention, now), f"{SUBJECT}: {center.name}", text)
    rows = Attention.objects.filter(pk=attention.pk, told_at=None)
    if left:
        rows.update(told_at=now, telling_until=None, touched_at=now)
    else:
        rows.update(telling_until=now + AGAIN)
    return left


def _who(attention: Attention, now: datetime) -> list[Member]:
    """Everybody who supervises, and who is on duty if it is shown to them."""
    center = attention.center
    members = list(to_supervisors(center))
    shift = on_duty(center, now)
    shown = Attention.objects.filter(pk=attention.pk)
    if (
        shift
        and shift.member not in members
        and shown.filter(shown_to(shift.member)).exists()
    ):
        members.append(shift.member)
    return members
