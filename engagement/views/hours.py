"""Settings, Hours: when the Center works, its days off, and its breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Center, ClosedDay
from accounts.tabs import tab
from engagement.calendar import week_of
from engagement.days_off import days_off, name_of
from engagement.decide import hours as decide
from engagement.hours_forms import (
    BreakForm,
    ClosedDayForm,
    CopyForm,
    HolidaysForm,
    HoursForm,
)
from engagement.models import Conflict
from engagement.opening_words import said_week
from engagement.views.answers import done
from engagement.worktime import Week, open_spans

A_FORTNIGHT = 14
COUNTED = "What is due is counted anew within half a minute."


@dataclass(frozen=True, slots=True)
class DayOff:
    """A line of the list: ``pk`` is 0 for a public holiday."""

    day: date
    name: str
    pk: int = 0


@member_required
@require_safe
@never_cache
def hours(request: MemberRequest) -> HttpResponse:
    """The tab: everybody sees it, supervisors change it."""
    return _page(request)


def _page(request: MemberRequest, status: int = 200, **forms: Any) -> HttpResponse:
    center, now = request.center, timezone.now()
    week = week_of(center)
    on_break = bool(center.paused_until and center.paused_until > now)
    context = {
        "hours_form": HoursForm.of(center, week.spans),
        "copy_form": CopyForm(),
        "holidays_form": HolidaysForm(center.holidays_of),
        "closed_form": ClosedDayForm(),
        "break_form": BreakForm(initial=_break(center) if on_break else {}),
        "week": said_week(week.spans),
        "always": not week.spans,
        "state": _state(week, now),
        "now": now,
        "on_break": on_break,
        "days_off": _days_off(request),
        "whose": name_of(center.holidays_of),
        **forms,
    }
    return tab(request, "settings", "engagement/hours.html", context, status)


def _break(center: Center) -> dict[str, Any]:
    back = timezone.localtime(center.paused_until).date()
    return {"back_on": back.isoformat(), "reason": center.paused_reason}


def _state(week: Week, now: datetime) -> dict[str, Any]:
    """Whether it is open, and until when, or when it opens; ``at`` may be never."""
    stretches = list(islice(open_spans(week, now), A_FORTNIGHT))
    if not stretches:
        return {"open": False, "at": None}
    opens, closes = stretches[0]
    if opens > now:
        return {"open": False, "at": opens}
    for begin, end in stretches[1:]:
        if begin > closes:
            return {"open": True, "at": closes}
        closes = end
    return {"open": True, "at": None}


def _days_off(request: MemberRequest) -> list[DayOff]:
    """This year's that are to come, and next year's: the Center's own and public."""
    center, today = request.center, timezone.localdate()
    end = date(today.year + 1, 12, 31)
    own = ClosedDay.objects.of(center).filter(date__gte=today)
    found = [DayOff(one.date, one.name, one.pk) for one in own]
    for year in (today.year, end.year):
        public = days_off(center.holidays_of, year).items()
        found += [DayOff(day, name) for day, name in public if today <= day <= end]
    return sorted(found, key=lambda one: (one.day, one.pk))


@member_required
@require_POST
def set_hours(request: MemberRequest) -> HttpResponse:
    """Keep the week; or, by the other button, fill one day's hours into others."""
    if "copy" in request.POST:
        return _copied(request)
    form = HoursForm(request.center, request.POST)
    if not form.is_valid():
        return _page(request, 422, hours_form=form)
    decide.set_hours(
        request.center,
        by=request.member,
        spans=form.spans,
        zone=form.cleaned_data["zone"],
        owed_hours=form.cleaned_data["owed_hours"],
    )
    messages.success(request, f"Kept. {COUNTED}")
    return redirect("settings", request.center.slug)


def _copied(request: MemberRequest) -> HttpResponse:
    copy = CopyForm(request.POST)
    if not copy.is_valid():
        return _page(request, 422, hours_form=HoursForm(request.center, request.POST))
    typed = request.POST.copy()
    for day in copy.days():
        typed[f"day{day}"] = request.POST.get(f"day{copy.cleaned_data['source']}", "")
    form = HoursForm(request.center, typed)
    return _page(request, hours_form=form, copy_form=copy, copied=True)


@member_required
@require_POST
def keep_holidays(request: MemberRequest) -> HttpResponse:
    """Whose public holidays are days off."""
    form = HolidaysForm(request.center.holidays_of, request.POST)
    if not form.is_valid():
        return _page(request, 422, holidays_form=form)
    decide.keep_holidays(request.center, by=request.member, of=form.code())
    whose = name_of(form.code())
    kept = f"The holidays of {whose} are days off" if whose else "No public holidays"
    messages.success(request, f"{kept}. {COUNTED}")
    return redirect("settings", request.center.slug)


@member_required
@require_POST
def close_on(request: MemberRequest) -> HttpResponse:
    """A day off of the Center's own."""
    form = ClosedDayForm(request.POST)
    if form.is_valid():
        try:
            decide.close_on(request.center, by=request.member, **form.cleaned_data)
        except Conflict as error:
            form.add_error("day", str(error))
        else:
            messages.success(request, f"Closed on that day. {COUNTED}")
            return redirect("settings", request.center.slug)
    return _page(request, 422, closed_form=form)


@member_required
@require_POST
def open_on(request: MemberRequest, pk: int) -> HttpResponse:
    """A day like others again."""
    closed = get_object_or_404(ClosedDay.objects.of(request.center), pk=pk)
    said = f"{closed.name}: a day like others. {COUNTED}"
    return done(
        request, "settings", lambda: decide.open_on(closed, by=request.member), said
    )


@member_required
@require_POST
def take_break(request: MemberRequest) -> HttpResponse:
    """A break from now until a day."""
    form = BreakForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, break_form=form)
    decide.pause(request.center, by=request.member, **form.cleaned_data)
    messages.success(request, "A break is on. Nothing leaves until it is over.")
    return redirect("settings", request.center.slug)


@member_required
@require_POST
def end_break(request: MemberRequest) -> HttpResponse:
    """Back earlier."""
    center, by = request.center, request.member
    said = f"The break is over. {COUNTED}"
    return done(request, "settings", lambda: decide.lift_pause(center, by=by), said)
