"""Semester's end: somebody's access ends, and what they had in hand goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import people
from accounts.models import Activity, Departure, Member
from engagement.duty import on_duty
from engagement.leaving import Handing, Plan, plan_of
from engagement.models import (
    Attention,
    Conflict,
    Delivery,
    Shift,
    Stale,
    Suggestion,
)
from engagement.settling import reopen


@transaction.atomic
def end_access(
    member: Member, *, by: Member, to: Member | None, leaving: set[int]
) -> Departure:
    """The member leaves; ``to`` takes over what they had in hand, None is everybody.

    ``leaving`` are the ids of all who go now. One transaction and one audit line a
    person. Raises Conflict with a sentence: left already, the last owner, or ``by`` is
    no owner by now.
    """
    now = timezone.now()
    try:
        people.alone(member.center, by)
        if to and (to.pk in leaving or not people.here(to.center).filter(pk=to.pk)):
            raise Conflict(f"{to.name} leaves, too. Choose who stays.")
        plan = plan_of(member, to=to, leaving=leaving | {member.pk}, now=now)
        departure, out = people.let_go(member, by=by, to=to, now=now)
    except people.CannotBe as error:
        raise Conflict(str(error)) from error
    _hand_cards(plan, now)
    given_back = sum(_hand_line(one, plan, by, now) for one in plan.by_hand)
    for one in plan.attentions:
        _hand_attention(one, plan, now)
    _hand_shifts(plan, now)
    Activity.record(
        by,
        "ended the access of",
        member,
        handed_to=to.pk if to else None,
        cards=len(plan.cards),
        by_hand=len(plan.by_hand),
        given_back=given_back,
        calls=len(plan.attentions),
        shifts=len(plan.shifts),
        signed_out=out,
    )
    return departure


def _hand_cards(plan: Plan, now: datetime) -> None:
    """The claim goes on as a fresh one, so that there is time to look at the card."""
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    mine = Suggestion.objects.of(plan.member.center).filter(state=Suggestion.State.OPEN)
    for to in {one.to for one in plan.cards}:
        rows = mine.filter(pk__in=[one.row.pk for one in plan.cards if one.to == to])
        rows.filter(claimed_by=plan.member, claimed_until__gt=now).update(
            claimed_by=to, claimed_until=until if to else None, touched_at=now
        )
        rows.filter(assigned_to=plan.member).update(assigned_to=to, touched_at=now)


def _hand_line(one: Handing, plan: Plan, by: Member, now: datetime) -> bool:
    """To other hands, whose day to do it begins now; or back. Whether it went back.

    What was settled in this moment stays as it is.
    """
    line = one.row
    assert isinstance(line, Delivery)  # noqa: S101 the plan has them by kind
    if one.to:
        rows = Delivery.objects.filter(
            pk=line.pk, state=Delivery.State.BY_HAND, for_member=plan.member
        )
        rows.update(for_member=one.to, state_since=now, touched_at=now)
        return False
    try:
        with transaction.atomic():
            line.move(
                Delivery.State.CANCELLED,
                where=Q(for_member=plan.member),
                settled_by=by,
                error=f"{plan.member.name} has left, who was to do this by hand. Look "
                "whether it is out, then do it again.",
                error_code="LeftByHand",
            )
            reopen(line.suggestion)
    except (Stale, Conflict):
        return False
    return True


def _hand_attention(one: Handing, plan: Plan, now: datetime) -> None:
    """Where nobody takes it over it waits for everybody, who are told once more."""
    call = one.row
    assert isinstance(call, Attention)  # noqa: S101 the plan has them by kind
    state = Attention.State.TAKEN if one.to else Attention.State.OPEN
    told = {} if one.to else {"told_at": None, "telling_until": None}
    try:
        call.move(
            state,
            where=Q(taken_by=plan.member),
            taken_by=one.to,
            taken_at=now if one.to else None,
            **told,
        )
    except Stale:
        return


def _hand_shifts(plan: Plan, now: datetime) -> None:
    """The one that runs ends, and goes on with who takes over; those ahead are theirs,
    or nobody's."""
    center, to = plan.member.center, plan.to
    mine = Shift.objects.of(center).filter(member=plan.member, ends_at__gt=now)
    ahead, running = mine.filter(starts_at__gt=now), mine.filter(starts_at__lte=now)
    if to:
        ahead.update(member=to)
    else:
        ahead.delete()
    until = running.order_by("-ends_at").values_list("ends_at", flat=True).first()
    running.update(ends_at=now, handed_over_at=now)
    if to and until and on_duty(center, now) is None:
        Shift.objects.create(center=center, member=to, starts_at=now, ends_at=until)
