"""Every page there is, as the URL configuration has it, for whoever looks at all."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Center, Member
from tests.engagement.rows import Town

BACKEND = "django.contrib.auth.backends.ModelBackend"
ERRORS = ("/nowhere/", "/c/csw/nowhere/")
ASKED = {
    "queue": ("kind=thank", "network=twitter", "who=mine", "more=8"),
    "contacts": ("q=e", "kind=unknown", "page=2"),
    "outbox": ("show=going", "show=asked", "show=held", "show=sent", "show=not"),
    "report_rows": ("of=owed", "of=received", "of=given", "of=posts", "of=spent"),
    "changes": (
        "since=2026-01-01T00:00:00%2B00:00&loaded=2026-01-01T00:00:00%2B00:00",
    ),
}
"""What the address of a page may ask."""


Found = list[URLPattern | URLResolver]


def patterns(
    found: Found | None = None, space: str = "", takes: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """(its name, what it takes) of every address of the product."""
    for one in get_resolver().url_patterns if found is None else found:
        here = takes | {*one.pattern.converters, *one.pattern.regex.groupindex}
        if isinstance(one, URLResolver):
            below = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one.url_patterns, below, here)
        elif one.name:
            yield f"{space}{one.name}", here


def addresses(here: Town, ids: list[int]) -> list[str]:
    """Every address but the admin's, with each of these ids where it takes one."""
    found = [*ERRORS]
    for name, takes in patterns():
        if name.startswith("admin:"):
            continue
        # The links of letters: a wrong one has a page, too
        words = {one: "x-1" if one == "key" else "1" for one in takes}
        if "slug" in takes:
            words["slug"] = here.center.slug
        for pk in ids if "pk" in takes else [0]:
            if "pk" in takes:
                words["pk"] = str(pk)
            address = reverse(name, kwargs=words)
            found += [address, *(f"{address}?{ask}" for ask in ASKED.get(name, ()))]
    return list(dict.fromkeys(found))


def signed_in(member: Member | None) -> Client:
    client = Client()
    if member:
        client.force_login(member.user, BACKEND)
    return client


def owner(center: Center) -> Member:
    """Somebody for whom every page opens."""
    member = Member.objects.of(center).get(role="supervisor")
    Member.objects.filter(pk=member.pk).update(role="owner")
    member.refresh_from_db()
    return member


class Inline(HTMLParser):
    """What a Content-Security-Policy without unsafe-inline does not let run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "style" or (tag == "script" and not told.get("src")):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f"<{tag} {name}>")
            if name in ADDRESSES and not _harmless(value or ""):
                self.found.append(f"<{tag} {name}={value}>")

    handle_startendtag = handle_starttag


ADDRESSES = {"href", "src", "action", "formaction", "srcset", "data", "poster"}
OURS_OR_WEB = ("/", "#", "?", "https://", "http://", "data:image/svg+xml")


def _harmless(address: str) -> bool:
    return not address or address.startswith(OURS_OR_WEB)


def inline(html: str) -> list[str]:
    """Each thing in a page that is a script or a style, or leads to one."""
    reader = Inline()
    reader.feed(html)
    return reader.found
