"""Accept: put a suggestion in the outbox, and take it out again in time."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Activity, Member
from accounts.platforms.base import ModeKind
from engagement.aim import Way
from engagement.decide.claims import free_for
from engagement.facts import facts_of
from engagement.keys import text_key
from engagement.may_leave import Hold, Refuse, may_leave
from engagement.models import Conflict, Delivery, Suggestion
from engagement.settling import reopen

# Thanks that come later than this embarrass; a share is news for two days.
NOT_AFTER = {
    Suggestion.Kind.THANK: timedelta(days=7),
    Suggestion.Kind.SHARE: timedelta(days=2),
}
LATEST = timedelta(days=5)


class MayNotLeave(Exception):
    """Nothing may leave to them now, not by hand either. ``str()`` says why."""


def accept(
    suggestion: Suggestion,
    *,
    by: Member,
    way: Way,
    text: str,
    hands: Member | None = None,
) -> Delivery:
    """Put the suggestion in the outbox, and note who decided.

    One click is queued, with time to undo; by hand waits for ``hands`` (default: who
    accepts). Raises Conflict if a colleague decided first, or holds the claim, and
    MayNotLeave where a hand is held back as a machine would be.
    """
    now = timezone.now()
    text = text.strip()
    api = way.mode.kind == ModeKind.ONE_CLICK
    try:
        with transaction.atomic():
            suggestion.move(
                Suggestion.State.ACCEPTED,
                where=free_for(by, now),
                decided_by=by,
                decided_at=now,
                draft=text if way.needs_text else suggestion.draft,
            )
            delivery = Delivery.objects.create(
                center_id=suggestion.center_id,
                account=way.account,
                suggestion=suggestion,
                mode=Delivery.Mode.API if api else Delivery.Mode.HAND,
                state=Delivery.State.QUEUED if api else Delivery.State.BY_HAND,
                verb=way.verb,
                target_key=way.target.key,
                text=text if way.needs_text else "",
                text_key=text_key(text) if way.needs_text else "",
                due_at=now + timedelta(seconds=settings.UNDO_SECONDS if api else 0),
                not_after=now + _latest(suggestion),
                claimed_at=None if api else now,
                cost_micro=way.price(text) if api else 0,
                by_member=by,
                for_member=None if api else hands or by,
            )
            Activity.record(by, "accepted", suggestion, delivery=delivery.pk)
            if not api:
                _ask(delivery)
    except IntegrityError as error:
        raise Conflict("A colleague decided on this first.") from error
    return delivery


def _ask(delivery: Delivery) -> None:
    """The outbox asks before each call; for what a hand does there is no call.

    Hours and caps bind the machine; who does it by hand at night has decided so.
    """
    answer = may_leave(facts_of(delivery, timezone.now()))
    if isinstance(answer, Hold | Refuse):
        raise MayNotLeave(answer.reason)


def _latest(suggestion: Suggestion) -> timedelta:
    return NOT_AFTER.get(Suggestion.Kind(suggestion.kind), LATEST)


@transaction.atomic
def undo(delivery: Delivery, *, by: Member) -> None:
    """Take it back while it has not left: cancelled, open again, the claim given back.

    Raises Conflict when the worker was first.
    """
    delivery.move(Delivery.State.CANCELLED, settled_by=by)
    reopen(delivery.suggestion, claim=by)
    Activity.record(by, "undid", delivery.suggestion, delivery=delivery.pk)
