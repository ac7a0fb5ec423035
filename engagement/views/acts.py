"""What a member does on a card; one address a button."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, member_required
from accounts.models import Member
from engagement import decide, suggest
from engagement.aim import find_way
from engagement.bounds import loud
from engagement.forms import AcceptForm, DismissForm, SnoozeForm, TextForm
from engagement.models import Conflict, Contact, Delivery, Suggestion
from engagement.views.answers import (
    answer,
    back,
    lost,
    refuse,
    suggestion_of,
    suggestion_with_text,
)
from engagement.views.cards import card_of
from engagement.views.sending import ask_first, put_in_outbox, their_page
from engagement.views.waiting import is_number


@member_required
@require_POST
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Put it in the outbox; by hand, go to the network's own page."""
    suggestion = suggestion_with_text(request, pk)
    way = find_way(suggestion, request.POST.get("way", ""))
    form = AcceptForm(request.POST, way=way)
    typed = request.POST.get("text", "")
    if not form.is_valid() or way is None:
        card = card_of(suggestion_of(request, pk), request.member)
        wrong = (str(error) for errors in form.errors.values() for error in errors)
        card.typed, card.error = typed, " ".join(wrong)
        return refuse(request, card)
    card, said = card_of(suggestion, request.member), form.cleaned_data["text"]
    card.typed = typed
    card.error, card.warned = ask_first(request, card, way, said)
    if card.error:
        return refuse(request, card)
    try:
        line = put_in_outbox(request, card, way, said)
    except Conflict:
        suggestion.refresh_from_db()
        return lost(request, suggestion, typed)
    if isinstance(line, str):
        card = card_of(suggestion, request.member)
        card.typed, card.error = typed, line
        return refuse(request, card)
    page = None if request.htmx else their_page(request, way, line)
    held = line.state == Delivery.State.HELD
    said = "a supervisor reads it first." if held else "on its way."
    return page or answer(request, suggestion, said)


@member_required
@require_POST
def text(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep what is being typed, and the claim with it; says until when, and a price."""
    suggestion = suggestion_with_text(request, pk)
    form = TextForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        decide.keep_text(suggestion, by=request.member, text=form.cleaned_data["text"])
    except Conflict:
        return HttpResponse(status=409)
    card = card_of(suggestion, request.member)
    return render(request, "engagement/_kept_as.html", {"card": card})


def _button(verb: Callable[..., object], said: str) -> Callable[..., HttpResponse]:
    """The view of a button that needs nothing but the press."""

    @member_required
    @require_POST
    def press(request: MemberRequest, pk: int) -> HttpResponse:
        suggestion = suggestion_of(request, pk)
        return _do(request, suggestion, partial(verb, suggestion), said)

    return press


def _do(
    request: MemberRequest,
    suggestion: Suggestion,
    verb: Callable[..., object],
    said: str,
) -> HttpResponse:
    """Do it, and show the card; or who was first, with what was being typed."""
    try:
        verb(by=request.member)
    except Conflict:
        suggestion.refresh_from_db()
        return lost(request, suggestion, request.POST.get("text", ""))
    return answer(request, suggestion, said)


claim = _button(decide.claim, "yours now.")
release = _button(decide.release, "given back.")
take_over = _button(decide.take_over, "yours now.")
not_elsewhere = _button(decide.not_elsewhere, "open again.")
# They were thanked another way: a mail, a call, at a meeting.
elsewhere = _button(decide.thanked_elsewhere, "noted.")


@member_required
@require_POST
def dismiss(request: MemberRequest, pk: int) -> HttpResponse:
    suggestion = suggestion_of(request, pk)
    form = DismissForm(request.POST)
    if not form.is_valid():
        card = card_of(suggestion, request.member)
        card.error = "Say why, so that nobody asks again."
        return refuse(request, card)
    reason = form.cleaned_data["reason"]

    def verb(by: Member) -> None:
        decide.dismiss(suggestion, by=by, reason=reason)
        if reason == Suggestion.Reason.PRIVATE:
            _reweigh(suggestion.profile.contact_id)

    return _do(request, suggestion, verb, "nothing will be done.")


def _reweigh(*contacts: int) -> None:
    """Whoever was just said to be private, or is not after all, is weighed anew."""
    who = Contact.objects.filter(pk__in=contacts)
    suggest.reweigh(*who.select_related("center"))


@member_required
@require_POST
def snooze(request: MemberRequest, pk: int) -> HttpResponse:
    suggestion = suggestion_of(request, pk)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        card = card_of(suggestion, request.member)
        card.error = "Say until when."
        return refuse(request, card)
    verb = partial(decide.snooze, suggestion, until=form.when())
    return _do(request, suggestion, verb, "put off.")


@member_required
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo whatever was decided last: a no, a not now, or what has not left yet."""
    suggestion = suggestion_of(request, pk)
    try:
        if suggestion.state == Suggestion.State.DISMISSED:
            private = suggestion.dismiss_reason == Suggestion.Reason.PRIVATE
            decide.undo_dismiss(suggestion, by=request.member)
            if private:
                _reweigh(suggestion.profile.contact_id)
        elif suggestion.state == Suggestion.State.OPEN:
            decide.undo_snooze(suggestion, by=request.member)
        else:
            _undo_accept(request, suggestion)
    except Conflict:
        return _too_late(request, suggestion)
    return answer(request, suggestion, "open again.")


def _undo_accept(request: MemberRequest, suggestion: Suggestion) -> None:
    delivery = (
        suggestion.deliveries.exclude(state__in=Delivery.OVER)
        .select_related("suggestion", "center")
        .first()
    )
    if delivery is None or delivery.state not in (
        Delivery.State.QUEUED,
        Delivery.State.HELD,
    ):
        raise Conflict("It is already on its way.")
    decide.undo(delivery, by=request.member)


def _too_late(request: MemberRequest, suggestion: Suggestion) -> HttpResponse:
    card = card_of(suggestion, request.member)
    card.error = "Too late to undo: it is already on its way, or a colleague was first."
    return refuse(request, card)


@member_required
@require_POST
def bulk(request: MemberRequest) -> HttpResponse:
    """Nothing needed, private, or not now for several; never for sending."""
    what = request.POST.get("do", "")
    ticked = [pk for pk in request.POST.getlist("ticked") if is_number(pk)][:100]
    chosen = Suggestion.objects.of(request.center).filter(
        loud(request.member), pk__in=ticked, state=Suggestion.State.OPEN
    )
    snoozing = SnoozeForm({"until": "tomorrow"})
    snoozing.is_valid()
    done = 0
    private: set[int] = set()
    for suggestion in chosen.select_related("profile", "center"):
        if suggestion.profile.contact_id in private:
            # It is said of a person once, and lets go of all their cards.
            done += 1
            continue
        try:
            if what in ("nothing", "private"):
                decide.dismiss(suggestion, by=request.member, reason=what)
            elif what == "later":
                decide.snooze(suggestion, by=request.member, until=snoozing.when())
            else:
                continue
        except Conflict:
            continue
        done += 1
        if what == Suggestion.Reason.PRIVATE:
            private.add(suggestion.profile.contact_id)
    _reweigh(*private)
    messages.success(request, f"{done} of {len(ticked)} settled.")
    return back(request)
