"""Who is shown what: a boundary must not talk, and by hand only the doer knows."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.expressions import Expression, OrderBy

from accounts.models import Member
from engagement.models import Contact, Delivery, Profile, Suggestion

QUIET = (Contact.Kind.PRIVATE, Contact.Kind.SPAM)
# To who may not know, one looks like another: nobody has said what they are.
LIKE_UNKNOWN = (Contact.Kind.UNKNOWN, *QUIET)
JUST_NOW = timedelta(minutes=10)
"""So long one reaches what one decided oneself, to undo it."""


def quiet(contact: str = "") -> Q:
    """Of whom nothing is told: private, spam, or on the do-not-engage list.

    ``contact``: the way to the contact, as "profile__contact".
    """
    way = f"{contact}__" if contact else ""
    return Q(**{f"{way}kind__in": QUIET}) | Q(**{f"{way}kept_out": True})


def shows_history(contact: Contact, member: Member) -> bool:
    """Whether this member is shown what passed between this contact and us."""
    return contact.answerable or member.supervises


def knows_kind(contact: Contact, member: Member) -> bool:
    """Whether this member is told what somebody said this contact is."""
    return member.supervises or contact.kind not in LIKE_UNKNOWN


def may_settle(delivery: Delivery, member: Member) -> bool:
    """Who did it by hand says so: that member, who accepted it, or a supervisor."""
    hands = (delivery.for_member_id, delivery.by_member_id)
    return member.supervises or member.pk in hands


def loud(member: Member, profile: str = "profile") -> Q:
    """Only rows of whom this member is shown; ``profile`` is the way to the profile."""
    if member.supervises:
        return Q()
    whose = Profile.objects.filter(quiet("contact"), center=member.center_id)
    return ~Q(**{f"{profile}__in": whose.order_by().values("pk")})


def not_kept_out(member: Member, contact: str = "contact") -> Q:
    """Nobody of whom the do-not-engage list speaks, but to who may know of them."""
    return Q() if member.supervises else Q(**{f"{contact}__kept_out": False})


def own_lines(member: Member) -> Q:
    """Lines of the outbox that this member accepted or is to do, and not over yet."""
    alive = ~Q(state__in=(*Delivery.OVER, Delivery.State.SENT))
    return alive & (Q(by_member=member) | Q(for_member=member))


def lines_for(member: Member) -> Q:
    """Which lines of the outbox this member is shown."""
    if member.supervises:
        return Q()
    whose = Suggestion.objects.filter(
        quiet("profile__contact"), center=member.center_id
    )
    return ~Q(suggestion__in=whose.order_by().values("pk")) | own_lines(member)


def cards_for(member: Member, now: datetime) -> Q:
    """Which cards this member is shown, also by their own address.

    What one decided just now, or what is still on its way from one's own hands, one
    knows already.
    """
    if member.supervises:
        return Q()
    mine = Delivery.objects.filter(own_lines(member), suggestion=OuterRef("pk"))
    decided = Q(decided_by=member, decided_at__gt=now - JUST_NOW)
    return loud(member) | decided | Q(Exists(mine))


def kinds_shown(member: Member) -> list[Contact.Kind]:
    """The kinds by which this member may narrow the contacts."""
    return [kind for kind in Contact.Kind if member.supervises or kind not in QUIET]


def people(member: Member, kind: str) -> Q:
    """Whom a list of contacts shows to this member; ``kind`` "" is everybody.

    To a poster who is private is one of whom nothing is known, in a list as in a
    search: found by one and missing in the other, they would be marked for all to see.
    """
    found = Q(center=member.center_id)
    if kind == Contact.Kind.UNKNOWN and not member.supervises:
        return found & Q(kind__in=LIKE_UNKNOWN)
    return found & Q(kind=kind) if kind else found


def by_touch(member: Member) -> tuple[OrderBy, str, str]:
    """Who was in touch last first; where no history is shown, as if never."""
    touched: Expression | F = F("last_touch_at")
    if not member.supervises:
        touched = Case(When(quiet(), then=None), default=touched)
    return OrderBy(touched, descending=True, nulls_last=True), "name", "pk"
