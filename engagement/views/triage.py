"""Who new followers are: one tap a person, and the page that has them all."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import MemberRequest, member_required
from accounts.models import Activity, Member
from engagement import notes, suggest, triage
from engagement.bounds import knows_kind
from engagement.forms import KindForm
from engagement.models import Conflict, Contact, Interaction
from engagement.views import followers
from engagement.views.answers import back, counted, do
from engagement.views.cards import cards, rows
from engagement.views.paging import Newest
from engagement.views.words import ago_in_words

A_PAGE = 30
DAY = timedelta(days=1)


@member_required
@require_safe
@never_cache
def new_followers(request: MemberRequest) -> HttpResponse:
    """All of them: who is to be thanked, and page by page of whom nobody has spoken."""
    now = timezone.now()
    asked = triage.unsaid(request.member, now).select_related("profile__contact")
    page = Newest(asked, A_PAGE).get_page(request.GET.get("page"))
    found = followers.newcomers(request.member, now, known=A_PAGE, asked=0)
    known = [one for one in found if not one.asked]
    people = known if page.number == 1 else []
    asking = [followers.newcomer(row, request.member, now) for row in page]
    section = {"days": followers.days([*people, *asking])}
    _seat(section, people, request.member)
    context = {"page": page, "section": section, "owing": any(o.owed for o in known)}
    return render(request, "engagement/followers.html", context)


def _seat(
    section: dict[str, Any], people: list[followers.Newcomer], viewer: Member
) -> None:
    wanted = [one.follow.suggestion_id or 0 for one in people if one.owed]
    if wanted:
        theirs = followers.debts(viewer, timezone.now()).filter(pk__in=wanted)
        followers.seat(section, cards(rows(theirs), viewer))


@member_required
@require_POST
def kind(request: MemberRequest, pk: int) -> HttpResponse:
    """One tap: remembered, whatever a colleague said a moment before."""
    contact = get_object_or_404(Contact.objects.of(request.center), pk=pk)
    form = KindForm(request.POST)
    if not form.is_valid() or form.cleaned_data["kind"] not in triage.TAPS:
        messages.error(request, "Choose one of the four.")
        return back(request)
    before = _said_before(contact, request.member)
    notes.set_kind(contact, by=request.member, kind=form.cleaned_data["kind"])
    suggest.reweigh(contact)
    return _row(request, contact, told=before)


def _said_before(contact: Contact, viewer: Member) -> str:
    """What a colleague said of them just before, as far as the viewer may know."""
    known = contact.kind != Contact.Kind.UNKNOWN and knows_kind(contact, viewer)
    who, at = contact.kind_by, contact.kind_at
    if not known or who is None or at is None or who == viewer:
        return ""
    seconds = int((timezone.now() - at).total_seconds())
    said = contact.get_kind_display().lower()
    return f"{who.name} said {said} {ago_in_words(seconds)}; now it is as you say."


@member_required
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo of one's own tap: as before it, mostly asked about again."""
    contact = get_object_or_404(Contact.objects.of(request.center), pk=pk)
    told, kind = "", ""
    try:
        kind = triage.take_back_kind(
            contact, by=request.member, said=request.POST.get("said", "")
        )
    except Conflict as error:
        told = str(error)
    else:
        suggest.reweigh(Contact.objects.get(pk=contact.pk))
    return _row(request, contact, told=told, asked=kind == Contact.Kind.UNKNOWN)


def _row(
    request: MemberRequest, contact: Contact, *, told: str, asked: bool = False
) -> HttpResponse:
    """Their row as it stands now; without scripts, the page it came from.

    ``asked``: as if nobody had spoken of them, also where a boundary stands.
    """
    if not request.htmx:
        if told:
            messages.warning(request, told)
        return back(request)
    line = (
        triage.follows(request.center)
        .filter(profile__contact=contact)
        .select_related("profile__contact", "suggestion")
        .first()
    )
    if line is None:
        return HttpResponse(status=204)
    one = _face(line, request.member, asked=asked)
    one.told = told
    context = {"one": one, "card": one.card}
    row = render(request, "engagement/_follower.html", context)
    return counted(request, row, newcomers=True)


def _face(line: Interaction, viewer: Member, *, asked: bool) -> followers.Newcomer:
    now = timezone.now()
    owing = followers.debts(viewer, now).filter(pk=line.suggestion_id or 0)
    if asked:
        line.profile.contact.kind, line.suggestion = Contact.Kind.UNKNOWN, None
    one = followers.newcomer(line, viewer, now)
    found = [] if one.asked else cards(rows(owing), viewer)
    one.owed, one.card = bool(found), next(iter(found), None)
    return one


def _day(request: MemberRequest) -> tuple[datetime, datetime] | None:
    """When the day begins that a form is about, and up to when its page told."""
    try:
        day = parse_date(request.POST.get("day", "")[:10])
        until = parse_datetime(request.POST.get("until", "")[:40])
        if day is None or until is None or timezone.is_naive(until):
            return None
        if abs(day - timezone.localdate()) > timedelta(days=3660):
            return None
        begins = datetime.combine(day, time(), request.center.tz)
        ends = datetime.combine(day + DAY, time(), request.center.tz)
        # Of the year 1, or of another day: no database can be asked about some.
        return begins, max(begins, min(until, ends))
    except (ValueError, OverflowError):
        # A thirteenth month looks like a date and is none
        return None


@member_required
@require_POST
def pass_over(request: MemberRequest) -> HttpResponse:
    """Nothing needed for all of a day's whom nobody has spoken of; with Undo."""
    span = _day(request)
    if span is None:
        messages.error(request, "Nobody knows which day that was.")
        return back(request)
    begins, until = span
    line, count = triage.pass_over(
        request.center, by=request.member, after=begins, until=until
    )
    undo = reverse("followers_undo_pass", args=[request.center.slug, line.pk])
    people = "one new follower" if count == 1 else f"{count} new followers"
    messages.success(request, f"Nothing needed for {people}.", extra_tags=undo)
    return back(request)


@member_required
@require_POST
def undo_pass(request: MemberRequest, pk: int) -> HttpResponse:
    """They are asked about again."""
    lines = Activity.objects.of(request.center).filter(verb=triage.PASSED)
    line = get_object_or_404(lines, pk=pk)
    do(request, lambda: triage.undo_pass(line, by=request.member))
    if request.htmx:
        return HttpResponseClientRedirect(reverse("queue", args=[request.center.slug]))
    return redirect("queue", request.center.slug)
