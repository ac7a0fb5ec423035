"""What we listen to: blogs by their address, and what our accounts show."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Account, Activity, Center, Member
from accounts.models.account import Network
from accounts.platforms.base import Refused
from accounts.platforms.blog import feeds, find
from engagement.keep_outs import mark
from engagement.keys import url_key
from engagement.models import Contact, Profile, Watch


def add_feed(*, by: Member, url: str) -> tuple[Watch, bool]:
    """Listen to a blog, by its own address or its feed's; and whether that is new.

    Looks at it first: raises a PlatformError with a sentence when there is no feed,
    it is broken, too large, or inside the network. The same feed twice is one watch;
    where it was stopped, it goes on.
    """
    seen = find.discover(url, settings.ADDRESSES)
    if not seen.feed_url:
        raise Refused("There is no feed on that page. Paste the feed's own address.")
    address = seen.feed_url
    feed = feeds.read(address, settings.ADDRESSES)
    if not seen.rest_root and feed.site_url:
        seen = find.discover(feed.site_url, settings.ADDRESSES)
    takes = bool(seen.rest_root) and find.takes_comments(
        seen.rest_root, settings.ADDRESSES
    )
    title = feed.title or seen.title or urlsplit(url).netloc
    with transaction.atomic():
        watch, made = Watch.objects.get_or_create(
            center=by.center,
            kind=Watch.Kind.FEED,
            target_key=address,
            defaults={
                "title": title[:200],
                "url_key": url_key(address),
                "takes_comments": takes,
                "next_at": timezone.now(),
                "profile": _peer(by, feed),
            },
        )
        if not made and watch.paused:
            Watch.objects.filter(pk=watch.pk).update(
                paused=False, next_at=timezone.now(), fails=0, error=""
            )
        new = made or watch.paused
        if new:
            Activity.record(by, "listens to", watch)
    return watch, new


def _peer(by: Member, feed: feeds.Feed) -> Profile:
    """The blog's own profile: who listens to a blog takes it for a peer."""
    site = feed.items[0].author.external_id if feed.items else _site(feed)
    known = Profile.objects.of(by.center).filter(
        platform=Network.BLOG, host="", external_id=site
    )
    found = known.first()
    if found:
        return found
    contact = Contact.objects.create(
        center=by.center, name=feed.title[:200], kind=Contact.Kind.ORGANIZATION
    )
    made = Profile.objects.create(
        center=by.center,
        contact=contact,
        platform=Network.BLOG,
        external_id=site,
        name=feed.title[:200],
        url=feed.site_url,
    )
    mark(by.center, [contact.pk])
    return made


def _site(feed: feeds.Feed) -> str:
    return urlsplit(feed.site_url).netloc.lower()


def with_lists(center: Center) -> list[Account]:
    """The accounts that can read a list of peers."""
    rows = Account.objects.of(center).filter(
        platform=Network.TWITTER, disconnected_at=None
    )
    return list(rows.exclude(tokens="").select_related("app").order_by("handle", "pk"))


def add_list(
    account: Account, *, by: Member, number: str, title: str
) -> tuple[Watch, bool]:
    """Listen to a list of peers on X; and whether that is new.

    Where it was stopped, it goes on. Whether there is such a list its first look says.
    """
    with transaction.atomic():
        watch, made = Watch.objects.get_or_create(
            center=account.center,
            account=account,
            kind=Watch.Kind.LIST,
            target_key=number,
            defaults={"title": title or f"List {number}", "next_at": timezone.now()},
        )
        new = made or watch.paused
        if new:
            Watch.objects.filter(pk=watch.pk).update(
                paused=False, next_at=timezone.now(), fails=0, error=""
            )
            Activity.record(by, "listens to", watch)
    return watch, new


def set_paused(watch: Watch, *, by: Member, paused: bool) -> None:
    """Stop listening, or go on from where we stopped."""
    Watch.objects.filter(pk=watch.pk).update(
        paused=paused, next_at=timezone.now(), fails=0, error=""
    )
    Activity.record(by, "paused" if paused else "goes on with", watch)
