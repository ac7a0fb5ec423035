"""A Center with an owner, and Jane, of whom a poster must learn nothing."""

from __future__ import annotations

from django.test import Client

from accounts.models import Center, Member
from engagement.decide import keep_out
from engagement.models import Contact, Delivery, KeepOut, Profile
from tests.engagement.rows import Town, member, peer

BACKEND = "django.contrib.auth.backends.ModelBackend"
HELD = "Held: a supervisor reads it first"


def owner(here: Town) -> Member:
    return member(here.center, "Olga", "owner")


def jane_of(here: Town, kind: str = "organization") -> Profile:
    """Jane Doe, whom nobody has listed yet."""
    jane = peer(here.center, kind, handle="jd_notes")
    Contact.objects.filter(pk=jane.contact_id).update(name="Jane Doe")
    Profile.objects.filter(pk=jane.pk).update(name="Jane Doe")
    jane.refresh_from_db()
    return jane


def list_name(by: Member, *names: str, readable: bool = False) -> list[KeepOut]:
    keep_out.keep_out_names(names, by=by, readable=readable)
    by.center.refresh_from_db()
    return list(KeepOut.objects.of(by.center).order_by("pk"))


def list_contact(by: Member, profile: Profile) -> KeepOut:
    entry = keep_out.keep_out(Contact.objects.get(pk=profile.contact_id), by=by)
    profile.contact.refresh_from_db()
    return entry


def browser(who: Member) -> Client:
    client = Client()
    client.force_login(who.user, BACKEND)
    return client


def state(line: Delivery) -> tuple[str, str]:
    line.refresh_from_db()
    return line.state, line.hold_reason


def quiet_now(center: Center) -> None:
    """Quiet hours all but a minute long."""
    Center.objects.filter(pk=center.pk).update(quiet_from="00:01", quiet_to="00:00")
