"""Whose mail address is proven: allauth's own row beside the user."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from accounts.models import User


def note_address(user: User, *, verified: bool) -> None:
    """Write down the address one signs in by, and whether it is proven to be theirs."""
    EmailAddress.objects.update_or_create(
        user=user, primary=True, defaults={"email": user.email, "verified": verified}
    )
