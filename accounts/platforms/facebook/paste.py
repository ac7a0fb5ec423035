"""A token that a person pasted: whose it is, and the Page's own made from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from accounts.platforms.base import Addresses, Granted, Refused, Tokens

from . import login
from .login import Checked, PageGrant

SOON: Final = timedelta(days=3)
MOST_NAMED: Final = 5
NO_APP: Final = (
    "Facebook wants a developer app, too: its number and its secret, from Settings, "
    "Basic, on developers.facebook.com."
)


def page_behind(given: Tokens, name: str, addresses: Addresses) -> PageGrant:
    """The Page that a pasted token opens.

    It may be the Page's own, or that of a person with a role on it: of several Pages
    the one called ``name`` (its number, its name, or the last part of its address) is
    taken, with a token that has no end. Raises Refused with a sentence.
    """
    if not given.key or not given.secret:
        raise Refused(NO_APP)
    known = login.check(given, addresses)
    if not known.works:
        raise Refused(f"That token does not work. {known.reason}")
    if known.page_id:
        return _of_page(given, known)
    lasting = login.lengthened(given, addresses)
    return _named(login.pages(lasting, addresses), name)


def _of_page(given: Tokens, known: Checked) -> PageGrant:
    """The Page's own, if it lasts: one made from a short token of a person's ends."""
    ends = known.ends_at
    if ends and ends - datetime.now(UTC) < SOON:
        raise Refused(
            f"That token ends on {ends:%-d %B}. Paste the token of a person with a "
            "role on the Page instead: Kindred makes one from it that lasts."
        )
    granted = Granted(login.TIER, known.scopes)
    return PageGrant(known.page_id, "", replace(given, ends_at=None), granted)


def _named(pages: tuple[PageGrant, ...], name: str) -> PageGrant:
    said = name.casefold()
    called = [
        one
        for one in pages
        if said in (one.external_id, one.name.casefold(), one.handle.casefold())
    ]
    if called or len(pages) == 1:
        return (called or list(pages))[0]
    names = ", ".join(one.name for one in pages[:MOST_NAMED])
    raise Refused(f"That person has a role on {names}. None of them is “{name}”.")
