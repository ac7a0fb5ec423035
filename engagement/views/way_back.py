"""The way back from a card's own page to where one was reading."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.access import MemberRequest

NAMES = {"around": "Around us", "contact": "Contact"}


@dataclass(frozen=True, slots=True)
class WayBack:
    """A page of ours, and what it is called."""

    url: str
    name: str


def with_way_back(url: str, to: str) -> str:
    """This address, and in it the page (and the place on it) that one came from."""
    return f"{url}?{urlencode({'from': to})}" if to else url


def way_back(request: MemberRequest) -> WayBack:
    """To the page that the address names, where it is one that people read; or to the
    queue."""
    to = request.GET.get("from", "")
    queue = WayBack(reverse("queue", args=[request.center.slug]), "Queue")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        return queue
    try:
        found = resolve(urlsplit(to).path)
    except Resolver404:
        return queue
    ours = found.kwargs.get("slug") == request.center.slug
    name = NAMES.get(found.url_name or "", "") if ours else ""
    return WayBack(to, name) if name else queue
