"""Invitations: made, sent again, withdrawn, and used once by whom they are for."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.addresses import note_address
from accounts.models import Activity, Center, Invitation, Member, User

LASTS = timedelta(days=7)


class NotOpen(Exception):
    """The invitation cannot be used, or not made. ``str()`` is a sentence."""


def invite(center: Center, *, by: Member, email: str, name: str, role: str) -> str:
    """Invite somebody; the token of the link, which is kept nowhere.

    Raises NotOpen for a member, and where an invitation to that address is open.
    """
    token, now = secrets.token_urlsafe(32), timezone.now()
    here = Member.objects.of(center).filter(left_at=None)
    if here.filter(user__email=email).exists():
        raise NotOpen("They are a member already.")
    if Invitation.objects.of(center).filter(is_open(now), email=email).exists():
        raise NotOpen("They have an invitation already: send that one again.")
    with transaction.atomic():
        made = Invitation.objects.create(
            center=center,
            email=email,
            name=name,
            role=role,
            token_hash=hashed(token),
            invited_by=by,
            made_at=now,
            ends_at=now + LASTS,
        )
        Activity.record(by, "invited", made, role=role)
    return token


def is_open(now: datetime) -> Q:
    """Neither used nor withdrawn, and before its end."""
    return Q(used_at=None, withdrawn_at=None, ends_at__gt=now)


@transaction.atomic
def again(invitation: Invitation, *, by: Member) -> str:
    """A new link, with a new end; the old one leads nowhere. Raises NotOpen."""
    token = secrets.token_urlsafe(32)
    _guarded(
        invitation,
        Q(used_at=None, withdrawn_at=None),
        token_hash=hashed(token),
        ends_at=timezone.now() + LASTS,
        # From now on it is on the word of who sends it.
        invited_by=by,
    )
    Activity.record(by, "sent the invitation again", invitation)
    return token


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Member) -> None:
    """The link opens nothing any more. Raises NotOpen where it was used before."""
    _guarded(
        invitation, Q(used_at=None, withdrawn_at=None), withdrawn_at=timezone.now()
    )
    Activity.record(by, "withdrew the invitation", invitation)


def open_of(member: Member) -> QuerySet[Invitation]:
    """What this member invited and nobody used yet, the oldest first."""
    rows = Invitation.objects.of(member.center).filter(is_open(timezone.now()))
    return rows.filter(invited_by=member).select_related("center").order_by("pk")


def withdraw_all_of(member: Member, *, by: Member) -> int:
    """Withdraw what this member invited and nobody used yet; how many.

    In the caller's transaction. Whoever may invite no more lets nobody in by a link
    they made before, themselves under another address least of all.
    """
    count = 0
    for one in open_of(member):
        try:
            withdraw(one, by=by)
        except NotOpen:
            continue
        count += 1
    return count


@transaction.atomic
def join(invitation: Invitation, user: User) -> Member:
    """Make the user a member, and the invitation used. Raises NotOpen.

    Who is a member by now stays in the role they have.
    """
    now = timezone.now()
    _guarded(invitation, is_open(now), used_at=now)
    member, _ = Member.objects.get_or_create(
        center=invitation.center,
        user=user,
        left_at=None,
        defaults={"role": invitation.role},
    )
    Invitation.objects.filter(pk=invitation.pk).update(member=member)
    Activity.record(member, "joined", invitation, role=member.role)
    return member


@transaction.atomic
def join_as_new(
    invitation: Invitation, *, name: str, password: str | None, verified: bool
) -> Member:
    """Join as somebody who never signed in here; without a password, by the university.

    ``verified``: the link came by mail. Raises NotOpen.
    """
    # First: of two who press at once, the second must make no second person.
    _guarded(invitation, is_open(timezone.now()), ends_at=invitation.ends_at)
    if User.objects.filter(email=invitation.email).exists():
        raise NotOpen("Somebody signs in by this address already: sign in, then join.")
    user = User.objects.create_user(invitation.email, password, name=name)
    note_address(user, verified=verified)
    return join(invitation, user)


def found(token: str) -> Invitation | None:
    """The invitation behind a link, whatever became of it."""
    rows = Invitation.objects.select_related("center", "invited_by__user")
    return rows.filter(token_hash=hashed(token)).first()


def hashed(token: str) -> str:
    """What the database keeps of a token; of 256 random bits no more is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def closed_because(invitation: Invitation, now: datetime) -> str:
    """Why the link opens nothing, in a sentence; "" while it does."""
    if invitation.used_at:
        return "This invitation has been used. If it was you, sign in."
    if invitation.withdrawn_at:
        return "This invitation was withdrawn. Ask whoever invited you."
    if invitation.ends_at <= now:
        return "This invitation has ended. Ask whoever invited you for a new one."
    return ""


def _guarded(invitation: Invitation, where: Q, **fields: object) -> None:
    """Change the row if it still is as it must be: the row count says who won."""
    rows = Invitation.objects.filter(where, pk=invitation.pk)
    if not rows.update(**fields):
        invitation.refresh_from_db()
        why = closed_because(invitation, timezone.now())
        raise NotOpen(why or "Somebody changed this invitation just now: look again.")
