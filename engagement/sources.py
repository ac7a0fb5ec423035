"""What we listen to and speak as: blogs, and accounts with or without a key."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.connect import platform_of, sealed
from accounts.models import Account, Activity, Hands, Member
from accounts.models.account import Network
from accounts.platforms.base import Refused, Tokens
from accounts.platforms.blog import feeds, find
from engagement.keys import url_key
from engagement.models import Contact, Profile, Watch


def add_feed(*, by: Member, url: str) -> Watch:
    """Listen to a blog, by its own address or its feed's.

    Looks at it first: raises a PlatformError with a sentence when there is no feed,
    it is broken, too large, or inside the network. The same feed twice is one watch.
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
        Activity.record(by, "listens to", watch)
    return watch


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
    return Profile.objects.create(
        center=by.center,
        contact=contact,
        platform=Network.BLOG,
        external_id=site,
        name=feed.title[:200],
        url=feed.site_url,
    )


def _site(feed: feeds.Feed) -> str:
    return urlsplit(feed.site_url).netloc.lower()


def add_account(
    *, by: Member, platform: str, name: str, user: str, token: str
) -> Account:
    """An account of ours. With a token it is tried at once; without, all is by hand.

    Raises a PlatformError with a sentence when the token does not work, or when the
    account is connected already, here or in another Center.
    """
    account = _by_hand(by, platform, name)
    if token:
        account.tokens = sealed(Tokens(access=token.strip(), user=user.strip()))
        account.granted = {"tier": "self-serve", "scopes": []}
        me = platform_of(account).me()
        account.external_id = me.external_id or account.external_id
        account.handle = me.handle or account.handle
        account.title = account.title or me.name
    try:
        with transaction.atomic():
            account.save()
            Activity.record(by, "connected", account, by_hand=not token)
    except IntegrityError as error:
        raise Refused(
            "This account is connected already, here or by another Center."
        ) from error
    return account


def _by_hand(by: Member, platform: str, name: str) -> Account:
    name = name.strip()
    if platform == Network.TWITTER:
        handle = name.rsplit("/", 1)[-1].lstrip("@")
        if not handle.replace("_", "").isalnum() or len(handle) > 15:
            raise Refused("That is no handle on X. Like @YourCenter.")
        fields = {"external_id": f"@{handle.lower()}", "handle": handle}
        fields["title"] = f"@{handle}"
    else:
        address = name if "://" in name else f"https://{name}"
        host = urlsplit(address).netloc.lower()
        if "." not in host and ":" not in host:
            raise Refused("That is no address of a blog. Like https://example.org")
        fields = {"external_id": address.rstrip("/"), "host": host, "title": host}
        fields["web_url"] = address
    return Account(center=by.center, platform=platform, connected_by=by, **fields)


def lend_hands(account: Account, *, member: Member, by: Member) -> None:
    """This member may act for the account on the network itself."""
    Hands.objects.get_or_create(
        center=account.center, account=account, member=member, until=None
    )
    Activity.record(by, "noted the hands of", account, whose=member.pk)


def set_paused(watch: Watch, *, by: Member, paused: bool) -> None:
    """Stop listening, or go on from where we stopped."""
    Watch.objects.filter(pk=watch.pk).update(
        paused=paused, next_at=timezone.now(), fails=0, error=""
    )
    Activity.record(by, "paused" if paused else "goes on with", watch)
