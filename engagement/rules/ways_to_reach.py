"""Phone numbers and e-mail addresses in a text, also where they are written apart.

Pure. Numbers by ``phonenumbers``, Google's data: an expression of our own would take
years and prices for numbers, or miss those of other countries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from html import unescape
from importlib import resources

from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    format_number,
    parse,
)

from engagement.rules.words import is_unseen

LONGEST = 10_000
NAME = r"(?<![\w.%+-])([\w.%+-]{1,64})"
PART, END = r"[\w-]{1,63}", r"([^\W\d_]{2,24})(?![\w-])"
SAID_AT = r"\s?[\(\[\{<]\s?(?:at|@|arroba)\s?[\)\]\}>]\s?|\s?@\s?"
SAID_DOT = r"\s?[\(\[\{<]\s?(?:dot|punto|\.)\s?[\)\]\}>]\s?|\s(?:dot|punto|\.)\s"
# "Read it at csw.edu" is about a page: an "at" in letters asks for a "dot" in letters,
WRITTEN = (
    rf"{NAME}(?:{SAID_AT})((?:{PART}(?:\.|{SAID_DOT})){{1,5}}){END}",
    rf"{NAME}\s(?:at|arroba)\s((?:{PART}(?:{SAID_DOT})){{1,5}}){END}",
    # or for where people have their mail.
    rf"{NAME}\s(?:at|arroba)\s((?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud"
    rf"|aol|proton|protonmail|gmx|mail|zoho|msn|me)\.){END}",
)
MAILS = [re.compile(one, re.IGNORECASE) for one in WRITTEN]
DOTS = re.compile(rf"\.|{SAID_DOT}", re.IGNORECASE)


def phones_in(text: str, country: str) -> set[str]:
    """The numbers in a text, as "+12015550123".

    ``country`` ("US"): whose numbers are read without their prefix; "": nobody's.
    """
    text = _shown(text)
    if sum(sign.isdigit() for sign in text) < 6:
        return set()
    found = PhoneNumberMatcher(text, country or None, leniency=Leniency.VALID)
    return {format_number(one.number, PhoneNumberFormat.E164) for one in found}


def mails_in(text: str) -> set[str]:
    """The addresses in a text, in lower case; "name at host dot org" is one."""
    text = _shown(text)
    return {
        f"{name}@{DOTS.sub('.', host)}{end}".lower()
        for written in MAILS
        for name, host, end in written.findall(text)
    }


def is_own(found: str, own: Collection[str]) -> bool:
    """Whether it is the Center's own: a number, an address, or one of its host."""
    _, _, host = found.partition("@")
    hosts = host.split(".")
    above = {"@" + ".".join(hosts[at:]) for at in range(len(hosts) - 1)} if host else ()
    return found in own or any(one in own for one in above)


def own_of(typed: str, country: str) -> str:
    """What a supervisor typed as the Center's own, as it is compared; "" for neither.

    A number, an address, or "@host" for every address there.
    """
    typed = _shown(typed).strip()
    if re.fullmatch(r"@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}", typed):
        return typed.lower()
    mails = mails_in(typed)
    if len(mails) == 1 and mails == {typed.lower()}:
        return mails.pop()
    try:
        number = parse(typed, country or None)
    except NumberParseException:
        return ""
    return str(format_number(number, PhoneNumberFormat.E164))


@lru_cache(maxsize=256)
def country_of(holidays_of: str, zone: str) -> str:
    """The country whose numbers are written without a prefix; "" where none is known.

    By whose holidays are kept ("US-NY"), else by the zone ("America/New_York").
    """
    if holidays_of:
        return holidays_of.partition("-")[0].upper()
    return _countries().get(zone, "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line[:1] != "#")
    return {row[2]: row[0] for row in rows if len(row) > 2}


def _shown(text: str) -> str:
    """What a reader sees of it, signs of full width folded."""
    text = unescape(unescape(text[:LONGEST]))
    if text.isascii():
        return text
    seen = "".join(one for one in text if not is_unseen(one))
    return unicodedata.normalize("NFKC", seen)
