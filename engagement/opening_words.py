"""Opening hours as people write them: "9–12, 13–17", "9 am to noon". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import time
from itertools import pairwise

from engagement.worktime import ALL_DAY, Span

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MOST_SPANS = 6
A_DAY = 24 * 60
CLOCK = re.compile(r"^([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm)?$")
BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*")
NEXT = re.compile(r"\s*(?:[,;]|\band\b)\s*")
SPELT = {"noon": "12:00", "midnight": "24:00", "a.m.": "am", "p.m.": "pm"}
NOTHING = {"", "closed", "-", "–", "—"}
WHOLE = {"all day", "24 hours", "24 h", "24h", "always"}


class Unreadable(ValueError):
    """What was written is no opening hours; ``str()`` is a sentence that says why."""


def read(text: str) -> tuple[Span, ...]:
    """The spans of one day, in order; none is closed. Raises Unreadable."""
    written = " ".join(text.lower().split())
    if written in NOTHING:
        return ()
    if written in WHOLE:
        return (ALL_DAY,)
    for word, sign in SPELT.items():
        written = written.replace(word, sign)
    found = sorted(_span(part) for part in NEXT.split(written) if part)
    if len(found) > MOST_SPANS:
        raise Unreadable(f"{MOST_SPANS} times a day are the most.")
    for (opens, closes), (after, until) in pairwise(found):
        if after < closes:
            raise Unreadable(
                f"{_said(opens, closes)} and {_said(after, until)} overlap."
            )
    return tuple((_time(opens), _time(closes)) for opens, closes in found)


def _span(part: str) -> tuple[int, int]:
    """Minutes of opening and closing; midnight at the end is 24 hours."""
    ends = BETWEEN.split(part)
    if len(ends) != 2:
        raise Unreadable(f"“{part}” is no time to be open. Write it like 9:00–17:00.")
    opens, closes = (_minutes(end) for end in ends)
    closes = closes or A_DAY
    if opens >= A_DAY:
        raise Unreadable("A day begins at 0:00; 24:00 is only for its end.")
    if closes <= opens:
        raise Unreadable(
            f"{_said(opens, closes)} ends before it begins. Write the afternoon like "
            "17:00 or 5 pm, and a night as two days: until 24:00, and from 0:00."
        )
    return opens, closes


def _minutes(written: str) -> int:
    match = CLOCK.match(written)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match and match[3]:
        hour = hour % 12 + 12 * (match[3] == "pm") if 1 <= hour <= 12 else 99
    if minute > 59 or hour * 60 + minute > A_DAY:
        raise Unreadable(f"“{written}” is no time of day. Write it like 9:00 or 5 pm.")
    return hour * 60 + minute


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _said(opens: int, closes: int) -> str:
    return f"{opens // 60}:{opens % 60:02}–{closes // 60}:{closes % 60:02}"


def write(spans: Iterable[Span]) -> str:
    """The same in words that ``read`` takes; "" is closed."""
    return ", ".join(
        f"{opens:%H:%M}–{'24:00' if closes == time() else f'{closes:%H:%M}'}"
        for opens, closes in sorted(spans)
    )


def said_week(spans: Mapping[int, tuple[Span, ...]]) -> list[tuple[str, str]]:
    """Each weekday with its hours in words."""
    return [(name, write(spans.get(day, ()))) for day, name in enumerate(WEEKDAYS)]
