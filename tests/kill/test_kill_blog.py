"""kill -9 while a comment goes to a WordPress: never two, never none.

A comment has no idempotency key: WordPress stores what it gets. So nothing is sent
again by a machine, and what was stored is found where it stands. The letters are
those of the moments in ``test_kill.py``.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

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
from tests.kill.case import Case
from tests.servers.house import House, Sandbox
from tests.servers.ports import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

TEXT = "The heavy bag is a name we will borrow for our own pantry."


class Comment(Case):
    """A comment under a post of a peer's, on its way, and what became of it."""

    def begin(self) -> None:
        home = f"{self.sandbox.site}/blog/center/"
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
        made = self.sandbox.play("peer_blog", who="riverside")
        self.delivery = self._accepted(blog, made)
        self.card = self.delivery.suggestion

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

    def posts(self) -> list[Any]:
        """Our comments with this text, as the peer's WordPress has them."""
        comments = self.sandbox.world()["blog"]["comment"]
        return [one for one in comments if TEXT in one["content"]]

    def once(self) -> None:
        """One comment there, one kindness in the books, one link that opens it."""
        (there,) = self.posts()
        row = self.row()
        assert row.receipt_key.endswith(f":c{there['id']}")
        assert row.receipt_url.endswith(f"#comment-{there['id']}")
        assert row.evidence == "seen"
        assert Interaction.objects.filter(direction="out").count() == 1
        self.card.refresh_from_db()
        assert self.card.state == "accepted"


@pytest.fixture
def case(house: House, networks: Sandbox) -> Comment:
    house.told_of(networks)
    return Comment(house, networks)


@pytest.mark.parametrize("moment", ["before_the_connection", "half_the_request_sent"])
def test_bc_nothing_was_stored_so_a_person_sends_it_again(
    case: Comment, moment: str
) -> None:
    case.dies(moment)
    case.is_left_as_it_was()

    case.recovers("unconfirmed")
    until(lambda: case.row().looked_at, "it says when we looked")
    assert case.posts() == []
    assert case.row().state == "unconfirmed"

    case.sent_again()

    until(lambda: case.row().state == "sent", "a person sent it again")
    case.once()


@pytest.mark.parametrize("fault", ["hold_after", "half_answer"])
def test_de_the_peer_stored_it_and_we_find_it_there(case: Comment, fault: str) -> None:
    case.sandbox.fault("blog.comment_create", fault, network="blog")

    case.killed_when(case.posts, "their blog stored it")
    case.is_left_as_it_was()

    case.recovers("sent")

    case.once()


@pytest.mark.parametrize("moment", ["before_settling", "inside_the_settling_commit"])
def test_fg_the_answer_was_read_and_lost_and_we_find_it(
    case: Comment, moment: str
) -> None:
    case.dies(moment)
    case.is_left_as_it_was()

    case.recovers("sent")

    case.once()
