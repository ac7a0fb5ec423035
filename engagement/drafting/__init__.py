"""Our text, already written: what they did and one true fact of theirs. Pure.

Facts in, wordings out, the best first. A text that would read the same for anybody is
none at all.
"""

from engagement.drafting.comments import BlogPost, comments
from engagement.drafting.details import Part, about_post, detail_of, parts_in
from engagement.drafting.links import Theirs, links
from engagement.drafting.pick import hint, pick
from engagement.drafting.thanks import Act, Kindnesses, thanks
from engagement.drafting.together import (
    MOST_NAMES,
    Follower,
    handles_in,
    listed,
    together,
)

__all__ = [
    "MOST_NAMES",
    "Act",
    "BlogPost",
    "Follower",
    "Kindnesses",
    "Part",
    "Theirs",
    "about_post",
    "comments",
    "detail_of",
    "handles_in",
    "hint",
    "links",
    "listed",
    "parts_in",
    "pick",
    "thanks",
    "together",
]
