"""From where a request comes: its address, as the audit and the rate limits have it.

Nobody's word is taken for it beyond the proxies that stand before us
(``KINDRED_PROXIES``): each adds the address it was asked from to the end of
X-Forwarded-For, and what stands further ahead anybody may have written.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_here: ContextVar[str | None] = ContextVar("address of this request", default=None)


def client_ip(request: HttpRequest) -> str | None:
    """The address a request comes from; None where the server does not tell it.

    Where fewer proxies were passed than stand before us, somebody came around them,
    and only the connection itself can be believed.
    """
    proxies = settings.PROXIES
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if proxies and len(told) >= proxies and (found := _plain(told[-proxies])):
        return found
    return _plain(request.META.get("REMOTE_ADDR", ""))


def _plain(text: str) -> str | None:
    """An address without port, and an IPv4 one without its IPv6 dress."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address)


def where() -> str | None:
    """The address of the request that is being answered; a worker has none."""
    return _here.get()


class Whereabouts:
    """Middleware: keep the request's address for the lines of the audit."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _here.set(client_ip(request))
        try:
            return self.answer(request)
        finally:
            _here.reset(token)
