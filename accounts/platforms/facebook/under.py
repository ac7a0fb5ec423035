"""What our Page said under those posts and comments that a delivery waits for."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from accounts.platforms.base import PostData, Refused, Target, Unsupported, Verb

from . import words
from .account import Account
from .keys import thing_in

log = logging.getLogger(__name__)

MOST_TARGETS: Final = 20
"""Two requests each."""
NEWEST: Final = 50
ALWAYS: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answered:
    """Something that we may have answered, and since when it could be."""

    key: str
    since: datetime

    @property
    def number(self) -> int:
        """Rises with time, where Facebook's whole seconds do not."""
        return int(self.key.rpartition("_")[2])


@dataclass(slots=True)
class Visit:
    """What was found, and the keys of the targets under which it could be read."""

    found: list[PostData] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def ours_under(account: Account, targets: Iterable[Target]) -> Visit:
    """Our comments there, each with what it answers.

    An answer to an answer hangs under the first comment: then the newest of the
    targets before it is the one. What is gone or not shown hides only itself.
    """
    visit = Visit()
    for thread, answered in threads_of(account, targets).items():
        try:
            found = account.api.page(
                Verb.OWN,
                thread,
                "comments",
                fields=words.COMMENT_FIELDS,
                filter="toplevel",
                order="reverse_chronological",
                limit=NEWEST,
            )
        except (Refused, Unsupported) as error:
            log.info("%s could not be looked at: %s", thread, error)
            continue
        visit.seen |= {one.key for one in answered}
        with words.in_shape():
            visit.found += said_in(found.items, answered, account)
    return visit


def said_in(
    comments: Iterable[words.Json], answered: list[Answered], account: Account
) -> Iterator[PostData]:
    """Those of the comments that are ours, each with what it answers."""
    for one in comments:
        key = answer_to(answered, words.time(one))
        if key and words.author_id(one) == account.us:
            yield comment_under(one, key, account)


def threads_of(
    account: Account, targets: Iterable[Target]
) -> dict[str, list[Answered]]:
    """The targets by the post or first comment under which an answer would hang."""
    found: dict[str, list[Answered]] = defaultdict(list)
    for target in list(targets)[:MOST_TARGETS]:
        try:
            thing, is_comment = thing_in(target.key)
            if not is_comment:
                found[thing].append(Answered(target.key, ALWAYS))
                continue
            node = account.api.get(Verb.OWN, thing, words.ANSWERED_FIELDS)
        except (ValueError, Refused, Unsupported) as error:
            log.info("%r could not be looked at: %s", target.key, error)
            continue
        with words.in_shape():
            parent = node.get("parent")
            first = words.id_of(parent) if isinstance(parent, dict) else thing
            found[first].append(Answered(target.key, words.time(node)))
    return found


def answer_to(answered: list[Answered], at: datetime) -> str:
    """Which of them something said at this time answers; "" if it is older."""
    before = [one for one in answered if one.since <= at]
    return max(before, key=lambda one: (one.since, one.number)).key if before else ""


def comment_under(one: words.Json, key: str, account: Account) -> PostData:
    by = account.ourselves
    _, is_comment = thing_in(key)
    said = words.comment(one, by, "" if is_comment else key, account.web)
    return replace(said, reply_to_key=key)
