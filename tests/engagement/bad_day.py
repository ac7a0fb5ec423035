"""A bad day: whatever can be refused is refused, with an echo of what we asked with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.test import Client
from django.utils import timezone

from accounts import checks, connect, presences
from accounts.models import Account, Member
from accounts.platforms.base import PlatformError
from engagement import deliver, ingest
from engagement.models import Watch
from tests.engagement.rows import Town, mention, queued
from tests.engagement.test_token_refresh import soon_over
from tests.sandbox.running import Sandbox

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class Day:
    """A Center with an account on each network; ``seen``: what was shown, by where."""

    net: Sandbox
    town: Town
    page: Account
    blog: Account
    owner: Member
    seen: dict[str, str] = field(default_factory=dict)

    def quietly(self, act: Callable[[], object]) -> None:
        """What goes wrong is part of the day; people read the sentence."""
        try:
            act()
        except PlatformError as error:
            self.seen[f"sentence {len(self.seen)}"] = repr(error)

    def fault(self, network: str, call: str = "*", fault: str = "echo") -> None:
        self.net.tell("faults", network=network, call=call, fault=fault, times=1)

    def poll(self) -> None:
        ingest.make_missing_watches()
        Watch.objects.update(next_at=timezone.now())
        for pk in ingest.due(timezone.now()):
            ingest.poll(pk)


def at(who: Member) -> Client:
    client = Client()
    client.force_login(who.user, BACKEND)
    return client


def work(day: Day) -> None:
    """A day on which whatever can be refused is refused, with an echo."""
    for network in ("x", "facebook", "blog"):
        day.fault(network)
        day.poll()
    csw, x = day.town, day.town.x
    for fault in ("echo", "revoked"):
        day.fault("x", "x.create_post" if fault == "echo" else "*", fault)
        deliver.send(queued(csw, mention(csw)).pk)
        Account.objects.update(held_at=None, check_wanted_at=None)
    for account in (x, day.page, day.blog):
        for _ in range(2):
            Account.objects.update(checked_at=None, check_wanted_at=timezone.now())
            checks.check(account.pk, timezone.now())
            day.fault(str(account.platform).replace("twitter", "x"))
        day.net.mend()
    _renew(day)
    _connect_again(day)


def _renew(day: Day) -> None:
    for fault in ("", "echo", "html_200", "cut_json"):
        Account.objects.update(held_at=None, held_reason="", refresh_until=None)
        soon_over()
        if fault:
            day.fault("x", "x.token", fault)
        day.quietly(lambda: connect.connect(day.town.x))
        day.net.mend()
    Account.objects.update(token_ends_at=None, refresh_until=None)


def _connect_again(day: Day) -> None:
    client = at(day.owner)
    for account in (day.town.x, day.page, day.blog):
        network = str(account.platform).replace("twitter", "x")
        path = f"/c/csw/accounts/{account.pk}/again/"
        step = client.post(path, follow=True)
        assert step.status_code == 200
        # Every secret that a step of the wizard asks for, whichever it is
        secrets = ("token", "password", "app_secret", "client_secret", "secret")
        wrong = dict.fromkeys(secrets, "typed-and-wrong-token")
        for fault, typed in (("echo", wrong), ("", wrong), ("", {})):
            if fault:
                day.fault(network, fault=fault)
            answer = client.post(step.request["PATH_INFO"], typed, follow=True)
            day.seen[f"{path} {fault} {typed and 'typed'}"] = answer.text
            day.net.mend()
    day.quietly(
        lambda: presences.connect_again(day.town.x, by=day.owner, user="", token="")
    )
