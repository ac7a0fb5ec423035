"""What a line of the audit is about: its name and page, as far as it still exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from accounts.models import Account, Activity, Center, Member
from engagement.models import Attention, Contact, Delivery, Interaction, Profile
from engagement.models import Suggestion as Card

# kind of thing, as people say it
KINDS = {
    "suggestion": "a card",
    "delivery": "a delivery",
    "attention": "a call for help",
    "contact": "a contact",
    "profile": "a profile",
    "interaction": "a kindness",
    "account": "an account",
    "app": "a developer app",
    "watch": "a source",
    "rule": "a rule",
    "shift": "a shift",
    "center": "the Center",
    "closedday": "a day off",
    "member": "a member",
    "user": "a person",
    "invitation": "an invitation",
    "departure": "a leaving",
    "removal": "an access to remove",
    "hands": "hands",
}
PAGES = {
    "account": "accounts",
    "app": "budget",
    "member": "people",
    "departure": "people",
    "removal": "people",
    "hands": "hands",
    "watch": "sources",
    "rule": "settings_automatic",
    "shift": "duty",
    "center": "settings",
    "closedday": "settings",
}
"""Things that have no page of their own, and on which they stand."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is shown of it: a name, and the address of its page or ""."""

    name: str
    url: str = ""


Find = tuple[type[Model], str, str, Callable[[Any], tuple[str, int]]]
NAMED: dict[str, Find] = {
    "suggestion": (Card, "profile", "suggestion", lambda one: (one.profile, one.pk)),
    "delivery": (
        Delivery,
        "suggestion__profile",
        "suggestion",
        lambda one: (one.suggestion.profile, one.suggestion_id),
    ),
    "attention": (
        Attention,
        "profile",
        "attention",
        lambda one: (one.profile, one.pk),
    ),
    "contact": (Contact, "", "contact", lambda one: (one, one.pk)),
    "profile": (Profile, "", "contact", lambda one: (one, one.contact_id)),
    "interaction": (
        Interaction,
        "profile",
        "contact",
        lambda one: (one.profile, one.profile.contact_id),
    ),
    "member": (Member, "user", "", lambda one: (one.name, 0)),
}
"""By kind: its table, what its name needs, the page or "" for that of its kind, and
(name, id of the page)."""


def things_of(
    center: Center, lines: Iterable[Activity], accounts: dict[int, Account]
) -> dict[tuple[str, int], Thing]:
    """What each of the lines is about; one query for each kind there is among them."""
    wanted: dict[str, set[int]] = {}
    for line in lines:
        wanted.setdefault(line.target_kind, set()).add(line.target_id)
    found: dict[tuple[str, int], Thing] = {}
    for kind, ids in wanted.items():
        if kind in NAMED:
            found |= _named(center, kind, ids)
        else:
            found |= {(kind, pk): _plain(center, kind, pk, accounts) for pk in ids}
    return found


def _named(center: Center, kind: str, ids: set[int]) -> dict[tuple[str, int], Thing]:
    table, joined, page, tell = NAMED[kind]
    rows = table._default_manager.filter(center=center, pk__in=ids)
    found = {(kind, pk): Thing(f"{KINDS[kind]} that is gone") for pk in ids}
    for row in rows.select_related(joined) if joined else rows:
        name, pk = tell(row)
        where = [center.slug, pk] if page else [center.slug]
        url = reverse(page or PAGES[kind], args=where)
        found[kind, row.pk] = Thing(str(name), url)
    return found


def _plain(center: Center, kind: str, pk: int, accounts: dict[int, Account]) -> Thing:
    name = KINDS.get(kind, kind)
    if kind == "account" and pk in accounts:
        name = str(accounts[pk])
    elif kind == "center":
        name = center.name
    page = PAGES.get(kind)
    return Thing(name, reverse(page, args=[center.slug]) if page else "")
