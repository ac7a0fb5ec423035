"""Accept: put a suggestion in the outbox, and take it out again in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Activity, Member
from accounts.platforms.base import ModeKind
from engagement.aim import Way
from engagement.boundaries import Meeting, note_met
from engagement.decide.alone import DECIDED_FIRST, alone
from engagement.decide.claims import free_for
from engagement.facts import facts_of, is_released
from engagement.keys import text_key
from engagement.may_leave import KEPT_BACK, Facts, Hold, Refuse, may_leave
from engagement.models import Conflict, Delivery, Profile, Suggestion
from engagement.outbox_times import not_after
from engagement.rules.owes import NAMEABLE
from engagement.settling import reopen


class MayNotLeave(Exception):
    """Nothing may leave to them now, not by hand either. ``str()`` says why.

    ``met``: which boundaries, for owners alone.
    """

    def __init__(self, reason: str, met: Iterable[Meeting] = ()) -> None:
        super().__init__(reason)
        self.met = tuple(met)


def accept(
    suggestion: Suggestion,
    *,
    by: Member,
    way: Way,
    text: str,
    hands: Member | None = None,
    companions: Sequence[Suggestion] = (),
) -> Delivery:
    """Put the suggestion in the outbox, and note who decided.

    One click is queued, with time to undo; by hand waits for ``hands`` (default: who
    accepts). ``companions`` are answered by the same text. Raises Conflict if a
    colleague decided first, or holds the claim, and MayNotLeave where a hand is held
    back as a machine would be.
    """
    now, text = timezone.now(), text.strip()
    latest = not_after(suggestion, now)
    try:
        with alone(DECIDED_FIRST):
            suggestion.move(
                Suggestion.State.ACCEPTED,
                where=free_for(by, now),
                decided_by=by,
                decided_at=now,
                draft=text if way.takes_text else suggestion.draft,
            )
            said = text if way.takes_text else ""
            delivery, facts = _line(suggestion, by, way, said, now)
            delivery.not_after = latest
            _write(delivery, facts, by, hands or by)
            _answer_too(companions, suggestion, by, now)
    except IntegrityError as error:
        raise Conflict(DECIDED_FIRST) from error
    except MayNotLeave as error:
        # What was begun is undone; that it was tried is not.
        note_met(by.center_id, error.met, suggestion=suggestion, by=by)
        raise
    return delivery


def _write(line: Delivery, facts: Facts, by: Member, hands: Member) -> None:
    card = line.suggestion
    if line.mode == Delivery.Mode.HAND:
        line.for_member = hands
        _ask(facts)
    line.save()
    note_met(line.center_id, facts.met, suggestion=card, delivery=line, by=by)
    Activity.record(by, "accepted", card, delivery=line.pk)


def _answer_too(
    companions: Sequence[Suggestion], lead: Suggestion, by: Member, now: datetime
) -> None:
    """Answered by what answers ``lead``; each text of their own stays as it was."""
    named = [one.profile_id for one in companions]
    may_be = Profile.objects.filter(
        pk__in=named,
        opted_out_at=None,
        contact__kind__in=NAMEABLE,
        contact__kept_out=False,
    )
    if may_be.count() < len(named):
        raise MayNotLeave(KEPT_BACK)
    for one in companions:
        one.move(
            Suggestion.State.ACCEPTED,
            where=free_for(by, now),
            decided_by=by,
            decided_at=now,
            together_with=lead,
        )
        Activity.record(by, "accepted", one, together_with=lead.pk)


def _line(
    suggestion: Suggestion, by: Member, way: Way, text: str, now: datetime
) -> tuple[Delivery, Facts]:
    """The line of the outbox, not yet written down, and what speaks against it."""
    line = Delivery(
        center_id=suggestion.center_id,
        account=way.account,
        suggestion=suggestion,
        verb=way.verb,
        target_key=way.target.key,
        text=text,
        text_key=text_key(text),
        by_member=by,
    )
    if way.mode.kind == ModeKind.ONE_CLICK:
        line.mode, line.state = Delivery.Mode.API, Delivery.State.QUEUED
        line.due_at = now + timedelta(seconds=settings.UNDO_SECONDS)
        line.cost_micro = way.price(text)
    else:
        line.mode, line.state = Delivery.Mode.HAND, Delivery.State.BY_HAND
        line.due_at = line.claimed_at = now
    facts = facts_of(line, now)
    if by.supervises and facts.boundary:
        # Who may let it go has read it, and does so.
        line.released_by = by
        facts = replace(facts, released=is_released(line, facts.met))
    answer = may_leave(facts)
    kept_back = isinstance(answer, Hold) and answer.reason == KEPT_BACK
    if line.state == Delivery.State.QUEUED and kept_back:
        # At once, so that no page counts down to what will not happen.
        line.state, line.hold_reason = Delivery.State.HELD, KEPT_BACK
    return line, facts


def is_for_supervisor(
    suggestion: Suggestion, *, by: Member, way: Way, text: str
) -> bool:
    """Whether one click of this member would hold it for a supervisor to read.

    That it was tried is written down, for the question alone tells who tries names.
    """
    line, facts = _line(suggestion, by, way, text.strip(), timezone.now())
    if line.state != Delivery.State.HELD:
        return False
    note_met(by.center_id, facts.met, suggestion=suggestion, by=by)
    return True


def _ask(facts: Facts) -> None:
    """The outbox asks before each call; for what a hand does there is no call.

    Hours and caps bind the machine; who does it by hand at night has decided so.
    """
    answer = may_leave(facts)
    if isinstance(answer, Hold | Refuse):
        raise MayNotLeave(answer.reason, facts.met)


@alone("It is already on its way, or a colleague was first.")
def undo(delivery: Delivery, *, by: Member) -> None:
    """Take it back while it has not left: cancelled, open again, the claim given back.

    Raises Conflict when the worker was first.
    """
    delivery.move(Delivery.State.CANCELLED, settled_by=by)
    reopen(delivery.suggestion, claim=by)
    Activity.record(by, "undid", delivery.suggestion, delivery=delivery.pk)
