"""What somebody did at the door, in the audit of each Center they are a member of."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Activity, Member, User


def note(user: User, verb: str, *, by: str = "", **detail: object) -> None:
    """One line a Center; ``by`` is who did it, where it was not the person."""
    here = Member.objects.filter(user=user, left_at=None)
    for member in here.select_related("center", "user"):
        Activity.record(by or member, verb, member, **detail)


@transaction.atomic
def change_name(user: User, name: str) -> None:
    """Colleagues read another name from now on; older lines keep the one they had."""
    User.objects.filter(pk=user.pk).update(name=name)
    user.name = name
    note(user, "changed the name")


def note_failed_sign_in(email: str) -> None:
    """Somebody did not know the password of this address, which may be nobody's."""
    if user := User.objects.filter(email=email.strip().lower()).first():
        note(user, "sign-in failed", by="somebody")
