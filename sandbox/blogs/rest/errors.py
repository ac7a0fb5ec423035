"""WordPress's way of saying no: a code, a sentence and the status in the body."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, g

from sandbox.blogs.addresses import rest_url


def json_answer(body: Any, status: int) -> Response:
    """JSON in WordPress's order of names, and as ASCII, as it writes it."""
    response = Response(
        json.dumps(body), status, content_type="application/json; charset=UTF-8"
    )
    if "site" in g:
        root = rest_url(g.site.name)
        response.headers["Link"] = f'<{root}>; rel="https://api.w.org/"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


class WpError(Exception):
    """Answered as ``{"code", "message", "data": {"status", …}}``."""

    def __init__(self, code: str, message: str, status: int, **data: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.data = data

    def answer(self) -> Response:
        body = {
            "code": self.code,
            "message": self.message,
            "data": {"status": self.status, **self.data},
        }
        return json_answer(body, self.status)


def invalid(name: str, code: str, sentence: str, data: Any = None) -> WpError:
    """One parameter that WordPress does not take."""
    return WpError(
        "rest_invalid_param",
        f"Invalid parameter(s): {name}",
        400,
        params={name: sentence},
        details={name: {"code": code, "message": sentence, "data": data}},
    )


def missing(name: str) -> WpError:
    return WpError(
        "rest_missing_callback_param",
        f"Missing parameter(s): {name}",
        400,
        params=[name],
    )
