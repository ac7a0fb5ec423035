"""What browsers are told about every answer: what may run, be framed, and be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from accounts.platforms.base import Addresses

SELF, NONE = "'self'", "'none'"
# What a page may ask the browser for: nothing, but passkeys on our own pages.
FEATURES = ("camera", "microphone", "geolocation", "payment", "usb", "display-capture")
PERMISSIONS = ", ".join(
    [
        *(f"{one}=()" for one in FEATURES),
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
    ]
)


def policy(addresses: Addresses) -> dict[str, Any]:
    """The Content-Security-Policy: our own files, and no inline script or style.

    Chromium asks ``form-action`` of redirects too: the button of the wizard leads to
    the networks' own pages.
    """
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:"],
            "connect-src": [SELF],
            "form-action": [SELF, *origins(addresses)],
            "frame-ancestors": [NONE],
            "base-uri": [NONE],
            "object-src": [NONE],
        }
    }


def origins(addresses: Addresses) -> list[str]:
    """Where people sign in on the networks; on a phone Facebook sends them to m."""
    found = []
    for address in (addresses.twitter_web, addresses.facebook_web):
        parts = urlsplit(address)
        found.append(f"{parts.scheme}://{parts.netloc}")
        if parts.netloc.startswith("www."):
            found.append(f"{parts.scheme}://*.{parts.netloc.removeprefix('www.')}")
    return list(dict.fromkeys(found))


class Headers:
    """Middleware: what no other one says of an answer."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response.headers:
            # Pages show people; a shared computer is to keep none of them.
            add_never_cache_headers(response)
        return response
