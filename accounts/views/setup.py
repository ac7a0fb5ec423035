"""From an empty database: the first Center and its owner, in a browser."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import founding
from accounts.forms import CenterForm, SetupForm
from accounts.models import Center, User

KEPT = "setup_code"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def setup(request: HttpRequest) -> HttpResponse:
    """Without the code: how one gets it, while there is no Center; else nothing."""
    if not consume(request, action="setup"):
        return render(request, "429.html", status=429)
    if code := request.GET.get("code") or request.POST.get("code"):
        return _with(request, code.strip())
    code = request.session.get(KEPT, "")
    if founding.opens(code):
        return _form(request, code)
    return _closed(request)


def _with(request: HttpRequest, code: str) -> HttpResponse:
    """Keep it in the session, so that it stands in no address any more."""
    if not founding.opens(code):
        return _closed(request, wrong=True)
    request.session[KEPT] = code
    return redirect("setup")


def _closed(request: HttpRequest, *, wrong: bool = False) -> HttpResponse:
    if Center.objects.exists():
        raise Http404
    status = 403 if wrong else 200
    return render(request, "account/setup_code.html", {"wrong": wrong}, status=status)


def _form(request: HttpRequest, code: str) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    form = (CenterForm if user else SetupForm)(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "first": not Center.objects.exists()}
        status = 422 if form.errors else 200
        return render(request, "account/setup.html", context, status=status)
    typed = form.cleaned_data
    by = user or founding.NewOwner(typed["name"], typed["email"], typed["password"])
    try:
        owner = founding.found(code, by=by, name=typed["center"], zone=typed["zone"])
    except founding.Founded:
        raise Http404 from None
    request.session.pop(KEPT, None)
    if user is None:
        record_authentication(request, owner.user, method="setup")
        perform_login(request, Login(user=owner.user))
    messages.success(request, "Your Center is made. Now invite who works with you.")
    return redirect("invitations", owner.center.slug)
