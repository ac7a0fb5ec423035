"""A new password, a new address, by mail: where none can be sent, a page says so."""

from __future__ import annotations

from allauth.account.views import email, password_reset
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def reset_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link to a new password, if a letter with it could come."""
    if not settings.CAN_MAIL:
        return render(request, "account/no_mail.html", status=503)
    answer: HttpResponse = password_reset(request)
    return answer


@login_required
def change_email(request: HttpRequest) -> HttpResponse:
    """Sign in by another address from now on, once a link came to it."""
    if not settings.CAN_MAIL:
        return render(request, "account/no_mail.html", status=503)
    answer: HttpResponse = email(request)
    return answer
