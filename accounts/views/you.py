"""You: name, address, password, second factor, and where you are signed in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import places_of
from accounts.door import change_name
from accounts.forms import NameForm
from accounts.models import User
from accounts.second_factor import COUNTS, lacks


def _who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 login_required saw to it
    return request.user


@login_required
@require_safe
@never_cache
def you(request: HttpRequest) -> HttpResponse:
    """Everything about oneself, and the way to change it."""
    return _page(request, NameForm(initial={"name": _who(request).name}))


@login_required
@require_POST
def set_name(request: HttpRequest) -> HttpResponse:
    """What colleagues read."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    change_name(_who(request), form.cleaned_data["name"])
    messages.success(request, "That is your name now.")
    return redirect("you")


def _page(request: HttpRequest, form: NameForm, status: int = 200) -> HttpResponse:
    user = _who(request)
    kinds = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    context = {
        "form": form,
        "places": places_of(user),
        "has_second_factor": any(kind in COUNTS for kind in kinds),
        "devices": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "account/you.html", context, status=status)


@login_required
@require_POST
def everywhere(request: HttpRequest) -> HttpResponse:
    """Sign out on every device, on this one, too."""
    end_sessions(request, [*UserSession.objects.filter(user=_who(request))])
    logout(request)
    return redirect("account_login")


@login_required
@require_safe
@never_cache
def second_factor_first(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a Center asks for a second factor: how to get one, or to leave."""
    user = _who(request)
    places = [one for one in places_of(user) if one.center.slug == slug]
    if not places:
        raise Http404
    if not lacks(places[0]):
        return redirect(places[0].center)
    context = {"center_name": places[0].center.name}
    return render(request, "account/second_factor_first.html", context)
