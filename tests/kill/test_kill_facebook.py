"""kill -9 over a post and a comment of our Facebook Page: never two, never none.

What is the same on every network is tried with X; here is what Facebook stored or
not, and what our Page can find of it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Account
from engagement.models import Contact, Post, Profile, Suggestion, Watch
from tests.engagement.page import page_of
from tests.engagement.rows import queued
from tests.kill.case import TEXT, Case
from tests.servers.house import House, Sandbox
from tests.servers.ports import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

CALLS = {"share": "facebook.post", "thank": "facebook.comment"}


class OnPage(Case):
    """A post of a peer's to pass on, or somebody's words to answer."""

    kind = "thank"

    def begin(self) -> None:
        self.page = page_of(self.town)
        # Nothing of X plays here.
        Account.objects.filter(pk=self.town.x.pk).update(tokens="")
        self.watch = Watch.objects.create(
            center=self.town.center,
            account=self.page,
            kind="own",
            target_key=f"account:{self.page.pk}",
            looked_first_at=timezone.now(),
        )
        who, what = {
            "thank": ("KinshipCareNetwork", "fb_tag"),
            "share": ("RiversideFoodBank", "fb_peer_post"),
        }[self.kind]
        self.theirs = self.sandbox.play(what, who=who)
        self.card: Suggestion = self._card()
        self.delivery = queued(self.town, self.card, TEXT)

    def _card(self) -> Suggestion:
        center, made = self.town.center, self.theirs
        contact = Contact.objects.create(
            center=center, name="Peer", kind="organization"
        )
        profile = Profile.objects.create(
            center=center,
            contact=contact,
            platform="facebook",
            external_id=made["author"]["id"],
            name=made["author"]["name"],
        )
        post = Post.objects.create(
            center=center,
            profile=profile,
            key=f"fb:{made['id']}",
            url=self.sandbox.site + made["url"],
            text=made["message"],
            summons_us=self.kind == "thank",
            weighed_at=timezone.now(),
        )
        return Suggestion.objects.create(
            center=center,
            account=self.page,
            profile=profile,
            post=post,
            kind=self.kind,
            owed=self.kind == "thank",
            key=f"{self.kind}:{post.key}",
        )

    def posts(self) -> list[Any]:
        there = self.sandbox.world()["facebook"]
        listed = there["posts"] if self.kind == "share" else there["comments"]
        ours = [one for one in listed if one["author"] == 7001]
        return [one for one in ours if one["message"] == TEXT]

    def strikes(self, fault: str) -> None:
        self.sandbox.fault(CALLS[self.kind], fault, network="facebook")


class Sharing(OnPage):
    kind = "share"


@pytest.fixture(params=[OnPage, Sharing], ids=["comment", "post with a link"])
def case(request: pytest.FixtureRequest, house: House, networks: Sandbox) -> OnPage:
    house.told_of(networks)
    made: OnPage = request.param(house, networks)
    return made


def test_nothing_was_stored_so_a_person_sends_it_again(case: OnPage) -> None:
    case.dies("half_the_request_sent")
    case.is_left_as_it_was()

    case.recovers("unconfirmed")
    until(lambda: case.row().looked_at, "it says when we looked")
    assert case.posts() == []
    assert case.row().state == "unconfirmed"

    case.sent_again()

    until(lambda: case.row().state == "sent", "a person sent it again")
    assert len(case.posts()) == 1


def test_facebook_stored_it_and_we_find_it(case: OnPage) -> None:
    case.strikes("hold_after")

    case.killed_when(case.posts, "the sandbox stored it")
    case.is_left_as_it_was()

    case.recovers("sent")

    case.once()


def test_the_answer_was_read_and_lost_and_we_find_it(case: OnPage) -> None:
    case.dies("before_settling")
    case.is_left_as_it_was()

    case.recovers("sent")

    case.once()


def test_where_nobody_can_look_it_stays_unconfirmed(
    house: House, networks: Sandbox
) -> None:
    """Their post is gone, and with it whatever stood under it."""
    house.told_of(networks)
    case = OnPage(house, networks)
    case.strikes("hold_after")
    case.killed_when(case.posts, "the sandbox stored it")
    case.sandbox.play("fb_delete", target=case.theirs["number"])

    case.recovers("unconfirmed")
    looked = Watch.objects.get(pk=case.watch.pk).ok_at
    until(
        lambda: Watch.objects.get(pk=case.watch.pk).ok_at != looked,
        "our Page was looked at once more",
    )

    # Not "we looked and it was not there": for a person to find out.
    assert (case.row().state, case.row().looked_at) == ("unconfirmed", None)
