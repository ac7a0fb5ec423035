"""By hand: a person did it on the network's own page, and says so."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import Activity, Member
from engagement.decide.alone import SETTLED_FIRST, alone
from engagement.models import Conflict, Delivery, Interaction
from engagement.settling import Proof, reopen, retract, sent

State = Delivery.State


def done(delivery: Delivery, *, by: Member, link: str = "") -> None:
    """It went out, a person says. Our own timeline turns said into seen.

    Raises Conflict when it was settled meanwhile: seen there, or taken back.
    """
    if delivery.state != State.BY_HAND:
        raise Conflict(SETTLED_FIRST)
    proof = Proof(url=link, evidence=Interaction.Evidence.SAID, by=by)
    with alone():
        sent(delivery, proof)
        Activity.record(by, "did by hand", delivery)


@alone()
def not_done(delivery: Delivery, *, by: Member) -> None:
    """It did not go out: back to the queue with its text."""
    delivery.move(State.CANCELLED, settled_by=by)
    reopen(delivery.suggestion)
    Activity.record(by, "did not do", delivery)


@alone()
def could_not(delivery: Delivery, *, by: Member, why: str) -> None:
    """It could not be done, and why; the card comes back and says so."""
    delivery.move(State.CANCELLED, settled_by=by, error=why[:300])
    reopen(delivery.suggestion)
    # Why is for who takes it next; it may name people, and no line of ours does.
    Activity.record(by, "could not", delivery)


@alone()
def took_down(delivery: Delivery, *, by: Member) -> None:
    """It went out from the wrong account and was taken down: the debt is open again."""
    delivery.move(State.REMOVED, where=Q(receipt_key=""), settled_by=by)
    retract(Interaction.objects.filter(delivery=delivery))
    reopen(delivery.suggestion, claim=by)
    Activity.record(by, "took down", delivery)
