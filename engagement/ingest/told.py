"""Somebody tells us that a page links to ours: checked, bounded, and written down.

Nothing is fetched here, and nobody's word counts: ``linkbacks`` looks later.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from accounts.models import Account
from accounts.platforms.blog.keys import post_key, site_of
from accounts.platforms.blog.linkbacks import host_of, reachable
from engagement.ingest.look import Us
from engagement.ingest.places import under
from engagement.keys import link_key, url_key
from engagement.models import Conflict, Linkback, Post

LONGEST = 1000
HOUR = timedelta(hours=1)
A_HOST = 20
"""Links that one site may tell of within an hour; a person links no faster."""
AN_ACCOUNT = 200
AGAIN = timedelta(minutes=5)
"""Told again so soon, a page is looked at once for both."""

ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x1f\x7f]+", re.ASCII)


class NotTaken(Exception):
    """What we were told is not taken; ``status`` is HTTP's word for the sentence."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def hear(account: Account, source: str, target: str, now: datetime) -> Linkback:
    """Take down that ``source`` links to ``target``. Raises NotTaken with a reason."""
    _check(account, source, target)
    _keep_bounds(account, source, key_of(account, source, target), now)
    return note(account, source, target, how="webmention", now=now)


def _check(account: Account, source: str, target: str) -> None:
    for name, url in (("source", source), ("target", target)):
        if not url:
            raise NotTaken(f"Say which page is the {name}.")
        if not is_address(url):
            raise NotTaken(f"The {name} is not a web address that we can take.")
    if url_key(source) == url_key(target):
        raise NotTaken("Source and target are the same page.")
    if not under(target, account.web_url):
        raise NotTaken("The target is not on this blog.")
    if not reachable(source, settings.ADDRESSES):
        raise NotTaken("The source is not an address that we go to.")
    if is_ours(account, source):
        raise NotTaken("The source is a page of our own.")


def is_address(url: str) -> bool:
    """Whether it is an address of the web that a row can hold."""
    if len(url) > LONGEST or not ADDRESS.fullmatch(url):
        return False
    try:
        # What it is split into is checked only when it is asked for
        return urlsplit(url).port != 0
    except ValueError:
        return False


def is_ours(account: Account, url: str) -> bool:
    """Whether a page stands on a blog of this Center."""
    sites = Us(account.center_id, account, account.platform).sites
    return any(under(url, site) for site in sites)


def _keep_bounds(account: Account, source: str, key: str, now: datetime) -> None:
    """Only the same link told again is free: one page may name endless targets."""
    lately = Linkback.objects.filter(
        account=account, direction=Linkback.Direction.IN, told_at__gt=now - HOUR
    ).exclude(key=key)
    sources = lately.order_by("-told_at").values_list("source", flat=True)
    told = list(sources[:AN_ACCOUNT])
    if len(told) >= AN_ACCOUNT:
        raise NotTaken("We were told of too many pages. Come again in an hour.", 429)
    host = host_of(source)
    if sum(host_of(one) == host for one in told) >= A_HOST:
        raise NotTaken("This site told us of many pages. Come again in an hour.", 429)


def note(
    account: Account, source: str, target: str, *, how: str, now: datetime
) -> Linkback:
    """One row a pair of pages; told again, it is looked at again."""
    row, made = Linkback.objects.get_or_create(
        center_id=account.center_id,
        direction=Linkback.Direction.IN,
        key=key_of(account, source, target),
        defaults={
            "account": account,
            "source": source,
            "target": target,
            "how": how,
            "told_at": now,
            "next_at": now,
        },
    )
    if made:
        return row
    look_at = max(now, row.told_at + AGAIN)
    if row.state == Linkback.State.WAITING:
        Linkback.objects.filter(pk=row.pk).update(told_at=now)
        return row
    try:
        row.move(
            Linkback.State.WAITING, told_at=now, next_at=look_at, attempt=0, error=""
        )
    except Conflict:
        # Somebody else tells us in this moment: it is looked at once for both.
        row.refresh_from_db()
    return row


def our_page(account: Account, target: str) -> Post | None:
    """The post of ours at this address, or at this short address, if we know it."""
    posts = Post.objects.filter(center_id=account.center_id, account=account)
    number = parse_qs(urlsplit(target).query).get("p", [""])[0]
    if number.isascii() and number.isdigit():
        key = post_key(site_of(account.web_url), int(number[:18]))
        return posts.filter(key=key).first()
    return posts.filter(url_key=url_key(target)).first()


def key_of(account: Account, source: str, target: str) -> str:
    """The key of the link, the same whoever tells of it and by which address."""
    post = our_page(account, target)
    return link_key(source, post.url if post and post.url else target)
