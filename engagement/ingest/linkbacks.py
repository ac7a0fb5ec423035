"""Links to us that somebody told us of: looked at, and then a kindness or none."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from operator import itemgetter

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.platforms.base import (
    InteractionData,
    Kind,
    PlatformError,
    PostData,
    TryLater,
)
from accounts.platforms.blog import linkbacks
from accounts.platforms.blog.keys import number_in, site_of
from accounts.platforms.blog.linkbacks import host_of
from engagement.ingest.deeds import Deed, keep_deeds
from engagement.ingest.inbox import line, profiles_of
from engagement.ingest.look import Us
from engagement.ingest.posts import Sight, keep_posts
from engagement.ingest.told import our_page
from engagement.keys import link_key, url_key
from engagement.models import Conflict, Interaction, Linkback, Post, Profile, Watch
from engagement.pace import back_off
from engagement.settling import count_received

story = logging.getLogger("kindred.story")
logger = logging.getLogger(__name__)

State = Linkback.State
AT_ONCE = 2
"""Pages looked at side by side: slow ones must not take the worker's threads."""
LOOKED_THROUGH = 200
FIRST_WAIT = 120.0
TRIES = 9
UNREAD = "The page could not be read, however often we tried."
NO_LINK = "The page does not link to us."
TAKEN_AWAY = "The page, or its link to us, was taken away."


def linkbacks_due(now: datetime) -> list[int]:
    """Ids of what somebody told us and nobody looked at yet, the longest due first.

    One of each site before a second of any: who tells of many waits behind the others.
    """
    rows = Linkback.objects.filter(
        direction=Linkback.Direction.IN, account__disconnected_at=None
    )
    at_work = rows.filter(state=State.WAITING, lease_until__gte=now)
    turns = Counter(map(host_of, at_work.values_list("source", flat=True)))
    free = max(AT_ONCE - turns.total(), 0)
    ready: list[tuple[int, int]] = []
    waiting = rows.filter(_is_due(now)).order_by("next_at")
    for pk, source in waiting.values_list("pk", "source")[:LOOKED_THROUGH]:
        host = host_of(source)
        ready.append((turns[host], pk))
        turns[host] += 1
    ready.sort(key=itemgetter(0))
    return [pk for _, pk in ready[:free]]


def _is_due(now: datetime) -> Q:
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    return free & Q(state=State.WAITING, next_at__lte=now)


def look_at(pk: int) -> bool:
    """Look at the page of one linkback; whether it was ours to look.

    Safe beside others: only one can claim it.
    """
    now = timezone.now()
    lease = now + timedelta(seconds=settings.SEND_LEASE)
    taken = Linkback.objects.filter(_is_due(now), pk=pk)
    if not taken.update(lease_until=lease, attempt=F("attempt") + 1):
        return False
    row = Linkback.objects.select_related("account", "center").get(pk=pk)
    post = our_page(row.account, row.target)
    try:
        page = linkbacks.read(row.source, leads_to(row, post), settings.ADDRESSES)
        _settle(row, page, post)
    except TryLater as error:
        _later(row, error)
    except PlatformError as error:
        _leave(row, State.REFUSED, str(error))
    except Conflict:
        logger.info("linkback %s was taken over", pk)
    except Exception:
        # Pages of strangers: whatever broke must not be tried at once again.
        logger.exception("linkback %s broke", pk)
        _later(row, TryLater("Something broke on our side."))
    return True


def leads_to(row: Linkback, post: Post | None) -> Callable[[str], bool]:
    """Whether an address is the target, however the page spells it."""
    wanted = {url_key(row.target)}
    if post is not None:
        wanted |= {url_key(one) for one in (post.url, short_address(row, post)) if one}
    return lambda url: _key_or_none(url) in wanted


def short_address(row: Linkback, post: Post) -> str:
    """WordPress's own short address of a post of ours, ``?p=12``; "" of no post."""
    home = row.account.web_url
    try:
        number, is_comment = number_in(post.key, site_of(home))
    except ValueError:
        return ""
    return "" if is_comment else f"{home.rstrip('/')}/?p={number}"


def _key_or_none(url: str) -> str | None:
    try:
        return url_key(url)
    except ValueError:
        return None


def _settle(row: Linkback, page: linkbacks.Page, post: Post | None) -> None:
    known = Interaction.objects.filter(
        center=row.center_id, key=_deed_key(row, post), retracted_at=None
    )
    if page.links:
        with transaction.atomic():
            _move(row, State.DONE)
            found = _keep(row, page, post)
        for deed in found:
            story.info("noticed %s", line(deed))
        return
    gone = page.gone or known.exists()
    with transaction.atomic():
        if gone:
            _move(row, State.GONE, error=TAKEN_AWAY)
            for one in known.select_related("profile"):
                _take_back(one)
        else:
            _move(row, State.REFUSED, error=NO_LINK)


def _deed_key(row: Linkback, post: Post | None) -> str:
    return link_key(row.source, post.url if post and post.url else row.target)


def _keep(row: Linkback, page: linkbacks.Page, about: Post | None) -> list[Deed]:
    """The kindness, by the blog that the page stands in; once, whoever told of it."""
    now = timezone.now()
    us = Us(row.center_id, row.account, row.account.platform, row.account.host)
    key = _deed_key(row, about)
    said = PostData(
        key=key,
        url=row.source,
        text=page.words,
        author=page.by,
        title=page.title or page.by.name,
        abridged=True,
    )
    item = InteractionData(Kind.LINK, key, page.by, said, about.key if about else "")
    profile = profiles_of(us, [item], now)[key]
    deed = Deed(
        kind=Kind.LINK,
        key=key,
        profile=profile,
        post=_theirs(us, said, profile, now),
        about_key=item.about_key,
        happened_at=row.told_at,
    )
    return keep_deeds(us, [deed], now) or _revived(deed, now)


def _theirs(us: Us, said: PostData, profile: Profile, now: datetime) -> Post:
    """The linking page as a post: the one that a feed brought, or one of its own."""
    there = Post.objects.filter(
        center_id=us.center_id,
        url_key=url_key(said.url),
        profile__isnull=False,
        peer=True,
    ).first()
    if there is not None:
        return there
    open_to_all = Watch.objects.filter(
        center_id=us.center_id, profile=profile, takes_comments=True
    ).exists()
    posts, _ = keep_posts(us, [Sight(said, profile)], now)
    post = posts[said.key]
    if open_to_all and not post.takes_comments:
        Post.objects.filter(pk=post.pk).update(takes_comments=True)
    return post


def _revived(deed: Deed, now: datetime) -> list[Deed]:
    """It was taken back once and stands there again: it counts again."""
    rows = Interaction.objects.filter(
        center=deed.profile.center_id,
        key=deed.key,
        retracted_at__isnull=False,
        not_kind=False,
    )
    if not rows.update(retracted_at=None, noticed_at=now, weighed_at=None):
        return []
    count_received(deed.profile, now)
    return [deed]


def _take_back(one: Interaction) -> None:
    """The kindness is gone; suggest looks at it once more, and takes its card back."""
    now = timezone.now()
    rows = Interaction.objects.filter(pk=one.pk, retracted_at=None)
    counted = not (one.first_look or one.not_kind)
    if rows.update(retracted_at=now, weighed_at=None) and counted:
        count_received(one.profile, one.noticed_at, sign=-1)


def _move(row: Linkback, to: str, **fields: str) -> None:
    """Settle it, if our claim is still the last. Raises Conflict otherwise."""
    said = {"error": "", **fields}
    row.move(to, where=Q(attempt=row.attempt), lease_until=None, **said)


def _leave(row: Linkback, to: str, sentence: str) -> None:
    try:
        _move(row, to, error=sentence[:300])
    except Conflict:
        logger.info("linkback %s was taken over", row.pk)


def _later(row: Linkback, error: TryLater) -> None:
    """Once more, each time later; after most of a day it is let go of."""
    if row.attempt >= TRIES:
        return _leave(row, State.REFUSED, UNREAD)
    wait = timezone.now() + back_off(row.attempt, FIRST_WAIT)
    Linkback.objects.filter(pk=row.pk, attempt=row.attempt).update(
        lease_until=None,
        next_at=max(wait, error.at) if error.at else wait,
        error=str(error)[:300],
    )
