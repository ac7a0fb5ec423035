"""Contacts: who is out there, what passed, and what a person can note by hand."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from engagement import notes, suggest
from engagement.forms import ContactForm, KindForm, KindnessForm
from engagement.models import Contact, Suggestion
from engagement.views.beside import Beside, beside_contact
from engagement.views.paging import Newest

A_PAGE = 30


@member_required
@require_safe
@never_cache
def contacts(request: MemberRequest) -> HttpResponse:
    """Everybody, who was in touch last first; searched by name and handle."""
    found = Contact.objects.of(request.center).filter(merged_into=None)
    asked = request.GET.get("q", "").strip()[:100]
    if asked:
        found = found.filter(
            Q(name__icontains=asked) | Q(profiles__handle__icontains=asked.lstrip("@"))
        ).distinct()
    kind = request.GET.get("kind", "")
    if kind in Contact.Kind.values:
        found = found.filter(kind=kind)
    page = Newest(
        found.prefetch_related("profiles").order_by("-last_touch_at", "name"), A_PAGE
    ).get_page(request.GET.get("page"))
    tabs = [("Everybody", "")] + [(word.label, word.value) for word in Contact.Kind]
    context = {
        "page": page,
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
    # A boundary must not talk: to a poster it is a contact without history.
    quiet = not (found.answerable or request.member.supervises)
    shown = Beside(found) if quiet else beside_contact(found, lines=50)
    opened = Suggestion.objects.of(request.center).filter(
        profile__contact=found, state=Suggestion.State.OPEN
    )
    context = {
        "contact": found,
        "beside": shown,
        "profiles": found.profiles.all(),
        "kinds": Contact.Kind.choices,
        "open": None if quiet else opened.first(),
    }
    return render(request, "engagement/contact.html", context)


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
        Contact.objects.of(request.center)
        .order_by("-last_touch_at")
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
