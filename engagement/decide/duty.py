"""Coming on duty, and handing over with a note."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils import timezone

from accounts.models import Activity, Center, Member
from engagement.duty import end_of_shift, on_duty
from engagement.models import Conflict, Shift


@transaction.atomic
def come_on(center: Center, *, by: Member, instead_of: int = 0) -> Shift:
    """Be the one who is on, until today's closing; who is on already stays on.

    ``instead_of``: the shift that the page showed, which ends now. Raises Conflict
    where somebody else came on meanwhile: one is on at a time.
    """
    # Two who press at once go in turn: the second one sees the shift of the first.
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)
    now = timezone.now()
    until = end_of_shift(center, now)
    running = on_duty(center, now)
    if running and running.member_id == by.pk:
        return running
    if running and running.pk != instead_of:
        raise Conflict(f"{running.member.name} came on before you.")
    if running:
        Shift.objects.filter(pk=running.pk).update(ends_at=now, handed_over_at=now)
    shift = Shift.objects.create(center=center, member=by, starts_at=now, ends_at=until)
    Activity.record(by, "took over duty" if running else "came on duty", shift)
    return shift


@transaction.atomic
def hand_over(shift: Shift, *, by: Member, note: str) -> None:
    """Go off duty, with a word for who comes next.

    The shift may be over by itself, or taken over: the note still reaches the next.
    Raises Conflict where somebody has read a note of it already.
    """
    now = timezone.now()
    mine = Shift.objects.of(shift.center).filter(
        Q(acknowledged_at=None) | Q(note=""), pk=shift.pk, member=by
    )
    if not mine.update(ends_at=Least(F("ends_at"), now), handed_over_at=now, note=note):
        raise Conflict("Your note was read already; it stays as it was.")
    Activity.record(by, "handed over", shift, with_note=bool(note))


@transaction.atomic
def read_note(shift: Shift, *, by: Member) -> None:
    """Say that the note has arrived. Raises Conflict if a colleague said so first."""
    unread = Shift.objects.of(shift.center).filter(pk=shift.pk, acknowledged_at=None)
    now = timezone.now()
    if not unread.exclude(note="").update(acknowledged_by=by, acknowledged_at=now):
        raise Conflict("That note was read already.")
    Activity.record(by, "read the note of", shift)
