"""Sign-in by the university: for who is a member, or was invited; for nobody else."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from accounts.joining import NotOpen, is_open, join, join_as_new
from accounts.models import Invitation, User

UNVERIFIED = (
    "{name} does not say that your address {email} is verified, so it could be "
    "anybody’s. Sign in with your password, or ask {name} to verify it."
)
UNKNOWN = (
    "Nobody here is known by {email}, and no invitation to it is open. Ask the owner "
    "of your Center to invite that address."
)
NO_ADDRESS = "{name} did not tell your e-mail address, by which we know you."
ALREADY_IN = "You are signed in already. Sign out first, then sign in by {name}."


class MembersOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """By the verified address. Registration is never opened by it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who is known; join who was invited; tell all others why not."""
        if sociallogin.state.get("process") == "connect":
            raise _refused(request, ALREADY_IN)
        if sociallogin.is_existing:
            return
        addresses = sociallogin.email_addresses
        verified = [one.email.lower() for one in addresses if one.verified]
        if not verified:
            email = addresses[0].email if addresses else ""
            raise _refused(request, UNVERIFIED if email else NO_ADDRESS, email)
        user = invited(verified[0], str(_told(sociallogin).get("name") or ""))
        if user is None:
            raise _refused(request, UNKNOWN, verified[0])
        sociallogin.connect(request, user)


def invited(email: str, name: str) -> User | None:
    """A new person by the open invitations to this address; None without one."""
    found = Invitation.objects.filter(is_open(timezone.now()), email=email)
    rows = [*found.select_related("center").order_by("pk")]
    if not rows:
        return None
    try:
        told = (rows[0].name or name)[:120]
        user = join_as_new(rows[0], name=told, password=None, verified=True).user
        for row in rows[1:]:
            join(row, user)
    except NotOpen:
        return None
    return user


def _told(sociallogin: Any) -> dict[str, Any]:
    """What the university says of the person."""
    told = sociallogin.account.extra_data
    found: dict[str, Any] = told.get("userinfo") or told.get("id_token") or told
    return found


def label() -> str:
    """What people call it; "" where it is not set up."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


def _refused(request: HttpRequest, why: str, email: str = "") -> Exception:
    said = why.format(name=label() or "The university", email=email)
    page = render(request, "socialaccount/refused.html", {"why": said}, status=403)
    return ImmediateHttpResponse(page)  # type: ignore[no-any-return]
