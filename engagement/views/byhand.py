"""By hand: did it go out? And the outbox's questions to a person who looked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, member_required
from engagement import decide
from engagement.bounds import may_settle
from engagement.forms import LinkForm, WhyForm
from engagement.may_leave import KEPT_BACK
from engagement.models import Conflict, Delivery
from engagement.views.answers import answer, back, delivery_of, refuse
from engagement.views.cards import card_of

WITH_ITS_ACCOUNT = "It goes on by itself as soon as its account does."


def _settle(
    request: MemberRequest,
    delivery: Delivery,
    verb: Callable[[], None],
    said: str,
) -> HttpResponse:
    """Call the verb, and answer where it was asked: on the queue, or in the outbox."""
    try:
        verb()
    except Conflict as error:
        messages.warning(request, f"{error} Nothing was changed.")
        delivery.refresh_from_db()
        said = ""
    if request.POST.get("back"):
        if said:
            messages.success(request, said)
        return back(request)
    return answer(request, delivery.suggestion, said)


def _not_yours(request: MemberRequest, delivery: Delivery) -> HttpResponse:
    """Whether it went out, only who did it by hand knows, and who accepted it."""
    who = delivery.for_member or delivery.by_member
    reason = (
        f"{who.name if who else 'A colleague'} does this by hand and says whether it "
        "went out; else a supervisor settles it. Nothing was changed."
    )
    return render(request, "403.html", {"reason": reason}, status=403)


Settling = Callable[[MemberRequest, Delivery], HttpResponse]


def _doers(settling: Settling) -> Callable[..., HttpResponse]:
    """Only for who may say what became of it; anybody else is told who that is."""

    @wraps(settling)
    def asked(request: MemberRequest, pk: int) -> HttpResponse:
        delivery = delivery_of(request, pk)
        if not may_settle(delivery, request.member):
            return _not_yours(request, delivery)
        return settling(request, delivery)

    return asked


@member_required
@require_POST
@_doers
def done(request: MemberRequest, delivery: Delivery) -> HttpResponse:
    form = LinkForm(request.POST)
    if not form.is_valid():
        card = card_of(delivery.suggestion, request.member)
        card.error = str(form.errors["link"][0])
        card.typed = request.POST.get("link", "")[:1000]
        return refuse(request, card)
    link = form.cleaned_data["link"]
    return _settle(
        request,
        delivery,
        lambda: decide.done(delivery, by=request.member, link=link),
        "noted; we look for it on the network.",
    )


@member_required
@require_POST
@_doers
def not_done(request: MemberRequest, delivery: Delivery) -> HttpResponse:
    return _settle(
        request,
        delivery,
        lambda: decide.not_done(delivery, by=request.member),
        "back on the queue.",
    )


@member_required
@require_POST
@_doers
def could_not(request: MemberRequest, delivery: Delivery) -> HttpResponse:
    form = WhyForm(request.POST)
    if not form.is_valid():
        card = card_of(delivery.suggestion, request.member)
        card.error = str(form.errors["why"][0])
        return refuse(request, card)
    why = form.cleaned_data["why"]
    return _settle(
        request,
        delivery,
        lambda: decide.could_not(delivery, by=request.member, why=why),
        "back on the queue, with your reason.",
    )


@member_required
@require_POST
@_doers
def took_down(request: MemberRequest, delivery: Delivery) -> HttpResponse:
    return _settle(
        request,
        delivery,
        lambda: decide.took_down(delivery, by=request.member),
        "back on the queue.",
    )


@member_required
@require_POST
def again(request: MemberRequest, pk: int) -> HttpResponse:
    delivery = delivery_of(request, pk)
    return _settle(
        request,
        delivery,
        lambda: decide.send_again(delivery, by=request.member),
        "It is tried once more.",
    )


@member_required
@require_POST
def found(request: MemberRequest, pk: int) -> HttpResponse:
    delivery = delivery_of(request, pk)
    form = LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["link"][0]))
        return back(request)
    link = form.cleaned_data["link"]
    return _settle(
        request,
        delivery,
        lambda: decide.found(delivery, by=request.member, link=link),
        "Settled as sent.",
    )


@member_required
@require_POST
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    delivery = delivery_of(request, pk)
    by_hand = delivery.mode == Delivery.Mode.HAND
    if by_hand and not may_settle(delivery, request.member):
        return _not_yours(request, delivery)
    return _settle(
        request,
        delivery,
        lambda: decide.cancel(delivery, by=request.member),
        "It will not be sent; its card is open again.",
    )


@member_required
@require_POST
def let_go(request: MemberRequest, pk: int) -> HttpResponse:
    """What is held goes on. What a boundary holds is for the supervisor alone."""
    delivery = delivery_of(request, pk)
    if delivery.held_by_account:
        messages.warning(request, WITH_ITS_ACCOUNT)
        return back(request)
    if not (request.member.supervises or delivery.held_by_freeze):
        messages.warning(request, f"{KEPT_BACK}.")
        return back(request)
    return _settle(
        request,
        delivery,
        lambda: decide.release_held(delivery, by=request.member),
        "It goes on.",
    )
