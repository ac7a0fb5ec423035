"""What is asked of a network and done there, in words."""

from __future__ import annotations

VERBS = {
    "*": "everything",
    "me": "asking who we are",
    "lookup": "looking somebody up",
    "followers": "reading followers",
    "following": "reading whom we follow",
    "mentions": "reading mentions",
    "own": "reading our own posts",
    "peers": "reading peers",
    "comments": "reading comments",
    "sharers": "reading who shared",
    "quotes": "reading quotes",
    "search": "searching",
    "reply": "replying",
    "share": "passing on",
    "post": "posting",
    "comment": "commenting",
    "mention": "thanking in public",
}
"""Limits and bills are by these; what is not named here has a word of its own."""
