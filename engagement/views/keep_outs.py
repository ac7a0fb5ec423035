"""The do-not-engage list, and who met which boundary: for owners alone."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.tabs import tab
from engagement import suggest
from engagement.boundary_forms import NamesForm
from engagement.decide import keep_out as verbs
from engagement.forms import plain
from engagement.models import Conflict, Contact, KeepOut, Met
from engagement.views.answers import do
from engagement.views.paging import Newest

A_PAGE = 50
FOUND = 10


@member_required
@require_safe
@never_cache
def keep_outs(request: MemberRequest) -> HttpResponse:
    """The list, newest first, with a search among the contacts to add one."""
    return _page(request, NamesForm())


def _page(request: MemberRequest, form: NamesForm, status: int = 200) -> HttpResponse:
    center = request.center
    entries = KeepOut.objects.of(center).select_related("profile__contact", "by__user")
    asked = plain(request.GET.get("q", "")).strip()[:100]
    page = Newest(entries.order_by("-since", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context: dict[str, Any] = {
        "page": page,
        "count": page.paginator.count,
        "by_name": KeepOut.objects.of(center).exclude(hash="").count(),
        "form": form,
        "asked": asked,
        "found": _found(request, asked) if asked else [],
    }
    return tab(request, "boundaries", "engagement/keep_outs.html", context, status)


def _found(request: MemberRequest, asked: str) -> list[Contact]:
    called = Q(name__icontains=asked) | Q(profiles__handle__icontains=asked.lstrip("@"))
    here = Contact.objects.of(request.center).filter(called, merged_into=None)
    return list(here.distinct().order_by("name", "pk")[:FOUND])


@member_required
@require_POST
def add_names(request: MemberRequest) -> HttpResponse:
    """Names, many at once."""
    form = NamesForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    names, kept = form.cleaned_data["names"], form.cleaned_data["kept"]
    if "off" in request.POST:
        return _take_off(request, names)
    try:
        made, wrong = verbs.keep_out_names(
            names, by=request.member, readable=kept == "readable"
        )
    except Conflict as error:
        form.add_error("names", str(error))
        return _page(request, form, 422)
    lines = "1 name is" if made == 1 else f"{made} names are"
    there = len(names) - made - len(wrong)
    known = f" {there} stood there already." if there else ""
    messages.success(request, f"{lines} on the list now.{known}")
    if wrong:
        form = NamesForm({"names": "\n".join(wrong), "kept": kept})
        form.add_error("names", "These have no letters, or more than four words.")
        return _page(request, form, 422)
    return redirect("keep_outs", request.center.slug)


def _take_off(request: MemberRequest, names: list[str]) -> HttpResponse:
    """By name: of a fingerprint nobody can read which it is."""
    entries = verbs.entries_of(names, by=request.member)
    for entry in entries:
        with suppress(Conflict):
            suggest.reweigh(*verbs.let_in(entry, by=request.member))
    gone = "1 name is" if len(entries) == 1 else f"{len(entries)} names are"
    messages.success(request, f"{gone} off the list; no other was on it.")
    return redirect("keep_outs", request.center.slug)


@member_required
@require_POST
def add_contact(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody we know."""
    contact = get_object_or_404(
        Contact.objects.of(request.center).select_related("center"), pk=pk
    )
    said = f"{contact.name} is on the list now."
    do(request, lambda: verbs.keep_out(contact, by=request.member), said)
    return redirect("keep_outs", request.center.slug)


@member_required
@require_POST
def drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Off the list; who is free again is weighed anew."""
    entry = get_object_or_404(KeepOut.objects.of(request.center), pk=pk)

    def verb() -> None:
        suggest.reweigh(*verbs.let_in(entry, by=request.member))

    do(request, verb, "Off the list.")
    return redirect("keep_outs", request.center.slug)


@member_required
@require_safe
@never_cache
def met(request: MemberRequest) -> HttpResponse:
    """Who met which boundary, the last first."""
    rows = Met.objects.of(request.center).select_related(
        "keep_out__profile__contact",
        "suggestion__profile__contact",
        "delivery",
        "member__user",
    )
    page = Newest(rows.order_by("-at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    return tab(request, "boundaries", "engagement/met.html", {"page": page})
