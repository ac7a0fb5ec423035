"""What peers publish: their posts around us, and what in them was done for us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from django.utils import timezone

from accounts.platforms.base import Kind, Platform, PostData
from engagement.ingest.deeds import Deed, keep_deeds
from engagement.ingest.inbox import called, line, names, place_of
from engagement.ingest.look import Look, Us
from engagement.ingest.pages import read_pages
from engagement.ingest.people import keep_profiles
from engagement.ingest.places import under
from engagement.ingest.posts import Sight, keep_posts, our_posts, peers_own
from engagement.keys import link_key, share_key, url_key
from engagement.models import Post, Profile


def read_list(look: Look, platform: Platform) -> None:
    """The posts of a list of peers; the watch's target names the list."""
    call = partial(platform.peers, look.watch.target_key)
    read_pages(look, call, lambda items: keep_list(look, items))


def keep_list(look: Look, items: Sequence[PostData]) -> list[str]:
    """Store peers' posts, with the profiles of who wrote them."""
    theirs = [one for one in items if not look.us.are(one.author)]
    people = [one.author for one in theirs]
    profiles = keep_profiles(place_of(look.us), people, timezone.now())
    by_key = {one.key: profiles[one.author.external_id] for one in theirs}
    return keep_published(look, theirs, by_key)


def keep_published(
    look: Look, items: Sequence[PostData], profiles: Mapping[str, Profile]
) -> list[str]:
    """Store peers' posts and what they did for us by them; profiles by post key.

    Another's post that somebody only passed on is not kept.
    """
    us, now = look.us, timezone.now()
    pointed = [key for one in items for key in (one.shares_key, one.quotes_key) if key]
    ours = our_posts(us, pointed)
    sights = [
        Sight(
            one,
            profiles[one.key],
            peer=peers_own(one),
            summons=names(us, one.mentions) or one.quotes_key in ours,
            old=not look.is_new(one.published_at),
        )
        for one in items
        if not one.shares_key
    ]
    posts, new = keep_posts(us, sights, now)
    deeds: list[Deed] = []
    for one in items:
        profile, post = profiles[one.key], posts.get(one.key)
        deeds += _pointing(look, one, profile, post, ours)
        deeds += _linking(look, one, profile, post)
    lines = [line(one) for one in keep_deeds(us, deeds, now)]
    told = [f"{called(profiles[key])} published {posts[key].url}" for key in new]
    return lines + told


def _pointing(
    look: Look,
    one: PostData,
    profile: Profile,
    post: Post | None,
    ours: Mapping[str, Post],
) -> list[Deed]:
    """Passed on or quoted a post of ours, since we look.

    From before our time it is left to our own timeline's counts and to the mentions,
    which may have begun earlier than this list: here it would be marked as old.
    """
    about = one.shares_key or one.quotes_key
    if about not in ours or not look.is_new(one.published_at):
        return []
    shared = bool(one.shares_key)
    return [
        Deed(
            kind=Kind.SHARE if shared else Kind.QUOTE,
            key=share_key(about, profile.pk) if shared else one.key,
            profile=profile,
            post=None if shared else post,
            about_key=about,
            happened_at=one.published_at,
        )
    ]


def _linking(
    look: Look, one: PostData, profile: Profile, post: Post | None
) -> list[Deed]:
    """A link to something of ours, one for each target."""
    if post is None or not one.url:
        return []
    targets = {
        url_key(link): (link, about)
        for link, about in links_to_us(look.us, one.links)
        if about is None or about.key not in (one.quotes_key, one.reply_to_key)
    }
    return [
        Deed(
            kind=Kind.LINK,
            key=link_key(one.url, link),
            profile=profile,
            post=post,
            about_key=about.key if about else "",
            happened_at=one.published_at,
            owed=look.is_new(one.published_at),
        )
        for link, about in targets.values()
    ]


def links_to_us(us: Us, links: Sequence[str]) -> list[tuple[str, Post | None]]:
    """Those of the links that lead to us, each with our post if it is one we know."""
    by_key = {url_key(link): link for link in links}
    rows = Post.objects.filter(
        center_id=us.center_id, account__isnull=False, url_key__in=list(by_key)
    )
    known = {one.url_key: one for one in rows}
    return [
        (link, known.get(key))
        for key, link in by_key.items()
        if key in known or any(under(link, site) for site in us.sites)
    ]
