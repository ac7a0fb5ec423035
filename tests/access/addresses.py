"""Every address of the installation, read from the URL configuration itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

CENTER = "c/<slug:slug>/"


@dataclass(frozen=True, slots=True)
class Address:
    """``route`` from the root on, as the urls files write it; of what is a regular
    expression there, the names of its groups."""

    route: str
    pattern: URLPattern

    @property
    def in_a_center(self) -> bool:
        return self.route.startswith(CENTER)


def everywhere() -> list[Address]:
    """Whatever is include()d, admin and account too; each as often as it stands."""
    return [*_under("", get_resolver())]


def of_a_center() -> list[URLPattern]:
    """The addresses inside a Center."""
    return [one.pattern for one in everywhere() if one.in_a_center]


def _under(before: str, resolver: URLResolver) -> Iterator[Address]:
    for one in resolver.url_patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _under(route, one)
        else:
            plain = re.sub(
                r"\(\?P<(\w+)>(?:\[[^]]*]|[^/])*?\)(?=[-/$]|$)", r"<\1>", route
            )
            yield Address(re.sub(r"[\^$]", "", plain), one)
