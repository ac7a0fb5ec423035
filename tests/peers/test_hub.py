"""The hub on a real WordPress: links and comments become thanks, and are answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import requests
from django.utils import timezone

from accounts.connect import sealed
from accounts.models import Account
from accounts.platforms.base import Addresses, Target, Tokens
from accounts.platforms.blog import Blog
from engagement import decide, deliver, ingest, sources, suggest
from engagement.aim import main_way
from engagement.models import Delivery, Linkback, Suggestion, Watch
from tests.engagement.rows import Town, town
from tests.peers.wordpress import Site

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Hub:
    """A Center whose blog is a real WordPress, and a worker for it."""

    town: Town
    blog: Account

    def sweep(self) -> None:
        """What the worker does again and again; all is due."""
        ingest.make_missing_watches()
        Watch.objects.filter(center=self.town.center).exclude(
            account=self.town.x
        ).update(next_at=timezone.now())
        for pk in ingest.due(timezone.now()):
            ingest.poll(pk)
        while due := ingest.linkbacks_due(timezone.now()):
            for pk in due:
                ingest.look_at(pk)
        suggest.sweep(timezone.now())
        deliver.match_own(timezone.now())
        for pk in deliver.linkbacks_due(timezone.now()):
            deliver.tell(pk)

    def owed(self) -> list[Suggestion]:
        rows = Suggestion.objects.of(self.town.center).filter(state="open", owed=True)
        return list(rows.select_related("profile__contact", "post", "account"))


@pytest.fixture
def hub(ours: Site, peer: Site, addresses: Addresses, settings: Any) -> Hub:
    """It has looked once, and listens to the peer's feed."""
    settings.ADDRESSES = addresses
    here = town()
    Account.objects.filter(pk=here.x.pk).update(disconnected_at=timezone.now())
    blog = Account.objects.create(
        center=here.center,
        platform="blog",
        host=ours.address.partition("://")[2],
        external_id=str(ours.author.id),
        handle=ours.author.name,
        title="Our blog",
        web_url=ours.address,
        tokens=sealed(Tokens(user=ours.author.name, access=ours.author.password)),
        granted={"tier": "author"},
    )
    sources.add_feed(by=here.supervisor, url=peer.address)
    hub = Hub(here, blog)
    hub.sweep()
    assert hub.owed() == []
    return hub


def test_a_pingback_received_becomes_a_thanks_owed(
    hub: Hub, ours: Site, peer: Site
) -> None:
    linked = f"{ours.address}/practice-note-7/"
    text = f'<p>We read <a href="{linked}">their note</a> with profit.</p>'
    post = {"title": "What we read this week", "content": text, "status": "publish"}
    source = peer.ask("POST", "posts", json=post)["link"]
    Watch.objects.filter(kind="feed").update(paused=True)
    ours.pinged(source, linked)

    hub.sweep()

    (card,) = hub.owed()
    assert "Linked to our post “Practice note 7”" in card.reason
    assert str(card.profile) == "Riverside Family Services"
    assert card.post is not None
    assert card.post.url == source
    assert "their note with profit" in card.post.text
    assert Linkback.objects.get(direction="in").how == "pingback"

    # The link is taken out again, and WordPress is told so by another ping.
    peer.ask("POST", f"posts/{_number(peer, source)}", json={"content": "<p>Gone.</p>"})
    Linkback.objects.get(direction="in").move("waiting", next_at=timezone.now())
    hub.sweep()
    assert hub.owed() == []


def _number(site: Site, url: str) -> int:
    slug = url.rstrip("/").rpartition("/")[2]
    found: int = site.ask("GET", "posts", params={"slug": slug})[0]["id"]
    return found


def test_our_post_pings_the_second_wordpress_and_nobody_pings_twice(
    hub: Hub, blog: Blog, ours: Site, peer: Site
) -> None:
    theirs = f"{peer.address}/our-open-house/"
    text = f"Come and see\n\nRiverside opens its house: {theirs}."
    receipt = blog.post(Target(), text, uuid4().hex)
    # What a visitor of a real site sets off: WordPress sends its pings
    requests.get(f"{ours.address}/wp-cron.php", timeout=60).raise_for_status()

    hub.sweep()
    hub.sweep()

    asked = {"type": "pingback", "status": "all"}
    pings = peer.ask("GET", "comments", params=asked)
    assert [one["author_url"] for one in pings] == [receipt.url]
    row = Linkback.objects.get(direction="out", target=theirs)
    assert (row.source, row.state, row.how) == (receipt.url, "done", "itself")


def test_a_comment_on_our_post_is_thanked_in_place(hub: Hub, ours: Site) -> None:
    ours.visitor_says(ours.posts[2], "The list of questions helped our interns.")
    hub.sweep()
    (card,) = hub.owed()
    assert "Commented on our post “Practice note 3”" in card.reason
    assert card.draft

    way = main_way(card)
    assert way is not None
    assert way.mode.kind == "one click"
    line = decide.accept(card, by=hub.town.poster, way=way, text=card.draft)
    Delivery.objects.filter(pk=line.pk).update(due_at=timezone.now())
    deliver.send(line.pk)

    line.refresh_from_db()
    assert (line.state, line.evidence, line.waiting) == ("sent", "seen", False)
    said = ours.ask("GET", "comments", params={"post": ours.posts[2]})
    theirs = next(one for one in said if one["author_name"] == "Vera Visitor")
    answers = [one for one in said if one["parent"] == theirs["id"]]
    assert [one["author"] for one in answers] == [ours.author.id]
    hub.sweep()
    assert hub.owed() == []
