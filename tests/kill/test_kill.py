"""kill -9 of the worker at every moment of a delivery: never two, never none.

Each test accepts one thanks, lets a worker die, starts another and waits until the
row is settled. What the public sees on the make-believe X is counted there.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Account
from engagement.models import Watch
from tests.kill.case import LEASE, Case
from tests.servers.house import House, Sandbox
from tests.servers.ports import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(house: House, networks: Sandbox) -> Case:
    house.told_of(networks)
    return Case(house, networks)


def test_a_before_the_claim_commits_it_is_sent_without_a_person(case: Case) -> None:
    case.dies("before_the_claim_commits")
    assert case.row().state == "queued"

    case.recovers("sent")

    case.once()


@pytest.mark.parametrize(
    "moment",
    [
        "before_the_connection",
        pytest.param("half_the_request_sent", marks=pytest.mark.once),
    ],
)
def test_bc_nothing_was_stored_so_a_person_sends_it_again(
    case: Case, moment: str
) -> None:
    case.dies(moment)
    case.is_left_as_it_was()

    case.recovers("unconfirmed")
    until(lambda: case.row().looked_at, "it says when we looked")
    lease_over = (case.row().claimed_at or timezone.now()) + timedelta(seconds=LEASE)
    assert (case.row().looked_at or lease_over) >= lease_over
    assert case.posts() == []
    assert case.row().state == "unconfirmed"

    case.sent_again()

    until(lambda: case.row().state == "sent", "a person sent it again")
    assert len(case.posts()) == 1


@pytest.mark.parametrize(
    "fault", ["hold_after", pytest.param("half_answer", marks=pytest.mark.once)]
)
def test_de_the_network_stored_it_and_we_find_it(case: Case, fault: str) -> None:
    case.sandbox.fault("x.create", fault)

    case.killed_when(case.posts, "the sandbox stored it")
    case.is_left_as_it_was()

    case.recovers("sent")

    case.once()


@pytest.mark.parametrize("moment", ["before_settling", "inside_the_settling_commit"])
def test_fg_the_answer_was_read_and_lost_and_we_find_it(
    case: Case, moment: str
) -> None:
    case.dies(moment)
    case.is_left_as_it_was()

    case.recovers("sent")

    case.once()


@pytest.mark.once
def test_the_network_is_slow_too(case: Case) -> None:
    case.sandbox.fault("x.create", "hold_after")
    case.killed_when(case.posts, "the sandbox stored it")
    case.sandbox.switch(slow_ms=1500)

    case.recovers("sent")

    case.once()


@pytest.mark.once
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
    until(lambda: case.row().state == "held", "its line waits with the account")
    assert case.posts() == []


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
