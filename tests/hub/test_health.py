"""What machines that watch us are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from accounts.models import Pulse
from accounts.platforms.base import Addresses

pytestmark = pytest.mark.django_db


def test_a_worker_that_was_never_seen_is_said(client: Client) -> None:
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json() == {
        "database": True,
        "worker_seconds": None,
        "facebook": {"version": "v25.0", "ends": "2028-07-01"},
    }


def test_a_graph_whose_end_nobody_knows_is_said(client: Client, settings: Any) -> None:
    settings.ADDRESSES = Addresses(facebook_version="v31.0")
    answer = client.get("/health/")
    assert answer.json()["facebook"] == {"version": "v31.0", "ends": None}


def test_the_age_of_the_pulse_is_told_in_seconds(client: Client) -> None:
    Pulse.objects.create(name="worker", at=timezone.now() - timedelta(seconds=90))
    assert 89 < client.get("/health/").json()["worker_seconds"] < 100


def test_without_a_database_no_page_can_be_served(client: Client) -> None:
    with patch.object(connection, "ensure_connection", side_effect=DatabaseError):
        answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"database": False}


def test_a_worker_not_seen_for_a_minute_is_not_alive() -> None:
    with pytest.raises(CommandError, match="never"):
        call_command("alive", "worker")
    Pulse.objects.create(name="worker", at=timezone.now() - timedelta(seconds=90))
    with pytest.raises(CommandError, match="last seen"):
        call_command("alive", "worker")
    Pulse.beat("worker")
    call_command("alive", "worker")
