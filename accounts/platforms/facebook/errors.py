"""What an answer of Graph that is no success means, by what to do next.

https://developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from accounts.platforms.base import (
    AccessRevoked,
    PlatformError,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
    Verb,
)

from .usage import HOUR, used, wait_of

ONCE: Final = frozenset({Verb.REPLY, Verb.POST, Verb.MENTION, Verb.COMMENT, Verb.SHARE})
"""Done again, these would show twice: a Page's share is a post of its own."""

TRANSIENT: Final = frozenset({1, 2})
BUSY: Final = frozenset({4, 17, 32, 341, 613, *range(80_000, 80_015)})
PERMISSION: Final = frozenset({3, 10, *range(200, 300)})
TOKEN: Final = frozenset({102, 190})
BLOCKED: Final = 368
DUPLICATE: Final = 506
PARAMETER: Final = 100
NOT_THERE: Final = 33
"""The subcode of 100 that says that the thing is gone, or not for us."""

LONGEST_WAIT: Final = timedelta(days=1)

WHY: Final[Mapping[int, str]] = {
    458: "The app was removed from the Facebook account that connected the Page.",
    459: "Facebook wants the person who connected the Page to log in there first.",
    460: "The person who connected the Page has changed their Facebook password.",
    463: "The connection to Facebook has run out.",
    464: "The Facebook account that connected the Page is not confirmed.",
    467: "Facebook has ended the connection.",
    492: "The person who connected the Page has no role on it any more.",
}
"""Why a token no longer works, by the subcode of 102 and 190."""

AGAIN: Final = "Connect the Page again."
STOPPED: Final = (
    "Facebook has blocked what this Page does, for now, because of its rules. Look at "
    "the Page's Support Inbox there; then connect the Page again."
)
STRANGE_APP: Final = (
    "Facebook does not know the developer app by this secret. Connect the Page again "
    "with the secret that the app has now."
)
NO_PAGE: Final = (
    "This person has no role on any Page, or allowed none. Ask whoever manages the "
    "Page to give you access to it (there: Settings, Page access); then come back."
)
STRANGE: Final = "Facebook does not know this app by this secret."
WRONG_APP: Final = (
    "Facebook knows no app with this number and this secret. Copy both once more from "
    "the app's page there: App settings, Basic."
)


class Blocked(AccessRevoked):
    """368: the account is stopped for Facebook's rules, whatever its token is."""


class NotAccepted(Refused):
    """100: something in the request itself, such as the cursor of a page, is wrong."""


class DoneBefore(Refused):
    """It is gone already: for taking down, that is well."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of Graph: ``body`` is {} where it was no JSON object."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def error(self) -> Mapping[str, Any]:
        said = self.body.get("error")
        return said if isinstance(said, dict) else {}

    @property
    def code(self) -> int:
        return _number(self.error.get("code"))

    @property
    def subcode(self) -> int:
        return _number(self.error.get("error_subcode"))

    @property
    def reason(self) -> str:
        """Facebook's own reason, for people; always a sentence."""
        for name in ("error_user_msg", "message"):
            said = self.error.get(name)
            if isinstance(said, str) and said.strip():
                return said.strip().rstrip(".") + "."
        return f"It answered {self.status}."


def error_of(answer: Answer, verb: Verb, now: datetime | None = None) -> PlatformError:
    """The error that an answer which is no success means for this verb."""
    code = answer.code
    if code in BUSY:
        return slow_down(answer, now or datetime.now(UTC))
    if code in TOKEN:
        return AccessRevoked(f"{WHY.get(answer.subcode, WHY[467])} {AGAIN}")
    if code == BLOCKED:
        return Blocked(STOPPED)
    if code in PERMISSION:
        return Unsupported(
            "Facebook's permissions do not let our connection do this. Do it by hand, "
            f"or connect the Page again and allow it. Facebook says: {answer.reason}"
        )
    if code == PARAMETER:
        return not_accepted(answer, verb)
    if code == DUPLICATE:
        return Refused("Facebook refused: the Page has published the same text before.")
    if not code or code in TRANSIENT or answer.error.get("is_transient"):
        # It may have been done before it went wrong there
        return silence(verb, f"Facebook is in trouble (it answered {answer.status}).")
    return Refused(f"Facebook refused: {answer.reason}")


def not_accepted(answer: Answer, verb: Verb) -> Refused:
    if answer.subcode != NOT_THERE:
        return NotAccepted(f"Facebook did not accept it: {answer.reason}")
    if verb is Verb.DELETE:
        return DoneBefore("Facebook does not have it any more.")
    return Refused("Facebook does not have it any more, or does not show it to us.")


def slow_down(answer: Answer, now: datetime) -> TryLater:
    """A limit: the time that Facebook names, else the hour that it counts by."""
    wait = wait_of(used(answer.headers)) or HOUR
    return TryLater("Facebook asks us to slow down.", now + min(wait, LONGEST_WAIT))


def silence(verb: Verb, sentence: str, *, departed: bool = True) -> PlatformError:
    """No answer, or none that can be read: what that means belongs to the verb."""
    if verb in ONCE and departed:
        return Unconfirmed(f"{sentence} It may be out all the same.")
    return TryLater(sentence)


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0
