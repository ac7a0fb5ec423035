"""Which site an address belongs to. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def under(link: str, site: str) -> bool:
    """Whether a link leads into a site, wherever on its host that begins."""
    return place(link).startswith(place(site).rstrip("/") + "/")


def place(url: str) -> str:
    """Host and path, as far as two spellings of them are one."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    return host + (parts.path or "/").rstrip("/") + "/"
