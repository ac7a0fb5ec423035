"""How allauth behaves here: nobody signs up without being invited."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest

from accounts.addresses import note_address
from accounts.door import note_failed_sign_in
from accounts.models import User
from accounts.where import client_ip

log = logging.getLogger(__name__)


class ByInvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration is closed; an owner makes the members."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom the limits count: as the audit has it, as far as it can be believed."""
        return client_ip(request) or "unknown"

    def pre_login(self, request: HttpRequest, user: User, **how: Any) -> Any:
        """Who was made by hand (``createsuperuser``) has an address to prove, too."""
        if not EmailAddress.objects.filter(user=user).exists():
            note_address(user, verified=False)
        return super().pre_login(request, user, **how)

    def authentication_failed(self, request: HttpRequest, **typed: Any) -> None:
        note_failed_sign_in(str(typed.get("email") or ""))

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """A server that is away, or none, breaks nothing: the page is the same."""
        if not settings.CAN_MAIL:
            return
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            log.warning("No mail could be sent: %s", type(error).__name__)
