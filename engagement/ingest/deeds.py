"""What others did for us: each kindness once, with its term in the contact's ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from accounts.platforms.base import Kind
from engagement.ingest.look import Us
from engagement.ingest.times import happened
from engagement.ledger import term
from engagement.models import Contact, Interaction, Post, Profile


@dataclass(frozen=True, slots=True)
class Deed:
    """One kindness as a look saw it. ``owed``: it happened since we look."""

    kind: Kind
    key: str
    profile: Profile
    post: Post | None = None
    about_key: str = ""
    happened_at: datetime | None = None
    owed: bool = True


def keep_deeds(us: Us, deeds: Iterable[Deed], now: datetime) -> list[Deed]:
    """Write each down once; those that nobody had noticed before, if they are owed.

    Runs in the caller's transaction. The row that could be made says who was first:
    only that one adds to the ledger.
    """
    wanted = {one.key: one for one in deeds}
    there = known_keys(us, wanted)
    new = [
        wanted[key]
        for key in sorted(set(wanted) - there)
        if _make(us, wanted[key], now) and wanted[key].owed
    ]
    _count(new, now)
    return new


def known_keys(us: Us, keys: Iterable[str]) -> set[str]:
    """Those of the keys that were noticed before."""
    rows = Interaction.objects.filter(center_id=us.center_id, key__in=list(keys))
    return set(rows.values_list("key", flat=True))


def _make(us: Us, deed: Deed, now: datetime) -> bool:
    _, made = Interaction.objects.get_or_create(
        center_id=us.center_id,
        key=deed.key,
        defaults={
            "profile": deed.profile,
            "account": us.account,
            "direction": Interaction.Direction.IN,
            "kind": deed.kind,
            "post": deed.post,
            "about_key": deed.about_key[:300],
            "first_look": not deed.owed,
            "happened_at": happened(deed.happened_at, now),
            "noticed_at": now,
            "weighed_at": None if deed.owed else now,
        },
    )
    return made


def _count(deeds: list[Deed], now: datetime) -> None:
    """One term more for each, in the ledger of who did it."""
    by_contact: dict[int, int] = defaultdict(int)
    for deed in deeds:
        by_contact[deed.profile.contact_id] += 1
    for contact in sorted(by_contact):
        count = by_contact[contact]
        Contact.objects.filter(pk=contact).update(
            received=F("received") + count * term(now),
            received_count=F("received_count") + count,
            last_in_at=Greatest(Coalesce(F("last_in_at"), now), now),
            last_touch_at=Greatest(Coalesce(F("last_touch_at"), now), now),
        )
