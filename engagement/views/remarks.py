"""A comment that says nothing of the post: asked about once, then a person's word."""

from __future__ import annotations

from engagement.aim import Way
from engagement.drafting import parts_in
from engagement.models import Suggestion
from engagement.rules.remarks import says_something_of

ASKED = (
    "This says nothing of what they wrote: no phrase of the post, and none of its "
    "headings. Name one thing that stayed with you, or press once more to send it as "
    "it is. Your text is kept."
)


def remark_question(suggestion: Suggestion, way: Way, text: str) -> str:
    """What is asked about a comment under a peer's blog post; "" about a good one."""
    post = suggestion.post
    if suggestion.kind != Suggestion.Kind.COMMENT or not way.on_a_blog:
        return ""
    if post is None or not post.text or not text.strip():
        return ""
    headings = [part.heading for part in parts_in(post.html)]
    return "" if says_something_of(text, post.text, headings) else ASKED
