"""Two processes and one refresh token: one of them spends it, and nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.connect import tokens_of
from accounts.models import Account, Activity
from tests.conftest import address_of_database
from tests.engagement.refresher import Refresher, fingerprint, refreshers
from tests.engagement.rows import Town, town
from tests.engagement.test_token_refresh import soon_over, spent
from tests.sandbox.running import Sandbox
from tests.servers.ports import until

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 100


@pytest.fixture
def net(_net: Sandbox) -> Iterator[Sandbox]:
    _net.tell("reset", seed="demo")
    yield _net
    _net.mend()


@pytest.fixture
def csw(transactional_db: None) -> Town:
    return town()


@pytest.fixture(scope="module")
def _two(
    django_db_setup: None, _net: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Refresher]]:
    folder = tmp_path_factory.mktemp("refresh")
    with refreshers(_net, address_of_database(), folder, "one", "two") as running:
        yield running


@pytest.fixture
def two(csw: Town, net: Sandbox, _two: list[Refresher]) -> list[Refresher]:
    """Both have used the account once, so that neither is still starting."""
    for one in _two:
        one.begin(csw.x.pk)
    for one in _two:
        one.told()
    return _two


def test_a_hundred_times_two_processes_spend_each_token_once_and_log_none(
    net: Sandbox, csw: Town, two: list[Refresher]
) -> None:
    for number in range(TIMES):
        soon_over()
        for one in two:
            one.begin(csw.x.pk)
        told = {one.told() for one in two}
        now = fingerprint(tokens_of(Account.objects.get()).access)
        # Who lost comes later, or found the new one there; nobody got the old one.
        assert now in told, number
        assert told <= {now, "later"}

    account = Account.objects.get()
    assert spent(net) == (TIMES, 0)
    assert (account.token_version, account.refresh_until) == (TIMES, None)
    assert account.held_at is None
    known = net.world()["x"]["tokens"]
    secrets = {one[name] for one in known for name in ("access", "refresh")}
    assert len(secrets) > 2 * TIMES
    log = "".join(one.said for one in two)
    # At DEBUG it tells of each request, and of no secret.
    assert "/2/oauth2/token" in log
    assert [one for one in secrets if one in log] == []


def test_while_the_network_answers_nobody_waits_and_a_death_ends_in_connect_again(
    net: Sandbox, csw: Town, two: list[Refresher]
) -> None:
    first, second = two
    soon_over()
    net.fault("hold_after", "x.token", times=1)
    first.begin(csw.x.pk)
    until(lambda: spent(net)[0] == 1, "X has spent the token")

    # The answer hangs. The lease is on disk, and nothing keeps a writer waiting: the
    # very row is written, by a connection that would not wait.
    account = Account.objects.get()
    assert account.refresh_until
    assert tokens_of(account).refresh == "x-refresh-center"
    no_transaction_is_open()
    Account.objects.update(title="Written meanwhile")
    Activity.record(csw.supervisor, "wrote meanwhile", csw.x)
    # Nor does another worker: it comes later.
    second.begin(csw.x.pk)
    assert second.told() == "later"

    first.kill()
    net.mend()
    Account.objects.update(refresh_until=timezone.now() - timedelta(seconds=1))
    second.begin(csw.x.pk)
    assert second.told() == "revoked"
    account = Account.objects.get()
    assert "Connect the account again" in account.held_reason
    assert account.title == "Written meanwhile"
    # It is held, and knocks no more: one use of a spent token, by a forced crash.
    second.begin(csw.x.pk)
    assert second.told() == "revoked"
    assert spent(net) == (1, 1)


def no_transaction_is_open() -> None:
    """And from now on this connection waits for no lock of anybody's."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 0")
        else:
            cursor.execute("SET lock_timeout = '1ms'")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = "
                "current_database() AND state LIKE 'idle in transaction%'"
            )
            assert cursor.fetchone() == (0,)
