"""The keys of facts on Facebook: a short text for a thing, made by pure functions."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

UNNAMED = "unnamed:"
DOMAINS = frozenset({"facebook.com", "fb.com", "fb.me"})
_POST = re.compile(r"fb:(\d+_\d+)")
_COMMENT = re.compile(r"fb:c(\d+_\d+)")
_NAMED = re.compile(r"/([A-Za-z0-9.]{1,50})/posts/")
_PERMALINK = re.compile(r"/(\d+)/posts/(\d+)/?")


def post_key(graph_id: str) -> str:
    """The key of a post; Graph's id is ``<page>_<post>``."""
    return f"fb:{graph_id}"


def comment_key(graph_id: str) -> str:
    """The key of a comment; Graph's id is ``<post>_<comment>``, and looks the same."""
    return f"fb:c{graph_id}"


def thing_in(key: str) -> tuple[str, bool]:
    """(Graph's id, whether it is a comment). Raises ValueError for another's key."""
    for pattern, is_comment in ((_POST, False), (_COMMENT, True)):
        if found := pattern.fullmatch(key):
            return found[1], is_comment
    raise ValueError(f"{key!r} is nothing on Facebook")


def key_of_link(url: str) -> str:
    """The key of the post that a permalink leads to, as far as it tells; else "".

    The newer permalinks (``pfbid…``) hide the number.
    """
    parts = urlsplit(url)
    if found := _PERMALINK.search(parts.path):
        return post_key(f"{found[1]}_{found[2]}")
    asked = parse_qs(parts.query)
    post, page = asked.get("story_fbid", [""])[0], asked.get("id", [""])[0]
    if post.isdigit() and page.isdigit():
        return post_key(f"{page}_{post}")
    return ""


def page_in(url: str) -> str:
    """The name of a Page in a post's address; "" where it has but a number."""
    found = _NAMED.search(urlsplit(url).path)
    return "" if found is None or found[1].isdigit() else found[1]


def is_there(url: str, web: str) -> bool:
    """Whether an address is one of Facebook's pages; ``web`` is where these are."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    return (
        host in DOMAINS
        or host.endswith(".facebook.com")
        or url.startswith(f"{web.rstrip('/')}/")
    )


def is_on_wall(key: str, page_id: str) -> bool:
    """Whether a post stands on the wall of this Page, whoever wrote it."""
    return key.startswith(f"fb:{page_id}_")


def like_key(thing_key: str, profile_id: str) -> str:
    return f"like:{thing_key}:{profile_id}"


def nobody_id(thing_id: str) -> str:
    """Stands for an author whom Facebook does not name: another one each time."""
    return f"{UNNAMED}{thing_id}"
