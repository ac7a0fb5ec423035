"""One feed of the web and those who watch it, without any web."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import Center
from accounts.platforms.base import Addresses, PlatformError, PostData, ProfileData
from accounts.platforms.blog.feeds import Feed
from engagement.keys import url_key
from engagement.models import Post, Watch
from tests.engagement.script import LONG_AGO

SITE = "https://riverside.example/"
URL = f"{SITE}feed/"


class Web:
    """One feed of the web, as it stands, and how often it was fetched, and how."""

    def __init__(self) -> None:
        self.feed = Feed(URL, title="Riverside", site_url=SITE, etag='"1"')
        self.error: PlatformError | None = None
        self.asked: list[tuple[str, str]] = []

    def read(
        self,
        url: str,
        addresses: Addresses,
        *,
        etag: str = "",
        modified: str = "",
        takes_comments: bool = False,
    ) -> Feed:
        self.asked.append((url, etag))
        if self.error:
            raise self.error
        if etag and etag == self.feed.etag:
            return replace(self.feed, unchanged=True, items=())
        return replace(self.feed, url=url)

    def publish(self, number: int, *links: str, hours_ago: float = 0) -> PostData:
        at = timezone.now() - timedelta(hours=hours_ago)
        made = PostData(
            key=f"feed:{number}",
            url=f"{SITE}{number}/",
            text=f"Text {number}",
            title=f"Title {number}",
            author=ProfileData("riverside.example", name="Riverside", url=SITE),
            published_at=at,
            links=links,
        )
        etag = f'"{uuid4()}"'
        self.feed = replace(self.feed, items=(made, *self.feed.items), etag=etag)
        return made


def a_center() -> Center:
    return Center.objects.create(slug=uuid4().hex[:20], name="Center")


def a_feed(center: Center, url: str = URL, *, looked: bool = False) -> Watch:
    return Watch.objects.create(
        center=center,
        kind=Watch.Kind.FEED,
        target_key=url,
        url_key=url_key(url),
        looked_first_at=LONG_AGO if looked else None,
    )


def around(center: Center) -> set[str]:
    """What suggest may propose to share or comment on."""
    rows = Post.objects.filter(center=center, peer=True, weighed_at=None)
    return set(rows.values_list("key", flat=True))
