"""Texts as Facebook counts them, and the address that a post shows a preview of."""

from __future__ import annotations

import re
from typing import Final

POST_LIMIT: Final = 63_206
COMMENT_LIMIT: Final = 8_000
"""https://www.facebook.com/help, read 2026-11; that of comments is *unchecked*."""

_LINK = re.compile(r"https?://[^\s<>\"“”]+")


def fits(text: str, *, answer: bool) -> tuple[int, int]:
    """(length, limit). Counted in UTF-16, which is never less than characters."""
    length = len(text.encode("utf-16-le")) // 2
    return length, COMMENT_LIMIT if answer else POST_LIMIT


def link_in(text: str) -> str:
    """The first address in a text, or ""."""
    found = _LINK.search(text)
    return found[0].rstrip(".,;:!?)") if found else ""
