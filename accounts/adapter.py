"""How allauth behaves here: nobody signs up without being invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ByInvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration is closed; an owner makes the members."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
