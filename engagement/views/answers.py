"""How a page answers after a verb: the card in place, or the page it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import trigger_client_event

from accounts.access import MemberRequest
from engagement.bounds import cards_for, lines_for
from engagement.models import Conflict, Delivery, Suggestion
from engagement.views import followers, waiting
from engagement.views.card import Card
from engagement.views.cards import card_of, rows


def suggestion_of(request: MemberRequest, pk: int) -> Suggestion:
    """The suggestion of this Center, with all that a card needs; 404 for a stranger,
    and for a poster where a boundary stands."""
    found = rows(Suggestion.objects.of(request.center)).filter(pk=pk)
    shown = found.filter(cards_for(request.member, timezone.now()))
    return get_object_or_404(shown)


def suggestion_with_text(request: MemberRequest, pk: int) -> Suggestion:
    """The same, but what a colleague typed on it is answered, whatever it is now."""
    return get_object_or_404(rows(Suggestion.objects.of(request.center)).filter(pk=pk))


def delivery_of(request: MemberRequest, pk: int) -> Delivery:
    """The delivery of this Center; 404 for a stranger, as for a suggestion."""
    found = Delivery.objects.of(request.center).filter(lines_for(request.member))
    found = found.select_related(
        "center",
        "account__app",
        "suggestion__profile__contact",
        "suggestion__center",
        "for_member__user",
        "by_member__user",
    )
    return get_object_or_404(found, pk=pk)


def back(request: MemberRequest) -> HttpResponseRedirect:
    """To the page of ours that the form named, or to the queue."""
    to = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}):
        return HttpResponseRedirect(to)
    return redirect("queue", request.center.slug)


def do(request: MemberRequest, verb: Callable[[], object], said: str = "") -> None:
    """Do it and say so, on the next page; or say what spoke against it."""
    try:
        verb()
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        if said:
            messages.success(request, said)


def done(
    request: MemberRequest, name: str, verb: Callable[[], object], said: str = ""
) -> HttpResponse:
    """The same, and then the page of this name."""
    do(request, verb, said)
    return redirect(name, request.center.slug)


def answer(
    request: MemberRequest, suggestion: Suggestion, said: str = ""
) -> HttpResponse:
    """The card as it stands now; without scripts, the page it came from."""
    card = card_of(suggestion, request.member)
    if request.htmx:
        return _item(request, card)
    if said:
        messages.success(request, f"{card.name}: {said}")
    return back(request)


def refuse(request: MemberRequest, card: Card) -> HttpResponse:
    """The card with what is wrong and with what was typed, on a page of its own
    where there are no scripts. 422 would make htmx throw the answer away."""
    if request.htmx:
        return _item(request, card)
    return render(request, "engagement/card.html", {"card": card}, status=422)


def _item(request: MemberRequest, card: Card) -> HttpResponse:
    """The card in place; and beside it, how many are owed now."""
    item = render(request, "engagement/_item.html", {"card": card, "fresh": True})
    one = card.suggestion
    return counted(request, item, newcomers=getattr(one, "only_follows", False))


def counted(
    request: MemberRequest, answer: HttpResponse, *, newcomers: bool = False
) -> HttpResponse:
    """The answer to a tap; and beside it, how many are owed now, and where it was
    about a new follower, what stands beside their heading."""
    now = timezone.now()
    left = waiting.visible(request.member, now).filter(owed=True)
    trigger_client_event(answer, "owed", {"count": left.count()})
    if newcomers:
        said = followers.shown(request.member, now)["head"]
        trigger_client_event(answer, "newcomers", {"head": said})
    return answer


def lost(request: MemberRequest, suggestion: Suggestion, typed: str) -> HttpResponse:
    """A colleague was first: who, what they said, and our own text kept below."""
    card = card_of(suggestion, request.member)
    one = card.suggestion
    holder = card.held_by
    if one.decided_by and one.state != Suggestion.State.OPEN:
        card.lost_to = one.decided_by.name
    elif one.state == Suggestion.State.ELSEWHERE:
        card.lost_to = "Somebody in the network’s own app"
    elif holder:
        card.lost_to = holder.name
    else:
        card.lost_to = "Somebody"
    card.lost_text = typed.strip()
    if card.quiet:
        card.delivery = None
    if request.htmx:
        return _item(request, card)
    context = {"card": card, "fresh": True}
    return render(request, "engagement/card.html", context, status=409)
