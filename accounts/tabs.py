"""Settings: a tab a page; each has a view of its own that is shown in this frame."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import MemberRequest
from accounts.permissions import may

# label, name of the address; each tab is a page of its own, for whom it opens
TABS = (
    ("Hours", "settings"),
    ("Automatic thanks", "settings_automatic"),
    ("Words", "words"),
    ("Boundaries", "boundaries"),
    ("People", "people"),
    ("Invitations", "invitations"),
    ("Sign-in", "second_factor"),
    ("Who may do what", "permissions"),
    ("Accounts", "accounts"),
    ("Activity", "activity"),
)


def tab(
    request: MemberRequest,
    name: str,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page that extends ``accounts/settings.html``; ``name`` is its tab's."""
    tabs = [
        {
            "label": label,
            "url": reverse(address, args=[request.center.slug]),
            "current": address == name,
        }
        for label, address in TABS
        if may(request.member, address)
    ]
    return render(request, template, {"tabs": tabs, **context}, status=status)


ABOUT_ACCOUNTS = (
    ("Sources", "sources"),
    ("Health", "account_health"),
    ("Hands", "hands"),
    ("Budget", "budget"),
)


def of_accounts(request: MemberRequest, name: str) -> list[dict[str, Any]]:
    """The tabs above the pages about our accounts, for whom they open."""
    return [
        {
            "label": label,
            "url": reverse(address, args=[request.center.slug]),
            "current": address == name,
        }
        for label, address in ABOUT_ACCOUNTS
        if may(request.member, address)
    ]
