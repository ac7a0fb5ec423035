"""A refresh token works once: what becomes of it, and of who died holding it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.connect import connect, tokens_of
from accounts.models import Account
from accounts.platforms.base import AccessRevoked, Addresses, Platform, TryLater
from accounts.platforms.http import place_of
from tests.engagement.rows import Town, town
from tests.sandbox.running import Sandbox


@pytest.fixture
def net(_net: Sandbox, settings: Any) -> Iterator[Sandbox]:
    _net.tell("reset", seed="demo")
    settings.ADDRESSES = Addresses(
        twitter_api=f"{_net.url}/x-api",
        allowed_private_hosts=frozenset({place_of(_net.url)}),
    )
    yield _net
    _net.mend()


def soon_over(minutes: int = 1) -> None:
    Account.objects.update(token_ends_at=timezone.now() + timedelta(minutes=minutes))


def spent(net: Sandbox) -> tuple[int, int]:
    """(refresh tokens that were used, uses of one that was spent already)."""
    tokens = net.world()["x"]["tokens"]
    used = sum(one["spent_at"] is not None for one in tokens)
    return used, sum(one["spent_uses"] for one in tokens)


@pytest.mark.django_db
def test_the_new_token_works_and_lasts(net: Sandbox) -> None:
    csw = town()
    soon_over()

    platform: Platform = connect(csw.x)

    assert platform.me().handle == "CenterSW"
    ends_at = Account.objects.get().token_ends_at
    assert ends_at
    assert ends_at > timezone.now() + timedelta(minutes=100)


@pytest.mark.django_db
def test_long_before_its_end_nothing_is_asked(net: Sandbox) -> None:
    csw = town()
    soon_over(minutes=40)

    connect(csw.x)

    assert spent(net) == (0, 0)


@pytest.mark.django_db
def test_who_died_with_the_lease_is_waited_for(net: Sandbox) -> None:
    csw = town()
    soon_over()
    Account.objects.update(refresh_until=timezone.now() + timedelta(seconds=50))

    with pytest.raises(TryLater):
        connect(csw.x)
    assert spent(net) == (0, 0)

    Account.objects.update(refresh_until=timezone.now() - timedelta(seconds=1))
    connect(csw.x)
    assert spent(net) == (1, 0)


@pytest.mark.django_db
def test_a_token_spent_by_who_died_ends_in_connect_again_and_asks_once(
    net: Sandbox,
) -> None:
    csw: Town = town()
    first = Account.objects.get().tokens
    soon_over()
    connect(csw.x)
    # The answer came, the process died before it could keep it.
    Account.objects.update(tokens=first, token_version=0)
    soon_over()

    with pytest.raises(AccessRevoked, match="Connect the account again"):
        connect(csw.x)

    account = Account.objects.get()
    assert account.held_at
    assert "Connect the account again" in account.held_reason
    # Held: the next does not knock once more.
    with pytest.raises(AccessRevoked):
        connect(csw.x)
    assert spent(net) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["server_error_html", "cut_before", "rate_limited"])
def test_trouble_at_the_token_is_tried_again(net: Sandbox, fault: str) -> None:
    csw = town()
    soon_over()
    net.fault(fault, "x.token", times=1)

    with pytest.raises(TryLater):
        connect(csw.x)

    account = Account.objects.get()
    assert (account.held_at, account.refresh_until) == (None, None)
    connect(csw.x)
    assert spent(net) == (1, 0)


@pytest.mark.django_db
def test_an_empty_answer_replaces_no_token(net: Sandbox) -> None:
    """RFC 6749: where no new refresh token comes, the old one stays."""
    csw = town()
    before = tokens_of(csw.x)
    soon_over()
    net.fault("missing_field", "x.token", field="access_token", times=1)
    with pytest.raises(TryLater):
        connect(csw.x)
    assert tokens_of(Account.objects.get()) == before
    assert Account.objects.get().held_at is None

    net.tell("reset", seed="demo")
    net.fault("missing_field", "x.token", field="refresh_token", times=1)
    connect(csw.x)
    after = tokens_of(Account.objects.get())
    assert after.access != before.access
    assert after.refresh == before.refresh
