"""Dates that strangers give to what they publish, kept as far as they can be true."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from engagement.ingest.times import happened
from engagement.models import Interaction, Post
from tests.engagement.script import poll_now
from tests.engagement.web import Web, a_center, a_feed

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
IMPOSSIBLE = [
    datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
    datetime(2090, 1, 1, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
]


@pytest.mark.once
@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (None, None),
        (NOW - timedelta(days=9), NOW - timedelta(days=9)),
        (NOW + timedelta(seconds=1), NOW),
        (IMPOSSIBLE[0], NOW),
        (IMPOSSIBLE[2], None),
        (datetime(1989, 12, 31, tzinfo=UTC), None),
    ],
)
def test_nothing_happened_later_than_now_or_before_the_web(
    said: datetime | None, kept: datetime | None
) -> None:
    assert happened(said, NOW) == kept


@pytest.mark.django_db
@pytest.mark.parametrize("said", IMPOSSIBLE)
def test_a_feed_dates_neither_posts_nor_links_into_another_time(
    said: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Web()
    monkeypatch.setattr("accounts.platforms.blog.feeds.read", web.read)
    center = a_center()
    blog = center.accounts.create(
        platform="blog", external_id="7", web_url="https://center.example/"
    )
    made = web.publish(1, f"{blog.web_url}one/")
    web.feed = replace(web.feed, items=(replace(made, published_at=said),))
    before = timezone.now()
    poll_now(a_feed(center, looked=True))

    assert before <= Post.objects.get().published_at <= timezone.now()
    at = Interaction.objects.get().happened_at
    assert at is None or at >= before
