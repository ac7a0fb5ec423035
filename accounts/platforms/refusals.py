"""What may go wrong on the way to a network, named by what to do next."""

from __future__ import annotations

from datetime import datetime


class PlatformError(Exception):
    """Something on the way to a network failed. ``str()`` is a sentence for people."""


class Unsupported(PlatformError):
    """No such verb here, or not for this target: it is done by hand."""


class AccessRevoked(PlatformError):
    """The token no longer works: the account must be connected again."""


class NoCredit(AccessRevoked):
    """The developer app's credit is used up: hold the app, tell people."""


class TryLater(PlatformError):
    """Nothing happened there, or doing it again is harmless. Due again at ``at``."""

    def __init__(self, sentence: str, at: datetime | None = None) -> None:
        super().__init__(sentence)
        self.at = at


class Unconfirmed(PlatformError):
    """The request left us and no answer came back: it may have been done."""


class Refused(PlatformError):
    """No, for good, with the network's reason."""
