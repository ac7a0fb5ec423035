"""The holidays of a country or a part of it, by the ``holidays`` library.

A code is the country's two letters, and behind a dash its part: "US", "US-NY". Pure.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

import holidays
from holidays.registry import COUNTRIES

SMALL = {"and", "da", "of", "the"}
SPELT = {"HK": "Hong Kong", "CD": "DR Congo", "GW": "Guinea-Bissau"}
YEARS_KEPT = 400


@cache
def countries() -> dict[str, str]:
    """Code and name of every country that the library knows, by name."""
    supported = holidays.list_supported_countries(include_aliases=False)
    words = {found[1]: name.split("_") for name, found in COUNTRIES.items()}
    names = {
        code: SPELT.get(code, " ".join(map(_capital, words.get(code, [code]))))
        for code in supported
    }
    return dict(sorted(names.items(), key=lambda item: item[1]))


def _capital(word: str) -> str:
    return word if word in SMALL else word.capitalize()


@cache
def parts_of(country: str) -> dict[str, str]:
    """Code and name of each part of a country that has holidays of its own."""
    if country not in countries():
        return {}
    aliases = holidays.country_holidays(country).get_subdivision_aliases()
    names = {code: next(iter(found), code) for code, found in aliases.items()}
    return dict(sorted(names.items(), key=lambda item: item[1]))


def split(code: str) -> tuple[str, str]:
    """("US", "NY") of "US-NY"; a country alone has no part."""
    country, _, part = code.partition("-")
    return country, part


def name_of(code: str) -> str:
    """What people call it: "United States, New York"; "" for a code that is none."""
    country, part = split(code)
    if country not in countries() or (part and part not in parts_of(country)):
        return ""
    found = [countries()[country], parts_of(country).get(part, "")]
    return ", ".join(filter(None, found))


@lru_cache(maxsize=YEARS_KEPT)
def days_off(code: str, year: int) -> dict[date, str]:
    """The public holidays of one year and their names; none for an unknown code."""
    if not name_of(code):
        return {}
    country, part = split(code)
    found = holidays.country_holidays(
        country, subdiv=part or None, years=year, language="en_US"
    )
    return dict(sorted(found.items()))
