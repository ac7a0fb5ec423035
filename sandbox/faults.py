"""Faults on demand: which one meets this request, and how it is done to the socket."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_HOLD = 120.0
LONGEST_DRIP = 60.0
HTML = (
    "<!doctype html><title>Something went wrong</title>"
    "<h1>502 Bad Gateway</h1><p>Our robots are looking into it.</p>"
)

REFUSALS = frozenset(
    {
        "rate_limited",
        "rate_limited_blind",
        "revoked",
        "no_credit",
        "forbidden",
        "duplicate",
        "huge",
        "redirect_private",
        "broken_feed",
        "graph_error",
    }
)
"""Said in the network's own words, before anything is done."""

BEFORE = REFUSALS | {
    "server_error_html",
    "html_200",
    "endless",
    "cut_before",
    "hold_before",
}
"""Nothing is done or stored."""

AFTER = frozenset(
    {
        "slow",
        "cut_json",
        "cut_after",
        "hold_after",
        "half_answer",
        "missing_field",
        "plain_times",
        "echo",
    }
)
"""The request is carried out; only its answer suffers."""


@dataclass(slots=True)
class Fault:
    """One order for trouble; ``times`` -1 is for ever."""

    fault: str
    network: str = "*"
    call: str = "*"
    times: int = 1
    ms: int = 0
    field: str = ""
    seconds: int = 900
    id: int = 0

    def meets(self, network: str, call: str) -> bool:
        """``*`` is every call of the API or feed; a page for hands only by its name."""
        anything = self.call == "*" and "_web." not in call
        return self.network in ("*", network) and (anything or self.call == call)


class Orders:
    """The faults that were ordered and not yet used up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: list[Fault] = []
        self._next_id = 1
        self.over = threading.Event()

    def add(self, order: dict[str, Any]) -> Fault:
        """Raises ValueError when there is no such fault."""
        fault = Fault(**{key: order[key] for key in order if key in _FIELDS})
        if fault.fault not in BEFORE | AFTER:
            raise ValueError(f"there is no fault called “{fault.fault}”")
        fault.times, fault.ms = int(fault.times), int(fault.ms)
        fault.seconds = int(fault.seconds)
        with self._lock:
            fault.id, self._next_id = self._next_id, self._next_id + 1
            self._orders.append(fault)
        return fault

    def take(self, network: str, call: str) -> Fault | None:
        """The first order that meets this request, counted down by one."""
        with self._lock:
            for order in self._orders:
                if order.meets(network, call):
                    order.times -= order.times > 0
                    if order.times == 0:
                        self._orders.remove(order)
                    return order
        return None

    def clear(self) -> None:
        """Forget all orders, and let go of every answer that is being held."""
        with self._lock:
            self._orders.clear()
            self.over.set()
            self.over = threading.Event()

    def listed(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(order) for order in self._orders]

    def hold(self, ms: int) -> None:
        """Wait for the given time, or until all faults are cleared."""
        self.over.wait(min(ms / 1000, LONGEST_HOLD) if ms else LONGEST_HOLD)


_FIELDS = {"fault", "network", "call", "times", "ms", "field", "seconds"}
_TIMES = re.compile(r"(\d\d:\d\d:\d\d)\.\d+Z")


def spoiled(fault: Fault, text: str) -> str:
    """What this fault makes of an answer's text."""
    if fault.fault == "cut_json":
        return text[: len(text) // 2]
    if fault.fault == "missing_field" and text.lstrip().startswith("<"):
        return re.sub(rf"(?s)<{fault.field}\b[^>]*>.*?</{fault.field}>", "", text)
    if fault.fault == "missing_field":
        return json.dumps(_pruned(json.loads(text), fault.field))
    if fault.fault == "plain_times":
        return plain_times(text)
    return text


def plain_times(text: str) -> str:
    """The same JSON with times that have no fractions of a second."""
    return _TIMES.sub(r"\1Z", text)


def _pruned(value: Any, field: str) -> Any:
    if isinstance(value, dict):
        return {key: _pruned(one, field) for key, one in value.items() if key != field}
    if isinstance(value, list):
        return [_pruned(one, field) for one in value]
    return value


Started = tuple[str, list[tuple[str, str]]]


class Wire:
    """Between the app and the socket: carries out what faults do to an answer.

    The app leaves the fault in ``environ["sandbox.fault"]``.
    """

    def __init__(self, app: WSGIApplication, orders: Orders) -> None:
        self.app, self.orders = app, orders
        self.acts: dict[str, Callable[..., Iterable[bytes]]] = {
            "cut_before": self._cut,
            "cut_after": self._cut,
            "half_answer": self._half,
            "endless": self._endless,
        }

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        started: list[Started] = []

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Any:
            started[:] = [(status, headers)]
            return lambda data: None

        answer = self.app(environ, start)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        status, headers = started[0]
        fault: Fault | None = environ.get("sandbox.fault")
        if fault and fault.fault in ("hold_after", "hold_before"):
            self.orders.hold(fault.ms)
        if fault and fault.fault == "echo":
            return _echo(environ, start_response)
        if fault and fault.fault in self.acts:
            sock = environ["werkzeug.socket"]
            act = self.acts[fault.fault]
            return act(sock, fault, start_response, status, headers, body)
        start_response(status, headers)
        return [body]

    def _cut(self, sock: socket.socket, *_: Any) -> Iterable[bytes]:
        _reset(sock)
        raise ConnectionResetError("cut on demand")

    def _half(
        self,
        sock: socket.socket,
        fault: Fault,
        start_response: StartResponse,
        status: str,
        headers: list[tuple[str, str]],
        body: bytes,
    ) -> Iterator[bytes]:
        start_response(status, headers)
        yield body[: len(body) // 2]
        self.orders.hold(fault.ms)
        _reset(sock)
        raise ConnectionResetError("cut on demand")

    def _endless(
        self,
        sock: socket.socket,
        fault: Fault,
        start_response: StartResponse,
        *_: Any,
    ) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", "application/json")])
        yield b'{"data": ['
        over, until = self.orders.over, time.monotonic() + LONGEST_DRIP
        while time.monotonic() < until and not over.wait((fault.ms or 100) / 1000):
            yield b" " * 16


def _echo(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """A no, in the words of every network, that tells with what it was asked."""
    with_what = environ.get("HTTP_AUTHORIZATION", "").partition(" ")[2]
    plain = ""
    with suppress(ValueError):
        plain = b64decode(with_what + "==").decode("utf-8", "replace")
    said = f"You may not, with {with_what} or {plain if ':' in plain else 'nothing'}"
    words = ("title", "detail", "message", "error_description")
    body: dict[str, Any] = dict.fromkeys(words, said)
    body["code"] = "rest_forbidden"
    body["error"] = {"message": said, "code": 200, "type": "OAuthException"}
    start_response("403 Forbidden", [("Content-Type", "application/json")])
    return [json.dumps(body).encode()]


def _reset(sock: socket.socket) -> None:
    """Close so that the other side sees a reset and not an orderly end.

    The server still holds the socket: told that nothing more comes in, it lets go.
    """
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.shutdown(socket.SHUT_RD)
    sock.close()
