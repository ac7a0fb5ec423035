"""Settings, Boundaries: quiet hours, daily limits, what may stand in a text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.connect import platform_of
from accounts.models import Account, Center, Member
from accounts.platforms.base import Verb
from accounts.tabs import tab
from engagement import decide, suggest
from engagement.boundaries import Kind, in_text
from engagement.boundary_forms import CapsForm, OwnForm, QuietForm, TryForm
from engagement.calendar import quiet_until
from engagement.decide import keep_out
from engagement.keep_outs import entries_in
from engagement.models import Contact, HoldWord
from engagement.views.answers import do, done
from engagement.words import words_of

HELD_FOR = {
    Kind.NAME: "a name on the do-not-engage list",
    Kind.PHONE: "a phone number that is not ours",
    Kind.EMAIL: "an e-mail address that is not ours",
    Kind.WORD: "a word that waits for a supervisor",
}
SHOWN = 100


@member_required
@require_safe
@never_cache
def boundaries(request: MemberRequest) -> HttpResponse:
    """The tab, for supervisors; owners find the do-not-engage list from here."""
    return _page(request)


def _page(request: MemberRequest, status: int = 200, **forms: Any) -> HttpResponse:
    center, now = request.center, timezone.now()
    context = {
        "quiet_form": QuietForm.of(center),
        "quiet_until": quiet_until(center, now),
        "now": now,
        "caps": [(one, _caps(one)) for one in _accounts(center)],
        "own_form": OwnForm(center),
        "own": sorted(words_of(center, HoldWord.Side.OWN)),
        "try_form": TryForm(),
        "opted_out": _opted_out(center),
        "owns": request.member.role == Member.Role.OWNER,
        **forms,
    }
    return tab(request, "boundaries", "engagement/boundaries.html", context, status)


def _accounts(center: Center) -> list[Account]:
    live = Account.objects.of(center).filter(disconnected_at=None)
    return list(live.select_related("app").order_by("platform", "pk"))


def _caps(account: Account, data: Any = None) -> CapsForm:
    form = CapsForm(account, data)
    adapter = type(platform_of(account))
    for kind in [kind for kind in form.fields if not adapter.can(Verb(kind))]:
        del form.fields[kind]
    return form


def _opted_out(center: Center) -> list[Contact]:
    """Who asked to be left alone, the last first."""
    found = Contact.objects.of(center).filter(profiles__opted_out_at__isnull=False)
    dated = found.annotate(since=Min("profiles__opted_out_at"))
    return list(dated.order_by("-since", "pk")[:SHOWN])


@member_required
@require_POST
def quiet_hours(request: MemberRequest) -> HttpResponse:
    """When nothing leaves by itself."""
    form = QuietForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, quiet_form=form)
    keep_out.set_quiet_hours(request.center, by=request.member, **form.cleaned_data)
    messages.success(request, "Kept. It counts for what waits already, too.")
    return redirect("boundaries", request.center.slug)


@member_required
@require_POST
def caps(request: MemberRequest, pk: int) -> HttpResponse:
    """The most of each kind a day, as one account."""
    account = get_object_or_404(
        Account.objects.of(request.center).select_related("app", "center"), pk=pk
    )
    form = _caps(account, request.POST)
    if not form.is_valid():
        every = _accounts(request.center)
        shown = [(one, form if one.pk == pk else _caps(one)) for one in every]
        return _page(request, 422, caps=shown)
    for kind, cap in form.cleaned_data.items():
        keep_out.set_cap(account, kind, by=request.member, cap=cap)
    messages.success(request, f"Kept for {account}.")
    return redirect("boundaries", request.center.slug)


@member_required
@require_POST
def add_own(request: MemberRequest) -> HttpResponse:
    """A number or an address of ours."""
    form = OwnForm(request.center, request.POST)
    if not form.is_valid():
        return _page(request, 422, own_form=form)
    own = form.cleaned_data["own"]
    told = {"side": HoldWord.Side.OWN, "word": own}
    return done(
        request,
        "boundaries",
        lambda: decide.add_word(request.center, by=request.member, **told),
        f"{own} may stand in a text.",
    )


@member_required
@require_POST
def drop_own(request: MemberRequest) -> HttpResponse:
    """Not ours any more."""
    own = request.POST.get("own", "")[:80]
    told = {"side": HoldWord.Side.OWN, "word": own}
    return done(
        request,
        "boundaries",
        lambda: decide.drop_word(request.center, by=request.member, **told),
        f"{own} is not ours any more.",
    )


@member_required
@require_POST
@never_cache
def try_text(request: MemberRequest) -> HttpResponse:
    """Whether a text would be held, and for which kinds; nothing is kept of it."""
    form = TryForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, try_form=form)
    text = form.cleaned_data["text"]
    kinds = in_text(request.center, text)
    if entries_in(request.center, [text])[0]:
        kinds = [Kind.NAME, *kinds]
    held_for = [HELD_FOR[Kind(kind)] for kind in kinds]
    return _page(request, try_form=form, tried=True, held_for=held_for)


@member_required
@require_POST
def opt_out(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody said so elsewhere: nothing is sent to them any more."""
    contact = get_object_or_404(Contact.objects.of(request.center), pk=pk)
    said = f"{contact.name} is left alone from now on."
    do(request, lambda: keep_out.opt_out(contact, by=request.member), said)
    return redirect("contact", request.center.slug, contact.pk)


@member_required
@require_POST
def opt_in(request: MemberRequest, pk: int) -> HttpResponse:
    """They may be answered again: it was read wrongly, or they said so."""
    contact = get_object_or_404(Contact.objects.of(request.center), pk=pk)
    since = contact.profiles.aggregate(at=Min("opted_out_at"))["at"]

    def verb() -> None:
        keep_out.take_opt_out_back(contact, by=request.member)
        if since:
            suggest.hear_again(contact, since)

    do(request, verb, f"{contact.name} may be answered again.")
    return redirect("contact", request.center.slug, contact.pk)
