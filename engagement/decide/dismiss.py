"""No, and not now: each with its undo, and neither loses the text."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from accounts.models import Activity, Member
from engagement.decide.alone import DECIDED_FIRST, alone
from engagement.decide.claims import free_for
from engagement.models import Conflict, Contact, Interaction, Suggestion
from engagement.settling import count_given, count_received, retract

Reason = Suggestion.Reason
State = Suggestion.State


@alone(DECIDED_FIRST)
def dismiss(suggestion: Suggestion, *, by: Member, reason: str) -> None:
    """Nothing will be done, and why. "Not a kindness" leaves the ledger, too.

    Raises Conflict if a colleague decided first, or holds the claim.
    """
    now = timezone.now()
    suggestion.move(
        State.DISMISSED,
        where=free_for(by, now),
        decided_by=by,
        decided_at=now,
        dismiss_reason=reason,
        kind_before=suggestion.profile.contact.kind,
    )
    if reason == Reason.NOT_KIND:
        _mark(suggestion, not_kind=True)
    if reason == Reason.PRIVATE:
        _say_kind(suggestion, Contact.Kind.PRIVATE, by)
    # Who is private stands in no activity line.
    said = {} if reason == Reason.PRIVATE else {"reason": reason}
    Activity.record(by, "dismissed", suggestion, **said)


def undo_dismiss(suggestion: Suggestion, *, by: Member) -> None:
    """Open again; "private" is unsaid where no other has said what they are since.

    Raises Conflict if another thanks to the same person is open now.
    """
    _must_be(suggestion, State.DISMISSED)
    private = suggestion.dismiss_reason == Reason.PRIVATE
    try:
        with alone(DECIDED_FIRST):
            reason, who = suggestion.dismiss_reason, suggestion.decided_by_id
            suggestion.move(
                State.OPEN,
                decided_by=None,
                decided_at=None,
                dismiss_reason="",
            )
            if reason == Reason.NOT_KIND:
                _mark(suggestion, not_kind=False)
            if private:
                ours = Q(kind=Contact.Kind.PRIVATE, kind_by=who)
                _say_kind(suggestion, suggestion.kind_before, by, where=ours)
            Activity.record(by, "undid", suggestion)
    except IntegrityError as error:
        raise Conflict("Another thanks to them is open already.") from error


def _must_be(suggestion: Suggestion, state: str) -> None:
    """Other moves to the same state are drawn, which are not this verb's."""
    if suggestion.state != state:
        raise Conflict(DECIDED_FIRST)


def _say_kind(
    suggestion: Suggestion,
    kind: str,
    by: Member,
    *,
    where: Q = Q(),  # noqa: B008
) -> None:
    Contact.objects.filter(where, pk=suggestion.profile.contact_id).update(
        kind=kind, kind_by=by, kind_at=timezone.now()
    )


def _mark(suggestion: Suggestion, *, not_kind: bool) -> None:
    """The kindnesses of this card were none after all, or were."""
    sign = -1 if not_kind else 1
    theirs = suggestion.kindnesses.filter(direction=Interaction.Direction.IN)
    for line in theirs.filter(not_kind=not not_kind):
        Interaction.objects.filter(pk=line.pk).update(not_kind=not_kind)
        count_received(line.profile, line.noticed_at, sign=sign)


def snooze(suggestion: Suggestion, *, by: Member, until: datetime) -> None:
    """Not now: hidden until then, and the claim given back."""
    now = timezone.now()
    rows = Suggestion.objects.filter(
        free_for(by, now), pk=suggestion.pk, state=State.OPEN
    )
    if not rows.update(
        hidden_until=until, claimed_by=None, claimed_until=None, touched_at=now
    ):
        raise Conflict("A colleague holds this, or decided on it first.")
    suggestion.hidden_until = until
    Activity.record(by, "snoozed", suggestion, until=until.isoformat())


def undo_snooze(suggestion: Suggestion, *, by: Member) -> None:
    """Back at once."""
    Suggestion.objects.filter(pk=suggestion.pk, state=State.OPEN).update(
        hidden_until=None, touched_at=timezone.now()
    )
    suggestion.hidden_until = None
    Activity.record(by, "undid", suggestion)


def not_elsewhere(suggestion: Suggestion, *, by: Member) -> None:
    """What we found, or noted, was something else and did not answer it.

    It leaves the ledger, too.
    """
    _must_be(suggestion, State.ELSEWHERE)
    try:
        with alone(DECIDED_FIRST):
            suggestion.move(State.OPEN)
            retract(suggestion.kindnesses.all())
            Activity.record(by, "reopened", suggestion)
    except IntegrityError as error:
        raise Conflict("Another thanks to them is open already.") from error


@alone(DECIDED_FIRST)
def thanked_elsewhere(suggestion: Suggestion, *, by: Member) -> None:
    """A person thanked them another way: a mail, a call, at a meeting.

    Raises Conflict if a colleague decided first, or holds the claim.
    """
    _must_be(suggestion, State.OPEN)
    now = timezone.now()
    suggestion.move(
        State.ELSEWHERE,
        where=free_for(by, now),
        decided_by=by,
        decided_at=now,
    )
    Interaction.objects.create(
        center_id=suggestion.center_id,
        profile=suggestion.profile,
        direction=Interaction.Direction.OUT,
        kind=Interaction.Kind.THANKS,
        key=f"hand:{suggestion.pk}:{now.timestamp()}",
        by_member=by,
        evidence=Interaction.Evidence.SAID,
        suggestion=suggestion,
        happened_at=now,
        weighed_at=now,
    )
    count_given(suggestion.profile, now)
    Activity.record(by, "thanked elsewhere", suggestion)
