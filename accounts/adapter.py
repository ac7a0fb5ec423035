"""How allauth behaves here: nobody signs up without being invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.where import client_ip


class ByInvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration is closed; an owner makes the members."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom the limits count: as the audit has it, as far as it can be believed."""
        return client_ip(request) or "unknown"
