"""How Graph says no: its codes, subcodes and the shape of an error."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace

from flask import Response, g


@dataclass(eq=False)
class GraphError(Exception):
    """A request is refused; Graph answers with it."""

    code: int
    message: str
    status: int = 400
    subcode: int = 0
    kind: str = "OAuthException"
    transient: bool = False
    user_msg: str = ""

    def response(self) -> Response:
        error: dict[str, object] = {
            "message": self.message,
            "type": self.kind,
            "code": self.code,
            "fbtrace_id": secrets.token_urlsafe(8),
        }
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.transient or self.code in (1, 2):
            error["is_transient"] = self.transient
        if self.user_msg:
            error |= {"error_user_title": "Sorry", "error_user_msg": self.user_msg}
        body = json.dumps({"error": error})
        answer = Response(body, self.status, content_type="application/json")
        if self.code in (102, 190):
            said = f'OAuth "Facebook Platform" "invalid_token" "{self.message}"'
            answer.headers["WWW-Authenticate"] = said
        return answer


EXPIRED = "Error validating access token: Session has expired."
DEAD = {
    458: "Error validating access token: The user has not authorized application.",
    460: (
        "Error validating access token: The session has been invalidated because the"
        " user changed their password or Facebook has changed the session for security"
        " reasons."
    ),
    463: EXPIRED,
    467: "Error validating access token: This access token is invalid.",
    492: (
        "Error validating access token: The user does not have a role on the Page this"
        " token was made for."
    ),
}
"""Why a token no longer works, by subcode."""

BUSY = "(#{code}) Application request limit reached"
WORDS = {
    1: "An unknown error occurred",
    2: "Service temporarily unavailable",
    4: BUSY.format(code=4),
    17: "(#17) User request limit reached",
    32: "(#32) Page request limit reached",
    341: "(#341) Application limit reached",
    613: "(#613) Calls to this api have exceeded the rate limit.",
    80001: "(#80001) There have been too many calls to this Page account.",
    368: "The action attempted has been deemed abusive or is otherwise disallowed",
    3: "(#3) Application does not have the capability to make this API call.",
    10: "(#10) Application does not have permission for this action",
    102: "Session key invalid or no longer valid",
    506: "(#506) Duplicate status message",
    100: "(#100) Invalid parameter",
}
STATUS = {1: 500, 2: 503, 3: 403, 10: 403, 4: 403, 17: 403, 32: 403, 190: 401}
ABUSE = "This has been blocked for now: it looked like something that bothers people."


def coded(code: int, subcode: int = 0) -> GraphError:
    """The error of this code, in Graph's own words."""
    status = STATUS.get(code, 403 if 200 <= code <= 299 else 400)
    words = WORDS.get(code, f"(#{code}) Permissions error")
    if code == 190:
        words = DEAD.get(subcode, "Invalid OAuth access token data.")
    made = GraphError(code, words, status, subcode, transient=code == 2)
    return replace(made, user_msg=ABUSE) if code == 368 else made


def invalid(message: str, subcode: int = 0) -> GraphError:
    return GraphError(100, f"(#100) {message}", subcode=subcode)


def unknown_object(said: str) -> GraphError:
    """There is no such thing, or not for us: Graph does not tell which."""
    return GraphError(
        100,
        f"Unsupported request. Object with ID '{said}' does not exist, cannot be loaded"
        " due to missing permissions, or does not support this operation.",
        subcode=33,
        kind="GraphMethodException",
    )


def not_allowed(message: str, code: int = 200) -> GraphError:
    return GraphError(code, f"(#{code}) {message}", 403)


FAULTS = {
    "rate_limited": (80001, 2446079),
    "rate_limited_blind": (32, 0),
    "revoked": (190, 460),
    "no_credit": (368, 0),
    "forbidden": (200, 0),
    "duplicate": (506, 0),
}


def refuse(fault: str, seconds: int) -> Response:
    """The words for a fault; ``graph_error`` has code and subcode in its field.

    Facebook takes no money: for ``no_credit`` it blocks the Page for its rules.
    """
    code, subcode = FAULTS.get(fault, (1, 0))
    if fault == "graph_error":
        said, _, more = str(g.fault.field).partition(".")
        code, subcode = int(said), int(more or 0)
    answer = coded(code, subcode).response()
    if fault == "rate_limited":
        use = {
            "type": "pages",
            "call_count": 100,
            "total_cputime": 31,
            "total_time": 54,
            "estimated_time_to_regain_access": max(seconds // 60, 1),
        }
        answer.headers["X-Business-Use-Case-Usage"] = json.dumps({"9001": [use]})
    return answer
