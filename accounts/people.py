"""People of a Center: a role changes, an access ends, a checklist is ticked off."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.joining import withdraw_all_of
from accounts.models import (
    Account,
    Activity,
    App,
    Attempt,
    Center,
    Departure,
    Hands,
    Member,
    Removal,
    User,
)
from accounts.models.account import Network

Kind = Removal.Kind
Role = Member.Role
CHANGED = "A colleague changed this a moment ago. Look again, please."
LAST_OWNER = "A Center has an owner. Make somebody else an owner first."
NOT_NOW = "You are no owner of this Center any more. Nothing was changed."


class CannotBe(Exception):
    """It would leave the Center without an owner, or somebody else was first.

    ``str()`` says it in a sentence for people.
    """


def here(center: Center) -> QuerySet[Member]:
    """Who is a member now."""
    return Member.objects.of(center).filter(left_at=None).select_related("user")


@transaction.atomic
def set_role(member: Member, *, by: Member, role: str) -> None:
    """Give a member another role than the one ``member`` was read with.

    Raises CannotBe where a colleague was first, where ``by`` is no owner by now, or
    where the last owner would step down.
    """
    alone(member.center, by)
    if member.role == Role.OWNER != role and not _other_owners([member]).exists():
        raise CannotBe(LAST_OWNER)
    rows = here(member.center).filter(pk=member.pk, role=member.role)
    if not rows.update(role=role):
        raise CannotBe(CHANGED)
    Activity.record(by, "changed the role of", member, was=member.role, role=role)
    if role != Role.OWNER:
        withdraw_all_of(member, by=by)
    member.role = role


def alone(center: Center, by: Member) -> None:
    """In the caller's transaction: two who change people go in turn, and who comes
    second must still be an owner. Raises CannotBe."""
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)
    if not here(center).filter(pk=by.pk, role=Role.OWNER).exists():
        raise CannotBe(NOT_NOW)


def _other_owners(leaving: list[Member]) -> QuerySet[Member]:
    owners = here(leaving[0].center).filter(role=Role.OWNER, user__is_active=True)
    return owners.exclude(pk__in=[one.pk for one in leaving])


def may_leave(leaving: list[Member]) -> bool:
    """Whether an owner stays when these go."""
    return not leaving or _other_owners(leaving).exists()


def let_go(
    member: Member, *, by: Member, to: Member | None, now: datetime
) -> tuple[Departure, bool]:
    """The member is none any more: the checklist, and whether they were signed out.

    In the caller's transaction, after ``alone``. Signed out everywhere is who is in
    no other Center; whoever is, simply loses this one. Raises CannotBe.
    """
    if not may_leave([member]):
        raise CannotBe(LAST_OWNER)
    # Two Centers that let the same person go at once: the second sees the first.
    user = User.objects.select_for_update(no_key=True).get(pk=member.user_id)
    if not here(member.center).filter(pk=member.pk).update(left_at=now):
        raise CannotBe(f"{member.name} has left already.")
    # Half a connection of theirs, with what they typed.
    Attempt.objects.of(member.center).filter(member=member).delete()
    withdraw_all_of(member, by=by)
    departure = Departure.objects.create(
        center=member.center, member=member, by=by, handed_to=to, at=now
    )
    Removal.objects.bulk_create(removals(member, departure))
    out = not user.memberships.filter(left_at=None).exists()
    if out:
        end_sessions(user)
    return departure, out


def end_sessions(user: User) -> None:
    """Whoever is signed in as this person, on whatever machine, is no longer."""
    User.objects.filter(pk=user.pk).update(session_salt=secrets.token_hex(8))


def removals(member: Member, departure: Departure | None = None) -> list[Removal]:
    """What of theirs must be removed on the networks; not yet written down.

    Also what an earlier stay in this Center left behind.
    """
    connected = Account.objects.of(member.center).filter(
        connected_by__user=member.user_id, disconnected_at=None
    )
    with_key = [
        one
        for one in connected.select_related("app").order_by("platform", "pk")
        if one.has_token
    ]
    found = [Removal(kind=Kind.CONNECTED, account=one) for one in with_key]
    hands = hands_of(member).select_related("account").order_by("account", "pk")
    # One line an account, though an earlier stay may have left hands of its own.
    found += [
        Removal(kind=Kind.HANDS, account=one.account, how=one.how)
        for one in {one.account_id: one for one in hands}.values()
    ]
    apps = {one.app_id: one for one in with_key if one.app and _theirs(one.app)}
    found += [Removal(kind=Kind.APP, account=one) for one in apps.values()]
    for one in found:
        one.center = member.center
        if departure:
            one.departure = departure
    return found


def hands_of(member: Member) -> QuerySet[Hands]:
    """What this person may do as us on the networks, from this stay or one before."""
    rows = Hands.objects.of(member.center).filter(until=None)
    return rows.filter(member__user=member.user_id, account__disconnected_at=None)


def _theirs(app: App) -> bool:
    """Whether a person, and not an account of the Center's own, may own this app."""
    if not app.owner_external_id:
        return app.platform in (Network.TWITTER, Network.FACEBOOK)
    own = Account.objects.of(app.center).filter(platform=app.platform)
    return not own.filter(external_id=app.owner_external_id).exists()


@transaction.atomic
def tick_off(removal: Removal, *, by: Member) -> None:
    """It was removed there. Until then they still can, and so their hands end now.

    Raises CannotBe where a colleague ticked it first.
    """
    now = timezone.now()
    rows = Removal.objects.of(removal.center).filter(pk=removal.pk, done_at=None)
    if not rows.update(done_at=now, done_by=by):
        raise CannotBe("A colleague ticked this off already.")
    if removal.kind == Kind.HANDS:
        _theirs_there(removal).filter(until=None).update(until=now)
    Activity.record(by, "removed", removal, kind=removal.kind)


@transaction.atomic
def untick(removal: Removal, *, by: Member) -> None:
    """It is not removed after all. Raises CannotBe where a colleague said so first."""
    rows = Removal.objects.of(removal.center).filter(pk=removal.pk)
    if removal.done_at is None or not rows.filter(done_at=removal.done_at).update(
        done_at=None, done_by=None
    ):
        raise CannotBe(CHANGED)
    if removal.kind == Kind.HANDS:
        same = Q(until=removal.done_at, member__left_at__isnull=False)
        _theirs_there(removal).filter(same).update(until=None)
    Activity.record(by, "did not remove", removal, kind=removal.kind)


def _theirs_there(removal: Removal) -> QuerySet[Hands]:
    """Their hands for this account, but not those of a stay that began since."""
    departure = removal.departure
    rows = Hands.objects.of(removal.center).filter(account=removal.account_id)
    return rows.filter(
        member__user=departure.member.user_id, member__left_at__lte=departure.at
    )


def to_remove(center: Center) -> QuerySet[Removal]:
    """Open lines of all checklists."""
    return Removal.objects.of(center).filter(done_at=None)
