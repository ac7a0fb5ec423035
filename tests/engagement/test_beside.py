"""What stands beside a card: what passed, what is counted, their last posts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from engagement.models import Interaction, Post
from engagement.views.beside import beside_contact
from tests.engagement.rows import Town, follow, mention, peer, town, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


def test_their_last_posts_are_posts_of_theirs_and_each_once(csw: Town) -> None:
    who = peer(csw.center)
    now = timezone.now()
    for number, key in enumerate(("feed:1", "wm:1", "feed:2", "feed:3", "feed:4")):
        Post.objects.create(
            center=csw.center,
            profile=who,
            key=key,
            url_key="the same page" if key.endswith(":1") else key,
            text=key,
            published_at=now - timedelta(hours=number),
        )
    # Under posts of ours
    wrote(csw, "Well put.", by=who, kind="comment")
    reply = wrote(csw, "We agree.", by=who, kind="mention").post
    Post.objects.filter(pk=reply.pk if reply else 0).update(reply_to_key="x:1")

    posts = beside_contact(who.contact, csw.poster).posts
    assert [post.key for post in posts] == ["feed:1", "feed:2", "feed:3"]


def test_what_we_said_under_a_post_of_theirs_does_not_hide_it(csw: Town) -> None:
    theirs = mention(csw).post
    assert theirs is not None
    assert theirs.profile is not None
    Interaction.objects.create(
        center=csw.center,
        profile=theirs.profile,
        direction="out",
        kind="comment",
        key="out:1",
        post=theirs,
    )
    found = beside_contact(theirs.profile.contact, csw.poster).posts
    assert found == [theirs]


def test_what_is_not_counted_says_so(csw: Town) -> None:
    who = peer(csw.center)
    follow(csw, by=who, first_look=True)
    Interaction.objects.filter(pk=wrote(csw, "Stop.", by=who).pk).update(not_kind=True)
    wrote(csw, "Well put.", by=who)

    entries = beside_contact(who.contact, csw.poster).entries
    assert sorted(entry["uncounted"] for entry in entries) == [
        "",
        "from before we looked: not counted",
        "not counted as a kindness",
    ]
