"""Who may see a page: a member of the Center in its path; a stranger gets 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from accounts.models import Center, Member, User

Args = ParamSpec("Args")


class MemberRequest(HttpRequest):
    """A request by a member, on a page of the member's Center."""

    center: Center
    member: Member
    user: User
    htmx: HtmxDetails


Page = Callable[Concatenate[MemberRequest, Args], HttpResponse]


def _signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def member_required(page: Page[Args]) -> Callable[..., HttpResponse]:
    """The page's path names a Center; only its members get there, in its own time."""

    @wraps(page)
    def inside(
        request: MemberRequest, slug: str, *args: Args.args, **kwargs: Args.kwargs
    ) -> HttpResponse:
        if not _signed_in(request):
            return redirect_to_login(request.get_full_path())
        member = (
            Member.objects.filter(user=request.user, left_at=None, center__slug=slug)
            .select_related("center__frozen_by__user", "user")
            .first()
        )
        if member is None:
            raise Http404
        request.member, request.center = member, member.center
        with timezone.override(member.center.tz):
            return page(request, *args, **kwargs)

    return inside


def supervisor_required(page: Page[Args]) -> Callable[..., HttpResponse]:
    """As above, and only for who supervises; a poster is told so."""

    @wraps(page)
    def supervised(
        request: MemberRequest, /, *args: Args.args, **kwargs: Args.kwargs
    ) -> HttpResponse:
        if not request.member.supervises:
            return render(
                request,
                "403.html",
                {"reason": "This is for a supervisor of the Center."},
                status=403,
            )
        return page(request, *args, **kwargs)

    return member_required(supervised)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The one Center of who signed in, or the choice among several."""
    assert isinstance(request.user, User)  # noqa: S101 login_required saw to it
    members = list(
        Member.objects.filter(user=request.user, left_at=None)
        .select_related("center")
        .order_by("center__name")
    )
    if len(members) == 1:
        response = HttpResponse(status=302)
        response["Location"] = members[0].center.get_absolute_url()
        return response
    return render(request, "accounts/centers.html", {"members": members})
