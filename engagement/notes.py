"""What a person notes by hand: contacts, kinds, kindnesses. Works without any key."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import Activity, Center, Member
from accounts.models.account import Network
from engagement.keep_outs import mark
from engagement.keys import BY_HAND
from engagement.models import Contact, Interaction, Profile
from engagement.settling import count_given, count_received

Direction = Interaction.Direction
SAID_KIND = "said the kind"


@transaction.atomic
def add_contact(
    *,
    by: Member,
    name: str,
    kind: str,
    handle: str,
    site: str,
    note: str,
    page: str = "",
) -> Contact:
    """A contact with the profiles one knows; or the one that is known already."""
    known = _known_profile(by.center, handle, site) or _known_page(by.center, page)
    contact = known.contact if known else _by_name(by.center, name)
    if contact is None:
        contact = Contact.objects.create(
            center=by.center, name=name, kind=kind, note=note
        )
        Activity.record(by, "added", contact)
    if handle and not (known and known.platform == Network.TWITTER):
        _profile(contact, Network.TWITTER, f"@{handle.lower()}", handle=handle)
    if site:
        host = urlsplit(site).netloc.lower()
        _profile(contact, Network.BLOG, f"@{host}", host=host, url=site, handle="")
    if page and not (known and known.platform == Network.FACEBOOK):
        _page(contact, page)
    if not handle and not site and not page:
        person(contact)
    mark(by.center, [contact.pk])
    return contact


def _known_page(center: Center, page: str) -> Profile | None:
    """Who is on Facebook under this number, or this name in addresses; "" is nobody."""
    if not page:
        return None
    same = Q(external_id=page) | Q(lower=Lower(Value(page)))
    there = Profile.objects.of(center).filter(platform=Network.FACEBOOK)
    found = there.alias(lower=Lower("handle")).filter(same)
    return found.select_related("contact").order_by("pk").first()


def _page(contact: Contact, page: str) -> Profile:
    """A Page of theirs, by its number or by its name in addresses."""
    web = settings.ADDRESSES.facebook_web.rstrip("/")
    known = page if page.isdigit() else f"@{page.lower()}"
    handle = "" if page.isdigit() else page
    return _profile(
        contact, Network.FACEBOOK, known, handle=handle, url=f"{web}/{page}"
    )


def _known_profile(center: Center, handle: str, site: str) -> Profile | None:
    known = Profile.objects.of(center).select_related("contact")
    found: Profile | None = None
    if handle:
        on_x = known.filter(platform=Network.TWITTER).alias(lower=Lower("handle"))
        found = on_x.filter(lower=Lower(Value(handle))).order_by("pk").first()
    if found is None and site:
        host = urlsplit(site).netloc.lower()
        found = known.filter(platform=Network.BLOG, host=host).order_by("pk").first()
    return found


def _profile(
    contact: Contact, platform: str, external_id: str, **fields: str
) -> Profile:
    fields.setdefault("host", "")
    profile, _ = Profile.objects.get_or_create(
        center=contact.center,
        platform=platform,
        host=fields.pop("host"),
        external_id=external_id,
        defaults={"contact": contact, "name": contact.name, **fields},
    )
    return profile


def person(contact: Contact) -> Profile:
    """The profile for meetings and mails: one per contact."""
    return _profile(contact, Network.PERSON, f"contact:{contact.pk}")


@transaction.atomic
def set_kind(contact: Contact, *, by: Member, kind: str) -> None:
    """Remember what somebody is. Suggest then weighs anew what they did."""
    now = timezone.now()
    known = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    # What a colleague had said, so that a slip can be taken back; never a boundary.
    before = {"before": known.kind, "before_by": known.kind_by_id}
    Contact.objects.filter(pk=contact.pk).update(kind=kind, kind_by=by, kind_at=now)
    contact.kind, contact.kind_by, contact.kind_at = kind, by, now
    Activity.record(by, SAID_KIND, contact, **(before if known.reachable else {}))


def _by_name(center: Center, name: str) -> Contact | None:
    """The contact of this name, the first that was made.

    What was merged into another is nobody any more. The database lowers both sides:
    its lower case is not everywhere that of Python.
    """
    known = Contact.objects.of(center).filter(merged_into=None)
    same = known.alias(lower=Lower("name")).filter(lower=Lower(Value(name)))
    return same.order_by("pk").first()


@transaction.atomic
def note_kindness(
    *,
    by: Member,
    direction: str,
    who: str,
    kind: str,
    note: str,
    happened_on: date | None,
) -> Interaction:
    """One kindness by hand. What they did for us is owed a thanks like any other."""
    who = who.strip()
    contact = _by_name(by.center, who) or Contact.objects.create(
        center=by.center, name=who
    )
    profile = person(contact)
    mark(by.center, [contact.pk])
    at = None
    if happened_on:
        at = datetime.combine(happened_on, time(12), by.center.tz)
    line = Interaction.objects.create(
        center=by.center,
        profile=profile,
        direction=direction,
        kind=kind,
        key=f"{BY_HAND}{uuid.uuid4()}",
        by_member=by,
        evidence=Interaction.Evidence.SAID,
        happened_at=at,
        note=note,
        weighed_at=None if direction == Direction.IN else timezone.now(),
    )
    count = count_received if direction == Direction.IN else count_given
    count(profile, line.noticed_at)
    Activity.record(by, "noted", line)
    return line
