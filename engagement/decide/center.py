"""Freeze: nothing leaves until a person says go."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import Activity, Center, Member
from engagement.frozen import MOST_AT_ONCE, stopped
from engagement.may_leave import frozen
from engagement.models import Conflict, Delivery
from engagement.outbox_times import let_go_at


@transaction.atomic
def freeze(center: Center, *, by: Member, reason: str) -> None:
    """Stop everything that leaves, at once. Raises Conflict if frozen already."""
    rows = Center.objects.filter(pk=center.pk, frozen_at=None)
    if not rows.update(
        frozen_at=timezone.now(), frozen_by=by, frozen_reason=reason[:300]
    ):
        raise Conflict("It is frozen already.")
    # What waits is held at once, so that no page counts down to what will not happen.
    now = timezone.now()
    Delivery.objects.of(center).filter(state=Delivery.State.QUEUED).update(
        state=Delivery.State.HELD,
        state_since=now,
        touched_at=now,
        hold_reason=frozen(by.name, reason[:300])[:300],
        error_code=Delivery.FROZEN,
    )
    _show_by_hand_anew(center)
    Activity.record(by, "froze", center, reason=reason[:300])


@transaction.atomic
def unfreeze(center: Center, *, by: Member) -> None:
    """Things may leave again; what was held meanwhile waits for a person."""
    rows = Center.objects.filter(pk=center.pk, frozen_at__isnull=False)
    if not rows.update(frozen_at=None, frozen_by=None, frozen_reason=""):
        raise Conflict("It is not frozen.")
    _show_by_hand_anew(center)
    Activity.record(by, "unfroze", center)


def _show_by_hand_anew(center: Center) -> None:
    """A card whose work waits for a hand asks not to be done while it is frozen."""
    waiting = Delivery.objects.of(center).filter(state=Delivery.State.BY_HAND)
    waiting.update(touched_at=timezone.now())


def release_all(
    center: Center, *, by: Member, only: Collection[int] | None = None
) -> int:
    """Let go, after a freeze, of what it held, or of these alone; how many left.

    At most 200 at a time.
    """
    held = stopped(center)
    if only is not None:
        held = held.filter(pk__in=only)
    released, now = 0, timezone.now()
    for delivery in held[:MOST_AT_ONCE]:
        try:
            with transaction.atomic():
                delivery.move(
                    Delivery.State.QUEUED,
                    due_at=let_go_at(delivery, now),
                    hold_reason="",
                    error_code="",
                )
                Activity.record(by, "released", delivery)
            released += 1
        except Conflict:
            continue
    return released
