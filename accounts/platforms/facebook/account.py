"""One Page on Facebook: what all its verbs share."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Final

from accounts.platforms.base import (
    AccessRevoked,
    Addresses,
    Alive,
    Granted,
    Mode,
    Platform,
    Presence,
    ProfileData,
    Target,
    Unsupported,
    Verb,
)

from . import login, modes, rights, text
from .client import Api
from .errors import AGAIN
from .keys import thing_in

SOON: Final = timedelta(days=1)
"""A token is asked about once a day: one that ends sooner would die unseen."""


class Account(Platform):
    """Who speaks, over which way, under which rules."""

    key: ClassVar[str] = "facebook"
    label: ClassVar[str] = "Facebook"

    def __init__(self, presence: Presence, addresses: Addresses) -> None:
        super().__init__(presence, addresses)
        self.api = Api(presence, addresses, self.meter)
        self.web = addresses.facebook_web.rstrip("/")

    @property
    def us(self) -> str:
        """The Page's id. Raises Unsupported where nobody connected it."""
        presence = self.presence
        if not presence.external_id.isdigit() or not presence.tokens.access:
            raise Unsupported("This Page was not connected to Facebook yet.")
        return presence.external_id

    @property
    def ourselves(self) -> ProfileData:
        """The Page as the author of what is ours; no network is called."""
        return ProfileData(external_id=self.us, handle=self.presence.handle)

    def check(self, now: datetime) -> Alive:
        """Facebook's word on the token: it dies without one, and only this tells."""
        known = login.check(self.presence.tokens, self.addresses)
        if not known.works:
            raise AccessRevoked(known.reason)
        if known.ends_at and known.ends_at - now < SOON:
            raise AccessRevoked(
                f"The connection to Facebook ends on {known.ends_at:%-d %B}. {AGAIN}"
            )
        scopes = rights.still(known.scopes, self.presence.granted.scopes)
        ends = [at for at in (known.ends_at, known.data_ends_at) if at]
        return Alive(Granted(login.TIER, scopes), min(ends, default=None))

    def remarks(self) -> tuple[str, ...]:
        scopes = self.presence.granted.scopes
        return rights.missing(scopes) if scopes else ()

    def mode(self, verb: Verb, target: Target) -> Mode:
        return modes.mode(verb, target, self.presence, self.addresses)

    def fits(self, text_: str, target: Target) -> tuple[int, int]:
        return text.fits(text_, answer=bool(target.key))

    def thing(self, target: Target) -> tuple[str, bool]:
        """(Graph's id, whether it is a comment) of what is to be acted on."""
        try:
            return thing_in(target.key)
        except ValueError:
            raise Unsupported(
                "Facebook does not tell its number. It is done by hand."
            ) from None
