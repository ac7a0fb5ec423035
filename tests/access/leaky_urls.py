"""The product's addresses and two pages that leak, to be found by the walks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path

from accounts.access import MemberRequest, member_required
from accounts.models import Activity
from engagement.models import Contact, Suggestion
from hub.urls import urlpatterns as of_the_product


@member_required
def any_card(request: MemberRequest, pk: int) -> HttpResponse:
    """Looks a card up by its id alone."""
    get_object_or_404(Suggestion, pk=pk)
    return HttpResponse("There it is.")


@member_required
def any_ticked(request: MemberRequest) -> HttpResponse:
    """Changes what a form names, and says the name of what the address names."""
    ticked = request.POST.getlist("ticked")
    Suggestion.objects.filter(pk__in=ticked).update(draft="Changed")
    Activity.record(request.member, "accepted", request.center)
    opened = int(request.GET.get("open") or 0)
    found = Contact.objects.filter(profiles__suggestions=opened)
    return HttpResponse(", ".join(one.name for one in found))


leaks = [
    path("leak/<int:pk>/", any_card, name="leak"),
    path("leak/", any_ticked, name="leak_field"),
]
urlpatterns = [
    *of_the_product,
    path("c/<slug:slug>/", include(leaks)),
]
