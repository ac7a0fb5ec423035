"""Secrets at rest: a text column that is encrypted with the installation's own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    SecretText = models.TextField[str, str]
else:
    SecretText = models.TextField


def vault() -> MultiFernet:
    """All keys of KINDRED_TOKEN_KEYS; the first encrypts, every one decrypts."""
    return MultiFernet([Fernet(key) for key in settings.TOKEN_KEYS])


def opens(sealed: str) -> bool:
    """Whether one of our keys opens this, as the column keeps it."""
    try:
        vault().decrypt(sealed)
    except InvalidToken:
        return False
    return True


def by_first_key(sealed: str) -> bool:
    """Whether the key that seals now sealed this."""
    try:
        Fernet(settings.TOKEN_KEYS[0]).decrypt(sealed)
    except InvalidToken:
        return False
    return True


class SecretField(SecretText):
    """Text that leaves the process only encrypted; "" stays "". Not searchable."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": "", "blank": True, **kwargs})

    def get_prep_value(self, value: Any) -> Any:
        return vault().encrypt(value.encode()).decode() if value else ""

    def from_db_value(self, value: str | None, *_: object) -> str:
        """The secret; "" where no key of ours opens it: as if not connected.

        No worker starts then (``Account.wrong_keys``): it would hold every account.
        """
        try:
            return vault().decrypt(value).decode() if value else ""
        except InvalidToken:
            return ""
