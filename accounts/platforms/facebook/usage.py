"""How much of Facebook's allowance is used: told in percent with every answer.

https://developers.facebook.com/docs/graph-api/overview/rate-limiting, read 2026-11.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from accounts.platforms.base import READING, Limit, Verb
from accounts.platforms.meter import EVERYTHING

SLOW: Final = 80
"""Percent above which nothing is read for a while; answers still go out."""
STOP: Final = 95
"""Percent above which nothing is asked at all."""

MOST: Final = 7 * 24 * 60
"""No wait is longer than a week; what is told beyond is none."""

REST: Final = timedelta(minutes=20)
HOUR: Final = timedelta(hours=1)
"""The window is an hour that rolls on: a third of it later there is room again."""

APP, BUSINESS = "x-app-usage", "x-business-use-case-usage"
SHARES = ("call_count", "total_time", "total_cputime")


@dataclass(frozen=True, slots=True)
class Used:
    """The fullest of all limits, in percent, and in how many minutes it frees."""

    percent: int = 0
    minutes: int = 0


def used(headers: Mapping[str, str]) -> Used | None:
    """What the headers of an answer tell; None where they tell nothing."""
    lower = {name.lower(): value for name, value in headers.items()}
    told = [*_parts(lower.get(APP, "")), *_parts(lower.get(BUSINESS, ""))]
    if not told:
        return None
    percent = max(_number(one, share) for one in told for share in SHARES)
    wait = "estimated_time_to_regain_access"
    return Used(percent, max(_number(one, wait) for one in told))


def limit(verb: Verb, used: Used, now: datetime) -> Limit:
    """The same as a limit of this verb: nothing left means come again later."""
    if used.percent > STOP:
        return Limit(verb.value, 0, now + (wait_of(used) or HOUR))
    if used.percent > SLOW and verb in READING:
        return Limit(verb.value, 0, now + REST)
    return Limit(verb.value, 100 - used.percent, now + HOUR)


def limits(verb: Verb, used: Used, now: datetime) -> list[Limit]:
    """The limit of this verb; and near the end of the allowance, of all others."""
    own = limit(verb, used, now)
    if used.percent <= STOP:
        return [own]
    return [own, Limit(EVERYTHING, 0, own.resets_at)]


def wait_of(used: Used | None) -> timedelta | None:
    """How long Facebook itself says that it takes, if it says so."""
    return timedelta(minutes=used.minutes) if used and used.minutes else None


def _parts(header: str) -> Iterator[Mapping[str, Any]]:
    """X-App-Usage is one object, the other a list of them for each business."""
    try:
        told = json.loads(header or "{}")
    except (ValueError, RecursionError):
        return
    if not isinstance(told, dict):
        return
    if any(share in told for share in SHARES):
        yield told
    for listed in told.values():
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict):
                yield one


def _number(one: Mapping[str, Any], name: str) -> int:
    """A number between 0 and MOST; 0 for what is none, or not a number by name."""
    value = one.get(name)
    if not isinstance(value, int | float) or value != value:
        return 0
    return int(min(max(value, 0), MOST))
