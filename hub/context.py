"""What the frame of every page needs: the places, and at most one strip."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Account, Center, Member, Pulse

# label, icon, name of the address, key after g, under More on a phone
PLACES = (
    ("Queue", "inbox", "queue", "q", False),
    ("Around us", "compass", "around", "a", False),
    ("Note", "hand", "by_hand", "h", False),
    ("Outbox", "send", "outbox", "o", False),
    ("Contacts", "contact-round", "contacts", "c", True),
    ("Sources", "rss", "sources", "s", True),
)
GONE = timedelta(minutes=2)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of ``base.html``; empty outside a Center."""
    center: Center | None = getattr(request, "center", None)
    member: Member | None = getattr(request, "member", None)
    if center is None or member is None or getattr(request, "htmx", False):
        return {"center": center, "member": member}
    here = request.resolver_match.url_name if request.resolver_match else ""
    counts = getattr(request, "place_counts", {})
    nav = [
        {
            "label": label,
            "icon": icon,
            "url": reverse(name, args=[center.slug]),
            "go": key,
            "more": more,
            "current": name == here,
            "count": counts.get(name, 0),
        }
        for label, icon, name, key, more in PLACES
    ]
    return {
        "center": center,
        "member": member,
        "nav": nav,
        "home_url": center.get_absolute_url(),
        "strip": strip(center),
        "demo": settings.KINDRED_DEMO,
    }


def strip(center: Center) -> dict[str, str] | None:
    """The worst thing, or None: frozen > reconnect > no credit > no worker."""
    sources = reverse("sources", args=[center.slug])
    if center.frozen_at:
        who = center.frozen_by.name if center.frozen_by else "A supervisor"
        reason = center.frozen_reason.rstrip(".")
        why = f": {reason}" if reason else ""
        return {
            "kind": "danger",
            "icon": "snowflake",
            "text": f"Frozen by {who}{why}. Nothing leaves until it is lifted.",
            "url": reverse("outbox", args=[center.slug]),
            "action": "Outbox",
        }
    stopped = (
        Account.objects.of(center)
        .filter(
            Q(held_at__isnull=False) | Q(app__held_at__isnull=False),
            disconnected_at=None,
        )
        .select_related("app")
        .order_by(F("held_at").desc(nulls_last=True))
        .first()
    )
    if stopped and stopped.held_at:
        text = f"{stopped} must be connected again: {stopped.held_reason}"
        return _strip("warn", text, sources, "Reconnect")
    if stopped and stopped.app:
        text = f"Credit used up: {stopped.app.held_reason}"
        return _strip("warn", text, sources, "Budget")
    seen = Pulse.last("worker")
    if seen is None or timezone.now() - seen > GONE:
        text = "The worker has not been seen for two minutes: nothing is read or sent."
        return _strip("warn", text, "", "")
    return None


def _strip(kind: str, text: str, url: str, action: str) -> dict[str, str]:
    return {"kind": kind, "text": text, "url": url, "action": action}
