"""The frozen values that cross the border to the networks: never a dict.

The opaque cursor alone is a dict, and the adapter's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

Cursor = Mapping[str, Any]
"""Where reading stopped: JSON, made and read by one adapter's verb alone."""


class Verb(StrEnum):
    """What can be asked of a platform; the value is the name of the method."""

    ME = "me"
    LOOKUP = "lookup"
    FOLLOWERS = "followers"
    FOLLOWING = "following"
    MENTIONS = "mentions"
    OWN = "own"
    PEERS = "peers"
    SEARCH = "search"
    SHARERS = "sharers"
    QUOTES = "quotes"
    COMMENTS = "comments"

    REPLY = "reply"
    SHARE = "share"
    POST = "post"
    MENTION = "mention"
    COMMENT = "comment"
    FOLLOW = "follow"
    LIKE = "like"
    QUOTE = "quote"
    DELETE = "delete"
    UPLOAD = "upload"


READING = frozenset(
    {
        Verb.ME,
        Verb.LOOKUP,
        Verb.FOLLOWERS,
        Verb.FOLLOWING,
        Verb.MENTIONS,
        Verb.OWN,
        Verb.PEERS,
        Verb.SEARCH,
        Verb.SHARERS,
        Verb.QUOTES,
        Verb.COMMENTS,
    }
)


class ModeKind(StrEnum):
    """How an act can be done: by us over the API, by a person's hand, or not."""

    ONE_CLICK = "one click"
    BY_HAND = "by hand"
    NOT_ALLOWED = "not allowed"


@dataclass(frozen=True, slots=True)
class Mode:
    """How one act on one target is done, and what it costs.

    ``reason`` is a sentence for people; ``price_micro`` is in millionths of a US
    dollar; ``page`` is the network's own page where a hand does it, or "".
    """

    kind: ModeKind
    reason: str
    price_micro: int = 0
    page: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What an act is aimed at, as far as the mode depends on it.

    ``key`` is the post's key (``x:<id>``, ``wp:<site>:<id>``, ``feed:<hash>``) or
    "" for a text of our own. ``summons_us`` says that this very post mentions us
    or quotes one of ours; ``on_ours`` that it hangs under something we published;
    ``takes_comments`` that the site takes comments over its API without a login.
    """

    key: str = ""
    url: str = ""
    author_id: str = ""
    author_handle: str = ""
    text: str = ""
    summons_us: bool = False
    on_ours: bool = False
    takes_comments: bool = False


@dataclass(frozen=True, slots=True)
class Granted:
    """What the network lets this account do: its tier and the token's scopes.

    ``tier`` is "" where there is no token at all (everything by hand).
    """

    tier: str = ""
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alive:
    """The token works: what it may do now, and until when it can without a person.

    ``ends_at`` is an end that no refresh moves; None where the network names none.
    """

    granted: Granted
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """The secrets of one account. ``user`` and ``secret`` by platform:

    X OAuth 2: ``access``, ``refresh``. X OAuth 1: ``key``, ``secret`` of the app,
    ``access``, ``access_secret``. WordPress: ``user``, ``access`` (application
    password). Facebook: ``key``, ``secret`` of the app, ``access`` (the Page's token).
    """

    access: str = ""
    refresh: str = ""
    key: str = ""
    secret: str = ""
    access_secret: str = ""
    user: str = ""
    ends_at: datetime | None = None

    def __repr__(self) -> str:
        return "Tokens(…)"


@dataclass(frozen=True, slots=True)
class Presence:
    """One of our accounts, as its adapter needs to know it.

    ``owns_app`` is true when the developer app belongs to this very account: only
    then are reads of our own data billed at the lower price.
    """

    external_id: str = ""
    handle: str = ""
    host: str = ""
    web_url: str = ""
    tokens: Tokens = Tokens()
    granted: Granted = Granted()
    owns_app: bool = False
    api: str = ""
    """Where its API answers, if not where it usually does (blogs only)."""
    feed: str = ""
    """The feed of what we publish, if it was connected by that (blogs only)."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the networks are: the real ones, the sandbox, or another stand-in."""

    twitter_api: str = "https://api.x.com"
    twitter_web: str = "https://x.com"
    twitter_console: str = "https://console.x.com"
    facebook_api: str = "https://graph.facebook.com"
    facebook_web: str = "https://www.facebook.com"
    facebook_version: str = "v25.0"
    allowed_private_hosts: frozenset[str] = frozenset()
    """``host`` or ``host:port`` inside the network that may be reached all the same."""


@dataclass(frozen=True, slots=True)
class ProfileData:
    """Somebody on a platform, as the platform showed them. Plain text, NFC."""

    external_id: str
    handle: str = ""
    name: str = ""
    bio: str = ""
    url: str = ""
    avatar_url: str = ""
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class MediaData:
    """A picture or film that hangs on a post."""

    url: str
    kind: str = "photo"
    alt: str = ""


@dataclass(frozen=True, slots=True)
class PostData:
    """Something published, as the platform showed it.

    ``text`` is plain text; ``html`` is sanitized HTML (blogs only). ``links`` are the
    absolute addresses it points to. ``shares_key`` is set on a repost, ``quotes_key``
    on a quote, ``reply_to_key`` on a reply or comment.
    """

    key: str
    url: str
    text: str
    author: ProfileData
    published_at: datetime | None = None
    title: str = ""
    html: str = ""
    language: str = ""
    conversation_key: str = ""
    reply_to_key: str = ""
    quotes_key: str = ""
    shares_key: str = ""
    mentions: tuple[str, ...] = ()
    """External ids of the profiles that the text names."""
    links: tuple[str, ...] = ()
    media: tuple[MediaData, ...] = ()
    shares: int = 0
    quotes: int = 0
    takes_comments: bool = False
    abridged: bool = False
    """``text`` is only the beginning, or a few words of it (blogs only)."""


class Kind(StrEnum):
    """What somebody did for us, or we for them."""

    FOLLOW = "follow"
    MENTION = "mention"
    REPLY = "reply"
    QUOTE = "quote"
    SHARE = "share"
    LIKE = "like"
    LINK = "link"
    COMMENT = "comment"
    THANKS = "thanks"
    INTRODUCTION = "introduction"


@dataclass(frozen=True, slots=True)
class InteractionData:
    """One thing somebody did for us. ``about_key`` is the post of ours it concerns."""

    kind: Kind
    key: str
    by: ProfileData
    post: PostData | None = None
    about_key: str = ""
    happened_at: datetime | None = None


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page read.

    ``cursor`` is saved once the items are stored, never before. ``more`` says that
    a further page is there now. ``total`` is the network's own count, if it told.
    ``visited`` are the keys of the targets under which it could be read, of those that
    were asked for; None where our own timeline shows whatever we did.
    """

    items: tuple[Item, ...]
    cursor: Cursor = field(default_factory=dict)
    more: bool = False
    total: int | None = None
    visited: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the network gave back for an act. ``waiting``: for their moderator."""

    key: str
    url: str
    waiting: bool = False
