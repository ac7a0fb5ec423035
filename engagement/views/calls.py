"""What a member does with a call for help; one address a button."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from engagement import attentions, decide, suggest
from engagement.forms import plain
from engagement.models import Attention, Conflict, Suggestion
from engagement.views.answers import lost, suggestion_of
from engagement.views.attention import Call, rows
from engagement.views.paging import Newest
from engagement.views.sections import section

A_PAGE = 25
LONGEST = 500
View = Callable[..., HttpResponse]


def _call(request: MemberRequest, pk: int) -> Attention:
    """One that this member is shown; 404 for a stranger."""
    found = rows(Attention.objects.of(request.center))
    return get_object_or_404(found, attentions.shown_to(request.member), pk=pk)


@member_required
@require_safe
@never_cache
def call(request: MemberRequest, pk: int) -> HttpResponse:
    """One of them as a page of its own."""
    return _page(request, Call(_call(request, pk), request.member), 200)


def _page(request: MemberRequest, one: Call, status: int) -> HttpResponse:
    context = {"call": one, "turn_to": attentions.turn_to(request.center)}
    return render(request, "engagement/call.html", context, status=status)


@member_required
@require_safe
@never_cache
def calls(request: MemberRequest) -> HttpResponse:
    """Those that were seen to, the last first: by whom, and what was done."""
    done = Attention.objects.of(request.center).filter(state=Attention.State.DONE)
    page = Newest(rows(done).order_by("-done_at", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "engagement/calls.html", {"page": page})


def _do(
    request: MemberRequest,
    attention: Attention,
    verb: Callable[[], object],
    said: str,
    typed: str = "",
) -> HttpResponse:
    """Do it, and show how things stand; who came second reads who was first."""
    try:
        verb()
    except Conflict:
        fresh = Call(_call(request, attention.pk), request.member)
        return _refused(request, fresh, _first(fresh), typed, 409)
    if request.htmx:
        return _section(request)
    messages.success(request, said)
    return redirect("queue", request.center.slug)


def _first(fresh: Call) -> str:
    """Who was first."""
    one = fresh.attention
    if one.state == Attention.State.DONE:
        return f"{one.done_by.name if one.done_by else 'Somebody'} has seen to it."
    if one.taken_by and not fresh.mine:
        return f"{one.taken_by.name} was first and sees to it."
    return "A colleague changed this a moment ago. Look again, please."


def _refused(
    request: MemberRequest, fresh: Call, why: str, typed: str, status: int
) -> HttpResponse:
    fresh.error, fresh.typed = why, typed
    if request.htmx:
        return _section(request, fresh)
    return _page(request, fresh, status)


def _section(request: MemberRequest, told: Call | None = None) -> HttpResponse:
    """The section of the queue as it stands now, with what went wrong on its card."""
    found = section("attention", request.member, timezone.now())
    calls: list[Call] = found.setdefault("calls", [])
    if told:
        there = [one.pk for one in calls]
        if told.pk in there:
            calls[there.index(told.pk)] = told
        else:
            calls.insert(0, told)
        found["turn_to"] = attentions.turn_to(request.center)
    return render(request, "engagement/_section.html", {"section": found})


def _button(verb: Callable[..., object], said: str) -> View:
    """The view of a button that needs nothing but the press."""

    @member_required
    @require_POST
    def press(request: MemberRequest, pk: int) -> HttpResponse:
        attention, by = _call(request, pk), request.member
        return _do(request, attention, lambda: verb(attention, by=by), said)

    return press


take = _button(
    decide.take_attention, "Yours now. Say what was done when you have seen to it."
)
take_over = _button(decide.take_attention_over, "Yours now.")
give_back = _button(
    decide.give_attention_back, "Given back: it waits for somebody to take it."
)
again = _button(decide.open_attention_again, "It stands on the queue again.")


@member_required
@require_POST
def done(request: MemberRequest, pk: int) -> HttpResponse:
    """What was done, in a sentence; without one it stays."""
    attention, by = _call(request, pk), request.member
    what = plain(request.POST.get("what_done", "")).strip()
    if not what or len(what) > LONGEST:
        why = "Say in a sentence what was done; colleagues rely on it."
        if what:
            why = f"At most {LONGEST} letters, please: this has {len(what)}."
        return _refused(request, Call(attention, by), why, what, 422)
    return _do(
        request,
        attention,
        lambda: decide.close_attention(attention, by=by, what_done=what),
        "Thank you. It has left the queue.",
        what,
    )


@member_required
@require_POST
def no_call(request: MemberRequest, pk: int) -> HttpResponse:
    """It only sounded like it; what they did is weighed as any kindness."""
    attention, by = _call(request, pk), request.member

    def verb() -> None:
        decide.no_call_for_help(attention, by=by)
        suggest.reweigh(attention.profile.contact)

    return _do(request, attention, verb, "Noted. It is weighed as a kindness.")


@member_required
@require_POST
def needs_help(request: MemberRequest, pk: int) -> HttpResponse:
    """A person reads a call for help in what this card would thank for."""
    suggestion = suggestion_of(request, pk)
    try:
        decide.needs_help(suggestion, by=request.member)
    except Conflict:
        suggestion = Suggestion.objects.get(pk=suggestion.pk)
        return lost(request, suggestion, request.POST.get("text", ""))
    if request.htmx:
        return _section_and_gone(request, pk)
    messages.success(request, "It stands above everything now.")
    return redirect("queue", request.center.slug)


def _section_and_gone(request: MemberRequest, pk: int) -> HttpResponse:
    """In place: the section as it stands now, and the card away."""
    found = section("attention", request.member, timezone.now())
    context = {"section": found, "gone": pk}
    return render(request, "engagement/_needs_help.html", context)
