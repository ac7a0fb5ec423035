"""Our text, already written: what they did and one true fact of theirs. Pure.

Facts in, wordings out, the best first. A text that would read the same for anybody is
none at all.
"""

from engagement.drafting.comments import BlogPost, comments
from engagement.drafting.details import Part, about_post, detail_of, parts_in
from engagement.drafting.pick import hint, pick
from engagement.drafting.thanks import Act, Kindnesses, thanks

__all__ = [
    "Act",
    "BlogPost",
    "Kindnesses",
    "Part",
    "about_post",
    "comments",
    "detail_of",
    "hint",
    "parts_in",
    "pick",
    "thanks",
]
