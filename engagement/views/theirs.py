"""A peer's post on Facebook, brought by its address: pass it on, or comment on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, member_required
from accounts.platforms.base import Refused
from engagement import theirs
from engagement.forms import TheirPostForm
from engagement.models import Contact
from engagement.views.around import open_card
from engagement.views.contacts import contact_page

FIRST_SAY = (
    "Say first that this is an organization or a professional, and where they are on "
    "Facebook."
)


@member_required
@require_POST
def bring(request: MemberRequest, pk: int) -> HttpResponse:
    """Make it a card and open it; what is wrong with the address stands beside it."""
    contact = get_object_or_404(Contact.objects.of(request.center), pk=pk)
    page = theirs.page_of(contact)
    if page is None:
        # The same for everybody who is neither: a boundary must not talk.
        messages.warning(request, FIRST_SAY)
        return redirect("contact", request.center.slug, contact.pk)
    form = TheirPostForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            post = theirs.bring_post(
                page, by=request.member, url=data["url"], text=data["text"]
            )
        except Refused as error:
            form.add_error("url", str(error))
        else:
            here = reverse("contact", args=[request.center.slug, contact.pk])
            return open_card(request, post, data["kind"], "brought this post", here)
    return contact_page(request, contact, form, status=422)
