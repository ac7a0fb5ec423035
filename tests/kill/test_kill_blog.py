"""kill -9 while a comment goes to a WordPress: never two, never none.

A comment has no idempotency key: WordPress stores what it gets. So nothing is sent
again by a machine, and what was stored is found where it stands.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.utils import timezone
from redis import Redis

from accounts.connect import sealed
from accounts.models import Account
from accounts.platforms.base import Tokens
from accounts.platforms.blog.keys import post_key, site_of
from engagement import decide
from engagement.aim import main_way
from engagement.models import (
    Contact,
    Delivery,
    Interaction,
    Post,
    Profile,
    Suggestion,
    Watch,
)
from tests.engagement.rows import town
from tests.press import Press
from tests.servers.house import House, Sandbox
from tests.servers.ports import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

TEXT = "The heavy bag is a name we will borrow for our own pantry."


class Comment:
    """A comment under a post of a peer's, on its way, and what became of it."""

    def __init__(self, house: House, sandbox: Sandbox) -> None:
        self.house, self.sandbox = house, sandbox
        house.env |= {
            "KINDRED_SEND_LEASE": "3",
            "KINDRED_POLL_STEPS": "0.4,1,2",
            "KINDRED_SWEEP": "0.3,0.3",
        }
        self.town = town()
        home = f"{sandbox.site}/blog/center/"
        blog = Account.objects.create(
            center=self.town.center,
            platform="blog",
            external_id=site_of(home),
            title="Our blog",
            web_url=home,
            tokens=sealed(Tokens(user="kindred", access="blog-pass-center")),
            granted={"tier": "author"},
        )
        self.watch = Watch.objects.create(
            center=self.town.center,
            account=blog,
            kind="own",
            target_key=f"account:{blog.pk}",
            looked_first_at=timezone.now(),
        )
        made = sandbox.play("peer_blog", who="riverside")
        self.delivery = self._accepted(blog, made)

    def _accepted(self, blog: Account, made: Any) -> Delivery:
        center = self.town.center
        contact = Contact.objects.create(
            center=center, name="Riverside", kind="organization"
        )
        site = f"{self.sandbox.site}/blog/riverside/"
        profile = Profile.objects.create(
            center=center,
            contact=contact,
            platform="blog",
            external_id=site_of(site),
            url=site,
        )
        post = Post.objects.create(
            center=center,
            profile=profile,
            key=post_key(site_of(site), made["id"]),
            url=made["url"],
            text="The heavy bag.",
            takes_comments=True,
            peer=True,
            weighed_at=timezone.now(),
        )
        card = Suggestion.objects.create(
            center=center,
            account=blog,
            profile=profile,
            post=post,
            kind="comment",
            owed=False,
            key=f"comment:{post.key}",
            reason="They published.",
        )
        way = main_way(card)
        assert way is not None
        assert way.mode.kind == "one click"
        line = decide.accept(card, by=self.town.poster, way=way, text=TEXT)
        Delivery.objects.filter(pk=line.pk).update(due_at=timezone.now())
        return line

    def public(self) -> list[Any]:
        """Our comments with this text, as the peer's WordPress has them."""
        comments = self.sandbox.world()["blog"]["comment"]
        return [one for one in comments if TEXT in one["content"]]

    def row(self) -> Delivery:
        self.delivery.refresh_from_db()
        return self.delivery

    def recovers(self, state: str) -> None:
        """Another worker, an emptied broker, and in the end this state."""
        if broker := os.environ.get("REDIS_URL"):
            with Redis.from_url(broker) as client:
                client.flushall()
        self.sandbox.mend()
        worker = self.house.worker()
        until(
            lambda: self.row().state == state,
            f"the row ends {state}, not {self.row().state}: {self.row().error}",
            process=worker.process,
        )

    def once(self) -> None:
        """One comment there, one kindness in the books, one link that opens it."""
        (there,) = self.public()
        row = self.row()
        assert row.receipt_key.endswith(f":c{there['id']}")
        assert row.receipt_url.endswith(f"#comment-{there['id']}")
        assert row.evidence == "seen"
        assert Interaction.objects.filter(direction="out").count() == 1


@pytest.fixture
def comment(house: House, networks: Sandbox) -> Comment:
    house.told_of(networks)
    return Comment(house, networks)


def test_nothing_was_stored_so_a_person_sends_it_again(comment: Comment) -> None:
    worker = comment.house.start(
        "worker", "-m", "tests.kill.worker", KILL_AT="half_the_request_sent"
    )
    if comment.house.env.get("REDIS_URL"):
        comment.house.start("beat", "-m", "celery", "--quiet", "-A", "hub", "beat")
    until(lambda: worker.process.poll() is not None, "it dies")
    assert comment.row().state == "sending"

    comment.recovers("unconfirmed")
    until(lambda: comment.row().looked_at, "it says when we looked")
    assert comment.public() == []

    press = Press(comment.house.web(), comment.town.poster)
    press.post(f"/c/csw/d/{comment.delivery.pk}/again/")

    until(lambda: comment.row().state == "sent", "a person sent it again")
    comment.once()


def test_the_peer_stored_it_and_we_find_it_there(comment: Comment) -> None:
    comment.sandbox.fault("blog.comment_create", "hold_after", network="blog")
    worker = comment.house.worker()
    until(comment.public, "their blog stored it", process=worker.process)
    worker.kill()
    assert comment.row().state == "sending"

    comment.recovers("sent")

    comment.once()
