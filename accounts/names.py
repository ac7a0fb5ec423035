"""What people type for an account of ours: a handle on X, the address of a blog."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from accounts.platforms.base import Refused

HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f\"'<>\\^`{|}@]+")
LONGEST, LONGEST_HOST = 500, 200
NO_ADDRESS = "That is no address of a blog. Like https://example.org"


def handle_in(name: str) -> str:
    """The handle, also out of a profile's address. Raises Refused for what is none."""
    handle = name.strip().rstrip("/").rsplit("/", 1)[-1].lstrip("@")
    if not HANDLE.fullmatch(handle):
        raise Refused("That is no handle on X. Like @YourCenter.")
    return handle


def blog_in(name: str) -> tuple[str, str]:
    """(address, host) of a blog. Raises Refused for what is none."""
    name = name.strip()
    address = (name if "://" in name else f"https://{name}").rstrip("/") + "/"
    try:
        parts = urlsplit(address)
        host, port = parts.netloc.lower(), parts.port
    except ValueError as error:
        raise Refused(NO_ADDRESS) from error
    fits = len(address) <= LONGEST and len(host) <= LONGEST_HOST
    web = parts.scheme in ("http", "https") and ("." in host or port)
    if not (fits and web and ADDRESS.fullmatch(address)):
        raise Refused(NO_ADDRESS)
    return address, host
