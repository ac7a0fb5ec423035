"""Our own blog: what all its verbs share."""

from __future__ import annotations

from typing import ClassVar

from accounts.platforms.base import (
    Addresses,
    Mode,
    Platform,
    PlatformError,
    Presence,
    ProfileData,
    Target,
    Verb,
)

from . import login, modes, words
from .client import Json, Own
from .keys import site_of


class Account(Platform):
    """Who speaks, over which way, under which rules."""

    key: ClassVar[str] = "blog"
    label: ClassVar[str] = "Blog"

    def __init__(self, presence: Presence, addresses: Addresses) -> None:
        super().__init__(presence, addresses)
        self.api = Own(presence, addresses, self.meter)
        self.site = site_of(presence.web_url)
        self._known: Json | None = None

    def remarks(self) -> tuple[str, ...]:
        return login.remarks(self.presence.granted)

    def forget(self) -> bool:
        """Tell the blog to delete the password that we speak with."""
        if not self.presence.tokens.access:
            return False
        route = "users/me/application-passwords"
        self.api.start()
        try:
            ours = self.api.one(Verb.ME, "GET", f"{route}/introspect")
            with words.in_shape():
                number = str(ours["uuid"])
            self.api.one(Verb.ME, "DELETE", f"{route}/{number}")
        except PlatformError:
            return False
        return True

    def mode(self, verb: Verb, target: Target) -> Mode:
        return modes.mode(verb, target, self.presence.granted, self.presence.web_url)

    def us(self, verb: Verb) -> Json:
        """Our own user there, with what only we are shown; asked once."""
        if self._known is None:
            asked = {"context": "edit"}
            self._known = self.api.one(verb, "GET", "users/me", params=asked)
        return self._known

    def our_number(self, verb: Verb) -> int:
        with words.in_shape():
            return int(self.us(verb)["id"])

    def our_profile(self, verb: Verb) -> ProfileData:
        with words.in_shape():
            return words.user(self.us(verb))
