"""Texts as X counts them, and as people read them: without what X hangs on."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Final

with warnings.catch_warnings():
    # It still reads its data by pkg_resources, which says that it is deprecated
    warnings.simplefilter("ignore")
    from twitter_text import parse_tweet
    from twitter_text.extract_urls import extract_urls_with_indices

LIMIT: Final = 280
LEAD = re.compile(r"^(?:@\w{1,15}\s+)+(?=\S)")


def without_lead(text: str) -> str:
    """A reply without the names that X puts in front of it, and does not count."""
    return LEAD.sub("", text)


def lead_of(text: str) -> int:
    """Where the text of a reply begins, after the names in front of it."""
    lead = LEAD.match(text)
    return lead.end() if lead else 0


def has_link(text: str) -> bool:
    """Whether X sees a link: also a bare ``example.org``."""
    return bool(extract_urls_with_indices(text))


def fits(text: str, *, reply: bool) -> tuple[int, int]:
    """(weighted length, limit) of a text, as X counts it."""
    counted = without_lead(text) if reply else text
    return int(parse_tweet(counted).weightedLength), LIMIT


def said(post: Mapping[str, Any], *, reply: bool) -> str:
    """What the author wrote: links in full, unescaped, without what X added.

    X cuts a long text and keeps it whole in ``note_tweet`` (later ``note_post``).
    """
    note = post.get("note_tweet") or post.get("note_post")
    whole = note if isinstance(note, dict) and note.get("text") else post
    text = str(whole.get("text", ""))
    links = link_entities(whole)
    ends_with = len(text)
    for link in sorted(links, key=lambda one: -int(one.get("start", 0))):
        start, end = int(link.get("start", 0)), int(link.get("end", 0))
        full = str(link.get("expanded_url") or link.get("url") or "")
        added = end == ends_with and (link.get("media_key") or points_at_post(full))
        if added:
            # The pictures' or the quoted post's own address
            text = text[:start].rstrip()
            ends_with = len(text)
        elif text[start:end] == link.get("url"):
            text = text[:start] + full + text[end:]
    plain = unicodedata.normalize("NFC", unescape(text)).strip()
    return without_lead(plain) if reply else plain


def link_entities(post: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    entities = post.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    return [one for one in urls or [] if isinstance(one, dict)]


def points_at_post(url: str) -> bool:
    return bool(re.search(r"/status/\d+(/(photo|video)/\d)?$", url))
