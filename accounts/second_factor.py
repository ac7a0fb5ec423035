"""The second factor: whose role needs one, who has one, and how it lies at rest."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Activity, Center, Member, User
from accounts.permissions import RANK
from accounts.vault import by_first_key, opens, vault

COUNTS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes alone are none: they are the way back to one of these."""

# Where the secret stands in ``Authenticator.data``; a passkey has none with us.
SEALED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Sealed(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets leave the process only sealed with KINDRED_TOKEN_KEYS."""

    def encrypt(self, text: str) -> str:
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return vault().decrypt(encrypted_text).decode()
        except InvalidToken:
            raise ValidationError(
                "Your second factor cannot be read: the keys of this installation have "
                "changed. Tell whoever runs it."
            ) from None

    def build_totp_svg(self, url: str) -> SafeString:
        """As a part of the page, without the head of a file."""
        svg: str = super().build_totp_svg(url)
        # It is made here, of squares alone.
        return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 # nosec B308 B703

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        known = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {known + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        told: dict[str, str] = super().get_public_key_credential_rp_entity()
        return told | {"name": "Kindred"}


def must_have(member: Member) -> bool:
    """Whether the Center asks this member's role for a second factor."""
    least = member.center.second_factor_for
    if least == Center.SecondFactor.NOBODY:
        return False
    return RANK.index(Member.Role(member.role)) >= RANK.index(Member.Role(least))


def noted(members: QuerySet[Member]) -> QuerySet[Member]:
    """The same members, with whether each has one: ``lacks`` asks nothing more."""
    has = Authenticator.objects.filter(user=OuterRef("user"), type__in=COUNTS)
    return members.annotate(has_one=Exists(has))


def lacks(member: Member) -> bool:
    """Whether the Center asks this member for one, and there is none; see ``noted``."""
    return must_have(member) and not vars(member)["has_one"]


def sealed_again() -> int:
    """Seal every secret with the first of the keys; how many were sealed by another.

    What no key of ours opens stays as it is. One row a transaction: who signs in
    meanwhile may be striking out a recovery code.
    """
    rows = Authenticator.objects.filter(type__in=SEALED)
    return sum(_sealed_again(pk) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _sealed_again(pk: int) -> bool:
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    name = SEALED[row.type] if row else ""
    sealed = row.data.get(name, "") if row else ""
    if row is None or by_first_key(sealed) or not opens(sealed):
        return False
    row.data[name] = vault().rotate(row.data[name]).decode()
    row.save(update_fields=["data"])
    return True


@transaction.atomic
def require(center: Center, least: str, *, by: Member) -> None:
    """Ask everybody from this role on for a second factor; "nobody" asks nobody."""
    Center.objects.filter(pk=center.pk).update(second_factor_for=least)
    Activity.record(by, "asked for a second factor", center, of=least)
