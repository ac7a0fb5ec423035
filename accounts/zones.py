"""The time zones a Center can live by, as a list that a person finds a place in."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

# Names of a time that is the same everywhere, or that stay for old systems.
OLD = ("Etc/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")


@cache
def _zones() -> tuple[str, ...]:
    """The zones of places, as "America/New_York", and UTC."""
    places = {one for one in available_timezones() if "/" in one}
    return ("UTC", *sorted(one for one in places if not one.startswith(OLD)))


def grouped(chosen: str) -> list[tuple[str, Any]]:
    """The zones by their part of the world, with the one that is kept by now."""
    known = _zones()
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in known if chosen in known else (chosen, *known):
        area, _, place = name.partition("/")
        label = (place or area).replace("_", " ").replace("/", ", ")
        groups.setdefault(area if place else "The same all over the world", []).append(
            (name, label)
        )
    return list(groups.items())
