"""Who may see a page: a member of the Center in its path, by the table of permissions.

A stranger gets 404; a member whose role does not reach is told whose page it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from accounts.models import Center, Member, User
from accounts.permissions import least_roles, may
from accounts.second_factor import lacks, noted

Args = ParamSpec("Args")


class MemberRequest(HttpRequest):
    """A request by a member, on a page of the member's Center.

    ``places``: the person in each of their Centers, by its name.
    """

    center: Center
    member: Member
    places: list[Member]
    user: User
    htmx: HtmxDetails
    answer: QueryDict
    """What a network said in our callback address (``middleware``)."""


Page = Callable[Concatenate[MemberRequest, Args], HttpResponse]


def _signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def member_required(page: Page[Args]) -> Callable[..., HttpResponse]:
    """The page's path names a Center; only its members get there, in its own time.

    Which role it needs says the table in ``permissions``, by the page's name.
    """

    @wraps(page)
    def inside(
        request: MemberRequest, slug: str, *args: Args.args, **kwargs: Args.kwargs
    ) -> HttpResponse:
        if not _signed_in(request):
            return _to_the_door(request)
        request.places = places_of(request.user)
        member = next((one for one in request.places if one.center.slug == slug), None)
        if member is None:
            raise Http404
        request.member, request.center = member, member.center
        if lacks(member):
            return _first(request)
        with timezone.override(member.center.tz):
            if not may(member, name := _name_of(request)):
                return _whose(request, least_roles()[name])
            return page(request, *args, **kwargs)

    return inside


def places_of(user: User) -> list[Member]:
    """The person in each of their Centers, with whether they have a second factor.

    One question, however many there are.
    """
    rows = noted(Member.objects.filter(user=user, left_at=None))
    return list(
        rows.select_related("center__frozen_by__user", "user").order_by("center__name")
    )


def _to_the_door(request: MemberRequest) -> HttpResponse:
    """To the page where one signs in; and from a page that lies open, as a whole.

    Whoever was signed out elsewhere, or has left, reads on it no longer.
    """
    if request.htmx:
        here = request.htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(here).url)
    return redirect_to_login(request.get_full_path())


def _first(request: MemberRequest) -> HttpResponse:
    """To the page that says that this Center asks for a second factor."""
    url = reverse("second_factor_first", args=[request.center.slug])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _name_of(request: HttpRequest) -> str:
    """By which name the table of permissions knows this page."""
    found = request.resolver_match
    return str(found.url_name) if found else ""


def _whose(request: HttpRequest, least: Member.Role) -> HttpResponse:
    who = "an owner" if least == Member.Role.OWNER else "a supervisor"
    told = {"reason": f"This is for {who} of the Center."}
    return render(request, "403.html", told, status=403)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The one Center of who signed in, or the choice among several."""
    assert isinstance(request.user, User)  # noqa: S101 login_required saw to it
    members = places_of(request.user)
    if len(members) == 1:
        return redirect(members[0].center)
    return render(request, "accounts/centers.html", {"members": members})
