"""An account or an app is held: people are told by mail, once for each time."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import F, Q

from accounts.letters import link, mail, to_supervisors
from accounts.models import Account, App, Member

UNTOLD = Q(held_at__isnull=False) & (Q(told_at=None) | Q(told_at__lt=F("held_at")))


def tell(now: datetime) -> int:
    """Mail who answers for each that is held and was not told; how many were told.

    Two workers mail once: who moves ``told_at`` does it. Where no letter could leave
    it is moved back, and the next sweep tries again.
    """
    if not settings.CAN_MAIL:
        return 0
    connected = Account.objects.filter(UNTOLD, disconnected_at=None)
    accounts = connected.select_related("center", "connected_by__user")
    apps = App.objects.filter(UNTOLD).select_related("center")
    held: list[Account | App] = [*accounts, *apps]
    return sum(_told(one, now) for one in held)


def _told(one: Account | App, now: datetime) -> bool:
    people = _people(one)
    rows = type(one)._default_manager.filter(pk=one.pk, held_at=one.held_at)
    if not people or not rows.filter(told_at=one.told_at).update(told_at=now):
        return False
    subject, text = _letter(one)
    if mail(people, subject, text):
        return True
    rows.filter(told_at=now).update(told_at=one.told_at)
    return False


def _people(one: Account | App) -> list[Member]:
    people = {member.pk: member for member in to_supervisors(one.center)}
    if isinstance(one, Account) and one.connected_by:
        people[one.connected_by.pk] = one.connected_by
    return list(people.values())


def _letter(one: Account | App) -> tuple[str, str]:
    page = link("sources", one.center.slug)
    if isinstance(one, Account):
        name = f"{one} ({one.get_platform_display()})"
        subject = f"{name} must be connected again"
        what = f"Kindred cannot act for {name} any more."
        then = "Connect it again here:"
    else:
        subject = f"{one.center}: credit used up"
        what = f"The Center's app on {one.get_platform_display()} is stopped."
        then = "What it spent stands here:"
    return subject, (
        f"{what}\n\nWhat the network said: {one.held_reason}\n\n"
        "Nothing is read or sent for it until then; what waits is kept.\n\n"
        f"{then}\n{page}\n"
    )
