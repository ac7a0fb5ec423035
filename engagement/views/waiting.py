"""What waits: which suggestions the queue shows to whom, and how it is narrowed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, IntegerField, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.access import MemberRequest
from accounts.models import Activity, Member
from accounts.models.account import Network
from engagement.bounds import cards_for, loud
from engagement.models import Delivery, Interaction, Suggestion
from engagement.triage import only_follows

State = Delivery.State
JUST_NOW = timedelta(seconds=60)
AT_ONCE = 8
"""So many promises on the page; the outbox has them all."""
KNOWN = {
    "who": ("mine",),
    "network": (Network.TWITTER, Network.FACEBOOK, Network.BLOG, Network.PERSON),
    "due": ("today",),
    "kind": tuple(Suggestion.Kind.values),
}
BY_WORTH = (F("due_at").asc(nulls_last=True), "-score", "pk")


def visible(member: Member, now: datetime) -> QuerySet[Suggestion]:
    """What stands in the queue's own lists: who only followed stands by themselves."""
    return lying_open(member, now).filter(Q(owed=False) | ~only_follows())


def lying_open(member: Member, now: datetime) -> QuerySet[Suggestion]:
    """Open, not put off; overdue, then today, then later, within these by worth."""
    found = Suggestion.objects.of(member.center).filter(
        loud(member),
        Q(hidden_until=None) | Q(hidden_until__lte=now),
        Q(expires_at=None) | Q(expires_at__gt=now),
        state=Suggestion.State.OPEN,
    )
    return found.order_by(*BY_WORTH)


def how_many_owed(member: Member, now: datetime) -> Subquery:
    """The number of those visible that are owed, to stand beside other rows."""
    owed = visible(member, now).filter(owed=True).order_by()
    return Subquery(
        owed.values("center").annotate(many=Count("pk")).values("many"),
        output_field=IntegerField(),
    )


def promises(member: Member, now: datetime) -> QuerySet[Suggestion]:
    """What this member began, and what they decided just now and can still undo.

    From the outbox's few lines to their suggestions, and never the other way round:
    an OR over both would read either table whole.
    """
    lines = Delivery.objects.of(member.center).order_by()
    own = Q(by_member=member) | Q(for_member=member)
    begun = lines.filter(own, state=State.BY_HAND)
    unknown = lines.filter(state=State.UNCONFIRMED)
    lost = lines.filter(
        own,
        state=State.SENT,
        touched_at__gt=now - timedelta(days=7),
        evidence=Interaction.Evidence.SAID,
        receipt_key="",
        waiting=False,
        looked_at__isnull=False,
    )
    # Said once, for a day: their moderator still holds it.
    held = lines.filter(
        own,
        state=State.SENT,
        touched_at__gt=now - timedelta(days=1),
        waiting=True,
        look_again_at=None,
    )
    found = Suggestion.objects.filter(
        pk__in=begun.values("suggestion").union(
            unknown.values("suggestion"),
            lost.values("suggestion"),
            held.values("suggestion"),
            _just_decided(member, now).values("pk"),
        )
    )
    return found.filter(cards_for(member, now)).order_by("-pk")


def _just_decided(member: Member, now: datetime) -> QuerySet[Suggestion]:
    """Accepted, dismissed or put off by this member within the last minute."""
    snoozed = Activity.objects.of(member.center).filter(
        member=member,
        verb="snoozed",
        target_kind="suggestion",
        at__gt=now - JUST_NOW,
    )
    decided = Q(
        decided_by=member,
        decided_at__gt=now - JUST_NOW,
        state__in=(Suggestion.State.ACCEPTED, Suggestion.State.DISMISSED),
        together_with=None,
    )
    put_off = Q(
        state=Suggestion.State.OPEN,
        hidden_until__gt=now,
        pk__in=snoozed.values("target_id"),
    )
    return (
        Suggestion.objects.of(member.center)
        .filter(decided | put_off, touched_at__gt=now - JUST_NOW)
        .order_by()
    )


def filters(request: MemberRequest) -> dict[str, str]:
    """What the address narrows the list to; anything unknown is passed over."""
    return {
        name: request.GET[name]
        for name, values in KNOWN.items()
        if request.GET.get(name) in values
    }


def is_number(asked: str) -> bool:
    """Digits that int() takes and a row's id can have; "²" is a digit, too."""
    return asked.isascii() and asked.isdecimal() and len(asked) < 19


def more(request: MemberRequest) -> int:
    """How many more than a page were asked for."""
    asked = request.GET.get("more", "")
    return int(asked) if is_number(asked) and len(asked) < 4 else 0


def narrow(
    found: QuerySet[Suggestion],
    chosen: dict[str, str],
    member: Member,
    now: datetime,
) -> QuerySet[Suggestion]:
    """Only what the address asks for."""
    if "who" in chosen:
        found = found.filter(claimed_by=member, claimed_until__gt=now)
    if "network" in chosen:
        found = found.filter(profile__platform=chosen["network"])
    if "kind" in chosen:
        found = found.filter(kind=chosen["kind"])
    if "due" in chosen:
        local = timezone.localtime(now)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        found = found.filter(due_at__lt=midnight + timedelta(days=1))
    return found


def chips(path: str, chosen: dict[str, str]) -> list[dict[str, Any]]:
    """The links that narrow the list; the address says everything."""

    def chip(label: str, sign: str = "", **narrowed: str) -> dict[str, Any]:
        query = urlencode(narrowed)
        return {
            "label": label,
            "network": sign,
            "url": f"{path}?{query}" if query else path,
            "current": narrowed == chosen,
        }

    return [
        chip("All"),
        chip("Mine", who="mine"),
        chip("X", "twitter", network=Network.TWITTER.value),
        chip("Facebook", "facebook", network=Network.FACEBOOK.value),
        chip("Blog", "blog", network=Network.BLOG.value),
        chip("Due today", due="today"),
    ]
