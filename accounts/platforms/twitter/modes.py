"""How each act is done on X, as data: a row per verb and tier, and where it was read.

Nothing here was tried against the live network. What nobody could check is marked
*unchecked* and takes the safe side: by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from accounts.platforms.base import (
    READING,
    Addresses,
    Granted,
    Mode,
    ModeKind,
    Target,
    Verb,
)

from . import prices

NONE, SELF_SERVE, ENTERPRISE = "", "self-serve", "enterprise"
TIERS: Final = (NONE, SELF_SERVE, ENTERPRISE)

RULES = "https://docs.x.com/x-api/getting-started/pricing (2026-11)"
REPLIES = "https://docs.x.com/changelog, 2026-02: replies (read 2026-11)"
WITHDRAWN = "https://docs.x.com/changelog, 2026-04: follow, like, quote (read 2026-11)"
AUTOMATION = "https://help.x.com/rules-and-policies/x-automation (read 2026-11)"
INTENTS = "https://docs.x.com/x-for-websites/web-intents (read 2026-11)"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``price`` is a row of the price table, or ""."""

    verb: Verb
    tier: str
    kind: ModeKind
    reason: str
    source: str
    price: str = ""
    needs: tuple[str, ...] = ()
    if_summoned: bool = False


CLICK, HAND, NO = ModeKind.ONE_CLICK, ModeKind.BY_HAND, ModeKind.NOT_ALLOWED
WRITE = ("tweet.write", "tweet.read", "users.read")
READ = ("tweet.read", "users.read")
FOLLOWS = ("follows.read", "users.read")

UNCONNECTED = "Without a connection to X nothing can be read there."
UNAIDED = "Kindred has no key for X: X's own page opens, and a person confirms there."
SUMMONED = "Their post mentions or quotes us, so X lets us answer over its API."
NOT_SUMMONED = (
    "X lets an app answer only posts that mention us or quote one of ours. X's own "
    "page opens, and a person confirms there."
)
ENTERPRISE_ONLY = (
    "X gives this to its Enterprise customers only. X's own page opens, and a person "
    "confirms there."
)
UNASKED = (
    "X forbids apps to name people who did not write to us. A person may: X's own "
    "page opens."
)
OWN_WORDS = "X lets us publish under our own name over its API."
SHARING = "X lets us pass on a post over its API."

READ_ROWS: Final = tuple(
    Row(verb, tier, CLICK, "X lets us read this over its API.", RULES, price, needs)
    for tier in (SELF_SERVE, ENTERPRISE)
    for verb, price in prices.READS.items()
    for needs in (FOLLOWS if verb in (Verb.FOLLOWERS, Verb.FOLLOWING) else READ,)
)
NO_TOKEN_ROWS: Final = tuple(
    Row(verb, NONE, NO, UNCONNECTED, RULES) for verb in prices.READS
) + tuple(
    Row(verb, NONE, HAND, UNAIDED, INTENTS) for verb in Verb if verb not in READING
)
SELF_SERVE_ROWS: Final = (
    Row(Verb.REPLY, SELF_SERVE, CLICK, SUMMONED, REPLIES, prices.REPLY, WRITE, True),
    # Unchecked whether a reply under a post of ours, not naming us, counts
    Row(Verb.REPLY, SELF_SERVE, HAND, NOT_SUMMONED, REPLIES),
    Row(Verb.COMMENT, SELF_SERVE, HAND, NOT_SUMMONED, REPLIES),
    Row(Verb.MENTION, SELF_SERVE, HAND, UNASKED, AUTOMATION),
    Row(Verb.FOLLOW, SELF_SERVE, HAND, ENTERPRISE_ONLY, WITHDRAWN),
    Row(Verb.LIKE, SELF_SERVE, HAND, ENTERPRISE_ONLY, WITHDRAWN),
    Row(Verb.QUOTE, SELF_SERVE, HAND, ENTERPRISE_ONLY, WITHDRAWN),
)
ENTERPRISE_ROWS: Final = (
    Row(Verb.REPLY, ENTERPRISE, CLICK, OWN_WORDS, REPLIES, prices.REPLY, WRITE),
    Row(Verb.COMMENT, ENTERPRISE, HAND, UNASKED, AUTOMATION),
    Row(Verb.MENTION, ENTERPRISE, HAND, UNASKED, AUTOMATION),
    Row(
        Verb.FOLLOW,
        ENTERPRISE,
        CLICK,
        "X lets Enterprise customers follow over its API.",
        WITHDRAWN,
        prices.FOLLOW,
        ("follows.write",),
    ),
    Row(
        Verb.LIKE,
        ENTERPRISE,
        CLICK,
        "X lets Enterprise customers like over its API.",
        WITHDRAWN,
        prices.LIKE,
        ("like.write",),
    ),
    Row(
        Verb.QUOTE,
        ENTERPRISE,
        CLICK,
        OWN_WORDS,
        WITHDRAWN,
        prices.POST_WITH_LINK,
        WRITE,
    ),
)
BOTH_ROWS: Final = tuple(
    row
    for tier in (SELF_SERVE, ENTERPRISE)
    for row in (
        Row(Verb.POST, tier, CLICK, OWN_WORDS, RULES, prices.POST, WRITE),
        Row(Verb.SHARE, tier, CLICK, SHARING, RULES, prices.REPOST, WRITE),
        Row(Verb.DELETE, tier, CLICK, OWN_WORDS, RULES, prices.DELETE, WRITE),
        Row(
            Verb.UPLOAD, tier, CLICK, OWN_WORDS, RULES, prices.UPLOAD, ("media.write",)
        ),
    )
)
ROWS: Final = READ_ROWS + NO_TOKEN_ROWS + SELF_SERVE_ROWS + ENTERPRISE_ROWS + BOTH_ROWS


def mode(verb: Verb, target: Target, granted: Granted, addresses: Addresses) -> Mode:
    """How this account does the verb on this target.

    The price is that of a text without a link; ``price`` knows a text's own. A tier
    that nobody knows counts as self-serve, the narrower one.
    """
    tier = granted.tier if granted.tier in TIERS else SELF_SERVE
    row = row_for(verb, tier, target)
    where = "" if verb in READING else page(verb, target, "", addresses)
    if row is None:
        return Mode(NO, "X has nothing like this.", 0, where)
    # Keys of OAuth 1 have no scopes: nothing is told, so nothing is missing
    missing = set(row.needs) - granted.scopes if granted.scopes else set()
    if missing:
        kind = NO if verb in READING else HAND
        reason = (
            f"X was connected without the right to do this "
            f"({', '.join(sorted(missing))}). An owner can connect it "
            "again."
        )
        return Mode(kind, reason, 0, where)
    return Mode(row.kind, row.reason, prices.MICRO.get(row.price, 0), where)


def row_for(verb: Verb, tier: str, target: Target) -> Row | None:
    """The first row that fits; the one with a condition stands first."""
    fitting = (one for one in ROWS if one.verb == verb and one.tier == tier)
    return next((r for r in fitting if target.summons_us or not r.if_summoned), None)


def price(verb: Verb, text: str, mode: Mode) -> int:
    """What the act costs with this text, in millionths of a dollar."""
    if mode.kind is CLICK and verb in (Verb.POST, Verb.REPLY):
        return prices.MICRO[prices.text_kind(text, reply=verb is Verb.REPLY)]
    return mode.price_micro


def page(verb: Verb, target: Target, text: str, addresses: Addresses) -> str:
    """X's own page where a hand does it, with our text filled in."""
    web = addresses.twitter_web.rstrip("/")
    network, _, number = target.key.partition(":")
    post = number if network == "x" else ""
    match verb:
        case Verb.REPLY | Verb.COMMENT:
            return intent(web, "tweet", text=text, in_reply_to=post)
        case Verb.POST | Verb.MENTION | Verb.UPLOAD:
            return intent(web, "tweet", text=text)
        case Verb.QUOTE:
            return intent(web, "tweet", text=text, url=target.url)
        case Verb.SHARE:
            return intent(web, "retweet", tweet_id=post)
        case Verb.LIKE:
            return intent(web, "like", tweet_id=post)
        case Verb.FOLLOW:
            return intent(web, "follow", screen_name=target.author_handle.lstrip("@"))
        case _:
            return target.url or web


def intent(web: str, name: str, **words: str) -> str:
    query = urlencode({key: value for key, value in words.items() if value})
    return f"{web}/intent/{name}?{query}" if query else f"{web}/intent/{name}"
