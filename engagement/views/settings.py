"""Settings: a tab a page; each has a view of its own that is shown in this frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import MemberRequest
from engagement.models import Conflict

# label, name of the address; each tab is a page of its own
TABS = (
    ("Hours", "settings"),
    ("Automatic thanks", "settings_automatic"),
    ("Words", "words"),
)


def tab(
    request: MemberRequest,
    name: str,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page that extends ``engagement/settings.html``; ``name`` is its tab's."""
    tabs = [
        {
            "label": label,
            "url": reverse(address, args=[request.center.slug]),
            "current": address == name,
        }
        for label, address in TABS
    ]
    return render(request, template, {"tabs": tabs, **context}, status=status)


def kept(
    request: MemberRequest, name: str, verb: Callable[[], object], said: str
) -> HttpResponse:
    """Do it, say so, and show the tab again; or say what spoke against it."""
    try:
        verb()
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, said)
    return redirect(name, request.center.slug)
