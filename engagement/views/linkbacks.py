"""Links between blogs, as Sources tells of them: who told us, and whom we told."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from accounts.models import Account, Member
from accounts.models.account import Network
from engagement.bounds import quiet
from engagement.models import Interaction, Linkback

State = Linkback.State
SHOWN = 10
TOLD = {
    "webmention": "Told by webmention",
    "pingback": "Told by pingback",
    "itself": "Our blog tells them by itself (pingback)",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One linkback in words; ``good``: it is done, ``later``: it is still to be."""

    row: Linkback
    says: str
    good: bool = False
    later: bool = False

    @property
    def theirs(self) -> str:
        """The page that is not ours."""
        came = self.row.direction == Linkback.Direction.IN
        return self.row.source if came else self.row.target


def lately(member: Member) -> list[Line]:
    """The last few, newest first; none by which a boundary would talk."""
    rows = Linkback.objects.of(member.center).order_by("-told_at", "-pk")
    if not member.supervises:
        theirs = Interaction.objects.of(member.center).filter(
            quiet("profile__contact"), kind=Interaction.Kind.LINK
        )
        rows = rows.exclude(key__in=theirs.order_by().values("key"))
    return [line(row) for row in rows[:SHOWN]]


def line(row: Linkback) -> Line:
    """What became of it, in a sentence."""
    came = row.direction == Linkback.Direction.IN
    if row.state == State.WAITING:
        waits = "We look at the page soon" if came else "Will be told soon"
        return Line(row, row.error or f"{waits}.", later=True)
    if row.state == State.DONE:
        said = "Links to us" if came else TOLD.get(row.how, "Told")
        return Line(row, f"{said}.", good=True)
    return Line(row, row.error)


def theme_line(account: Account) -> str:
    """What to put into a blog's theme, so that others tell us of their links."""
    if account.platform != Network.BLOG:
        return ""
    address = settings.KINDRED_SITE + reverse("webmention", args=[account.pk])
    return f'<link rel="webmention" href="{address}">'
