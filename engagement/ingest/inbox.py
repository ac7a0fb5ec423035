"""Mentions, replies, quotes, shares and comments that a platform hands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from accounts.models.account import Network
from accounts.platforms.base import InteractionData, Kind, Platform, ProfileData
from engagement.ingest.deeds import Deed, keep_deeds
from engagement.ingest.look import Look, Us
from engagement.ingest.pages import read_pages
from engagement.ingest.people import Place, keep_profiles
from engagement.ingest.places import under
from engagement.ingest.posts import Sight, keep_posts, our_posts
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
    theirs = [one for one in items if not us.are(one.by)]
    theirs = [one for one in theirs if one.by.external_id]
    known = blogs_that_link(us, theirs)
    people = people_of([one for one in theirs if one.by.external_id not in known])
    profiles = known | keep_profiles(place_of(us), people, now)
    posts, _ = keep_posts(us, sights_of(look, theirs, profiles), now)
    ours = our_posts(us, [one.about_key for one in theirs])
    deeds = [_deed(look, one, profiles, posts, ours) for one in theirs]
    return [line(one) for one in keep_deeds(us, deeds, now)]


def blogs_that_link(us: Us, items: Sequence[InteractionData]) -> dict[str, Profile]:
    """Blogs we listen to that told us of a link, by the id under which they told.

    Our blog has looked at the page before it believed it, so the address is theirs;
    that of a commenter is anybody's word.
    """
    links = [one.by for one in items if one.kind == Kind.LINK and one.by.url]
    if not links:
        return {}
    blogs = Profile.objects.filter(
        center_id=us.center_id, platform=Network.BLOG, host=""
    ).exclude(url="")
    return {
        one.external_id: blog
        for one in links
        for blog in blogs
        if under(one.url, blog.url)
    }


def place_of(us: Us) -> Place:
    return Place(us.center_id, us.platform, us.host)


def people_of(items: Sequence[InteractionData]) -> list[ProfileData]:
    authors = [one.post.author for one in items if one.post]
    return [*authors, *(one.by for one in items)]


def sights_of(
    look: Look, items: Sequence[InteractionData], profiles: Mapping[str, Profile]
) -> list[Sight]:
    """The posts by which they did it. A repost has no words of its own: none."""
    return [
        Sight(
            one.post,
            profiles.get(one.post.author.external_id) or profiles[one.by.external_id],
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
    profiles: Mapping[str, Profile],
    posts: Mapping[str, Post],
    ours: Mapping[str, Post],
) -> Deed:
    profile = profiles[one.by.external_id]
    at = one.happened_at or (one.post.published_at if one.post else None)
    return Deed(
        kind=one.kind,
        key=_key(one, profile, ours.get(one.about_key)),
        profile=profile,
        post=posts.get(one.post.key) if one.post else None,
        about_key=one.about_key,
        happened_at=at,
        owed=look.is_new(at),
    )


def _key(one: InteractionData, profile: Profile, about: Post | None) -> str:
    """One key a fact, whichever look finds it: see ``engagement.keys``."""
    if one.kind == Kind.SHARE:
        return share_key(one.about_key, profile.pk)
    if one.kind == Kind.LIKE:
        return like_key(one.about_key, profile.pk)
    if one.kind == Kind.LINK and about and about.url and one.by.url:
        return link_key(one.by.url, about.url)
    return one.key


def line(deed: Deed) -> str:
    """What is told in the worker's story."""
    return f"{called(deed.profile)} {WORDS[deed.kind]}"


def called(profile: Profile) -> str:
    """Somebody as people call them."""
    return f"@{profile.handle}" if profile.handle else str(profile)
