"""What the frame of every page needs: the places, and at most one strip."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Account, Center, Member
from accounts.permissions import may
from accounts.tabs import first_about_accounts
from engagement.standing import OnDuty, Standing, standing
from engagement.views import freeze

# label, icon, name of the address, key after g, under More on a phone
PLACES = (
    ("Queue", "inbox", "queue", "q", False),
    ("Around us", "compass", "around", "a", False),
    ("Note", "hand", "by_hand", "h", False),
    ("Outbox", "send", "outbox", "o", False),
    ("Contacts", "contact-round", "contacts", "c", True),
    ("Report", "chart-column", "report", "r", True),
    ("Accounts", "link", "accounts", "s", True),
    ("Settings", "settings", "settings", "t", True),
)
COUNTED = {"outbox": "held for a supervisor"}
GONE = timedelta(minutes=2)
STARTED = timezone.now()


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of ``base.html``; empty outside a Center."""
    center: Center | None = getattr(request, "center", None)
    member: Member | None = getattr(request, "member", None)
    if center is None or member is None or getattr(request, "htmx", False):
        return {"center": center, "member": member}
    here = request.resolver_match.url_name if request.resolver_match else ""
    # The queue has asked already.
    now = getattr(request, "standing", None) or standing(center, timezone.now())
    counts = getattr(request, "place_counts", {})
    if member.supervises:
        counts = counts | {"outbox": now.for_supervisor}
    nav = [
        {
            "label": label,
            "icon": icon,
            "url": reverse(_first(name, member), args=[center.slug]),
            "go": key,
            "more": more,
            "current": name == here or _is_under(request, name, center),
            "count": counts.get(name, 0),
            "counted": COUNTED.get(name, ""),
        }
        for label, icon, name, key, more in PLACES
    ]
    return {
        "center": center,
        "member": member,
        "nav": nav,
        "centers": centers(request, getattr(request, "places", [])),
        "home_url": center.get_absolute_url(),
        "strip": strip(center, now),
        "duty": duty(now.duty, member),
        "demo": settings.KINDRED_DEMO,
        "may_connect": may(member, "connect"),
    }


def centers(request: HttpRequest, places: list[Member]) -> list[dict[str, Any]]:
    """The switcher: this page in each Center of the person, else its queue."""
    found, here = request.resolver_match, getattr(request, "center", None)
    # A page about one row is about nothing over there; nor is what a button did.
    same = (
        found if found and request.method == "GET" and len(found.kwargs) == 1 else None
    )
    return [
        {
            "name": one.center.name,
            "url": _over_there(one, str(same.url_name) if same else ""),
            "current": one.center == here,
        }
        for one in places
    ]


def _over_there(member: Member, page: str) -> str:
    if page and may(member, page):
        return reverse(page, args=[member.center.slug])
    return member.center.get_absolute_url()


def _first(place: str, member: Member) -> str:
    """The page that a place leads to: of those about our accounts, the first that
    opens."""
    return first_about_accounts(member) if place == "accounts" else place


def _is_under(request: HttpRequest, name: str, center: Center) -> bool:
    """A page of a place, as a tab of the settings; all pages are under the queue."""
    if name == "queue":
        return False
    names = ("accounts", "sources") if name == "accounts" else (name,)
    return request.path.startswith(
        tuple(reverse(one, args=[center.slug]) for one in names)
    )


def duty(found: OnDuty | None, member: Member) -> dict[str, Any]:
    """Who is on duty; where nobody is, ``on_url`` is the address of "I'm on"."""
    told = {"url": reverse("duty", args=[member.center.slug])}
    if found is None:
        return told | {"on_url": reverse("come_on", args=[member.center.slug])}
    mine = found.member == member.pk
    return told | {"name": found.name, "until": found.until, "mine": mine}


def strip(center: Center, now: Standing) -> dict[str, str] | None:
    """The worst thing, or None: frozen > reconnect > no credit > no worker > ends
    soon > break."""
    if center.frozen_at:
        return freeze.strip(center)
    stopped = _stopped(now.stopped) if now.stopped else None
    if stopped and stopped.held_at:
        text = f"{stopped} must be connected again: {stopped.held_reason}"
        health = reverse("account_health", args=[center.slug])
        return _strip("warn", text, health, "Reconnect")
    if stopped and stopped.app:
        text = f"Credit used up: {stopped.app.held_reason}"
        health = reverse("account_health", args=[center.slug])
        return _strip("warn", text, health, "What stopped")
    # Where all has just been started the worker has had no time to be seen.
    seen = max(now.worker_seen or STARTED, STARTED)
    if timezone.now() - seen > GONE:
        text = "The worker has not been seen for two minutes: nothing is read or sent."
        return _strip("warn", text, "", "")
    if now.ending:
        return _ending(now.ending, center)
    return _pause(center)


def _stopped(pk: int) -> Account:
    return Account.objects.select_related("app").get(pk=pk)


def _ending(pk: int, center: Center) -> dict[str, str]:
    account = Account.objects.get(pk=pk)
    ends = timezone.localtime(account.access_ends_at)
    text = f"The connection of {account} ends on {ends:%A} {ends.day} {ends:%B}."
    health = reverse("account_health", args=[center.slug])
    told = _strip("warn", text, health, "Reconnect")
    return told | {"more": "Connect it again before then, and nothing stops."}


def _pause(center: Center) -> dict[str, str] | None:
    """A break is no trouble, and so stands last."""
    until = center.paused_until
    if until is None or until <= timezone.now():
        return None
    back = timezone.localtime(until)
    text = f"On a break until {back:%A} {back.day} {back:%B}: {center.paused_reason}"
    hours = reverse("settings", args=[center.slug])
    told = _strip("info", f"{text.rstrip('.: ')}.", hours, "Hours")
    return told | {"icon": "circle-pause", "more": "Nothing leaves until then."}


def _strip(kind: str, text: str, url: str, action: str) -> dict[str, str]:
    return {"kind": kind, "text": text, "url": url, "action": action}
