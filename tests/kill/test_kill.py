"""kill -9 of the worker at every moment of a delivery: never two, never none.

Each test accepts one thanks, lets a worker die, starts another and waits until the
row is settled. What the public sees on the make-believe X is counted there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from redis import Redis

from accounts.models import Account
from engagement.models import Delivery, Interaction, Suggestion, Watch
from tests.engagement.rows import Town, mention, own_watch, peer, queued, town
from tests.press import Press
from tests.servers.house import House, Running, Sandbox
from tests.servers.ports import until

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Thank you for telling us; our interns will be glad to hear it."
LEASE = 3.0


class Case:
    """One thanks on its way, and what became of it."""

    def __init__(self, house: House, sandbox: Sandbox) -> None:
        self.house, self.sandbox = house, sandbox
        house.env |= {
            "KINDRED_SEND_LEASE": str(LEASE),
            "KINDRED_POLL_STEPS": "0.4,1,2",
            "KINDRED_SWEEP": "0.3,0.3",
        }
        self.town: Town = town()
        self.watch = own_watch(self.town)
        made = self.sandbox.play("mention", who="riverside_kin")
        post = made.get("post", made)
        author = peer(self.town.center, handle="riverside_kin")
        self.card: Suggestion = mention(self.town, by=author, key=f"x:{post['id']}")
        self.delivery: Delivery = queued(self.town, self.card, TEXT)

    def posts(self) -> list[Any]:
        """Our posts with this text, as the public sees them."""
        return [
            post
            for post in self.sandbox.world()["x"]["posts"]
            if TEXT in post["text"] and post["author"] == "1001"
        ]

    def row(self) -> Delivery:
        self.delivery.refresh_from_db()
        return self.delivery

    def dies(self, moment: str) -> None:
        """A worker that dies at this moment by itself."""
        worker = self.start("tests.kill.worker", KILL_AT=moment)
        until(lambda: worker.process.poll() is not None, f"it dies {moment}")
        assert worker.process.returncode == -9, worker.said

    def killed_when(self, seen: Callable[[], Any], what: str) -> None:
        """A real worker, killed once this is seen."""
        worker = self.house.worker()
        until(seen, what, process=worker.process)
        worker.kill()

    def start(self, module: str, **env: str) -> Running:
        if self.house.env.get("REDIS_URL"):
            self.house.start("beat", "-m", "celery", "--quiet", "-A", "hub", "beat")
        return self.house.start("worker", "-m", module, **env)

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
        """One post in public, one kindness in the books, one link that opens it."""
        assert len(self.posts()) == 1
        assert Interaction.objects.filter(direction="out").count() == 1
        row = self.row()
        assert row.evidence == "seen"
        assert row.receipt_url.endswith(str(self.posts()[0]["id"]))
        self.card.refresh_from_db()
        assert self.card.state == "accepted"


@pytest.fixture
def case(house: House, networks: Sandbox) -> Case:
    house.told_of(networks)
    return Case(house, networks)


def test_a_before_the_claim_commits_it_is_sent_without_a_person(case: Case) -> None:
    case.dies("before_the_claim_commits")
    assert case.row().state == "queued"

    case.recovers("sent")

    case.once()


@pytest.mark.parametrize("moment", ["before_the_connection", "half_the_request_sent"])
def test_bc_nothing_was_stored_so_a_person_sends_it_again(
    case: Case, moment: str
) -> None:
    case.dies(moment)
    assert case.row().state == "sending"

    case.recovers("unconfirmed")
    until(lambda: case.row().looked_at, "it says when we looked")
    lease_over = (case.row().claimed_at or timezone.now()) + timedelta(seconds=LEASE)
    assert (case.row().looked_at or lease_over) >= lease_over
    assert case.posts() == []
    assert case.row().state == "unconfirmed"

    send_again(case)

    until(lambda: case.row().state == "sent", "a person sent it again")
    assert len(case.posts()) == 1


def send_again(case: Case) -> None:
    """The one button, pressed in a real web process."""
    press = Press(case.house.web(), case.town.poster)
    press.post(f"/c/csw/d/{case.delivery.pk}/again/")


@pytest.mark.parametrize("fault", ["hold_after", "half_answer"])
def test_de_the_network_stored_it_and_we_find_it(case: Case, fault: str) -> None:
    case.sandbox.fault("x.create", fault)

    case.killed_when(case.posts, "the sandbox stored it")
    assert case.row().state == "sending"

    case.recovers("sent")

    case.once()


@pytest.mark.parametrize("moment", ["before_settling", "inside_the_settling_commit"])
def test_fg_the_answer_was_read_and_lost_and_we_find_it(
    case: Case, moment: str
) -> None:
    case.dies(moment)
    assert case.row().state == "sending"

    case.recovers("sent")

    case.once()


def test_the_network_is_slow_too(case: Case) -> None:
    case.sandbox.fault("x.create", "hold_after")
    case.killed_when(case.posts, "the sandbox stored it")
    case.sandbox.switch(slow_ms=1500)

    case.recovers("sent")

    case.once()


def test_where_our_timeline_is_hidden_it_stays_unconfirmed(case: Case) -> None:
    case.sandbox.switch(hide_timeline=True)
    case.sandbox.fault("x.create", "hold_after")
    case.killed_when(case.posts, "the sandbox stored it")

    case.recovers("unconfirmed")
    until(lambda: case.row().looked_at, "we looked")

    assert case.row().state == "unconfirmed"
    assert len(case.posts()) == 1


def test_h_after_settling_nothing_more_happens(case: Case) -> None:
    case.dies("after_settling")
    assert case.row().state == "sent"

    case.recovers("sent")
    looked = Watch.objects.get(pk=case.watch.pk).ok_at
    until(
        lambda: Watch.objects.get(pk=case.watch.pk).ok_at != looked,
        "our timeline was read once more",
    )

    case.once()


def test_i_in_a_token_refresh_it_ends_in_connect_again(case: Case) -> None:
    Account.objects.update(token_ends_at=timezone.now() + timedelta(minutes=1))
    case.sandbox.fault("x.token", "hold_after")
    case.killed_when(
        lambda: [t for t in case.sandbox.world()["x"]["tokens"] if t["spent_at"]],
        "the refresh token is spent",
    )
    assert case.row().state == "queued"
    # The lease of who died is over.
    Account.objects.update(refresh_until=timezone.now() - timedelta(seconds=1))
    case.sandbox.mend()

    case.house.worker()
    until(lambda: Account.objects.get().held_at, "the account is held")

    assert "again" in Account.objects.get().held_reason
    assert case.posts() == []
    assert case.row().state == "queued"


def test_j_in_the_own_presence_poll_it_is_found_by_the_next(case: Case) -> None:
    case.dies("before_settling")
    case.sandbox.fault("x.user_posts", "hold_after")
    case.killed_when(
        lambda: Watch.objects.get(pk=case.watch.pk).lease_until,
        "our timeline is being read",
    )
    # The lease of who died is over; a real one is minutes long.
    Watch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    case.recovers("sent")

    case.once()


def test_a_build_that_calls_before_it_claims_is_seen_to_double(case: Case) -> None:
    """The check can fail: with call and claim swapped the row is still queued."""
    case.dies("called_before_claimed")
    assert len(case.posts()) == 1
    assert case.row().state == "queued"
