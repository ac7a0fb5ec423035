"""Keys that do not open what is stored: said at the start, not by holding accounts."""

from __future__ import annotations

import signal

import pytest
from cryptography.fernet import Fernet
from django.core.checks import Error, run_checks
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Account, Pulse
from tests.engagement.rows import town
from tests.servers.house import House
from tests.servers.ports import until


def complaints() -> list[str]:
    found = run_checks(tags=["models"], databases=["default"])
    return [one.msg for one in found if isinstance(one, Error)]


@pytest.mark.django_db
def test_a_check_names_the_accounts_and_what_to_do(settings: Settings) -> None:
    town()
    assert complaints() == []
    old, settings.TOKEN_KEYS = settings.TOKEN_KEYS, [Fernet.generate_key().decode()]

    (sentence,) = complaints()
    assert sentence.startswith("KINDRED_TOKEN_KEYS does not open the tokens of @Center")
    assert "Put the key back" in sentence

    # Rotated: the new one seals, the old one still opens.
    settings.TOKEN_KEYS = [*settings.TOKEN_KEYS, *old]
    assert complaints() == []


@pytest.mark.django_db
def test_what_was_disconnected_needs_no_key(settings: Settings) -> None:
    town()
    Account.objects.update(disconnected_at=timezone.now())
    settings.TOKEN_KEYS = [Fernet.generate_key().decode()]
    assert complaints() == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_with_the_wrong_keys_says_so_and_holds_nothing(house: House) -> None:
    town()
    house.env["KINDRED_TOKEN_KEYS"] = Fernet.generate_key().decode()
    worker = house.worker()

    assert worker.process.wait(30) != 0

    assert "KINDRED_TOKEN_KEYS does not open the tokens of @CenterSW" in worker.said
    assert "Traceback" not in worker.said
    assert Account.objects.get().held_at is None


@pytest.mark.django_db(transaction=True)
def test_a_worker_with_the_right_keys_starts(house: House) -> None:
    town()
    worker = house.worker()
    until(lambda: Pulse.last("worker") is not None, "the first pulse")
    assert worker.stop(signal.SIGTERM) == 0
