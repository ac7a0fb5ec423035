"""The network as the outbox meets it: an adapter that answers as a test says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

import pytest
from django.utils import timezone

from accounts.models import Account
from accounts.platforms.base import (
    Addresses,
    Limit,
    Platform,
    PlatformError,
    Presence,
    Receipt,
    Target,
    Usage,
)
from engagement import deliver
from engagement.models import Delivery, Post
from tests.engagement.rows import Town

Answer = Receipt | Exception


@dataclass
class Outside:
    """What was sent, and what the next answers are; without one it is taken."""

    answers: list[Answer] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    refuses: PlatformError | None = None
    limit: Limit | None = None
    meanwhile: Callable[[], object] = lambda: None

    def take(self, platform: Platform, text: str) -> Receipt:
        self.said.append(text)
        platform.meter.used.append(Usage("post", 1, 1, 15_000))
        if self.limit:
            platform.meter.limits.append(self.limit)
        self.meanwhile()
        number = 7000 + len(self.said)
        usual = Receipt(f"x:{number}", f"https://x.example/{number}")
        answer = self.answers.pop(0) if self.answers else usual
        if isinstance(answer, Exception):
            raise answer
        return answer


class Net(Platform):
    """Takes whatever its outside lets it take."""

    key: ClassVar[str] = "twitter"
    label: ClassVar[str] = "Net"
    outside: Outside

    def reply(self, target: Target, text: str, key: str) -> Receipt:
        return self.outside.take(self, text)

    def share(self, target: Target, text: str, key: str) -> Receipt:
        return self.outside.take(self, text)


def play(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every delivery of this test go there."""

    def connect(account: Account) -> Platform:
        if outside.refuses:
            raise outside.refuses
        net = Net(Presence(external_id=account.external_id), Addresses())
        net.outside = outside
        return net

    monkeypatch.setattr("engagement.deliver.outbox.connect", connect)


def send(delivery: Delivery) -> Delivery:
    """Send it, as the sweep does when it is due; the row afterwards."""
    deliver.send(delivery.pk)
    delivery.refresh_from_db()
    return delivery


def ours(town: Town, text: str, **fields: object) -> Post:
    """Something stands under our own name, and nobody has looked at it yet."""
    values: dict[str, object] = {
        "center": town.center,
        "account": town.x,
        "key": f"x:{800_000 + Post.objects.count()}",
        "url": f"https://x.example/{Post.objects.count()}",
        "text": text,
        "published_at": timezone.now() + timedelta(seconds=1),
    }
    return Post.objects.create(**values | fields)
