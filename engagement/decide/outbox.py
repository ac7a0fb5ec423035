"""The outbox by hand: what the network could not tell, a person who looked settles."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Activity, Member
from engagement.boundaries import FOR_OWNERS, Kind, meets
from engagement.decide.alone import SETTLED_FIRST, alone
from engagement.decide.claims import free_for
from engagement.models import Conflict, Delivery, Interaction, Suggestion
from engagement.outbox_times import let_go_at
from engagement.settling import Proof, reopen, sent

State = Delivery.State


def send_again(delivery: Delivery, *, by: Member) -> None:
    """A person looked and it is not there, or mended why it failed: once more.

    Raises Conflict when it was settled, or answered anew, meanwhile.
    """
    try:
        with alone():
            _send_again(delivery, by)
    except IntegrityError as error:
        raise Conflict("It was answered anew meanwhile.") from error


def _send_again(delivery: Delivery, by: Member) -> None:
    if delivery.state not in (State.UNCONFIRMED, State.FAILED):
        raise Conflict(SETTLED_FIRST)
    failed = delivery.state == State.FAILED
    now = timezone.now()
    delivery.move(
        State.QUEUED,
        due_at=now,
        not_after=None,
        error="",
        error_code="",
        looked_at=None,
        settled_by=by,
        # From now on a person answers for it, and no rule.
        by_rule=None,
        by_member=delivery.by_member or by,
    )
    if failed:
        # Its card came back when it failed; it must not be answered twice.
        delivery.suggestion.move(
            Suggestion.State.ACCEPTED,
            where=free_for(by, now),
            decided_by=by,
            decided_at=now,
        )
    Activity.record(by, "sent again", delivery)


@alone()
def found(delivery: Delivery, *, by: Member, link: str) -> None:
    """A person found it on the network: it is out, and here is the link."""
    if delivery.state != State.UNCONFIRMED:
        raise Conflict(SETTLED_FIRST)
    proof = Proof(url=link, evidence=Interaction.Evidence.SAID, by=by)
    sent(delivery, proof)
    Activity.record(by, "found", delivery)


@alone()
def cancel(delivery: Delivery, *, by: Member) -> None:
    """Do not send what has not left; its card is open again."""
    if delivery.state == State.UNCONFIRMED:
        delivery.move(State.FAILED, error="Given up by a person who looked.")
    elif delivery.state in (State.QUEUED, State.HELD):
        delivery.move(State.CANCELLED, settled_by=by)
    else:
        raise Conflict("It is already on its way, or settled.")
    reopen(delivery.suggestion)
    Activity.record(by, "cancelled", delivery)


@alone()
def release_held(delivery: Delivery, *, by: Member) -> None:
    """A supervisor, or after a freeze a person, says go.

    A supervisor's word counts against a boundary, not against who opted out or is on
    the do-not-engage list, and of a listed name an owner's alone: raises Conflict for
    those. Who does not supervise lets go what a freeze held: a word that was given
    before it stands. What leaves by itself may be objected to once more.
    """
    word: dict[str, Any] = {}
    if by.supervises:
        _may_be_let_go(delivery, by)
        word = {"released_by": by}
    delivery.move(
        State.QUEUED,
        due_at=let_go_at(delivery, timezone.now()),
        hold_reason="",
        error_code="",
        **word,
    )
    Activity.record(by, "released", delivery)


def _may_be_let_go(delivery: Delivery, by: Member) -> None:
    """Raises Conflict where no word of theirs counts."""
    met = {kind for kind, _ in meets(delivery)}
    if Kind.OPTED_OUT in met:
        raise Conflict("They asked us to leave them alone, so it stays here.")
    if Kind.LISTED in met:
        raise Conflict("They are on the do-not-engage list, so it stays here.")
    if by.role != Member.Role.OWNER and not met.isdisjoint(FOR_OWNERS):
        raise Conflict("An owner of the Center must let this one go.")
