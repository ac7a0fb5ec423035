"""What can be read on X, a page a call; every cursor may be saved once it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from accounts.platforms.base import (
    Cursor,
    InteractionData,
    Kind,
    Page,
    PostData,
    ProfileData,
    Refused,
    Target,
    TryLater,
    Verb,
)

from . import words
from .account import Account
from .errors import NotAccepted
from .keys import post_id, share_key
from .prices import MICRO, read_kind
from .timeline import Look

OVERLAP: Final = (10 * 60 * 1000) << 22
"""Ten minutes, in ids: what we publish may show up in our timeline out of order."""

FROM_THE_TOP: Final[Cursor] = {"since": "0"}
"""No first look, which would be one page; and nothing is known yet."""

LARGEST_PEOPLE: Final = 1000
SHARERS_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """How X hands out one list of posts: page sizes, and whether it takes since_id.

    Where it takes none, pages stay small: the last one overshoots into what is known.
    """

    first: int
    usual: int
    since: bool = True
    token: str = "pagination_token"  # noqa: S105 # the name of a parameter
    overlap: int = 0


LISTINGS: Final[Mapping[Verb, Listing]] = {
    Verb.MENTIONS: Listing(first=10, usual=100),
    Verb.OWN: Listing(first=20, usual=100, overlap=OVERLAP),
    Verb.PEERS: Listing(first=20, usual=5, since=False),
    Verb.SEARCH: Listing(first=10, usual=100, token="next_token"),  # noqa: S106 # nosec B106 # a parameter's name
    Verb.QUOTES: Listing(first=10, usual=10, since=False),
}

Found = tuple[PostData, words.Json, words.Included]


class Reading(Account):
    """The reading verbs of one account on X."""

    def me(self) -> ProfileData:
        """Ourselves, with how many follow us; also the proof that the token works."""
        return one_profile(self._read(Verb.ME, self.api.client.get_me))

    def lookup(self, handle: str) -> ProfileData:
        """Who this handle is. Raises Refused if nobody is."""
        name = handle.strip().removeprefix("@")
        if not (name.isascii() and name.replace("_", "a").isalnum() and len(name) < 16):
            raise Refused(f"“{handle}” is no name that X could have.")
        body = self._read(Verb.LOOKUP, self.api.client.get_user, username=name)
        if "data" not in body and body.get("errors"):
            raise Refused(f"Nobody on X is called @{name}.")
        return one_profile(body)

    def look_price(self, verb: Verb, people: int) -> tuple[int, int]:
        each = MICRO[read_kind(verb, owns_app=self.presence.owns_app)]
        if verb is Verb.FOLLOWERS:
            # How many follow is asked first, and the newest come with every look.
            me = MICRO[read_kind(Verb.ME, owns_app=self.presence.owns_app)]
            return me + people * each, each
        listing = LISTINGS.get(verb)
        # Where X knows no "since", what is known comes and is billed once more.
        return (0 if listing is None or listing.since else listing.usual * each), each

    def followers(self, cursor: Cursor, size: int) -> Page[ProfileData]:
        call = self.api.client.get_users_followers
        size = min(size, LARGEST_PEOPLE)
        return self._people(Verb.FOLLOWERS, call, self.us, cursor, size)

    def following(self, cursor: Cursor, size: int) -> Page[ProfileData]:
        call = self.api.client.get_users_following
        size = min(size, LARGEST_PEOPLE)
        return self._people(Verb.FOLLOWING, call, self.us, cursor, size)

    def sharers(self, post_key: str, cursor: Cursor) -> Page[ProfileData]:
        call = self.api.client.get_retweeters
        about = post_id(post_key)
        return self._people(Verb.SHARERS, call, about, cursor, SHARERS_PAGE)

    def mentions(self, cursor: Cursor) -> Page[InteractionData]:
        """Who named us, answered us or quoted us; not what we wrote ourselves."""
        call = self.api.client.get_users_mentions
        found = self._newest_first(Verb.MENTIONS, call, cursor, id=self.us)
        named = (interaction(one, self.us) for one in found.items)
        items = tuple(one for one in named if one is not None)
        return Page(items, found.cursor, found.more)

    def own(self, cursor: Cursor, targets: Sequence[Target]) -> Page[PostData]:
        """What we published, replies and reposts with it, by API or by hand.

        The last ten minutes before what is known come again with every look.
        """
        call = self.api.client.get_users_tweets
        return posts_of(self._newest_first(Verb.OWN, call, cursor, id=self.us))

    def peers(self, target_key: str, cursor: Cursor) -> Page[PostData]:
        """The posts of an X List; ``target_key`` is its id."""
        call = self.api.client.get_list_tweets
        return posts_of(self._newest_first(Verb.PEERS, call, cursor, id=target_key))

    def search(self, query: str, cursor: Cursor) -> Page[PostData]:
        """Posts of the last seven days; further back X does not search."""
        call = self.api.client.search_recent_tweets
        return posts_of(self._newest_first(Verb.SEARCH, call, cursor, query=query))

    def quotes(self, post_key: str, cursor: Cursor) -> Page[PostData]:
        """Who quoted this post; whoever asks reads on as far as they want."""
        call = self.api.client.get_quote_tweets
        about, at = post_id(post_key), cursor or FROM_THE_TOP
        return posts_of(self._newest_first(Verb.QUOTES, call, at, id=about))

    def _read(
        self, verb: Verb, call: Callable[..., Any], *args: Any, **more: Any
    ) -> words.Json:
        self.api.start()
        price = read_kind(verb, owns_app=self.presence.owns_app)
        more["user_fields"] = words.USER_FIELDS
        return self.api.ask(verb, price, call, *args, **more)

    def _people(
        self,
        verb: Verb,
        call: Callable[..., Any],
        about: str,
        cursor: Cursor,
        size: int,
    ) -> Page[ProfileData]:
        """A page of people. A token that ran out begins again from the top."""
        more: dict[str, Any] = {"max_results": max(size, 1)}
        token = str(cursor.get("token") or "")
        if token:
            more["pagination_token"] = token
        try:
            body = self._read(verb, call, about, **more)
        except NotAccepted:
            if not token:
                raise
            return Page((), {}, more=True)
        with in_shape():
            items = tuple(words.profile(one) for one in words.items(body))
            following = next_token(body)
        return Page(items, {"token": following} if following else {}, bool(following))

    def _newest_first(
        self, verb: Verb, call: Callable[..., Any], cursor: Cursor, **about: str
    ) -> Page[Found]:
        """A page of posts that are new since the last look that was finished."""
        listing, look = LISTINGS[verb], Look.at(cursor)
        known = look.known(listing.overlap)
        more: dict[str, Any] = {
            "max_results": listing.first if look.first else listing.usual,
            "tweet_fields": words.POST_FIELDS,
            "expansions": words.EXPANSIONS,
            "media_fields": words.MEDIA_FIELDS,
        }
        if listing.since and known:
            more["since_id"] = str(known)
        if look.token:
            more[listing.token] = look.token
        try:
            body = self._read(verb, call, **about, **more)
        except NotAccepted:
            return self._begin_again(verb, look, known)
        with in_shape():
            found = tuple(words.posts(body, self.addresses.twitter_web))
            ids = [int(words.need(one, "id")) for one in words.items(body)]
            where, goes_on = look.after(ids, next_token(body), listing.overlap)
        new = tuple(one for one in found if int(post_id(one[0].key)) > known)
        return Page(new, where, goes_on)

    def _begin_again(self, verb: Verb, look: Look, known: int) -> Page[Found]:
        """X did not accept a page's token, or a ``since_id`` of long ago."""
        if look.token:
            return Page((), *look.again())
        if verb is Verb.SEARCH and known:
            return Page((), {"since": "0"}, more=True)
        raise Refused("X does not know what was asked for any more.")


def interaction(found: Found, us: str) -> InteractionData | None:
    """What a post that names us is to us; None for our own, and for hearsay."""
    post, raw, included = found
    if post.author.external_id == us:
        return None
    kind, about, key = Kind.MENTION, "", post.key
    if post.shares_key:
        if included.author_id(post.shares_key) != us:
            return None
        kind, about = Kind.SHARE, post.shares_key
        key = share_key(about, post.author.external_id)
    elif str(raw.get("in_reply_to_user_id") or "") == us:
        kind, about = Kind.REPLY, post.reply_to_key
    elif post.quotes_key and included.author_id(post.quotes_key) == us:
        kind, about = Kind.QUOTE, post.quotes_key
    return InteractionData(
        kind=kind,
        key=key,
        by=post.author,
        post=post,
        about_key=about,
        happened_at=post.published_at,
    )


def posts_of(page: Page[Found]) -> Page[PostData]:
    return Page(tuple(one[0] for one in page.items), page.cursor, page.more)


def one_profile(body: words.Json) -> ProfileData:
    with in_shape():
        return words.profile(words.need(body, "data"))


def next_token(body: words.Json) -> str:
    meta = body.get("meta")
    return str(meta.get("next_token") or "") if isinstance(meta, dict) else ""


@contextmanager
def in_shape() -> Iterator[None]:
    """JSON of a shape that nobody expected is an answer that did not come."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise TryLater("X's answer has another shape than expected.") from error
