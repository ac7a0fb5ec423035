"""The page behind an invitation's link: who it is for joins the Center, once."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import joining
from accounts.forms import PersonForm
from accounts.models import Invitation, User
from accounts.university import label

UNKNOWN = (
    "This link opens nothing. Was it copied whole? If a newer one was sent to you, "
    "only that one works."
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link; what it does depends on who is signed in."""
    if not consume(request, action="join"):
        return render(request, "429.html", status=429)
    invitation = joining.found(token)
    if invitation is None:
        return _closed(request, UNKNOWN, 404)
    user = request.user
    if _joined_before(invitation, user):
        return redirect(invitation.center)
    if why := joining.closed_because(invitation, timezone.now()):
        return _closed(request, why, 410)
    try:
        if isinstance(user, User):
            return _as_member(request, invitation, user)
        return _as_stranger(request, invitation)
    except joining.NotOpen as error:
        return _closed(request, str(error), 410)


def _joined_before(invitation: Invitation, user: object) -> bool:
    """Their own link once more, as by the Back button."""
    member = invitation.member
    return bool(member and member.left_at is None and member.user == user)


def _as_member(
    request: HttpRequest, invitation: Invitation, user: User
) -> HttpResponse:
    """Who is signed in joins with one button, if it is for them."""
    if user.email != invitation.email:
        return _page(request, invitation, "other", status=403)
    if request.method != "POST":
        return _page(request, invitation, "ready")
    joining.join(invitation, user)
    return _welcome(request, invitation)


def _as_stranger(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Who has a sign-in signs in first; who has none makes it here."""
    if known := User.objects.filter(email=invitation.email).first():
        return _page(request, invitation, "known" if known.is_active else "inactive")
    form = PersonForm(
        request.POST or None, email=invitation.email, initial={"name": invitation.name}
    )
    if not form.is_valid():
        status = 422 if form.errors else 200
        return _page(request, invitation, "new", form=form, status=status)
    member = joining.join_as_new(
        invitation,
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        # Without mail the link was handed over: that proves no address.
        verified=settings.CAN_MAIL,
    )
    record_authentication(request, member.user, method="invitation")
    answer = perform_login(request, Login(user=member.user))
    _welcome(request, invitation)
    return answer if "_auth_user_id" not in request.session else redirect(member.center)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    messages.success(request, f"Welcome to {invitation.center.name}.")
    return redirect(invitation.center)


def _page(
    request: HttpRequest,
    invitation: Invitation,
    who: str,
    form: PersonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "who": who,
        "form": form,
        "university": label(),
        "here": request.path,
    }
    with timezone.override(invitation.center.tz):
        return render(request, "account/join.html", context, status=status)


def _closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "account/join_closed.html", {"why": why}, status=status)
