"""What an answer of X that is no success means, by what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.platforms.base import (
    AccessRevoked,
    NoCredit,
    PlatformError,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
    Verb,
)

ONCE = frozenset({Verb.REPLY, Verb.POST, Verb.MENTION, Verb.COMMENT, Verb.QUOTE})
"""Done again, these would show twice."""

BLIND_WAIT = timedelta(minutes=15)
"""X's limits are per 15 minutes; so long we wait where it does not say how long."""

NOT_SUMMONED = (
    "not been mentioned",
    "mentioned or otherwise engaged",
    "reply to this conversation is not allowed",
    "not allowed to reply",
    "summon",
)
TIER = ("enterprise", "access level", "client-not-enrolled", "oauth1 app permissions")
SCOPE = ("scope", "oauth2 permissions")
DONE_BEFORE = (
    "already retweeted",
    "already reposted",
    "already liked",
    "already following",
)


class NotAccepted(Refused):
    """400: something in the request itself, such as the token of a page, is wrong."""


class DoneBefore(Refused):
    """What was asked for is so already: for a verb that is repeatable, that is well."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of X: ``body`` is {} where it was no JSON object."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def problem(self) -> str:
        """All that the answer says of its type, in lower case."""
        parts = [self.body, *problems(self.body)]
        words = ("type", "title", "detail", "message", "reason", "error")
        return " ".join(str(p[w]) for p in parts for w in words if w in p).lower()

    @property
    def reason(self) -> str:
        """The network's own reason, for people; always a sentence."""
        for part in (self.body, *problems(self.body)):
            for word in ("detail", "message", "error_description", "title"):
                if isinstance(said := part.get(word), str) and said.strip():
                    return said.strip().rstrip(".") + "."
        return f"It answered {self.status}."


def problems(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The list of problems in an answer, also in one that succeeded in part."""
    listed = body.get("errors")
    if not isinstance(listed, list):
        return []
    return [one for one in listed if isinstance(one, dict)]


def error_of(answer: Answer, verb: Verb, now: datetime) -> PlatformError:
    """The error that an answer which is no success means for this verb."""
    match answer.status:
        case 401:
            return AccessRevoked(
                "X no longer accepts our connection. Connect the account again."
            )
        case 402:
            return NoCredit(
                "The credit at X is used up. Nothing is read or sent until it is "
                "topped up in X's developer console."
            )
        case 403:
            return forbidden(answer, verb)
        case 429:
            return limited(answer, now)
        case status if status >= 500 or status < 400:
            return silence(verb, f"X is in trouble (it answered {status}).")
        case _:
            return not_accepted(answer, verb)


def not_accepted(answer: Answer, verb: Verb) -> Refused:
    """The rest of 4xx: wrong for good, unless it only says that it is done."""
    if answer.status == 400:
        return NotAccepted(f"X did not accept it: {answer.reason}")
    if answer.status == 404 and verb is Verb.DELETE:
        return DoneBefore("X does not have it any more.")
    return Refused(f"X refused: {answer.reason}")


def forbidden(answer: Answer, verb: Verb) -> PlatformError:
    """403 has many meanings; its type, title and detail say which."""
    said = answer.problem
    if verb is Verb.REPLY and any(words in said for words in NOT_SUMMONED):
        return Unsupported(
            "X lets us reply by itself only to posts that mention us or quote one "
            "of ours. This one is done by hand."
        )
    if any(words in said for words in TIER):
        return Unsupported("X's access level does not include this. Do it by hand.")
    if any(words in said for words in SCOPE):
        return AccessRevoked(
            "X was connected without the right to do this. Connect it again and "
            "allow what is asked for."
        )
    if any(words in said for words in DONE_BEFORE):
        return DoneBefore(f"X refused: {answer.reason}")
    if "duplicate" in said:
        return Refused(
            "X has this very text from us already. Change a few words and send it "
            "again."
        )
    return Refused(f"X refused: {answer.reason}")


def limited(answer: Answer, now: datetime) -> TryLater:
    """429: the month, the time that X names, or a quarter of an hour."""
    if "usage-capped" in answer.problem or "usagecapexceeded" in answer.problem:
        if answer.body.get("period") == "Daily":
            tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0)
            return TryLater("X's daily cap is reached.", tomorrow + timedelta(days=1))
        return TryLater("X's monthly cap is reached.", next_month(now))
    at = named_reset(answer.headers)
    if at is None or at <= now:
        at = now + BLIND_WAIT
    return TryLater("X asks us to slow down.", at)


def named_reset(headers: Mapping[str, str]) -> datetime | None:
    """When the limit that is used up is full again, if the answer tells."""
    lower = {name.lower(): value for name, value in headers.items()}
    ends = []
    for limit in ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour"):
        # A day's limit comes with every answer; it counts only when used up
        used_up = lower.get(f"{limit}-remaining", "0") == "0"
        if used_up and (at := moment(lower.get(f"{limit}-reset", ""))):
            ends.append(at)
    return max(ends, default=None)


def moment(seconds: str) -> datetime | None:
    """Seconds since 1970, as X's headers say times."""
    if not seconds.isdigit() or len(seconds) > 11:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def next_month(now: datetime) -> datetime:
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


def silence(verb: Verb, sentence: str, *, departed: bool = True) -> PlatformError:
    """No answer, or none that can be read: what that means belongs to the verb."""
    if verb in ONCE and departed:
        return Unconfirmed(f"{sentence} It may be out all the same.")
    return TryLater(sentence)
