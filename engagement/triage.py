"""Who a new follower is, said with one tap; and nothing needed for many at once.

A tap is remembered on the contact. What a person says last holds, whoever said
something else a moment before.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Activity, Center, Member
from engagement.bounds import QUIET, knows_kind, not_kept_out
from engagement.models import Conflict, Contact, Interaction, Profile
from engagement.notes import SAID_KIND

Kind = Contact.Kind
TAPS = (Kind.ORGANIZATION, Kind.PROFESSIONAL, Kind.PRIVATE, Kind.SPAM)
PASSED = "passed over followers"
TAKEN_BACK = "took the kind back"
LOOK_BACK = timedelta(days=14)
"""So long it is asked who a follower is: as long as an answer still brings a card."""


def follows(center: Center) -> QuerySet[Interaction]:
    """Who began to follow us since we look, newest first."""
    found = Interaction.objects.of(center).filter(
        direction=Interaction.Direction.IN,
        kind=Interaction.Kind.FOLLOW,
        first_look=False,
        not_kind=False,
        retracted_at=None,
    )
    return found.order_by("-noticed_at", "-pk")


def only_follows() -> Q:
    """Suggestions for nothing but a follow: these stand with the new followers."""
    came = Interaction.objects.filter(
        suggestion=OuterRef("pk"), direction=Interaction.Direction.IN
    ).order_by()
    follow = Q(kind=Interaction.Kind.FOLLOW)
    return Q(Exists(came.filter(follow))) & ~Q(Exists(came.exclude(follow)))


def unsaid(member: Member, now: datetime) -> QuerySet[Interaction]:
    """Follows by somebody of whom nobody has said what they are, to this member."""
    found = follows(member.center).filter(noticed_at__gt=now - LOOK_BACK)
    return found.filter(is_unsaid(member))


def is_unsaid(member: Member) -> Q:
    """Nobody has said who that follower is, nor that nothing is needed.

    Each row asks for its profile: joined, SQLite would begin with all the contacts
    that are unknown, which are nearly everybody.
    """
    asked = Profile.objects.filter(
        Q(contact__kind=Kind.UNKNOWN) | _seems_taken_back(member),
        not_kept_out(member),
        pk=OuterRef("profile_id"),
        opted_out_at=None,
        gone_at=None,
    )
    return Q(Exists(asked), suggestion=None, passed_at=None)


def _seems_taken_back(member: Member) -> Q:
    """Somebody undid their tap, and a boundary stands that this member may not know.

    Were the row gone for that, it would tell of the boundary.
    """
    if member.supervises:
        return Q(pk__in=[])
    undone = Activity.objects.filter(
        center=member.center_id,
        target_kind="contact",
        target_id=OuterRef("contact_id"),
        verb=TAKEN_BACK,
        at__gt=OuterRef("contact__kind_at"),
    )
    hidden = Q(contact__kind__in=QUIET) & ~Q(contact__kind_by=member)
    return hidden & Q(Exists(undone))


@transaction.atomic
def take_back_kind(contact: Contact, *, by: Member, said: str) -> str:
    """They are again what was said before this member's last tap; returns the kind.

    Where nobody had said anything, or a boundary (no line keeps one), they are asked
    about again: unknown. Raises Conflict where somebody has said something else since.
    Of a boundary that somebody else has set since, who may not know reads nothing: it
    stays, and all else is as if it were undone.
    """
    now = timezone.now()
    kind, who = _said_before(contact, by)
    rows = Contact.objects.filter(pk=contact.pk, kind=said, kind_by=by)
    if rows.update(kind=kind, kind_by=who, kind_at=now):
        contact.kind = kind
        Activity.record(by, TAKEN_BACK, contact)
        return kind
    contact.refresh_from_db(fields=["kind"])
    if contact.kind == Kind.UNKNOWN:
        return Kind.UNKNOWN
    if knows_kind(contact, by):
        raise Conflict(f"Somebody said since: {contact.kind}.")
    if kind == Kind.UNKNOWN:
        Activity.record(by, TAKEN_BACK, contact)
    return kind


def _said_before(contact: Contact, by: Member) -> tuple[str, int | None]:
    """What they were before this member's last tap, and who had said so."""
    lines = Activity.objects.of(by.center).filter(
        verb=SAID_KIND, target_kind="contact", target_id=contact.pk, member=by
    )
    line = lines.order_by("-pk").first()
    if line is None or "before" not in line.detail:
        return Kind.UNKNOWN, by.pk
    return line.detail["before"], line.detail["before_by"]


@transaction.atomic
def pass_over(
    center: Center, *, by: Member, after: datetime, until: datetime
) -> tuple[Activity, int]:
    """Nothing is needed for who was noticed in this time and is unknown; how many.

    One statement, whatever the number; what came after the page was read stays.
    """
    now = timezone.now()
    rows = unsaid(by, now).filter(noticed_at__gte=after, noticed_at__lte=until)
    passed = rows.order_by().update(passed_at=now)
    return Activity.record(by, PASSED, center, at=now.isoformat(), count=passed), passed


@transaction.atomic
def undo_pass(line: Activity, *, by: Member) -> int:
    """Ask again about those whom this line of the audit passed over; how many.

    Raises Conflict where a colleague did so first, or where it is too long ago.
    """
    at = datetime.fromisoformat(str(line.detail["at"]))
    passed = follows(by.center).filter(passed_at=at).order_by()
    asked = passed.filter(noticed_at__gt=timezone.now() - LOOK_BACK)
    back = asked.update(passed_at=None)
    if not back and passed.exists():
        raise Conflict("That is too long ago; nobody is asked about any more.")
    if not back:
        raise Conflict("They are asked about again already.")
    Activity.record(by, "undid", by.center, line=line.pk)
    return back
