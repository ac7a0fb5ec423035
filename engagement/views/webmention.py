"""The door for webmentions: anybody may say that a page of theirs links to our blog.

https://www.w3.org/TR/webmention/#receiving-webmentions
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import Account
from accounts.models.account import Network
from engagement import ingest

LONGEST_BODY = 10_000
FORM = "application/x-www-form-urlencoded"


@csrf_exempt
@require_POST
def webmention(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it down; a worker looks at the page later. 202, or a sentence why not."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not (length.isascii() and length.isdigit()) or int(length) > LONGEST_BODY:
        return _say("That is more than two addresses.", 413)
    account = get_object_or_404(
        Account, pk=pk, platform=Network.BLOG, disconnected_at=None
    )
    if request.content_type != FORM:
        return _say(f"Send source and target as {FORM}.", 400)
    source, target = (
        request.POST.get(name, "").strip() for name in ("source", "target")
    )
    try:
        ingest.hear(account, source, target, timezone.now())
    except ingest.NotTaken as no:
        answer = _say(str(no), no.status)
        if no.status == 429:
            answer["Retry-After"] = "3600"
        return answer
    return _say("Thank you. We will look at the page.", 202)


def _say(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(
        f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8"
    )
