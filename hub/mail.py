"""A new password by mail: where no mail can be sent, a page says so."""

from __future__ import annotations

from allauth.account.views import password_reset
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def reset_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link to a new password, if a letter with it could come."""
    if not settings.CAN_MAIL:
        return render(request, "account/no_mail.html", status=503)
    answer: HttpResponse = password_reset(request)
    return answer
