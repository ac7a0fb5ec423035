"""Who somebody is: profiles and their contacts, each once, whoever saw them first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Center
from accounts.platforms.base import ProfileData
from engagement.ingest.moves import move_over
from engagement.keep_outs import mark
from engagement.models import Contact, Profile

SEEN_AGAIN = timedelta(days=1)
CALLED = frozenset({"name", "handle", "url"})
"""By which the do-not-engage list may know somebody."""
TURNING = re.compile("[\x00\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where ids are ids: one Center's view of one platform, or of one site."""

    center_id: int
    platform: str
    host: str = ""


def keep_profiles(
    place: Place, people: Iterable[ProfileData], now: datetime
) -> dict[str, Profile]:
    """The profiles of these people, made or brought up to date, by external id.

    Runs in the caller's transaction, and in one order for every caller, so that two
    of them never wait for each other.
    """
    wanted = {one.external_id: one for one in people if one.external_id}
    known = _known(place, wanted)
    missing = [wanted[one] for one in sorted(set(wanted) - set(known))]
    if move_over(place.center_id, place.platform, place.host, wanted.values()):
        known = _known(place, wanted)
        missing = [one for one in missing if one.external_id not in known]
    renamed = {
        profile.external_id
        for profile in sorted(known.values(), key=lambda one: one.pk)
        if _bring_up_to_date(profile, wanted[profile.external_id], now)
    }
    if missing:
        _make(place, missing, now)
        known |= _known(place, [one.external_id for one in missing])
    fresh = {one.external_id for one in missing} | renamed
    contacts = {known[one].contact_id for one in fresh if one in known}
    if contacts:
        mark(Center.objects.get(pk=place.center_id), contacts)
    return known


def _known(place: Place, ids: Iterable[str]) -> dict[str, Profile]:
    rows = Profile.objects.filter(
        center_id=place.center_id,
        platform=place.platform,
        host=place.host,
        external_id__in=list(ids),
    ).select_related("contact")
    return {one.external_id: one for one in rows}


def _make(place: Place, people: list[ProfileData], now: datetime) -> None:
    contacts = Contact.objects.bulk_create(
        [Contact(center_id=place.center_id, name=name_of(one)) for one in people]
    )
    Profile.objects.bulk_create(
        [
            Profile(
                center_id=place.center_id,
                platform=place.platform,
                host=place.host,
                external_id=one.external_id,
                contact=contact,
                seen_at=now,
                **columns(one),
            )
            for one, contact in zip(people, contacts, strict=True)
        ],
        ignore_conflicts=True,
    )
    # Where another worker made the profile first, it has another contact: its own.
    ours = [contact.pk for contact in contacts]
    Contact.objects.filter(pk__in=ours, profiles=None).delete()


def name_of(one: ProfileData) -> str:
    """What a contact is called until a person says otherwise."""
    return clean(one.name or one.handle or one.external_id, 200)


def columns(one: ProfileData) -> dict[str, Any]:
    """What the platform told, as the columns take it; nothing where it told nothing."""
    told = {
        "handle": clean(one.handle, 200),
        "name": clean(one.name, 200),
        "bio": clean(one.bio),
        "url": address(one.url, 500),
        "avatar_url": address(one.avatar_url, 500),
        "followers": one.followers,
    }
    return {name: value for name, value in told.items() if value not in ("", None)}


def _bring_up_to_date(profile: Profile, data: ProfileData, now: datetime) -> bool:
    """Whether they are called otherwise since."""
    changed = {
        name: value
        for name, value in columns(data).items()
        if getattr(profile, name) != value
    }
    stale = profile.seen_at is None or now - profile.seen_at > SEEN_AGAIN
    if not changed and not stale and profile.gone_at is None:
        return False
    if "name" in changed and profile.name and profile.seen_at:
        # It had its name from here; one that a person gave stays.
        Contact.objects.filter(pk=profile.contact_id, name=profile.name).update(
            name=changed["name"]
        )
    changed |= {"seen_at": now, "gone_at": None}
    Profile.objects.filter(pk=profile.pk).update(**changed)
    for name, value in changed.items():
        setattr(profile, name, value)
    return not CALLED.isdisjoint(changed)


def clean(text: str, length: int | None = None) -> str:
    """As PostgreSQL takes it: without NUL, and no longer than the column.

    Nor with what turns the letters after it around: of a name, the rest of our
    sentence.
    """
    return TURNING.sub("", text)[:length]


def address(url: str, length: int) -> str:
    """A web address that the column holds and a page may link to, else ""."""
    fits = len(url) <= length and url.startswith(("http://", "https://"))
    return clean(url) if fits else ""
