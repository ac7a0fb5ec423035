"""How each act is done on Facebook, as data: a row per verb and tier, and its source.

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
    Mode,
    ModeKind,
    Presence,
    Target,
    Verb,
)

NONE, PAGE = "", "page"
TIERS: Final = (NONE, PAGE)

DOCS = "https://developers.facebook.com/docs"
FEED = f"{DOCS}/graph-api/reference/v25.0/page/feed/ (2026-11)"
COMMENTS = f"{DOCS}/graph-api/reference/v25.0/object/comments/ (2026-11)"
LIKES = f"{DOCS}/graph-api/reference/v25.0/object/likes/ (2026-11)"
POSTS = f"{DOCS}/pages-api/posts/ (2026-11)"
READS = f"{DOCS}/graph-api/reference/v25.0/page/ (2026-11)"
SHARED = f"{DOCS}/graph-api/reference/v25.0/object/sharedposts/ (2026-11)"
REVIEWED = f"{DOCS}/features-reference/page-public-content-access/ (2026-11)"
ACCESS = "https://www.facebook.com/help/187316341316631, Page access (2026-11)"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``when`` names fields of the target, one must be true."""

    verb: Verb
    tier: str
    kind: ModeKind
    reason: str
    source: str
    needs: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


CLICK, HAND, NO = ModeKind.ONE_CLICK, ModeKind.BY_HAND, ModeKind.NOT_ALLOWED
READ = ("pages_read_engagement",)
READ_OTHERS = (*READ, "pages_read_user_content")
ANSWER = ("pages_manage_engagement",)
PUBLISH = ("pages_manage_posts",)
OURS = ("on_ours", "summons_us")

UNCONNECTED = "Without a connection to Facebook nothing can be read there."
UNAIDED = (
    "Kindred has no key for Facebook: its own page opens, and a person acts there "
    "after switching into the Page."
)
TELLS = "Facebook lets us read this over its API."
ON_OURS = "It hangs under something of ours, or names us: our Page may answer it."
ELSEWHERE = (
    "On other Pages Facebook lets no app act without a review. Their page opens, and "
    "a person acts there after switching into our Page."
)
LINKING = (
    "Facebook gives apps no share: our Page publishes a post that links to theirs."
)
OWN_WORDS = "Facebook lets our Page publish over its API."
FOLLOWING = (
    "Facebook lets no app follow. Their page opens, and a person follows them there "
    "after switching into our Page."
)
NAMING = (
    "Our Page names nobody over the API who did not write to us. Our page opens, and "
    "a person writes there."
)

READ_ROWS: Final = tuple(
    row
    for verb, source, needs in (
        (Verb.ME, READS, READ),
        (Verb.OWN, READS, READ_OTHERS),
        (Verb.MENTIONS, READS, READ_OTHERS),
        (Verb.COMMENTS, COMMENTS, READ_OTHERS),
        # Unchecked who is named there; those who are not leave only a count
        (Verb.SHARERS, SHARED, READ_OTHERS),
    )
    for row in (
        Row(verb, PAGE, CLICK, TELLS, source, needs),
        Row(verb, NONE, NO, UNCONNECTED, source),
    )
)
ACT_ROWS: Final = (
    Row(Verb.REPLY, PAGE, CLICK, ON_OURS, COMMENTS, ANSWER, OURS),
    Row(Verb.REPLY, PAGE, HAND, ELSEWHERE, REVIEWED),
    Row(Verb.COMMENT, PAGE, CLICK, ON_OURS, COMMENTS, ANSWER, OURS),
    Row(Verb.COMMENT, PAGE, HAND, ELSEWHERE, REVIEWED),
    Row(Verb.LIKE, PAGE, CLICK, ON_OURS, LIKES, ANSWER, OURS),
    Row(Verb.LIKE, PAGE, HAND, ELSEWHERE, REVIEWED),
    Row(Verb.POST, PAGE, CLICK, OWN_WORDS, FEED, PUBLISH),
    Row(Verb.SHARE, PAGE, CLICK, LINKING, FEED, PUBLISH),
    Row(Verb.DELETE, PAGE, CLICK, OWN_WORDS, POSTS, PUBLISH),
    Row(Verb.FOLLOW, PAGE, HAND, FOLLOWING, ACCESS),
    Row(Verb.MENTION, PAGE, HAND, NAMING, ACCESS),
    # Unchecked whether a Page may quote with words of its own; as a share it may
    Row(Verb.QUOTE, PAGE, HAND, ELSEWHERE, ACCESS),
    Row(Verb.UPLOAD, PAGE, HAND, "Pictures are added on Facebook's page.", ACCESS),
)
NO_TOKEN_ROWS: Final = tuple(
    Row(verb, NONE, HAND, UNAIDED, ACCESS) for verb in Verb if verb not in READING
)
ROWS: Final = READ_ROWS + ACT_ROWS + NO_TOKEN_ROWS


def mode(verb: Verb, target: Target, presence: Presence, addresses: Addresses) -> Mode:
    """How our Page does the verb on this target; it costs no money.

    A tier that nobody knows counts as the one there is.
    """
    granted = presence.granted
    row = row_for(verb, PAGE if granted.tier else NONE, target)
    where = "" if verb in READING else page(verb, target, presence, addresses)
    if row is None:
        return Mode(NO, "Facebook has nothing like this.", 0, where)
    # Where no permissions are told, none is missing
    missing = set(row.needs) - granted.scopes if granted.scopes else set()
    if missing:
        kind = NO if verb in READING else HAND
        reason = (
            f"Facebook was connected without the right to do this "
            f"({', '.join(sorted(missing))}). An owner can connect it "
            "again."
        )
        return Mode(kind, reason, 0, where)
    return Mode(row.kind, row.reason, 0, where)


def row_for(verb: Verb, tier: str, target: Target) -> Row | None:
    """The first row that fits; the one with a condition stands first."""
    for row in ROWS:
        if row.verb != verb or row.tier != tier:
            continue
        if not row.when or any(getattr(target, name) for name in row.when):
            return row
    return None


def page(verb: Verb, target: Target, presence: Presence, addresses: Addresses) -> str:
    """Facebook's own page where a hand does it; no form there takes our text along."""
    web = addresses.facebook_web.rstrip("/")
    ours = f"{web}/{presence.handle or presence.external_id}".rstrip("/")
    match verb:
        case Verb.SHARE | Verb.QUOTE if target.url:
            return f"{web}/sharer/sharer.php?{urlencode({'u': target.url})}"
        case Verb.POST | Verb.MENTION | Verb.UPLOAD:
            return ours
        case Verb.FOLLOW if target.author_handle or target.author_id.isdigit():
            return f"{web}/{target.author_handle.lstrip('@') or target.author_id}"
        case _:
            return target.url or ours
