"""What a machine may answer by itself, and how, by platform and kindness: a table.

The rules of the networks, with the day and place they were read. What has no row is
never automatic: nothing is sent to who follows, shares, likes or links, and on X
nothing under a reply, for nobody could check whether that counts as having called us.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AUTO = "auto_"
MOST_A_DAY = 10
"""So many a day where a supervisor says nothing else."""
LAST_TEXTS = 30
"""No text is sent twice within so many of an account's."""

X_RULE = (
    "X lets an app answer by itself, once, who mentioned or quoted us first; whoever "
    "asks us to stop is left alone at once. The account must be labelled Automated, "
    "and its bio must say so."
)
X_SOURCE = "https://help.x.com/rules-and-policies/x-automation"
X_CONFIRM = (
    "The account is labelled “Automated” in its settings on X.",
    "Its bio on X says that some answers are automated.",
)
PAGE_RULE = (
    "Facebook lets a Page comment on what was written to it, or where it was named. "
    "It names nobody with an @, and leaves one comment."
)
PAGE_SOURCE = "https://developers.facebook.com/docs/graph-api/reference/object/comments"
PAGE_CONFIRM = ("The Page’s About says that some answers are automated.",)
BLOG_RULE = "It is our own blog: one reply under a comment, in the Center’s name."
BLOG_SOURCE = "https://developer.wordpress.org/rest-api/reference/comments"
BLOG_CONFIRM = ("Our blog says that some replies are automated.",)
READ = "November 2026"


@dataclass(frozen=True, slots=True)
class Allowed:
    """One row: what they ``did`` on this platform, and the verb that answers it.

    ``kind`` is the kind of the supervisor's rule, ``label`` what people call it.
    ``confirm`` is what the supervisor must have seen to before it may be on.
    """

    platform: str
    did: str
    kind: str
    verb: str
    label: str
    rule: str
    source: str
    confirm: tuple[str, ...]


TABLE: Final = (
    Allowed(
        "twitter",
        "mention",
        "auto_mention",
        "reply",
        "Mentions",
        X_RULE,
        X_SOURCE,
        X_CONFIRM,
    ),
    Allowed(
        "twitter", "quote", "auto_quote", "reply", "Quotes", X_RULE, X_SOURCE, X_CONFIRM
    ),
    Allowed(
        "facebook",
        "mention",
        "auto_tag",
        "comment",
        "Tags, and posts on our Page",
        PAGE_RULE,
        PAGE_SOURCE,
        PAGE_CONFIRM,
    ),
    Allowed(
        "facebook",
        "comment",
        "auto_comment",
        "reply",
        "Comments on our posts",
        PAGE_RULE,
        PAGE_SOURCE,
        PAGE_CONFIRM,
    ),
    Allowed(
        "facebook",
        "reply",
        "auto_reply",
        "reply",
        "Replies to our comments",
        PAGE_RULE,
        PAGE_SOURCE,
        PAGE_CONFIRM,
    ),
    Allowed(
        "blog",
        "comment",
        "auto_comment",
        "reply",
        "Comments on our blog",
        BLOG_RULE,
        BLOG_SOURCE,
        BLOG_CONFIRM,
    ),
)


def allowed(platform: str, did: str) -> Allowed | None:
    """The row for a kindness on a platform; None: never by itself."""
    rows = (one for one in TABLE if (one.platform, one.did) == (platform, did))
    return next(rows, None)


def kinds_on(platform: str) -> tuple[Allowed, ...]:
    """What may be switched on for an account of this platform."""
    return tuple(one for one in TABLE if one.platform == platform)
