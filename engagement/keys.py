"""The keys of facts, and the fingerprints by which texts and addresses are compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

BY_HAND = "hand:"
"""How the key begins of what a person noted, who knows its day and no time of it."""

SPACES = re.compile(r"\s+")
LINKS = re.compile(r"https?://\S+")
LEADING_MENTIONS = re.compile(r"^(?:@\w+\s+)+")


def follow_key(account_id: int, profile_id: int) -> str:
    """Once for ever: who follows again owes, and is owed, nothing new."""
    return f"follow:{account_id}:{profile_id}"


def share_key(post_key: str, profile_id: int) -> str:
    """One person sharing one post of ours counts once."""
    return f"share:{post_key}:{profile_id}"


def like_key(post_key: str, profile_id: int) -> str:
    return f"like:{post_key}:{profile_id}"


def link_key(source_url: str, target_url: str) -> str:
    """A link from a page of theirs to a page of ours, however we learnt of it."""
    return "wm:" + digest(url_key(source_url) + " " + url_key(target_url))


def out_key(receipt_key: str) -> str:
    """What we did, known by the thing it made on the network."""
    return f"out:{receipt_key}"


def repost_key(account_id: int, target_key: str) -> str:
    """A repost has no lasting id of its own: it is this account's, of that post."""
    return f"repost:{account_id}:{target_key}"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def url_key(url: str) -> str:
    """Two spellings of one address give one key: no scheme, case, slash, fragment."""
    parts = urlsplit(url.strip())
    host = (parts.netloc or "").lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return digest(host + parts.path.rstrip("/") + query)


def normal(text: str) -> str:
    """A text as far as two of them are the same to a reader.

    The network shortens links, puts the answered names in front and changes white
    space; none of this makes it another text.
    """
    text = unicodedata.normalize("NFC", text)
    text = LEADING_MENTIONS.sub("", text.strip())
    text = LINKS.sub("", text)
    return SPACES.sub(" ", text).strip().casefold()


def text_key(text: str) -> str:
    """The fingerprint of a text; "" for none."""
    plain = normal(text)
    return digest(plain) if plain else ""
