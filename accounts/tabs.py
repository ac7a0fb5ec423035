"""Tabs: those of the settings, and those of our accounts; each is a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import MemberRequest
from accounts.models import Member
from accounts.permissions import may

Group = tuple[tuple[str, str], ...]
"""Label, name of the address; each is a page of its own, for whom it opens."""

ABOUT_PEOPLE: Group = (
    ("Who is here", "people"),
    ("Invitations", "invitations"),
    ("Sign-in", "second_factor"),
    ("Who may do what", "permissions"),
)
SETTINGS: tuple[tuple[str, Group], ...] = (
    ("Hours", (("Hours", "settings"),)),
    ("Automatic thanks", (("Automatic thanks", "settings_automatic"),)),
    ("Words", (("Words", "words"),)),
    ("Boundaries", (("Boundaries", "boundaries"),)),
    ("People", ABOUT_PEOPLE),
    ("Activity", (("Activity", "activity"),)),
)
"""A tab leads to the first of its pages that opens; the others stand below it."""
ABOUT_ACCOUNTS: Group = (
    ("Accounts", "accounts"),
    ("Sources", "sources"),
    ("Health", "account_health"),
    ("Hands", "hands"),
    ("Budget", "budget"),
)


def tab(
    request: MemberRequest,
    name: str,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page that extends ``accounts/settings.html``; ``name`` is its tab's."""
    tabs, beside = _of_settings(request, name)
    told = {"tabs": tabs, "beside": beside, **context}
    return render(request, template, told, status=status)


def of_accounts(request: MemberRequest, name: str) -> list[dict[str, Any]]:
    """The tabs above the pages about our accounts, for whom they open."""
    return _links(request, _open(request.member, ABOUT_ACCOUNTS), name)


def first_about_accounts(member: Member) -> str:
    """The page about our accounts that comes first for this member, by its name."""
    return _open(member, ABOUT_ACCOUNTS)[0][1]


def _of_settings(
    request: MemberRequest, name: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(the tabs, the pages beside this one under its tab; none where it is alone)."""
    tabs: Group = ()
    beside: Group = ()
    under = name
    for label, group in SETTINGS:
        pages = _open(request.member, group)
        if not pages:
            continue
        # Who may open one page alone reads its name, and not that of a group
        first = pages[0][1]
        tabs += ((label if len(pages) > 1 else pages[0][0], first),)
        if name in [address for _, address in pages]:
            under, beside = first, pages if len(pages) > 1 else ()
    return _links(request, tabs, under), _links(request, beside, name)


def _open(member: Member, group: Group) -> Group:
    return tuple(one for one in group if may(member, one[1]))


def _links(request: MemberRequest, pages: Group, name: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": reverse(address, args=[request.center.slug]),
            "current": address == name,
        }
        for label, address in pages
    ]
