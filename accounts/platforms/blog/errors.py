"""What an answer of WordPress that is no success means, by what to do next.

https://developer.wordpress.org/rest-api/, and tried against WordPress 6.1, 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.platforms.base import (
    AccessRevoked,
    PlatformError,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
    Verb,
)
from accounts.platforms.http import retry_after

from .markup import line_of

ONCE = frozenset({Verb.REPLY, Verb.COMMENT})
"""WordPress looks for nothing before it stores a comment."""

FLOOD = timedelta(seconds=15)
"""How long WordPress makes a commenter wait for the next comment."""

LOGIN = frozenset(
    {
        "rest_not_logged_in",
        "incorrect_password",
        "invalid_username",
        "invalid_email",
        "application_passwords_disabled",
        "application_passwords_disabled_for_user",
    }
)
NEEDS_LOGIN = frozenset({"rest_comment_login_required"})


CONNECT_AGAIN = (
    "The blog does not accept our application password. Make a new one there, in "
    "Users → Profile → Application Passwords, and connect the blog again. If it is "
    "new, the blog's server may strip the login from our requests."
)


class NotLoggedIn(AccessRevoked):
    """The blog answered as if we had shown no login at all."""


class DoneBefore(Refused):
    """It is gone already: for taking down, that is well."""


class NoApi(Refused):
    """There is no WordPress API under this address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of WordPress; ``body`` is {} or [] where it was no JSON."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None

    @property
    def code(self) -> str:
        body = self.body
        return str(body.get("code") or "") if isinstance(body, dict) else ""

    @property
    def reason(self) -> str:
        """WordPress's own sentence, or what it answered."""
        said = self.body.get("message") if isinstance(self.body, dict) else None
        return line_of(str(said)) if said else f"It answered {self.status}."


def error_of(answer: Answer, verb: Verb, *, ours: bool) -> PlatformError:
    """The error that an answer which is no success means; ``ours``: our own blog."""
    status, code = answer.status, answer.code
    # To our own blog we gave a password: there, a login wanted is a login not taken
    if code in NEEDS_LOGIN and not ours:
        return Unsupported("This blog wants a login to comment. It is done by hand.")
    if code in LOGIN or status == 401:
        # 401 is for who is not logged in; a user who may not gets 403
        if ours:
            kind = NotLoggedIn if code == "rest_not_logged_in" else AccessRevoked
            return kind(CONNECT_AGAIN)
        return Unsupported("This blog wants a login. It is done by hand.")
    if status == 429 or code == "comment_flood":
        return flood(answer)
    if status >= 500 or status < 400:
        return silence(verb, f"The blog is in trouble (it answered {status}).")
    if status in (404, 410):
        return missing(answer, verb)
    return Refused(f"The blog refused: {answer.reason}")


def flood(answer: Answer) -> TryLater:
    """Comments came too quickly: 400 over REST, a page of HTML with 429 by the form."""
    at = retry_after(answer.headers) or datetime.now(UTC) + FLOOD
    return TryLater("The blog asks us to slow down.", at)


def missing(answer: Answer, verb: Verb) -> PlatformError:
    if verb is Verb.DELETE and (answer.code or answer.status == 410):
        return DoneBefore("The blog does not have it any more.")
    if not answer.code:
        return NoApi("There is no WordPress API at the blog's address.")
    return Refused(f"The blog does not have it any more: {answer.reason}")


def silence(verb: Verb, sentence: str, *, departed: bool = True) -> PlatformError:
    """No answer, or none that can be read: what that means belongs to the verb."""
    if verb in ONCE and departed:
        return Unconfirmed(f"{sentence} It may be out all the same.")
    return TryLater(sentence)
