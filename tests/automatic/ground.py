"""A Center that lets the worker thank by itself, and people who wrote to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import Account, Center
from engagement import decide, deliver, suggest
from engagement.models import (
    Contact,
    Delivery,
    Interaction,
    Post,
    Profile,
    Rule,
    Suggestion,
)
from engagement.settling import count_received
from tests.engagement.rows import Town, peer

PRAISE = "Thank you @CenterSW for the wonderful workshop."
numbers = count(1)
LONG_AGO = timedelta(days=400)


def rule(town: Town, kind: str = "auto_mention", **fields: Any) -> Rule:
    """On, as the supervisor confirmed it long ago."""
    values: dict[str, Any] = {
        "center": town.center,
        "account": town.x,
        "kind": kind,
        "on": True,
        "cap": 10,
        "by": town.supervisor,
        "confirmed_at": timezone.now() - LONG_AGO,
    }
    return Rule.objects.create(**values | fields)


def wrote(
    town: Town,
    text: str = PRAISE,
    *,
    by: Profile | None = None,
    did: str = "mention",
    account: Account | None = None,
    **post: Any,
) -> Interaction:
    """Somebody wrote to us just now, and nobody has weighed it."""
    account = account or town.x
    profile = by or peer(town.center)
    if profile.platform != account.platform:
        Profile.objects.filter(pk=profile.pk).update(platform=account.platform)
        profile.refresh_from_db()
    key = f"{'x' if account.platform == 'twitter' else 'wp'}:{next(numbers) + 300_000}"
    now = timezone.now()
    made = Post.objects.create(
        center=town.center,
        profile=profile,
        key=key,
        url=f"https://example.org/{key}",
        text=text,
        summons_us=did in ("mention", "quote"),
        published_at=now,
        noticed_at=now,
        **post,
    )
    count_received(profile, now)
    return Interaction.objects.create(
        center=town.center,
        profile=profile,
        account=account,
        direction="in",
        kind=did,
        key=key,
        post=made,
        noticed_at=now,
    )


def sweep(now: datetime | None = None) -> int:
    """What the worker does every fifteen seconds, but for the networks."""
    now = now or timezone.now()
    suggest.sweep(now)
    return decide.announce(now)


def announced(center: Center) -> list[Delivery]:
    """What waits to leave by itself."""
    rows = Delivery.objects.of(center).filter(by_rule__isnull=False, state="queued")
    return list(rows.select_related("suggestion__profile").order_by("pk"))


def the_line(town: Town) -> Delivery:
    (line,) = announced(town.center)
    return line


def due_now(line: Delivery) -> Delivery:
    """Its window is over."""
    Delivery.objects.filter(pk=line.pk).update(due_at=timezone.now())
    line.refresh_from_db()
    return line


def left(line: Delivery) -> Delivery:
    """Its window is over, and the worker comes by."""
    deliver.send(due_now(line).pk)
    line.refresh_from_db()
    return line


def card_of(line: Delivery) -> Suggestion:
    return Suggestion.objects.get(pk=line.suggestion_id)


def is_kind(profile: Profile, kind: str) -> None:
    Contact.objects.filter(pk=profile.contact_id).update(kind=kind)
