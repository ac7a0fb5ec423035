"""Settings, Invitations: whom an owner invites, and what became of it."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import joining
from accounts.access import MemberRequest, member_required
from accounts.forms import InviteForm
from accounts.letters import link, mail_to
from accounts.models import Invitation
from accounts.tabs import tab

SHOWN = 100
TOO_MANY = "That were many invitations in an hour. Go on in a while."
LETTER = """{by} invites you to {center} on Kindred, as {role}.

Kindred notices when others are kind to {center} on social networks, and helps you to
thank them, together.

Open this to join:
{link}

It works once, until {until}. Nobody else can use it in your place: give it to
nobody. If you know nothing of this, forget this letter.
"""


@member_required
@require_safe
@never_cache
def invitations(request: MemberRequest) -> HttpResponse:
    """The tab: invite, and the list of who was invited."""
    return _page(request)


@member_required
@require_POST
@never_cache
def invite(request: MemberRequest) -> HttpResponse:
    """Invite somebody, by mail or by a link to hand over."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, form=form)
    if not consume(request, action="invite", user=request.user):
        form.add_error(None, TOO_MANY)
        return _page(request, 429, form=form)
    try:
        token = joining.invite(request.center, by=request.member, **form.cleaned_data)
    except joining.NotOpen as error:
        form.add_error("email", str(error))
        return _page(request, 422, form=form)
    return _sent(request, token)


@member_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """The link opens nothing any more."""
    invitation = get_object_or_404(Invitation.objects.of(request.center), pk=pk)
    try:
        joining.withdraw(invitation, by=request.member)
    except joining.NotOpen as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Withdrawn: the link to {invitation.email} is dead.")
    return redirect("invitations", request.center.slug)


@member_required
@require_POST
@never_cache
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """A new link in place of the old one."""
    invitation = get_object_or_404(Invitation.objects.of(request.center), pk=pk)
    if not consume(request, action="invite", user=request.user):
        messages.error(request, TOO_MANY)
        return redirect("invitations", request.center.slug)
    try:
        token = joining.again(invitation, by=request.member)
    except joining.NotOpen as error:
        messages.error(request, str(error))
        return redirect("invitations", request.center.slug)
    return _sent(request, token)


def _sent(request: MemberRequest, token: str) -> HttpResponse:
    """Mail the link; where no mail leaves, show it this one time to hand it over."""
    invitation = joining.found(token)
    assert invitation is not None  # noqa: S101 it was made just now
    end = timezone.localtime(invitation.ends_at)
    text = LETTER.format(
        by=request.member.name,
        center=request.center.name,
        role=invitation.get_role_display().lower(),
        link=link("join", token),
        until=f"{end:%A} {end.day} {end:%B %Y, %H:%M %Z}",
    )
    subject = f"{request.member.name} invites you to {request.center.name}"
    if mail_to([invitation.email], subject, text):
        messages.success(
            request, f"A letter with the link is on its way to {invitation.email}."
        )
        return redirect("invitations", request.center.slug)
    # Not by way of a redirect: the session, where it would wait, is in the database.
    return _page(request, handed=invitation, link=link("join", token))


def _page(request: MemberRequest, status: int = 200, **more: Any) -> HttpResponse:
    rows = Invitation.objects.of(request.center).order_by("-made_at", "-pk")
    context = {
        "form": InviteForm(),
        "invitations": rows.select_related("invited_by__user", "member__user")[:SHOWN],
        "now": timezone.now(),
        **more,
    }
    return tab(request, "invitations", "accounts/invitations.html", context, status)
