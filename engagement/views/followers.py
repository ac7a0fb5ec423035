"""New followers: who they are, and four ways to answer them. A card for each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Member
from engagement.bounds import knows_kind, not_kept_out
from engagement.models import Contact, Interaction, Profile, Suggestion
from engagement.rules.owes import NAMEABLE
from engagement.triage import LOOK_BACK, TAPS, follows, is_unsaid, only_follows
from engagement.views.card import Card
from engagement.views.waiting import BY_WORTH, JUST_NOW

KNOWN, UNSAID = 6, 8
"""So many rows of each sort on the queue; the page of their own has them all."""
COUNTED = 60
"""So far we count how many nobody has spoken of; beyond it is "more than"."""
LONGEST = timedelta(days=90)
"""Thanks that were opened longer ago have expired, or were put off for ever."""


@dataclass
class Newcomer:
    """One row: who followed, and what the viewer has just said of them, if anything.

    ``card`` is their thanks where they are known, ``elsewhere`` says that it stands
    on another card of theirs.
    """

    follow: Interaction
    said: str = ""
    told: str = ""
    card: Card | None = None
    owed: bool = False

    taps: ClassVar = tuple((kind.value, kind.label) for kind in TAPS)

    @property
    def profile(self) -> Profile:
        return self.follow.profile

    @property
    def contact(self) -> Contact:
        return self.follow.profile.contact

    @property
    def name(self) -> str:
        return str(self.profile)

    @property
    def asked(self) -> bool:
        """Nobody has said yet what they are."""
        return self.contact.kind == Contact.Kind.UNKNOWN

    @property
    def elsewhere(self) -> int:
        """The card on which they are thanked, for more than this follow."""
        return 0 if self.owed else self.follow.suggestion_id or 0

    @property
    def heard(self) -> str:
        """What became of the tap, to be read out once."""
        return f"{self.name}: {self.said.lower()}." if self.said else ""


@dataclass
class Day:
    """Those who were noticed on one day."""

    on: date
    today: date
    people: list[Newcomer] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As it stands after "noticed"; no network says when somebody followed."""
        ago = (self.today - self.on).days
        if ago < 2:
            return "yesterday" if ago else "today"
        if ago < 7:
            return f"on {self.on:%A}"
        return f"on {self.on.day} {self.on:%B}"

    @property
    def whose(self) -> str:
        """All of today's, of yesterday's, of Tuesday's."""
        return f"{self.name.removeprefix('on ')}’s"

    @property
    def asks(self) -> bool:
        return any(one.asked for one in self.people)

    @property
    def until(self) -> datetime:
        """What came later than this was not on the page that is answered."""
        return max(one.follow.noticed_at for one in self.people)


def debts(member: Member, now: datetime) -> QuerySet[Suggestion]:
    """Thanks for nothing but a follow; they are for who may be named, so for anybody
    to see. By when it was opened: an index has that, and none has all that is open."""
    nameable = Profile.objects.filter(
        not_kept_out(member), pk=OuterRef("profile_id"), contact__kind__in=NAMEABLE
    )
    found = Suggestion.objects.of(member.center).filter(
        Exists(nameable),
        only_follows(),
        Q(hidden_until=None) | Q(hidden_until__lte=now),
        kind=Suggestion.Kind.THANK,
        state_since__gt=now - LONGEST,
        state=Suggestion.State.OPEN,
        owed=True,
    )
    return found.order_by(*BY_WORTH)


def newcomers(
    member: Member, now: datetime, known: int = KNOWN, asked: int = COUNTED
) -> list[Newcomer]:
    """Who is to be thanked, who is unknown, and of whom this member spoke just now.

    Ids first, and one more of each than is shown, so that the page knows of them: in
    one statement PostgreSQL asked them anew for every follow there ever was.
    """
    owing = list(debts(member, now).values_list("pk", flat=True)[: known + 1])
    lately = follows(member.center).filter(noticed_at__gt=now - LOOK_BACK)
    wanted = lately.filter(is_unsaid(member) | _spoken_of(member, now))
    ids = list(wanted.values_list("pk", flat=True)[: asked + 1 + UNSAID])
    rows = (
        Interaction.objects.filter(
            Q(suggestion__in=owing, direction=Interaction.Direction.IN) | Q(pk__in=ids)
        )
        .select_related("profile__contact", "suggestion")
        .order_by("-noticed_at", "-pk")
    )
    once: dict[int, Interaction] = {}
    for row in rows:
        once.setdefault(row.profile.contact_id, row)
    return [
        newcomer(row, member, now, owed=row.suggestion_id in owing)
        for row in once.values()
    ]


def _spoken_of(member: Member, now: datetime) -> Q:
    spoken = Contact.objects.filter(
        center=member.center_id, kind_by=member, kind_at__gt=now - JUST_NOW
    ).exclude(kind=Contact.Kind.UNKNOWN)
    open_or_none = Q(suggestion=None) | Q(suggestion__state=Suggestion.State.OPEN)
    return Q(profile__contact__in=spoken) & open_or_none


def newcomer(
    row: Interaction, member: Member, now: datetime, *, owed: bool = False
) -> Newcomer:
    """One row, with what this member said of them just now."""
    contact = row.profile.contact
    if contact.kind_by_id != member.pk and not knows_kind(contact, member):
        contact.kind = Contact.Kind.UNKNOWN
    just = contact.kind_by_id == member.pk and contact.kind_at
    said = contact.get_kind_display() if just and just > now - JUST_NOW else ""
    if contact.kind == Contact.Kind.UNKNOWN:
        said = ""
    return Newcomer(row, said=said, owed=owed)


def shown(member: Member, now: datetime) -> dict[str, Any]:
    """What the section shows to this member; ``wanted`` are the cards it lacks."""
    found = newcomers(member, now)
    owing = sorted((one for one in found if one.owed), key=_due)
    asked = [one for one in found if one.asked]
    spoken = [one for one in found if one.said and not one.owed]
    rows = [*owing[:KNOWN], *asked[:UNSAID], *spoken]
    return {
        "mark": _mark(rows, len(owing), len(asked)),
        "days": days(rows),
        "owing": len(owing),
        "head": head(len(owing), len(asked)),
        "more": len(owing) > KNOWN or len(asked) > UNSAID,
        "wanted": [one.follow.suggestion_id or 0 for one in owing[:KNOWN]],
    }


def head(owing: int, asked: int) -> str:
    """What is to do, in words, to stand beside the heading."""
    many = f"more than {COUNTED}" if asked > COUNTED else str(asked)
    who = [f"{many} to say who they are"] if asked else []
    return " · ".join([*who, *([f"{owing} to answer"] if owing else [])])


def mark(member: Member, now: datetime) -> str:
    """Another one when the section would look different."""
    return str(shown(member, now)["mark"])


def _mark(rows: Iterable[Newcomer], *counts: int) -> str:
    return repr([(one.follow.pk, one.said, one.owed) for one in rows]) + repr(counts)


def _due(one: Newcomer) -> tuple[bool, Any, int]:
    due_at = one.follow.suggestion.due_at if one.follow.suggestion else None
    return (due_at is None, due_at, one.follow.pk)


def days(rows: Iterable[Newcomer]) -> list[Day]:
    """By the day they were noticed on, the newest first; debts before questions."""
    today = timezone.localdate()
    found: dict[date, Day] = {}
    for one in sorted(rows, key=lambda one: one.follow.noticed_at, reverse=True):
        on = timezone.localtime(one.follow.noticed_at).date()
        found.setdefault(on, Day(on, today)).people.append(one)
    for day in found.values():
        asked = [one for one in day.people if not one.owed]
        day.people = sorted((one for one in day.people if one.owed), key=_due) + asked
    return list(found.values())


def seat(section: Mapping[str, Any], cards: Iterable[Card]) -> None:
    """Give each row that owes its card, all of them read in one go by the page."""
    by_pk = {card.pk: card for card in cards}
    for day in section.get("days", ()):
        for one in day.people:
            one.card = by_pk.get(one.follow.suggestion_id or 0) if one.owed else None
