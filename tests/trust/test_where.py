"""From where something was done stands in the audit, as far as it can be believed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Activity
from accounts.where import client_ip
from engagement import decide, tasks
from tests.engagement.rows import Town, mention, town

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "connection", "found"),
    [
        # Nobody stands before us: what a visitor writes of himself is not believed.
        (0, "198.51.100.7", "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.7", "10.0.0.2", "198.51.100.7"),
        # The last one was added by our proxy; what is ahead of it anybody can write.
        (1, "6.6.6.6, 198.51.100.7", "10.0.0.2", "198.51.100.7"),
        (2, "6.6.6.6, 198.51.100.7, 10.0.0.1", "10.0.0.2", "198.51.100.7"),
        # Somebody came around the outer proxy.
        (2, "198.51.100.7", "203.0.113.5", "203.0.113.5"),
        (1, "", "203.0.113.5", "203.0.113.5"),
        (1, "<script>", "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.7:4711", "10.0.0.2", "198.51.100.7"),
        (1, "[2001:db8::7]:4711", "10.0.0.2", "2001:db8::7"),
        (0, "", "::ffff:203.0.113.5", "203.0.113.5"),
        (0, "", "fe80::1%eth0", "fe80::1"),
        (0, "", "", None),
        (0, "", "unix:/run/kindred", None),
    ],
)
def test_an_address_is_believed_as_far_as_our_proxies_reach(
    settings: Settings,
    proxies: int,
    forwarded: str,
    connection: str,
    found: str | None,
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/")
    request.META |= {"REMOTE_ADDR": connection, "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_ip(request) == found


@pytest.mark.django_db
def test_a_line_says_from_where_and_a_workers_does_not() -> None:
    here = town()
    card = mention(here)
    client = Client(REMOTE_ADDR="203.0.113.77")
    client.force_login(here.poster.user, BACKEND)

    client.post(f"/c/csw/s/{card.pk}/dismiss/", {"reason": "not_kind"})
    decide.freeze(here.center, by=here.supervisor, reason="A complaint")

    lines = Activity.objects.order_by("pk").values_list("verb", "ip")
    assert list(lines) == [("dismissed", "203.0.113.77"), ("froze", None)]


def line_of(here: Town, days: int) -> Activity:
    return Activity.objects.create(
        center=here.center,
        at=timezone.now() - timedelta(days=days),
        actor_label="Maya",
        verb="tried",
        target_kind="center",
        target_id=here.center.pk,
        ip="203.0.113.9",
    )


@pytest.mark.django_db
def test_the_worker_forgets_addresses_when_their_days_are_over(
    settings: Settings,
) -> None:
    here = town()
    old, young = line_of(here, 31), line_of(here, 29)
    settings.KEEP_ADDRESSES = 30

    tasks.sweep_letters()

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.ip, young.ip) == (None, "203.0.113.9")
