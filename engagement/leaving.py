"""Who leaves, and where what they have in hand goes: what the page shows, and the verb
does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from accounts import people
from accounts.joining import open_of
from accounts.models import Hands, Member, Removal
from accounts.models.account import Network
from engagement.attentions import shown_to
from engagement.bounds import loud
from engagement.models import Attention, Delivery, Rule, Shift, Suggestion
from engagement.rules.automatic import AUTO


@dataclass(frozen=True, slots=True)
class Handing:
    """One thing in hand; ``to`` None is back to everybody."""

    row: Suggestion | Delivery | Attention | Shift
    to: Member | None


@dataclass
class Plan:
    """All that happens when ``member`` leaves, ``to`` being who takes over.

    ``cards`` are claimed by them now or assigned to them; ``shifts`` run or are ahead;
    ``rules`` are what leaves by itself on their word, which stands. ``elsewhere``: they
    are in another Center too, and so stay signed in there. ``invited``: to whom they
    sent an invitation that nobody used yet, and that is withdrawn.
    """

    member: Member
    to: Member | None
    cards: list[Handing] = field(default_factory=list)
    by_hand: list[Handing] = field(default_factory=list)
    attentions: list[Handing] = field(default_factory=list)
    shifts: list[Handing] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    elsewhere: bool = False
    runs_the_hub: bool = False

    @property
    def in_hand(self) -> int:
        """How many things go to somebody else."""
        lists = (self.cards, self.by_hand, self.attentions, self.shifts)
        return sum(len(one) for one in lists)


def plan_of(
    member: Member, *, to: Member | None, leaving: set[int], now: datetime
) -> Plan:
    """What the rows say now. ``leaving``: ids of all who go, who take over nothing."""
    user = member.user
    return Plan(
        member,
        to,
        cards=_cards(member, to, now),
        by_hand=_by_hand(member, to, leaving),
        attentions=_attentions(member, to),
        shifts=[Handing(one, to) for one in _shifts(member, now)],
        rules=_rules(member),
        removals=people.removals(member),
        invited=[one.email for one in open_of(member)],
        elsewhere=user.memberships.filter(left_at=None).exclude(pk=member.pk).exists(),
        runs_the_hub=user.is_staff,
    )


def _cards(member: Member, to: Member | None, now: datetime) -> list[Handing]:
    """Cards of a private person go to nobody who is not shown them: to everybody."""
    theirs = Q(claimed_by=member, claimed_until__gt=now) | Q(assigned_to=member)
    rows = Suggestion.objects.of(member.center).filter(
        theirs, state=Suggestion.State.OPEN
    )
    found = list(rows.select_related("profile").order_by("pk"))
    shown = _shown_cards(to, found)
    return [Handing(one, to if one.pk in shown else None) for one in found]


def _shown_cards(to: Member | None, cards: list[Suggestion]) -> set[int]:
    if to is None:
        return set()
    rows = Suggestion.objects.of(to.center).filter(loud(to))
    found = rows.filter(pk__in=[one.pk for one in cards]).values_list("pk", flat=True)
    return set(found)


def _by_hand(member: Member, to: Member | None, leaving: set[int]) -> list[Handing]:
    """To who takes over if they have hands for the account, else to who has them
    longest; and where nobody has, back to the queue."""
    rows = Delivery.objects.of(member.center).filter(
        state=Delivery.State.BY_HAND, for_member=member
    )
    lines = list(
        rows.select_related("account", "suggestion__profile__contact", "center")
    )
    able = _able(member, to, leaving) if lines else {}
    return [Handing(one, _doer(one, to, able)) for one in lines]


def _able(
    member: Member, to: Member | None, leaving: set[int]
) -> dict[int, list[Member]]:
    """By account who may act for it there, in the order in which they are asked."""
    hands = Hands.objects.of(member.center).filter(until=None, member__left_at=None)
    hands = hands.exclude(member__in=leaving).select_related("member__user")
    found: dict[int, list[Member]] = {}
    for one in hands.order_by("since", "pk"):
        mine = found.setdefault(one.account_id, [])
        mine.insert(0 if one.member == to else len(mine), one.member)
    return found


def _doer(
    line: Delivery, to: Member | None, able: dict[int, list[Member]]
) -> Member | None:
    # A blog's form asks for no login of ours: there anybody can.
    anybody = [to] if to and line.account.platform == Network.BLOG else []
    quiet = not line.suggestion.profile.contact.answerable
    for one in (*anybody, *able.get(line.account_id, [])):
        # What is one's own line is shown, whoever it is to: so not to a poster.
        if one.supervises or not quiet:
            return one
    return None


def _attentions(member: Member, to: Member | None) -> list[Handing]:
    rows = Attention.objects.of(member.center).filter(
        state=Attention.State.TAKEN, taken_by=member
    )
    found = list(rows.select_related("profile").order_by("pk"))
    shown = set(rows.filter(shown_to(to)).values_list("pk", flat=True)) if to else set()
    return [Handing(one, to if one.pk in shown else None) for one in found]


def _shifts(member: Member, now: datetime) -> list[Shift]:
    rows = Shift.objects.of(member.center).filter(member=member, ends_at__gt=now)
    return list(rows.order_by("starts_at", "pk"))


def _rules(member: Member) -> list[Rule]:
    rows = Rule.objects.of(member.center).filter(
        by=member, on=True, confirmed_at__isnull=False, kind__startswith=AUTO
    )
    return list(rows.select_related("account").order_by("account", "kind"))
