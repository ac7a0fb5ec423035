"""How each act is done on blogs, as data: a row per verb and tier, and its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from accounts.platforms.base import READING, Granted, Mode, ModeKind, Target, Verb

NONE, AUTHOR, FEED = "", "author", "feed"
TIERS: Final = (NONE, AUTHOR, FEED)

REST = "https://developer.wordpress.org/rest-api/reference/ (2026-11)"
RAN = "tried against WordPress 6.1, 2026-11"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``when`` names a field of the target that must be true."""

    verb: Verb
    tier: str
    kind: ModeKind
    reason: str
    source: str
    when: str = ""


CLICK, HAND, NO = ModeKind.ONE_CLICK, ModeKind.BY_HAND, ModeKind.NOT_ALLOWED
UNAIDED = (
    "Kindred has no password for our blog: its own page opens, and a person does it."
)
UNCONNECTED = "Without a password our blog's comments cannot be read; its feed can."
BY_FEED = "Our blog’s feed tells what we published."
FORM = "This blog takes comments by its own form only: it opens, and a person sends it."

ROWS: Final = (
    Row(Verb.ME, AUTHOR, CLICK, "Our blog tells who we are.", REST),
    Row(Verb.OWN, AUTHOR, CLICK, "Our blog tells what we published.", REST),
    Row(Verb.COMMENTS, AUTHOR, CLICK, "Our blog tells who commented.", REST),
    Row(Verb.ME, NONE, NO, UNCONNECTED, REST),
    Row(Verb.OWN, NONE, NO, UNCONNECTED, REST),
    Row(Verb.COMMENTS, NONE, NO, UNCONNECTED, REST),
    Row(Verb.REPLY, AUTHOR, CLICK, "Our own blog takes our answer.", RAN, "on_ours"),
    Row(Verb.REPLY, AUTHOR, HAND, FORM, RAN),
    Row(
        Verb.COMMENT,
        AUTHOR,
        CLICK,
        "This blog takes comments over its API.",
        RAN,
        "takes_comments",
    ),
    Row(Verb.COMMENT, AUTHOR, HAND, FORM, RAN),
    Row(Verb.POST, AUTHOR, CLICK, "Our own blog takes our posts.", RAN),
    Row(Verb.DELETE, AUTHOR, CLICK, "Our own blog takes down what is ours.", RAN),
    Row(Verb.ME, FEED, NO, UNCONNECTED, REST),
    Row(Verb.OWN, FEED, CLICK, BY_FEED, RAN),
    Row(Verb.COMMENTS, FEED, NO, UNCONNECTED, REST),
    Row(Verb.REPLY, FEED, HAND, UNAIDED, REST),
    Row(Verb.COMMENT, FEED, HAND, FORM, REST),
    Row(Verb.POST, FEED, HAND, UNAIDED, REST),
    Row(Verb.DELETE, FEED, HAND, UNAIDED, REST),
    Row(Verb.REPLY, NONE, HAND, UNAIDED, REST),
    Row(Verb.COMMENT, NONE, HAND, FORM, REST),
    Row(Verb.POST, NONE, HAND, UNAIDED, REST),
    Row(Verb.DELETE, NONE, HAND, UNAIDED, REST),
)


def mode(verb: Verb, target: Target, granted: Granted, home: str) -> Mode:
    """How our blog's account does the verb on this target; ``home`` is our blog."""
    tier = granted.tier if granted.tier in TIERS else AUTHOR
    where = "" if verb in READING else page(verb, target, home)
    for row in ROWS:
        if row.verb != verb or row.tier != tier:
            continue
        if not row.when or getattr(target, row.when):
            return Mode(row.kind, row.reason, 0, where)
    return Mode(NO, "Blogs have nothing like this.", 0, where)


def page(verb: Verb, target: Target, home: str) -> str:
    """The page with the form where a hand does it; a form takes no text with it."""
    if verb in (Verb.REPLY, Verb.COMMENT) and target.url:
        url, _, part = target.url.partition("#")
        answered = re.fullmatch(r"comment-(\d+)", part)
        if answered:
            return f"{url}{'&' if '?' in url else '?'}replytocom={answered[1]}#respond"
        return f"{url}#respond"
    if verb is Verb.POST and home:
        return f"{home.rstrip('/')}/wp-admin/post-new.php"
    return target.url or home
