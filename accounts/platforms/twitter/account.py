"""One account on X: what all its verbs share."""

from __future__ import annotations

from typing import ClassVar

from accounts.platforms.base import (
    Addresses,
    Mode,
    Platform,
    Presence,
    Target,
    Tokens,
    Unsupported,
    Verb,
)

from . import modes, oauth, text
from .client import Api


class Account(Platform):
    """Who speaks, over which way, under which rules."""

    key: ClassVar[str] = "twitter"
    label: ClassVar[str] = "X"
    polls_tell: ClassVar[bool] = True

    def __init__(self, presence: Presence, addresses: Addresses) -> None:
        super().__init__(presence, addresses)
        self.api = Api(presence, addresses, self.meter)

    @property
    def us(self) -> str:
        """X's id of this account. Raises Unsupported where nobody connected it."""
        if not self.presence.external_id.isdigit():
            raise Unsupported("This account was not connected to X yet.")
        return self.presence.external_id

    def mode(self, verb: Verb, target: Target) -> Mode:
        return modes.mode(verb, target, self.presence.granted, self.addresses)

    def page(self, verb: Verb, target: Target, text: str) -> str:
        return modes.page(verb, target, text, self.addresses)

    def price(self, verb: Verb, target: Target, text: str) -> int:
        return modes.price(verb, text, self.mode(verb, target))

    def fits(self, text_: str, target: Target) -> tuple[int, int]:
        return text.fits(text_, reply=bool(target.key))

    def refresh(self) -> Tokens:
        return oauth.refresh(self.presence.tokens, self.addresses)

    def forget(self) -> bool:
        return oauth.give_back(self.presence.tokens, self.addresses)
