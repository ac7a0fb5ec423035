"""An account or an app is held, or soon will be: people are told by mail, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from accounts.letters import is_here, link, mail, others_of, to_supervisors
from accounts.models import Account, App, Member

UNTOLD = Q(held_at__isnull=False) & (Q(told_at=None) | Q(told_at__lt=F("held_at")))

SOON = timedelta(days=7)
"""So long before a connection ends people are told, and a strip says so."""
TWO = 2


def ends_soon(now: datetime) -> Q:
    """Accounts that must be connected again within a week, and go on until then."""
    return Q(access_ends_at__lte=now + SOON, held_at=None, disconnected_at=None)


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


def warn(now: datetime) -> int:
    """Mail the same people where a connection ends soon; once for each end."""
    if not settings.CAN_MAIL:
        return 0
    untold = Q(end_told_at=None) | Q(end_told_at__lt=F("access_ends_at") - SOON)
    rows = Account.objects.filter(ends_soon(now), untold)
    return sum(
        _warned(one, now) for one in rows.select_related("center", "connected_by__user")
    )


def _warned(one: Account, now: datetime) -> bool:
    people, (subject, text) = _people(one), _ending_letter(one)
    rows = Account.objects.filter(pk=one.pk, access_ends_at=one.access_ends_at)
    free = rows.filter(end_told_at=one.end_told_at)
    if not people or not free.update(end_told_at=now):
        return False
    if mail(people, subject, text):
        return True
    rows.filter(end_told_at=now).update(end_told_at=one.end_told_at)
    return False


def _people(one: Account | App) -> list[Member]:
    """Who answers for the Center, and who connected it; two where there are two."""
    people = {member.pk: member for member in to_supervisors(one.center)}
    if isinstance(one, Account) and one.connected_by:
        people[one.connected_by.pk] = one.connected_by
    here = [one for one in people.values() if is_here(one)]
    if len(here) < TWO:
        here += others_of(one.center, here)[: TWO - len(here)]
    return here


def _ending_letter(one: Account) -> tuple[str, str]:
    name = f"{one} ({one.get_platform_display()})"
    with timezone.override(one.center.tz):
        ends = timezone.localtime(one.access_ends_at)
        day = f"{ends:%A}, {ends.day} {ends:%B}"
    return f"{name}: connect it again before {day}", (
        f"The connection of {name} ends on {day}, at {ends:%H:%M %Z}.\n\n"
        "Until then all goes on. Connected again before, nothing stops; after it, "
        "nothing is read or sent for it, and what waits is kept.\n\n"
        f"Connect it again here:\n{link('account_health', one.center.slug)}\n"
    )


def _letter(one: Account | App) -> tuple[str, str]:
    page = link("account_health", one.center.slug)
    if isinstance(one, Account):
        name = f"{one} ({one.get_platform_display()})"
        subject = f"{name} must be connected again"
        what = f"Kindred cannot act for {name} any more."
        then = "Connect it again here:"
    else:
        subject = f"{one.center}: credit used up"
        what = f"The Center's app on {one.get_platform_display()} is stopped."
        then = "What stopped, and how to go on:"
    return subject, (
        f"{what}\n\nWhat the network said: {one.held_reason}\n\n"
        "Nothing is read or sent for it until then; what waits is kept.\n\n"
        f"{then}\n{page}\n"
    )
