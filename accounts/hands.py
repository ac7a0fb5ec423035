"""Hands: who may act for an account on the network itself, how, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Account, Activity, Center, Hands, Member
from accounts.models.account import Network

How = Hands.How

HOWS: dict[str, tuple[tuple[str, str], ...]] = {
    Network.TWITTER: (
        (How.DELEGATE, "As a delegate, with a login of their own"),
        (How.LOGIN, "With the account’s own password"),
        (How.DEVICE, "On a device that is signed in"),
    ),
    Network.FACEBOOK: (
        (How.PAGE_ACCESS, "With access to the Page, by a login of their own"),
        (How.DEVICE, "On a device that is signed in"),
    ),
    Network.BLOG: (
        (How.LOGIN, "With a user of their own on the blog"),
        (How.DEVICE, "On a device that is signed in"),
    ),
}
"""How one gets in, by network; the first is the usual and the best."""

SAID: dict[str, str] = {
    How.DELEGATE: "as a delegate",
    How.PAGE_ACCESS: "with access to the Page",
    How.LOGIN: "with a login there",
    How.DEVICE: "on a device that is signed in",
}
WITH_PASSWORD = "with the account’s own password"  # noqa: S105 a sentence


class Already(Exception):
    """They are noted for this account already."""


def hows_on(platform: str) -> tuple[tuple[str, str], ...]:
    """The ways in that this network has, for a form."""
    return HOWS.get(platform, HOWS[Network.BLOG])


def said(hands: Hands) -> str:
    """How they get in, and since when: "as a delegate since 3 Nov"."""
    how = SAID[hands.how]
    if hands.how == How.LOGIN and hands.account.platform == Network.TWITTER:
        how = WITH_PASSWORD
    return f"{how} since {day(hands.since)}"


def day(at: datetime) -> str:
    """3 Nov; in another year 3 Nov 2025."""
    local = timezone.localtime(at)
    same = local.year == timezone.localtime().year
    return f"{local.day} {local:%b}" if same else f"{local.day} {local:%b %Y}"


def now_of(center: Center) -> list[Hands]:
    """All that reach now, of who is still here; who has them longest first."""
    rows = Hands.objects.of(center).filter(until=None, member__left_at=None)
    return list(rows.select_related("account", "member__user").order_by("since", "pk"))


def names(rows: Iterable[Hands]) -> str:
    """Maya; Maya and Tom; Maya, Ruth and Tom."""
    known = [row.member.name for row in rows]
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} and {known[-1]}"


def lend(
    account: Account,
    *,
    member: Member,
    by: Member,
    how: str = "",
    since: datetime | None = None,
) -> Hands:
    """This member may act for the account on the network itself.

    ``how`` "" is the usual way of the network. Raises Already if they are noted.
    """
    how = how or hows_on(account.platform)[0][0]
    try:
        with transaction.atomic():
            hands = Hands.objects.create(
                center=account.center,
                account=account,
                member=member,
                how=how,
                since=since or timezone.now(),
            )
            Activity.record(
                by, "noted the hands of", account, whose=member.pk, how=str(how)
            )
    except IntegrityError as error:
        raise Already from error
    return hands


@transaction.atomic
def note(
    account: Account,
    *,
    member: Member,
    by: Member,
    how: str,
    since: datetime | None = None,
) -> None:
    """They may act for it, and so. Known already, the new way counts, and their day
    stays as it was unless another is told."""
    known = Hands.objects.filter(account=account, member=member, until=None)
    fields = {"how": how} | ({"since": since} if since else {})
    if not known.update(**fields):
        lend(account, member=member, by=by, how=how, since=since)
        return
    Activity.record(by, "noted the hands of", account, whose=member.pk, how=how)


@transaction.atomic
def end(hands: Hands, *, by: Member) -> bool:
    """They may not act for it any more; whether that was not said before."""
    rows = Hands.objects.filter(pk=hands.pk, until=None)
    if not rows.update(until=timezone.now()):
        return False
    Activity.record(by, "ended the hands of", hands.account, whose=hands.member_id)
    return True


def may_change(by: Member, member_pk: int) -> bool:
    """One's own, and those of all where one supervises."""
    return by.supervises or by.pk == member_pk
