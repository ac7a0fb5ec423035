"""Rows for the tests of the report: thanks that went in every way they can."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import Account, Member, Spend
from engagement.models import Delivery, Interaction, Post, Profile, Suggestion
from tests.engagement.rows import Town, mention, peer

numbers = count(1)
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def owed(here: Town, at: datetime = NOON, by: Profile | None = None) -> Suggestion:
    """A thanks that came up then, and is due a day later."""
    card = mention(here, by=by)
    card.kindnesses.update(noticed_at=at)
    due_at = at + 24 * HOUR
    Suggestion.objects.filter(pk=card.pk).update(noticed_at=at, due_at=due_at)
    card.refresh_from_db()
    return card


def become(card: Suggestion, state: str, **fields: Any) -> Suggestion:
    """As the row stands when that has happened."""
    Suggestion.objects.filter(pk=card.pk).update(state=state, **fields)
    card.refresh_from_db()
    return card


def answer(
    here: Town,
    card: Suggestion,
    at: datetime,
    *,
    by: Member | None = None,
    evidence: str = "seen",
) -> Interaction:
    """It went out then."""
    become(card, "accepted", decided_by=by, decided_at=at, state_since=at)
    line = Delivery.objects.create(
        center=here.center,
        account=here.x,
        suggestion=card,
        mode="api",
        verb="reply",
        state="sent",
        state_since=at,
        evidence=evidence,
        by_member=by,
    )
    return given(here, card.profile, at, delivery=line, by_member=by, evidence=evidence)


def given(here: Town, to: Profile, at: datetime, **fields: Any) -> Interaction:
    values = {"kind": "thanks", "account": here.x, "happened_at": at, **fields}
    return Interaction.objects.create(
        center=here.center,
        profile=to,
        direction="out",
        key=f"out:{next(numbers)}",
        noticed_at=at,
        weighed_at=at,
        **values,
    )


def published(account: Account, at: datetime, **fields: Any) -> Post:
    number = next(numbers)
    return Post.objects.create(
        center=account.center,
        account=account,
        key=f"x:o{number}",
        url=f"https://x.example/o{number}",
        text=f"What we say, number {number}.",
        published_at=at,
        weighed_at=at,
        **fields,
    )


def month_at_work(here: Town) -> None:
    """A little of everything in November."""
    answer(here, owed(here), NOON + 2 * HOUR, by=here.poster)
    answer(here, owed(here), NOON + 30 * HOUR, by=here.colleague, evidence="said")
    no = become(owed(here), "dismissed", dismiss_reason="old", decided_by=here.poster)
    become(owed(here), "dismissed", dismiss_reason="nothing", decided_by=no.decided_by)
    owed(here)
    given(here, peer(here.center, "unknown"), NOON, by_member=here.poster, kind="share")
    given(here, peer(here.center), NOON, by_worker=True)
    given(here, peer(here.center), NOON, kind="reply")
    given(here, peer(here.center), NOON, account=None, by_member=here.supervisor)
    published(here.x, NOON)
    published(here.x, NOON, shares_key="x:1")
    published(here.x, NOON, reply_to_key="x:2")
    Spend.objects.create(
        center=here.center,
        account=here.x,
        day=NOON.date(),
        kind="reply",
        calls=3,
        resources=2,
        micro=1_234_567,
    )
