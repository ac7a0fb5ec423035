"""What stands under our own name: stored as posts of ours, for deliver to match."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from accounts.models.account import Network
from accounts.platforms.base import Cursor, Page, Platform, PostData, Target
from engagement.aim import target_of_delivery
from engagement.ingest.echoes import Counts, count_is_due, read_echoes
from engagement.ingest.look import SKEW, Look
from engagement.ingest.pages import read_pages
from engagement.ingest.posts import Sight, keep_posts, one_row_each
from engagement.ingest.watches import still_ours
from engagement.models import Delivery, Watch

AT_ONCE = 50
PROMISED = 10
"""Second looks in one poll; each visits a page of theirs, and so does the rest."""


def awaited(watch: Watch, now: datetime) -> list[Delivery]:
    """Deliveries that a look at our own timeline may settle."""
    undecided = Q(
        state__in=(
            Delivery.State.SENDING,
            Delivery.State.UNCONFIRMED,
            Delivery.State.BY_HAND,
        )
    )
    said = Q(
        state=Delivery.State.SENT,
        evidence="said",
        receipt_key="",
        state_since__gt=now - Delivery.SAID_WINDOW,
    )
    ours = Delivery.objects.filter(account=watch.account_id).select_related(
        "center", "suggestion__profile"
    )
    # First, for these were promised: what a moderator of theirs may have let through.
    promised = ours.filter(look_again_at__lte=now).order_by("look_again_at")
    fresh = ours.filter(undecided | said).order_by("-state_since")
    found = {one.pk: one for one in (*promised[:PROMISED], *fresh[:AT_ONCE])}
    return list(found.values())


def read_own(look: Look, platform: Platform) -> None:
    """Read our timeline; ``Watch.ok_at`` becomes the time before the first call.

    The counts of shares and quotes are on the way of it, and looked into afterwards.
    """
    _begin_by_another_way(look)
    targets = _targets(look)
    counts: Counts = {}
    pass_under_way = look.watch.cursor.get("began")
    before = look.watch.cursor.get("visited") if pass_under_way else None
    visited: set[str] = set(before or ())

    def call(cursor: Cursor) -> Page[PostData]:
        page = platform.own(cursor, targets)
        if page.visited is not None:
            # Saved with what was read, once it is stored
            visited.update(page.visited)
            look.watch.cursor = look.watch.cursor | {"visited": sorted(visited)}
        return page

    def store(items: Sequence[PostData]) -> list[str]:
        counts.update({one.key: (one.shares, one.quotes) for one in items})
        return keep_own(look, items)

    first = look.first
    read_pages(look, call, store)
    if first or look.more or not look.may_ask:
        return
    if count_is_due(look, platform):
        page = look.ask(platform.own, {}, ())
        counted = look.watch.cursor | {"counted": look.began.isoformat()}
        look.keep(page.items, store, cursor=counted)
    read_echoes(look, platform, counts)


def _begin_by_another_way(look: Look) -> None:
    """A blog that was read by its feed, and is now by its API, or the other way round.

    It begins anew with a first look: what stands there was published long ago.
    """
    account = look.us.account
    by_feed = bool(account and account.granted.get("feed") and not account.has_token)
    way = "feed" if by_feed else ""
    if look.watch.cursor.get("by", "") != way:
        cursor = {"by": way} if way else {}
        still_ours(look.watch, cursor=cursor, looked_first_at=None)


def _targets(look: Look) -> tuple[Target, ...]:
    waiting = awaited(look.watch, look.began)
    return tuple(target_of_delivery(one) for one in waiting)


def keep_own(look: Look, items: Sequence[PostData]) -> list[str]:
    """Store posts of ours. Older than the connection, they match no delivery."""
    account = look.us.account
    if look.first and look.us.platform == Network.BLOG:
        items = one_row_each(look.us, items)
    since = account.connected_at - SKEW if account else None
    sights = [
        Sight(one, old=look.first and not (since and _after(one, since)))
        for one in items
    ]
    _, new = keep_posts(look.us, sights, timezone.now())
    return ["" for _ in new]


def _after(post: PostData, since: datetime) -> bool:
    return post.published_at is not None and post.published_at >= since
