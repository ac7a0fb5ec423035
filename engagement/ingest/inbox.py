"""Mentions, replies, quotes, shares and comments that a platform hands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from accounts.models.account import Network
from accounts.platforms.base import InteractionData, Kind, Platform
from accounts.platforms.blog.keys import sites_above
from engagement.ingest.deeds import Deed, keep_deeds
from engagement.ingest.look import Look, Us
from engagement.ingest.pages import read_pages
from engagement.ingest.people import Place, keep_profiles
from engagement.ingest.places import under
from engagement.ingest.posts import Sight, keep_posts, our_posts
from engagement.ingest.told import is_address, is_ours, note
from engagement.keys import like_key, link_key, share_key
from engagement.models import Post, Profile

WORDS = {
    Kind.FOLLOW: "follows us",
    Kind.MENTION: "mentioned us",
    Kind.REPLY: "answered us",
    Kind.QUOTE: "quoted us",
    Kind.SHARE: "passed on a post of ours",
    Kind.LIKE: "liked a post of ours",
    Kind.LINK: "linked to us",
    Kind.COMMENT: "commented on our blog",
}
ON_FACEBOOK = {
    Kind.MENTION: "named us, or wrote on our Page",
    Kind.SHARE: "shared a post of ours",
    Kind.LIKE: "reacted to a post of ours",
    Kind.COMMENT: "commented on a post of ours",
}
SUMMONING = (Kind.MENTION, Kind.QUOTE)


def read_mentions(look: Look, platform: Platform) -> None:
    """Who named us, answered us or quoted us."""
    read_pages(look, platform.mentions, lambda items: keep_inbox(look, items))


def read_comments(look: Look, platform: Platform) -> None:
    """Who commented on what we published, or linked to it."""
    read_pages(look, platform.comments, lambda items: keep_inbox(look, items))


def keep_inbox(look: Look, items: Sequence[InteractionData]) -> list[str]:
    """Store what others did; a line for each kindness that is new."""
    us, now = look.us, timezone.now()
    theirs = [one for one in items if one.by.external_id and not us.are(one.by)]
    theirs = _without_told(look, theirs, now)
    who = profiles_of(us, theirs, now)
    posts, _ = keep_posts(us, sights_of(look, theirs, who), now)
    ours = our_posts(us, [one.about_key for one in theirs])
    deeds = [
        _deed(look, one, who[one.key], posts, ours.get(one.about_key)) for one in theirs
    ]
    return [line(one) for one in keep_deeds(us, deeds, now)]


def _without_told(
    look: Look, items: Sequence[InteractionData], now: datetime
) -> list[InteractionData]:
    """Those that are facts. A pingback is somebody's word: its page is looked at.

    What the first look finds owes nothing, and is believed.
    """
    account, rest = look.us.account, []
    for one in items:
        at = one.happened_at or now
        if one.kind != Kind.LINK or account is None or not look.is_new(at):
            rest.append(one)
        elif is_address(one.by.url) and one.post and not is_ours(account, one.by.url):
            target = one.post.url.partition("#")[0]
            about = our_posts(look.us, [one.about_key]).get(one.about_key)
            target = about.url if about and about.url else target
            note(account, one.by.url, target, how="pingback", now=now)
    return rest


def profiles_of(
    us: Us, items: Sequence[InteractionData], now: datetime
) -> dict[str, Profile]:
    """Who did each of these, by its key. A link was made by a blog, not on ours."""
    links = [one for one in items if one.kind == Kind.LINK]
    who = blogs_that_link(us, links)
    web = Place(us.center_id, Network.BLOG)
    strange = [one.by for one in links if one.key not in who]
    blogs = keep_profiles(web, strange, now) if strange else {}
    people = [one.by for one in items if one.kind != Kind.LINK]
    profiles = keep_profiles(place_of(us), people, now)
    for one in items:
        found = blogs if one.kind == Kind.LINK else profiles
        if one.key not in who:
            who[one.key] = found[one.by.external_id]
    return who


def blogs_that_link(us: Us, links: Sequence[InteractionData]) -> dict[str, Profile]:
    """Those that link to us and are blogs we listen to, by the key of what told us so.

    Our blog has looked at the page before it believed it, so the address is theirs;
    that of a commenter is anybody's word.
    """
    sites = {site for one in links for site in sites_above(source_of(us, one))}
    if not sites:
        return {}
    blogs = Profile.objects.filter(
        center_id=us.center_id,
        platform=Network.BLOG,
        host="",
        external_id__in=sorted(sites),
    ).order_by("external_id")
    # Of two blogs in one another's folder, the inner one.
    return {
        one.key: blog
        for one in links
        for blog in blogs
        if under(source_of(us, one), blog.url)
    }


def source_of(us: Us, link: InteractionData) -> str:
    """The page that links to us; our blog may only name the place where it says so."""
    said = link.post.url if link.post else ""
    return link.by.url if any(under(said, site) for site in us.sites) else said


def place_of(us: Us) -> Place:
    return Place(us.center_id, us.platform, us.host)


def sights_of(
    look: Look, items: Sequence[InteractionData], who: Mapping[str, Profile]
) -> list[Sight]:
    """The posts by which they did it. A repost has no words of its own: none."""
    return [
        Sight(
            one.post,
            who[one.key],
            summons=one.kind in SUMMONING or names(look.us, one.post.mentions),
            old=not look.is_new(one.happened_at or one.post.published_at),
        )
        for one in items
        if one.post and not one.post.shares_key
    ]


def names(us: Us, mentions: Sequence[str]) -> bool:
    """Whether a post names one of our accounts."""
    return not us.ids.isdisjoint(mentions)


def _deed(
    look: Look,
    one: InteractionData,
    profile: Profile,
    posts: Mapping[str, Post],
    about: Post | None,
) -> Deed:
    at = one.happened_at or (one.post.published_at if one.post else None)
    return Deed(
        kind=one.kind,
        key=_key(look.us, one, profile, about),
        profile=profile,
        post=posts.get(one.post.key) if one.post else None,
        about_key=one.about_key,
        happened_at=at,
        owed=look.is_new(at),
    )


def _key(us: Us, one: InteractionData, profile: Profile, about: Post | None) -> str:
    """One key a fact, whichever look finds it: see ``engagement.keys``."""
    if one.kind == Kind.SHARE:
        return share_key(one.about_key, profile.pk)
    if one.kind == Kind.LIKE:
        return like_key(one.about_key, profile.pk)
    if one.kind == Kind.LINK and about and about.url and source_of(us, one):
        return link_key(source_of(us, one), about.url)
    return one.key


def line(deed: Deed) -> str:
    """What is told in the worker's story."""
    words = WORDS | (ON_FACEBOOK if deed.profile.platform == Network.FACEBOOK else {})
    return f"{called(deed.profile)} {words[deed.kind]}"


def called(profile: Profile) -> str:
    """Somebody as people call them."""
    return profile.called
