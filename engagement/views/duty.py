"""Duty: who is on, who comes on, and what is handed over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from engagement import duty as roster
from engagement.decide import duty as decide
from engagement.hours_forms import NoteForm
from engagement.models import Conflict, Delivery, Shift
from engagement.standing import standing
from engagement.views import waiting
from engagement.views.answers import done

START = timedelta(hours=1)
"""So long the line about the start of a shift stands, if nobody dismisses it."""
MOST_NOTES = 5
MOST_SHIFTS = 12
CAUGHT_UP = "caught_up"
"""In the session: the shift whose first line was dismissed."""


@member_required
@require_safe
@never_cache
def duty(request: MemberRequest) -> HttpResponse:
    """Who is on now and who was; the way on, and the way off."""
    return _page(request)


def _page(
    request: MemberRequest, form: NoteForm | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    running = roster.on_duty(request.center, now)
    mine = roster.last_of(request.member, now)
    recent = (
        Shift.objects.of(request.center)
        .filter(starts_at__lte=now)
        .select_related("member__user", "acknowledged_by__user")
        .order_by("-starts_at", "-pk")
    )
    context = {
        "running": running,
        "mine": mine,
        "mine_runs": bool(mine and mine.ends_at > now),
        "form": form or NoteForm(initial={"note": mine.note if mine else ""}),
        "until": roster.end_of_shift(request.center, now),
        "promises": list(roster.still_waiting(request.member)) if mine else [],
        "recent": recent[:MOST_SHIFTS],
        "now": now,
    }
    return render(request, "engagement/duty.html", context, status=status)


@member_required
@require_POST
def come_on(request: MemberRequest) -> HttpResponse:
    """I'm on; instead of whom the page showed, if anybody."""
    asked = request.POST.get("instead_of", "")
    instead_of = int(asked) if waiting.is_number(asked) else 0
    center, by = request.center, request.member
    return done(
        request, "queue", lambda: decide.come_on(center, by=by, instead_of=instead_of)
    )


@member_required
@require_POST
def hand_over(request: MemberRequest) -> HttpResponse:
    """I'm off; a note for who comes next, if there is something to say."""
    shift = roster.last_of(request.member, timezone.now())
    form = NoteForm(request.POST)
    if shift is None:
        messages.warning(request, "You are not on duty; there is nothing to hand over.")
        return redirect("duty", request.center.slug)
    if not form.is_valid():
        return _page(request, form, 422)
    by, note = request.member, form.cleaned_data["note"]
    return done(
        request,
        "duty",
        lambda: decide.hand_over(shift, by=by, note=note),
        "Handed over. Thank you.",
    )


@member_required
@require_POST
def read(request: MemberRequest) -> HttpResponse:
    """I know where things stand: the line goes, and the notes on it have arrived."""
    running = roster.on_duty(request.center, timezone.now())
    on = running is not None and running.member_id == request.member.pk
    if not (on or request.member.supervises):
        messages.warning(request, "A note is for who is on duty; come on first.")
        return redirect("duty", request.center.slug)
    asked = [pk for pk in request.POST.getlist("note") if waiting.is_number(pk)]
    shown = Shift.objects.of(request.center).filter(pk__in=asked[:MOST_NOTES])
    for shift in shown.exclude(member=request.member):
        try:
            decide.read_note(shift, by=request.member)
        except Conflict:
            continue
    if running and on:
        request.session[CAUGHT_UP] = running.pk
    return redirect("queue", request.center.slug)


def start_line(request: MemberRequest, now: datetime) -> dict[str, Any] | None:
    """For who is on: what came since the last shift, and the notes left for them.

    The counts stand for an hour or until dismissed; a note until it was read.
    """
    stands = standing(request.center, now)
    # The frame tells the same, and need not ask again.
    setattr(request, "standing", stands)  # noqa: B010
    if stands.duty is None or stands.duty.member != request.member.pk:
        return None
    notes = list(_notes(request)) if stands.notes else []
    fresh = stands.duty.since > now - START
    if request.session.get(CAUGHT_UP) == stands.duty.shift:
        fresh = False
    since = stands.last_shift if fresh else None
    if not since and not notes:
        return None
    counts = _since(request, since, now) if since else {}
    return {"since": since, "notes": notes, **counts}


def _notes(request: MemberRequest) -> QuerySet[Shift]:
    unread = roster.unread_notes(request.center)
    return unread.exclude(member=request.member)[:MOST_NOTES]


def _since(request: MemberRequest, since: datetime, now: datetime) -> dict[str, int]:
    """How many cards that this member is shown came up since then, and came back."""
    failed = Delivery.objects.filter(suggestion=OuterRef("pk")).exclude(error="")
    back = Q(state_since__gt=since) & Q(Exists(failed))
    return (
        waiting.visible(request.member, now)
        .order_by()
        .aggregate(
            owed=Count("pk", filter=Q(owed=True, noticed_at__gt=since) & ~back),
            back=Count("pk", filter=back),
        )
    )
