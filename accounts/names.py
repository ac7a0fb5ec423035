"""What people type for an account: a handle on X, the address of a Page or a blog."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from accounts.platforms.base import Refused
from accounts.platforms.facebook.keys import is_there

HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f\"'<>\\^`{|}@]+")
PAGE = re.compile(r"[A-Za-z0-9.]{1,50}")
NO_PAGE = (
    "That is no Page on Facebook. Like https://www.facebook.com/YourCenter, or its "
    "number."
)
LONGEST, LONGEST_HOST = 500, 200
NO_ADDRESS = "That is no address of a blog. Like https://example.org"


def handle_in(name: str) -> str:
    """The handle, also out of a profile's address. Raises Refused for what is none."""
    handle = name.strip().rstrip("/").rsplit("/", 1)[-1].lstrip("@")
    if not HANDLE.fullmatch(handle):
        raise Refused("That is no handle on X. Like @YourCenter.")
    return handle


def page_in(name: str, web: str) -> str:
    """A Page's name in addresses, or its number. Raises Refused for what is none.

    ``web`` is where Facebook's pages are.
    """
    said = name.strip()
    if "//" in said and not is_there(said, web):
        raise Refused(NO_PAGE)
    try:
        parts = urlsplit(said if "//" in said else f"//facebook/{said.lstrip('@')}")
        number = parse_qs(parts.query).get("id", [""])[0]
    except ValueError as error:
        raise Refused(NO_PAGE) from error
    # Some addresses say what it is first: /pages/Name/123, /p/Name-123
    found = number or parts.path.rstrip("/").rpartition("/")[2]
    found = found.rpartition("-")[2] if "/p/" in parts.path else found
    if not PAGE.fullmatch(found):
        raise Refused(NO_PAGE)
    return found


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
