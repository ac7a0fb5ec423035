"""How acts are done, from the tables: every row has its method, every method a row."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest

from accounts.platforms.base import (
    READING,
    Addresses,
    Granted,
    Mode,
    ModeKind,
    Platform,
    Presence,
    Target,
    Verb,
)
from accounts.platforms.blog import Blog
from accounts.platforms.blog import modes as blog_modes
from accounts.platforms.facebook import Facebook
from accounts.platforms.facebook import modes as fb_modes
from accounts.platforms.registry import PLATFORMS
from accounts.platforms.twitter import Twitter
from accounts.platforms.twitter import modes as x_modes

TABLES: dict[str, tuple[tuple[str, ...], set[tuple[Verb, str, ModeKind]]]] = {
    "twitter": (x_modes.TIERS, {(r.verb, r.tier, r.kind) for r in x_modes.ROWS}),
    "facebook": (fb_modes.TIERS, {(r.verb, r.tier, r.kind) for r in fb_modes.ROWS}),
    "blog": (blog_modes.TIERS, {(r.verb, r.tier, r.kind) for r in blog_modes.ROWS}),
}
MODULES = {"twitter": x_modes, "facebook": fb_modes, "blog": blog_modes}
POST = Target(
    key="x:20", url="https://x.com/ruth/status/20", author_id="7", author_handle="ruth"
)


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_method_has_a_row_in_every_tier(name: str) -> None:
    tiers, rows = TABLES[name]
    known = {(verb, tier) for verb, tier, _ in rows}
    for verb in Verb:
        if PLATFORMS[name].can(verb):
            assert {(verb, tier) for tier in tiers} <= known, verb


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_row_that_promises_one_click_has_its_method(name: str) -> None:
    _, rows = TABLES[name]
    for verb, _, kind in rows:
        assert kind is not ModeKind.ONE_CLICK or PLATFORMS[name].can(verb), verb


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_row_says_where_and_when_it_was_read(name: str) -> None:
    for row in MODULES[name].ROWS:
        assert "2026-" in row.source
        assert row.reason.endswith(".")


def test_the_registry_knows_each_platform_by_its_key() -> None:
    for name, platform in PLATFORMS.items():
        assert platform.key == name
        assert issubclass(platform, Platform)


def x_mode(verb: Verb, target: Target = POST, tier: str = "self-serve") -> Mode:
    return Twitter(Presence(granted=Granted(tier)), Addresses()).mode(verb, target)


SUMMONS = Target(key="x:20", url=POST.url, summons_us=True)
SELF_SERVE = [
    (Verb.REPLY, SUMMONS, ModeKind.ONE_CLICK, 10_000),
    (Verb.REPLY, POST, ModeKind.BY_HAND, 0),
    (Verb.REPLY, Target(key="x:20", on_ours=True), ModeKind.BY_HAND, 0),
    (Verb.COMMENT, POST, ModeKind.BY_HAND, 0),
    (Verb.SHARE, POST, ModeKind.ONE_CLICK, 15_000),
    (Verb.POST, Target(), ModeKind.ONE_CLICK, 15_000),
    (Verb.QUOTE, POST, ModeKind.BY_HAND, 0),
    (Verb.FOLLOW, POST, ModeKind.BY_HAND, 0),
    (Verb.LIKE, POST, ModeKind.BY_HAND, 0),
    (Verb.MENTION, Target(), ModeKind.BY_HAND, 0),
]


@pytest.mark.parametrize(("verb", "target", "kind", "price"), SELF_SERVE)
def test_what_the_self_serve_tier_allows(
    verb: Verb, target: Target, kind: ModeKind, price: int
) -> None:
    mode = x_mode(verb, target)
    assert (mode.kind, mode.price_micro) == (kind, price)
    assert mode.page.startswith("https://x.com/")


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb not in READING])
def test_without_a_key_every_act_is_by_hand_with_a_page(verb: Verb) -> None:
    mode = x_mode(verb, tier="")
    assert mode.kind is ModeKind.BY_HAND
    assert mode.page.startswith("https://x.com/")


def test_a_tier_nobody_knows_counts_as_the_narrower_one() -> None:
    assert x_mode(Verb.FOLLOW, tier="gold") == x_mode(Verb.FOLLOW)


def test_without_the_right_an_act_is_by_hand_and_says_which_is_missing() -> None:
    granted = Granted("self-serve", frozenset({"tweet.read", "users.read"}))
    x = Twitter(Presence(granted=granted), Addresses())
    mode = x.mode(Verb.SHARE, POST)
    assert mode.kind is ModeKind.BY_HAND
    assert "tweet.write" in mode.reason
    assert "An owner can connect it again." in mode.reason
    assert x.mode(Verb.FOLLOWERS, Target()).kind is ModeKind.NOT_ALLOWED
    assert x.mode(Verb.MENTIONS, Target()).kind is ModeKind.ONE_CLICK


PAGES = [
    (Verb.REPLY, "/intent/tweet?text=Thank+you+%26+more&in_reply_to=20"),
    (Verb.POST, "/intent/tweet?text=Thank+you+%26+more"),
    (Verb.SHARE, "/intent/retweet?tweet_id=20"),
    (Verb.LIKE, "/intent/like?tweet_id=20"),
    (Verb.FOLLOW, "/intent/follow?screen_name=ruth"),
    (Verb.DELETE, "/ruth/status/20"),
]


@pytest.mark.parametrize(("verb", "page"), PAGES)
def test_the_page_has_our_text_filled_in(verb: Verb, page: str) -> None:
    x = Twitter(Presence(), Addresses(twitter_web="https://x.com/"))
    assert x.page(verb, POST, "Thank you & more") == f"https://x.com{page}"


def test_blogs_take_by_one_click_only_what_is_known_to_go() -> None:
    ours = Blog(
        Presence(web_url="https://c.example/", granted=Granted("author")), Addresses()
    )
    comment = Target(key="wp:c.example:c3", url="https://c.example/a/#comment-3")
    assert ours.mode(Verb.COMMENT, comment).kind is ModeKind.BY_HAND
    assert ours.mode(Verb.REPLY, comment).kind is ModeKind.BY_HAND
    mode = ours.mode(Verb.REPLY, Target(key=comment.key, url=comment.url, on_ours=True))
    assert mode.kind is ModeKind.ONE_CLICK
    assert mode.page == "https://c.example/a/?replytocom=3#respond"
    open_ = Target(url="https://r.example/post/", takes_comments=True)
    assert ours.mode(Verb.COMMENT, open_).kind is ModeKind.ONE_CLICK
    assert ours.mode(Verb.COMMENT, open_).page == "https://r.example/post/#respond"
    unconnected = Blog(Presence(web_url="https://c.example/"), Addresses())
    assert unconnected.mode(Verb.COMMENT, open_).kind is ModeKind.BY_HAND
    assert unconnected.mode(Verb.COMMENTS, Target()).kind is ModeKind.NOT_ALLOWED
    assert ours.mode(Verb.LIKE, open_).kind is ModeKind.NOT_ALLOWED


COMMENT = Target(
    key="fb:c55_66",
    url="https://www.facebook.com/7001/posts/55?comment_id=66",
    author_id="7102",
)
OURS = replace(COMMENT, on_ours=True)
TAGS_US = Target(key="fb:7002_9", url="https://f.example/9", summons_us=True)
PEERS = Target(key="fb:7002_9", url="https://www.facebook.com/7002/posts/9")
FACEBOOK = [
    (Verb.REPLY, OURS, ModeKind.ONE_CLICK),
    (Verb.REPLY, TAGS_US, ModeKind.ONE_CLICK),
    (Verb.REPLY, PEERS, ModeKind.BY_HAND),
    (Verb.COMMENT, TAGS_US, ModeKind.ONE_CLICK),
    (Verb.COMMENT, PEERS, ModeKind.BY_HAND),
    (Verb.LIKE, OURS, ModeKind.ONE_CLICK),
    (Verb.LIKE, PEERS, ModeKind.BY_HAND),
    (Verb.SHARE, PEERS, ModeKind.ONE_CLICK),
    (Verb.POST, Target(), ModeKind.ONE_CLICK),
    (Verb.FOLLOW, PEERS, ModeKind.BY_HAND),
    (Verb.MENTION, Target(), ModeKind.BY_HAND),
    (Verb.FOLLOWERS, Target(), ModeKind.NOT_ALLOWED),
    (Verb.PEERS, Target(), ModeKind.NOT_ALLOWED),
]


def our_page(scopes: frozenset[str] = frozenset(), tier: str = "page") -> Facebook:
    presence = Presence(
        external_id="7001", handle="CenterSW", granted=Granted(tier, scopes)
    )
    return Facebook(presence, Addresses())


@pytest.mark.parametrize(("verb", "target", "kind"), FACEBOOK)
def test_a_page_acts_on_what_is_ours_or_names_us_and_by_hand_elsewhere(
    verb: Verb, target: Target, kind: ModeKind
) -> None:
    mode = our_page().mode(verb, target)
    assert (mode.kind, mode.price_micro) == (kind, 0)
    assert verb in READING or mode.page.startswith("https://")


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb not in READING])
def test_without_a_key_facebook_is_by_hand_with_a_page(verb: Verb) -> None:
    mode = our_page(tier="").mode(verb, OURS)
    assert mode.kind is ModeKind.BY_HAND
    assert mode.page.startswith("https://www.facebook.com/")


def test_without_the_permission_the_page_acts_by_hand() -> None:
    page = our_page(frozenset({"pages_read_engagement"}))
    mode = page.mode(Verb.REPLY, OURS)
    assert mode.kind is ModeKind.BY_HAND
    assert "pages_manage_engagement" in mode.reason
    assert "An owner can connect it again." in mode.reason
    assert page.mode(Verb.MENTIONS, Target()).kind is ModeKind.NOT_ALLOWED
    assert page.mode(Verb.ME, Target()).kind is ModeKind.ONE_CLICK


FACEBOOK_PAGES = [
    (Verb.REPLY, COMMENT, "/7001/posts/55?comment_id=66"),
    (Verb.SHARE, PEERS, f"/sharer/sharer.php?u={quote(PEERS.url, safe='')}"),
    (Verb.POST, Target(), "/CenterSW"),
    (Verb.FOLLOW, Target(author_handle="RiversideFoodBank"), "/RiversideFoodBank"),
    (Verb.FOLLOW, Target(author_id="7002"), "/7002"),
]


@pytest.mark.parametrize(("verb", "target", "page"), FACEBOOK_PAGES)
def test_facebooks_own_page_opens_where_a_hand_acts(
    verb: Verb, target: Target, page: str
) -> None:
    assert our_page().page(verb, target, "Thanks") == f"https://www.facebook.com{page}"
