"""What a network says in our callback address is for one reader, and for no log."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

CALLBACK = re.compile(r"/c/[^/]+/accounts/callback/[^/]+/?")


class AnswerFromNetwork:
    """Take a network's answer off the address before anybody else sees it.

    A WordPress sends a password in it, X and Facebook a code. Whatever reads the
    address afterwards (the way to the sign-in page, a log, the report of an error)
    finds it empty; the page that is meant reads ``request.answer``. First in the list.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not CALLBACK.fullmatch(request.path):
            return self.respond(request)
        request.answer = request.GET  # type: ignore[attr-defined]
        request.GET = QueryDict()
        request.META["QUERY_STRING"] = ""
        response = self.respond(request)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response
