"""Reports of errors: where it broke, and never what was in the variables.

Django's own page and mail of an error show every variable of every frame; among ours
are tokens and what people wrote to us.
"""

from __future__ import annotations

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest, QueryDict
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

HIDDEN = "…"
TELLING = frozenset({"QUERY_STRING", "HTTP_REFERER", "HTTP_COOKIE", "REQUEST_URI"})


class TypesAlone(SafeExceptionReporterFilter):
    """Of each variable what kind it is; of what was sent only the names."""

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        return {
            name: f"<{type(value).__name__}>"
            for name, value in tb_frame.f_locals.items()
        }.items()

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        meta = super().get_safe_request_meta(request)
        return meta | {name: HIDDEN for name in meta if name in TELLING}

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        sent = request.POST if request else QueryDict()
        return dict.fromkeys(sent, HIDDEN)


class WithoutWhatWasSent(ExceptionReporter):
    """The same for the address and the cookies: a code or a session may be in them."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        for part in ("request_GET_items", "request_COOKIES_items"):
            data[part] = [(name, HIDDEN) for name, _ in data.get(part) or ()]
        if self.request is not None:
            data["request_insecure_uri"] = self.request.path
        return data
