"""Our links to others' pages: each site that wants to know is told once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Account
from accounts.models.account import Network
from accounts.platforms.base import PlatformError, Refused, TryLater
from accounts.platforms.blog import linkbacks
from accounts.platforms.blog.keys import sites_above
from accounts.platforms.blog.linkbacks import PINGBACK
from accounts.platforms.blog.peers import lies_in
from engagement.bounds import quiet
from engagement.facts import facts_of_center
from engagement.keys import link_key
from engagement.may_leave import Go, Wait, may_leave
from engagement.models import Conflict, Linkback, Post, Profile
from engagement.pace import back_off

story = logging.getLogger("kindred.story")
logger = logging.getLogger(__name__)

State = Linkback.State
AT_ONCE = 2
MOST = 20
"""Links of one post whose sites are told; a list of a hundred is no kindness."""
FIRST_WAIT = 120.0
TRIES = 8
LATER = timedelta(minutes=10)
LONGEST = 1000
BY_ITSELF = "itself"
NOBODY = "Their site does not ask to be told of links."
SILENT = "Their site could not be reached, however often we tried."


def note_links(post: Post) -> int:
    """Write down whom a new post of our blog links to; how many are to be told.

    Runs in the caller's transaction. A comment of ours is no page that links.
    """
    account = post.account
    if account is None or account.platform != Network.BLOG or not post.url:
        return 0
    if post.first_look or post.reply_to_key:
        return 0
    links = _others_pages(post, account)
    made = Linkback.objects.bulk_create(
        [
            Linkback(
                center_id=post.center_id,
                account=account,
                direction=Linkback.Direction.OUT,
                key=link_key(post.url, link),
                source=post.url,
                target=link,
            )
            for link in links
        ],
        ignore_conflicts=True,
    )
    return len(made)


def _others_pages(post: Post, account: Account) -> list[str]:
    """The links to pages of others, one a page; nothing to who is not to be reached."""
    ours = Account.objects.filter(center=post.center_id, platform=Network.BLOG)
    homes = list(ours.exclude(web_url="").values_list("web_url", flat=True))
    links = {
        link_key(post.url, link): link
        for link in post.links
        if isinstance(link, str)
        and len(link) <= LONGEST
        and linkbacks.reachable(link, settings.ADDRESSES)
        and not any(lies_in(link, home) for home in homes)
    }
    chosen = list(links.values())[:MOST]
    shy = _shy(post.center_id, chosen)
    return [link for link in chosen if shy.isdisjoint(sites_above(link))]


def _is_shy(center_id: int, link: str) -> bool:
    return not _shy(center_id, [link]).isdisjoint(sites_above(link))


def _shy(center_id: int, links: Sequence[str]) -> set[str]:
    """The sites among these of who is not to be reached out to."""
    sites = {site for link in links for site in sites_above(link)}
    rows = Profile.objects.filter(
        quiet("contact") | Q(opted_out_at__isnull=False),
        center=center_id,
        platform=Network.BLOG,
        host="",
        external_id__in=sites,
    )
    return set(rows.values_list("external_id", flat=True))


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def linkbacks_due(now: datetime) -> list[int]:
    """Ids of sites to be told now; none of a Center that is frozen."""
    rows = Linkback.objects.filter(direction=Linkback.Direction.OUT)
    at_work = rows.filter(state=State.WAITING, lease_until__gte=now).count()
    ready = rows.filter(
        _is_due(now),
        center__frozen_at=None,
        account__disconnected_at=None,
        account__held_at=None,
    ).order_by("next_at")
    return list(ready.values_list("pk", flat=True)[: max(AT_ONCE - at_work, 0)])


def _is_due(now: datetime) -> Q:
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    return free & Q(state=State.WAITING, next_at__lte=now)


def tell(pk: int) -> bool:
    """Tell one site; whether it was ours to tell. Only one caller can claim it."""
    now = timezone.now()
    lease = now + timedelta(seconds=settings.SEND_LEASE)
    taken = Linkback.objects.filter(_is_due(now), pk=pk)
    if not taken.update(lease_until=lease, attempt=F("attempt") + 1):
        return False
    row = Linkback.objects.select_related("center").get(pk=pk)
    if _is_shy(row.center_id, row.target):
        # Said since the row was made. A line "not told" would talk, so none stays.
        Linkback.objects.filter(pk=pk, attempt=row.attempt).delete()
        return True
    answer = may_leave(facts_of_center(row.center, now, verb="webmention"))
    if not isinstance(answer, Go):
        until = answer.until if isinstance(answer, Wait) else now + LATER
        _wait(row, until, answer.reason)
        return True
    try:
        how = _tell(row)
    except TryLater as error:
        _later(row, error)
    except PlatformError as error:
        _leave(row, State.REFUSED, error=str(error)[:300])
    except Exception:
        logger.exception("linkback %s broke", pk)
        _later(row, TryLater("Something broke on our side."))
    else:
        _leave(row, State.DONE, how=how)
        story.info("told %s that we link to it (%s)", _host(row.target), how)
    return True


def _tell(row: Linkback) -> str:
    """How it was told. Raises Refused, or TryLater: telling twice does no harm."""
    places = settings.ADDRESSES
    endpoint = linkbacks.endpoint_of(row.target, places)
    if not endpoint.url:
        raise Refused(NOBODY)
    if endpoint.how == PINGBACK and linkbacks.pings_by_itself(row.source, places):
        return BY_ITSELF
    linkbacks.tell(endpoint, row.source, row.target, places)
    return endpoint.how


def _later(row: Linkback, error: TryLater) -> None:
    if row.attempt >= TRIES:
        return _leave(row, State.REFUSED, error=SILENT)
    at = timezone.now() + back_off(row.attempt, FIRST_WAIT)
    _wait(row, max(at, error.at) if error.at else at, str(error))


def _wait(row: Linkback, at: datetime, why: str) -> None:
    Linkback.objects.filter(pk=row.pk, attempt=row.attempt).update(
        lease_until=None,
        next_at=at,
        error=why[:300],
    )


def _leave(row: Linkback, to: str, **fields: str) -> None:
    said = {"error": "", **fields}
    try:
        row.move(to, where=Q(attempt=row.attempt), lease_until=None, **said)
    except Conflict:
        logger.info("linkback %s was taken over", row.pk)
