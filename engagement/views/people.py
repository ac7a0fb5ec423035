"""Settings, People: who is here and as what; an owner changes a role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import people as center_people
from accounts.access import MemberRequest, member_required
from accounts.models import Account, Activity, Center, Departure, Hands, Member
from accounts.models.account import Network
from accounts.permissions import RANK
from accounts.tabs import tab
from engagement.duty import on_duty

LOOK_BACK = timedelta(days=90)
MOST_LEFT = 30
HOW = {
    Hands.How.DELEGATE: "",
    Hands.How.PAGE_ACCESS: "",
    Hands.How.LOGIN: "with its own login",
    Hands.How.DEVICE: "on a device of the Center’s",
}


@dataclass
class Person:
    """A member as the page shows them; ``seen`` is when they last did something here,
    None for not in three months."""

    member: Member
    seen: datetime | None = None
    on_until: datetime | None = None
    hands: list[tuple[Account, str]] = field(default_factory=list)
    connected: list[Account] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Came since what is looked at began, and so may have done nothing yet."""
        return self.member.joined_at > timezone.now() - LOOK_BACK


@member_required
@require_safe
@never_cache
def people(request: MemberRequest) -> HttpResponse:
    """Supervisors read it; an owner changes roles, and picks who leaves."""
    center = request.center
    left = (
        Departure.objects.of(center)
        .select_related("member__user", "by__user", "handed_to__user")
        .annotate(
            all=Count("removals"),
            open=Count("removals", filter=Q(removals__done_at=None)),
        )
        .order_by("-at", "-pk")[:MOST_LEFT]
    )
    context = {
        "people": _everybody(center),
        "roles": Member.Role.choices,
        "left": list(left),
        "owner": request.member.role == Member.Role.OWNER,
    }
    return tab(request, "people", "engagement/people.html", context)


def _everybody(center: Center) -> list[Person]:
    now = timezone.now()
    members = list(center_people.here(center))
    seen = _seen(center, now - LOOK_BACK)
    running = on_duty(center, now)
    hands, connected = _hands(center), _connected(center)
    return [
        Person(
            one,
            seen=max(
                filter(None, (seen.get(one.pk), one.looked_around_at)), default=None
            ),
            on_until=running.ends_at
            if running and running.member_id == one.pk
            else None,
            hands=hands[one.pk],
            connected=connected[one.pk],
        )
        for one in sorted(members, key=_by_role)
    ]


def _by_role(one: Member) -> tuple[int, str]:
    return -RANK.index(Member.Role(one.role)), one.name.casefold()


def _seen(center: Center, since: datetime) -> dict[int, datetime]:
    """When each did something in this Center; another Center's doings are not ours."""
    lines = Activity.objects.of(center).filter(at__gt=since, member__isnull=False)
    return dict(lines.order_by().values_list("member").annotate(at_last=Max("at")))


def _hands(center: Center) -> dict[int, list[tuple[Account, str]]]:
    rows = Hands.objects.of(center).filter(until=None, account__disconnected_at=None)
    found: dict[int, list[tuple[Account, str]]] = defaultdict(list)
    for one in rows.select_related("account").order_by("account"):
        # On a blog a login is one's own.
        said = "" if one.account.platform == Network.BLOG else HOW[Hands.How(one.how)]
        found[one.member_id].append((one.account, said))
    return found


def _connected(center: Center) -> dict[int, list[Account]]:
    rows = Account.objects.of(center).filter(disconnected_at=None)
    found: dict[int, list[Account]] = defaultdict(list)
    by: Iterable[Account] = rows.exclude(connected_by=None).order_by("platform", "pk")
    for one in by:
        found[one.connected_by_id or 0].append(one)
    return found


@member_required
@require_POST
def member_role(request: MemberRequest, pk: int) -> HttpResponse:
    """An owner says as what somebody is here."""
    member = get_object_or_404(center_people.here(request.center), pk=pk)
    role, was = request.POST.get("role", ""), request.POST.get("was", member.role)
    if role not in Member.Role.values:
        messages.error(request, "Choose one of the roles.")
    elif was != member.role:
        messages.warning(request, center_people.CHANGED)
    elif role != member.role:
        try:
            center_people.set_role(member, by=request.member, role=role)
        except center_people.CannotBe as error:
            messages.warning(request, str(error))
        else:
            said = Member.Role(role).label.lower()
            messages.success(request, f"{member.name} is {_a(said)} now.")
    mine = Member.objects.get(pk=request.member.pk)
    to = "people" if mine.supervises else "permissions"
    return redirect(to, request.center.slug)


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
