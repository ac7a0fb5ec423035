"""On to the university's own sign-in page."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect.views import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.university import label


@never_cache
def away(request: HttpRequest, provider_id: str) -> HttpResponse:
    """As allauth has it, but for a page with a link instead of a redirect.

    Chromium asks ``form-action`` of each redirect that follows a form, and by how many
    addresses of its own a university leads to its sign-in page nobody knows here.
    """
    answer: HttpResponse = login(request, provider_id)
    if answer.status_code != 302:
        return answer
    told = {"url": answer["Location"], "network": label()}
    return render(request, "account/away.html", told)
