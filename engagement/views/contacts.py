"""Contacts: who is out there, what passed, and what a person can note by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Member
from engagement import bounds, notes, suggest, theirs
from engagement.forms import (
    ContactForm,
    KindForm,
    KindnessForm,
    TheirPostForm,
    plain,
)
from engagement.models import Contact, Suggestion
from engagement.views.beside import beside_contact
from engagement.views.paging import Newest
from engagement.views.words import as_counted

A_PAGE = 30


@member_required
@require_safe
@never_cache
def contacts(request: MemberRequest) -> HttpResponse:
    """Everybody, who was in touch last first; searched by name and handle."""
    member = request.member
    asked = plain(request.GET.get("q", "")).strip()[:100]
    kinds = bounds.kinds_shown(member)
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else ""
    found = Contact.objects.filter(bounds.people(member, kind), merged_into=None)
    order: tuple[Any, ...] = bounds.by_touch(member)
    if asked:
        found = found.filter(
            Q(name__icontains=asked) | Q(profiles__handle__icontains=asked.lstrip("@"))
        ).distinct()
        # By name: by touch, one whose touches are not shown would stand oddly.
        order = ("name", "pk")
    page = Newest(found.prefetch_related("profiles").order_by(*order), A_PAGE).get_page(
        request.GET.get("page")
    )
    tabs = [("Everybody", "")] + [(word.label, word.value) for word in kinds]
    context = {
        "page": page,
        "people": [_person(one, member) for one in page],
        "asked": asked,
        "tabs": [
            {
                "label": label,
                "url": f"{request.path}?kind={key}" if key else request.path,
                "current": key == kind,
            }
            for label, key in tabs
        ],
    }
    return render(request, "engagement/contacts.html", context)


def _person(one: Contact, viewer: Member) -> dict[str, Any]:
    """One row: where a boundary stands, a poster sees a name nothing is known of."""
    history = bounds.shows_history(one, viewer)
    return {
        "contact": one,
        "kind": one.get_kind_display() if bounds.knows_kind(one, viewer) else "",
        "gave": one.received_count if history else 0,
        "given": one.given_count if history else 0,
        "touched": one.last_touch_at if history else None,
    }


@member_required
@never_cache
def add(request: MemberRequest) -> HttpResponse:
    """A contact by hand."""
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = notes.add_contact(by=request.member, **form.cleaned_data)
        messages.success(request, f"{made.name} is in your contacts.")
        return redirect("contact", request.center.slug, made.pk)
    return render(
        request,
        "engagement/form.html",
        {
            "form": form,
            "title": "Add a contact",
            "lead": "An organization or person worth knowing. A name is enough.",
            "button": "Add the contact",
        },
    )


@member_required
@require_safe
@never_cache
def contact(request: MemberRequest, pk: int) -> HttpResponse:
    """One contact, and all that passed between us."""
    found = get_object_or_404(Contact.objects.of(request.center), pk=pk)
    return contact_page(request, found, TheirPostForm())


def contact_page(
    request: MemberRequest, found: Contact, form: TheirPostForm, status: int = 200
) -> HttpResponse:
    """The page of one contact; ``form`` brings a post of theirs from Facebook."""
    member = request.member
    opened = Suggestion.objects.of(request.center).filter(
        bounds.loud(member), profile__contact=found, state=Suggestion.State.OPEN
    )
    open_card = opened.select_related("profile__contact").first()
    context = {
        "contact": found,
        "beside": beside_contact(found, member, lines=50),
        "profiles": found.profiles.all(),
        "opted_out_at": _opted_out_at(found) if member.supervises else None,
        "owns": member.role == Member.Role.OWNER,
        "kinds": Contact.Kind.choices,
        "known": found.kind if bounds.knows_kind(found, member) else "",
        "open": open_card,
        "why": as_counted(open_card) if open_card else "",
        "their_page": theirs.page_of(found),
        "their_form": form,
    }
    return render(request, "engagement/contact.html", context, status=status)


def _opted_out_at(contact: Contact) -> datetime | None:
    """When they asked us to stop, on any of their profiles."""
    times = contact.profiles.filter(opted_out_at__isnull=False)
    return times.values_list("opted_out_at", flat=True).order_by("opted_out_at").first()


@member_required
@require_POST
def kind(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what kind of contact somebody is."""
    found = get_object_or_404(Contact.objects.of(request.center), pk=pk)
    form = KindForm(request.POST)
    if form.is_valid():
        notes.set_kind(found, by=request.member, kind=form.cleaned_data["kind"])
        suggest.reweigh(found)
        messages.success(request, f"{found.name}: remembered.")
    else:
        messages.error(request, "Choose one of the kinds.")
    return redirect("contact", request.center.slug, found.pk)


@member_required
@never_cache
def by_hand(request: MemberRequest) -> HttpResponse:
    """Note a kindness received or given, wherever it happened."""
    form = KindnessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        line = notes.note_kindness(by=request.member, **form.cleaned_data)
        messages.success(request, f"Noted for {line.profile}.")
        return redirect("contact", request.center.slug, line.profile.contact_id)
    names = (
        Contact.objects.filter(bounds.people(request.member, ""))
        .order_by(*bounds.by_touch(request.member))
        .values_list("name", flat=True)[:50]
    )
    return render(
        request,
        "engagement/form.html",
        {
            "form": form,
            "title": "Note by hand",
            "lead": "A kindness at a meeting, in a mail, on the phone: it counts.",
            "button": "Note it",
            "names": names,
        },
    )
