"""How X says no: problem JSON with its own titles, details and types."""

from __future__ import annotations

import json
import time
from typing import Any

from flask import Response

TYPES = "https://api.twitter.com/2/problems/"
NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned"
    " or otherwise engaged by the author of the post you are replying to."
)
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."


class Problem(Exception):
    """A request is refused; the API answers with it."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        kind: str = "about:blank",
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.body = {
            "title": title,
            "detail": detail,
            "type": kind,
            "status": status,
        } | more

    def response(self) -> Response:
        return Response(
            json.dumps(self.body),
            self.status,
            content_type="application/problem+json",
        )


def invalid(parameter: str, value: str, message: str) -> Problem:
    return Problem(
        400,
        "Invalid Request",
        "One or more parameters to your request was invalid.",
        TYPES + "invalid-request",
        errors=[{"parameters": {parameter: [value]}, "message": message}],
    )


def unauthorized() -> Problem:
    return Problem(401, "Unauthorized", "Unauthorized")


def forbidden(detail: str) -> Problem:
    return Problem(403, "Forbidden", detail)


def not_enrolled(client_id: str) -> Problem:
    return Problem(
        403,
        "Client Forbidden",
        "This endpoint is available to Enterprise customers only.",
        TYPES + "client-forbidden",
        reason="client-not-enrolled",
        registration_url="https://developer.twitter.com/en/docs/projects/overview",
        client_id=client_id,
    )


def no_credit() -> Problem:
    return Problem(
        402,
        "CreditsDepleted",
        "Your enrolled account does not have any credits to fulfill this request.",
        TYPES + "credits",
    )


def too_many() -> Problem:
    return Problem(429, "Too Many Requests", "Too Many Requests")


def missing(kind: str, parameter: str, value: str) -> dict[str, Any]:
    """The entry of ``errors`` for something that is not there (status 200, as on X)."""
    return {
        "value": value,
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": value,
        "type": TYPES + "resource-not-found",
    }


def refuse(fault: str, seconds: int) -> Response:
    """The words for a fault that was ordered."""
    problems = {
        "rate_limited": too_many(),
        "rate_limited_blind": too_many(),
        "revoked": unauthorized(),
        "no_credit": no_credit(),
        "forbidden": forbidden("Your account is temporarily locked."),
        "duplicate": forbidden(DUPLICATE),
    }
    response = problems[fault].response()
    if fault == "rate_limited":
        response.headers["x-rate-limit-limit"] = "300"
        response.headers["x-rate-limit-remaining"] = "0"
        response.headers["x-rate-limit-reset"] = str(int(time.time()) + seconds)
    return response
