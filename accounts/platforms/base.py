"""The border to the networks: verbs, modes, frozen values and named refusals.

Plain Python, no Django. A platform is a file or a folder beside this one; it
overrides the verbs it can do, and the base refuses the rest. Nothing that
crosses this border is a dict, except the opaque cursor, which is the adapter's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from .meter import Limit, Meter, Usage
from .refusals import (
    AccessRevoked,
    NoCredit,
    PlatformError,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
)
from .values import (
    READING,
    Addresses,
    Alive,
    Cursor,
    Granted,
    InteractionData,
    Item,
    Kind,
    MediaData,
    Mode,
    ModeKind,
    Page,
    PostData,
    Presence,
    ProfileData,
    Receipt,
    Target,
    Tokens,
    Verb,
)

__all__ = [
    "READING",
    "AccessRevoked",
    "Addresses",
    "Alive",
    "Cursor",
    "Granted",
    "InteractionData",
    "Item",
    "Kind",
    "Limit",
    "MediaData",
    "Meter",
    "Mode",
    "ModeKind",
    "NoCredit",
    "Page",
    "Platform",
    "PlatformError",
    "PostData",
    "Presence",
    "ProfileData",
    "Receipt",
    "Refused",
    "Target",
    "Tokens",
    "TryLater",
    "Unconfirmed",
    "Unsupported",
    "Usage",
    "Verb",
]


class Platform:
    """One account on one platform. Subclasses override what they can do."""

    key: ClassVar[str]
    label: ClassVar[str]
    polls_tell: ClassVar[bool] = False
    """Whether a read that worked is answer enough: asking by itself costs money."""

    def __init__(self, presence: Presence, addresses: Addresses) -> None:
        self.presence = presence
        self.addresses = addresses
        self.meter = Meter()

    @classmethod
    def can(cls, verb: Verb) -> bool:
        """A platform can do exactly what it overrides."""
        return getattr(cls, verb) is not getattr(Platform, verb)

    def mode(self, verb: Verb, target: Target) -> Mode:
        """How this account does the verb on this target; pure, over a data table."""
        raise Unsupported(f"{self.label} has no table of modes")

    def remarks(self) -> tuple[str, ...]:
        """Sentences on how the network let us in: what is missing, what is too much."""
        return ()

    def page(self, verb: Verb, target: Target, text: str) -> str:
        """The network's own page where a hand does it, with our text filled in."""
        return self.mode(verb, target).page

    def price(self, verb: Verb, target: Target, text: str) -> int:
        """What the act costs with this text, in millionths of a US dollar."""
        return self.mode(verb, target).price_micro

    def look_price(self, verb: Verb, people: int) -> tuple[int, int]:
        """(a look that finds nothing, each thing it finds), in millionths of a dollar.

        ``people``: how many are asked for at least, where people are read.
        """
        return 0, 0

    def fits(self, text: str, target: Target) -> tuple[int, int]:
        """(length, limit) of a text as the network counts it; limit 0 is none."""
        return len(text), 0

    def refresh(self) -> Tokens:
        """New tokens for the old ones. The old refresh token is spent afterwards."""
        raise Unsupported(f"{self.label} has no tokens that end")

    def forget(self) -> bool:
        """Give the tokens back; whether the network said that they work no more.

        Never raises: they are gone here all the same.
        """
        return False

    def check(self, now: datetime) -> Alive:
        """Whether the token works, what it may do and until when; asked once a day.

        Raises AccessRevoked where it is dead, or will be before the next time.
        """
        self.me()
        return Alive(self.presence.granted)

    def me(self) -> ProfileData:
        raise Unsupported(f"{self.label} does not tell who we are")

    def lookup(self, handle: str) -> ProfileData:
        raise Unsupported(f"{self.label} does not look people up")

    def followers(self, cursor: Cursor, size: int) -> Page[ProfileData]:
        raise Unsupported(f"{self.label} does not tell who follows")

    def following(self, cursor: Cursor, size: int) -> Page[ProfileData]:
        raise Unsupported(f"{self.label} does not tell whom we follow")

    def mentions(self, cursor: Cursor) -> Page[InteractionData]:
        raise Unsupported(f"{self.label} has no mentions")

    def own(self, cursor: Cursor, targets: Sequence[Target]) -> Page[PostData]:
        """What was published under our name, newest first.

        ``targets`` are posts of others under which something of ours is looked for,
        where the platform keeps no timeline of it (comments on other blogs).
        """
        raise Unsupported(f"{self.label} does not show what we published")

    def peers(self, target_key: str, cursor: Cursor) -> Page[PostData]:
        raise Unsupported(f"{self.label} has no lists")

    def search(self, query: str, cursor: Cursor) -> Page[PostData]:
        raise Unsupported(f"{self.label} has no search")

    def sharers(self, post_key: str, cursor: Cursor) -> Page[ProfileData]:
        raise Unsupported(f"{self.label} does not tell who shared")

    def quotes(self, post_key: str, cursor: Cursor) -> Page[PostData]:
        raise Unsupported(f"{self.label} does not tell who quoted")

    def comments(self, cursor: Cursor) -> Page[InteractionData]:
        raise Unsupported(f"{self.label} has no comments")

    def reply(self, target: Target, text: str, key: str) -> Receipt:
        """Answer a post in place. ``key`` is the delivery's own, for look-ups."""
        raise Unsupported(f"{self.label} does not reply")

    def share(self, target: Target, text: str, key: str) -> Receipt:
        raise Unsupported(f"{self.label} does not share")

    def post(self, target: Target, text: str, key: str) -> Receipt:
        raise Unsupported(f"{self.label} does not post")

    def mention(self, target: Target, text: str, key: str) -> Receipt:
        """A text of our own that names somebody who did not write to us."""
        raise Unsupported(f"{self.label} names nobody unasked")

    def comment(self, target: Target, text: str, key: str) -> Receipt:
        raise Unsupported(f"{self.label} does not comment")

    def follow(self, target: Target, text: str, key: str) -> Receipt:
        raise Unsupported(f"{self.label} does not follow")

    def like(self, target: Target, text: str, key: str) -> Receipt:
        raise Unsupported(f"{self.label} does not like")

    def quote(self, target: Target, text: str, key: str) -> Receipt:
        raise Unsupported(f"{self.label} does not quote")

    def delete(self, target: Target, text: str, key: str) -> Receipt:
        raise Unsupported(f"{self.label} does not take down")

    def upload(self, data: bytes, media_type: str, alt: str) -> str:
        """Upload a picture with its alt text; the network's id of it comes back."""
        raise Unsupported(f"{self.label} takes no pictures")
