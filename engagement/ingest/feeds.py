"""Feeds of others: one address is fetched once, and handed to all who watch it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from accounts.models.account import Network
from accounts.platforms.base import PlatformError, PostData, ProfileData
from accounts.platforms.blog import feeds
from accounts.platforms.blog.feeds import Feed
from engagement.ingest.look import Look, Us
from engagement.ingest.moves import join
from engagement.ingest.outcome import settle, settling
from engagement.ingest.peers import keep_published
from engagement.ingest.people import Place, keep_profiles
from engagement.ingest.places import place, under
from engagement.ingest.watches import claim, finish, is_due, retire, still_ours
from engagement.keys import url_key
from engagement.models import Post, Profile, Watch

LONGEST_TTL = timedelta(days=1)
GONE = "This feed is gone for good: its server says so. It is not read any more."
TWICE = "This feed moved to an address that is watched already. It is not read twice."


def read_feed(watch: Watch) -> None:
    """Fetch the feed of a claimed watch, and give it to every watch due with it."""
    claimed = [watch, *_others(watch)]
    try:
        feed = _fetch(claimed)
    except PlatformError as error:
        for one in claimed:
            settle(one, error)
        return
    for one in claimed:
        with settling(one):
            _hand_over(one, feed)


def _others(watch: Watch) -> list[Watch]:
    """Watches of other Centers on the same address that are due too, claimed."""
    now = timezone.now()
    rows = Watch.objects.filter(
        is_due(now),
        kind=Watch.Kind.FEED,
        target_key=watch.target_key,
        url_key=watch.url_key,
    )
    claimed = (claim(pk, now) for pk in rows.values_list("pk", flat=True)[:200])
    return [one for one in claimed if one is not None]


def _fetch(claimed: Sequence[Watch]) -> Feed:
    """One request. "Not changed" counts only since what every one of them has."""
    known = {(one.etag, one.modified) for one in claimed}
    etag, modified = known.pop() if len(known) == 1 else ("", "")
    return feeds.read(
        claimed[0].target_key,
        settings.ADDRESSES,
        etag=etag,
        modified=modified,
        takes_comments=any(one.takes_comments for one in claimed),
    )


def _hand_over(watch: Watch, feed: Feed) -> None:
    look = Look(watch, us_of(watch), timezone.now())
    if feed.gone:
        return retire(watch, GONE)
    if feed.unchanged:
        still_ours(watch, ok_at=look.began)
    else:
        _keep(look, feed)
    if feed.moved_to and not _move(watch, feed.moved_to):
        return retire(watch, TWICE)
    wait = timedelta(seconds=feed.ttl or 0)
    finish(
        watch,
        found=look.found > 0,
        not_before=timezone.now() + min(wait, LONGEST_TTL),
        first=look.first,
    )


def us_of(watch: Watch) -> Us:
    """A feed belongs to no account of ours."""
    return Us(watch.center_id, None, Network.BLOG)


def _keep(look: Look, feed: Feed) -> None:
    watch = look.watch
    still_ours(watch)
    ours = look.us.sites
    items = [one for one in feed.items if not any(under(one.url, it) for it in ours)]
    items = _not_known_otherwise(look, items)
    look.keep(
        items,
        lambda some: _keep_items(look, feed, some),
        etag=feed.etag[:300],
        modified=feed.modified[:100],
        title=watch.title or feed.title[:200],
        ok_at=look.began,
    )


def _not_known_otherwise(look: Look, items: Sequence[PostData]) -> list[PostData]:
    """Without what is here under another key: from a second feed, or before a move."""
    by_url = {url_key(one.url): one.key for one in items if one.url}
    rows = Post.objects.filter(
        center_id=look.us.center_id,
        url_key__in=list(by_url),
        profile__isnull=False,
        # A pingback may have told of it first: that is no reading of it.
        peer=True,
    ).values_list("url_key", "key")
    twice = {by_url[address] for address, key in rows if key != by_url[address]}
    return [one for one in items if one.key not in twice]


def _keep_items(look: Look, feed: Feed, items: Sequence[PostData]) -> list[str]:
    profile = look.watch.profile or _profile(look, feed)
    if look.first:
        _join_hand_entered(profile, feed)
    return keep_published(look, items, {one.key: profile for one in items})


def _profile(look: Look, feed: Feed) -> Profile:
    """Whose blog it is: one profile a site."""
    site = feed.items[0].author.external_id if feed.items else place(feed.site_url)
    about = ProfileData(external_id=site, name=feed.title, url=feed.site_url)
    where = Place(look.us.center_id, Network.BLOG)
    profile = keep_profiles(where, [about], timezone.now())[site]
    still_ours(look.watch, profile=profile)
    return profile


def _join_hand_entered(profile: Profile, feed: Feed) -> None:
    """Whoever noted this blog before it was read, noted this very one."""
    noted = Profile.objects.filter(
        center_id=profile.center_id,
        platform=Network.BLOG,
        host=urlsplit(feed.site_url).netloc.lower(),
        external_id__startswith="@",
    ).select_related("contact")
    for one in noted:
        if place(one.url) == place(feed.site_url):
            join(one, profile)


def _move(watch: Watch, to: str) -> bool:
    """The feed moved for good. False if this Center watches the new address already.

    Its items get new keys there: what was published until now is known.
    """
    same = Watch.objects.filter(
        center_id=watch.center_id, kind=Watch.Kind.FEED, target_key=to
    )
    if same.exclude(pk=watch.pk).exists():
        return False
    still_ours(
        watch, target_key=to, url_key=url_key(to), looked_first_at=timezone.now()
    )
    return True
