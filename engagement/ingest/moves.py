"""Profiles entered by hand as ``@handle`` go over to the real id at the first read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Min
from django.db.models.functions import Lower

from accounts.platforms.base import ProfileData
from engagement.keep_outs import mark
from engagement.models import (
    Contact,
    Interaction,
    KeepOut,
    Post,
    Profile,
    Suggestion,
    Watch,
)

BOUNDARIES = (Contact.Kind.PRIVATE, Contact.Kind.SPAM)


def move_over(
    center_id: int, platform: str, host: str, people: Iterable[ProfileData]
) -> bool:
    """Give hand-entered profiles their real ids; whether there was one.

    Where the real one is there already, both are one: its rows and its contact are
    joined with what a person entered. Runs in the caller's transaction.
    """
    by_handle = {one.handle.lower(): one for one in people if one.handle}
    here = Profile.objects.filter(center_id=center_id, platform=platform, host=host)
    by_hand = (
        here.annotate(lower=Lower("handle"))
        .filter(lower__in=list(by_handle), external_id__startswith="@")
        .select_related("contact")
    )
    found = sorted(by_hand, key=lambda one: one.pk)
    for profile in found:
        data = by_handle[profile.handle.lower()]
        real = here.filter(external_id=data.external_id).select_related("contact")
        if (twin := real.first()) is None:
            here.filter(pk=profile.pk, external_id__startswith="@").update(
                external_id=data.external_id
            )
        else:
            join(profile, twin)
    return bool(found)


def join(by_hand: Profile, real: Profile) -> None:
    """One person, one profile: rows go to the real one, contacts become one."""
    _join_contacts(by_hand.contact, real.contact)
    for field in ("they_follow_at", "we_follow_at", "opted_out_at"):
        if getattr(real, field) is None and getattr(by_hand, field) is not None:
            Profile.objects.filter(pk=real.pk).update(
                **{field: getattr(by_hand, field)}
            )
    Interaction.objects.filter(profile=by_hand).update(profile=real)
    Post.objects.filter(profile=by_hand).update(profile=real)
    Watch.objects.filter(profile=by_hand).update(profile=real)
    if not KeepOut.objects.filter(profile=real).exists():
        KeepOut.objects.filter(profile=by_hand).update(profile=real)
    Suggestion.objects.filter(other_profile=by_hand).update(other_profile=real)
    cards = Suggestion.objects.filter(profile=by_hand)
    thanks = {"kind": Suggestion.Kind.THANK, "state": Suggestion.State.OPEN}
    if Suggestion.objects.filter(profile=real, **thanks).exists():
        # One person has one open thanks: theirs stays with the old profile, which
        # stays too, of the same contact.
        cards = cards.exclude(**thanks)
    cards.update(profile=real)
    if not Suggestion.objects.filter(profile=by_hand).exists():
        by_hand.delete()


def _join_contacts(kept: Contact, other: Contact) -> None:
    """What a person entered is kept; what we had seen of them is added to it."""
    if kept.pk == other.pk:
        return
    kind = kept.kind
    if kind == Contact.Kind.UNKNOWN or other.kind in BOUNDARIES:
        kind = other.kind
    Profile.objects.filter(contact=other).update(contact=kept)
    _leave_alone(kept)
    Contact.objects.filter(pk=kept.pk).update(
        kind=kind,
        kind_by=kept.kind_by_id if kind == kept.kind else other.kind_by_id,
        kind_at=kept.kind_at if kind == kept.kind else other.kind_at,
        received=F("received") + other.received,
        given=F("given") + other.given,
        received_count=F("received_count") + other.received_count,
        given_count=F("given_count") + other.given_count,
        last_in_at=_later(kept.last_in_at, other.last_in_at),
        last_out_at=_later(kept.last_out_at, other.last_out_at),
        last_touch_at=_later(kept.last_touch_at, other.last_touch_at),
    )
    Contact.objects.filter(pk=other.pk).update(
        merged_into=kept, received=0, given=0, received_count=0, given_count=0
    )
    mark(kept.center, [kept.pk])


def _leave_alone(contact: Contact) -> None:
    """Who asked us to stop did so for all their profiles, also for later ones."""
    theirs = Profile.objects.filter(contact=contact)
    asked_at = theirs.aggregate(at=Min("opted_out_at"))["at"]
    if asked_at:
        theirs.filter(opted_out_at=None).update(opted_out_at=asked_at)


def _later(one: datetime | None, two: datetime | None) -> datetime | None:
    return max((at for at in (one, two) if at), default=None)
