"""Connections that go to a checked address only, end in time, and stay small.

``requests`` bounds the wait for the next byte, not the whole call, and goes to any
address. Here the address is checked before and after DNS and pinned, a call ends at
its deadline even if the answer drips, and we know whether anything had left us.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
from collections.abc import Mapping
from threading import Thread, Timer
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests_hardened.ip_filter import InvalidIPAddress, filter_host
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.connection import create_connection

from .scrub import scrubbed

LONGEST_CALL = 40.0
"""Seconds a verb may take, with all its requests and redirects."""
CONNECT = 6.0
READ = 30.0
LIMIT = 5_000_000
"""Bytes of one answer, after unpacking."""
CHUNK = 65_536


MAPPED = ipaddress.ip_network("::/96")
"""IPv4 inside IPv6, as nobody writes it any more (RFC 4291, 2.5.5.1)."""


class WireError(requests.RequestException):
    """No whole answer came. ``departed``: something of the request had left us."""

    def __init__(self, sentence: str, *, departed: bool = False) -> None:
        super().__init__(sentence)
        self.departed = departed


class Barred(WireError):
    """The address is inside the network, or none of the web."""


class TooLarge(WireError):
    """The answer is larger than we read."""


class NoAnswer(WireError):
    """Nothing, or not all of it, came back in time."""


class Trip:
    """The time of one verb, and what became of its request under way."""

    def __init__(self, seconds: float = LONGEST_CALL) -> None:
        self.ends = monotonic() + seconds
        self.departed = False
        self.barred = ""
        self._timers: list[Timer] = []

    def left(self) -> float:
        """Seconds until the deadline; never zero, which would mean no time-out."""
        return max(self.ends - monotonic(), 0.001)

    @property
    def over(self) -> bool:
        return monotonic() >= self.ends

    def watch(self, sock: socket.socket) -> None:
        """Shut the socket at the deadline, however lively it drips."""
        timer = Timer(self.left(), shut, [sock])
        timer.daemon = True
        timer.start()
        self._timers.append(timer)

    def rest(self) -> None:
        while self._timers:
            self._timers.pop().cancel()


def shut(sock: socket.socket) -> None:
    """Wake whoever waits on the socket; it may be closed already."""
    try:
        # Past the TLS layer, which another thread may be using just now
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:
        return


def is_inside(host: str) -> bool:
    """Whether the name alone says that it is inside the network."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        inner = (".local", ".localhost", ".internal", ".home.arpa", ".lan")
        return "." not in name or name.endswith(inner)
    return not address.is_global or address.is_multicast or address in MAPPED


def pinned(host: str, port: int, within: float) -> str:
    """The address to connect to, checked after DNS; DNS itself knows no deadline.

    Raises ``InvalidIPAddress`` for one inside the network, ``OSError`` otherwise.
    """
    answers: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(str(filter_host(host, port, allow_loopback=False)))
        except (OSError, ValueError) as error:
            answers.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=within)
    except queue.Empty:
        raise TimeoutError(f"no address for {host} in time") from None
    if isinstance(answer, ValueError):
        raise OSError(f"{host} has no address") from answer
    if isinstance(answer, Exception):
        raise answer
    if is_inside(answer):
        raise InvalidIPAddress(f"{host} is inside the network")
    return answer


class _Checked(HTTPConnection):
    """A connection that asks its trip for time, and tells it what it did."""

    def __init__(
        self, *args: Any, trip: Trip, allowed: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.trip = trip
        self.allowed = allowed

    def _new_conn(self) -> socket.socket:
        address = self.host
        try:
            if not lets_through(self.allowed, self.host, self.port):
                address = pinned(self.host, self.port, min(CONNECT, self.trip.left()))
            within = min(CONNECT, self.trip.left())
            return create_connection(
                (address, self.port), within, socket_options=self.socket_options
            )
        except InvalidIPAddress as error:
            self.trip.barred = self.host
            raise NewConnectionError(self, "inside the network") from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "no connection in time") from error
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error

    def connect(self) -> None:
        super().connect()
        if self.sock is not None:
            self.trip.watch(self.sock)

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        self.trip.departed = True
        super().send(data)


class _CheckedTls(_Checked, HTTPSConnection):
    """The same with TLS; name and certificate are checked against the host."""


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Checked


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _CheckedTls


def lets_through(allowed: frozenset[str], host: str, port: int | None) -> bool:
    name = host.strip("[]").lower()
    return name in allowed or f"{name}:{port}" in allowed


class Wire(HTTPAdapter):
    """Sends one request over a connection of its own, and reads all of the answer.

    No connection is kept: one that died while idle looks like an answer lost, and
    would leave a reply unconfirmed for nothing.
    """

    def __init__(self, allowed: frozenset[str] = frozenset(), called: str = "") -> None:
        super().__init__(max_retries=0)
        self.called = called
        self.allowed = frozenset(one.lower() for one in allowed)
        self.limit = LIMIT
        self.trip = Trip()

    def start(self, *, limit: int = LIMIT, seconds: float = LONGEST_CALL) -> None:
        """A new verb begins: its time runs from now."""
        self.trip = Trip(seconds)
        self.limit = limit

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: bool | str | None,
        proxies: Mapping[str, str] | None = None,
        cert: Any = None,
    ) -> urllib3.HTTPConnectionPool:
        # No proxy: it would look names up itself, and nothing could be checked
        place, tls = self.build_connection_pool_key_attributes(
            request, True if verify is None else verify, cert
        )
        kind: type[urllib3.HTTPConnectionPool] = _TlsPool
        if place["scheme"] == "http":
            kind = _Pool
        secure: Mapping[str, Any] = tls if kind is _TlsPool else {}
        more = {**secure, "trip": self.trip, "allowed": self.allowed}
        return kind(str(place["host"]), place["port"], **more)

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """Send and read. Raises Barred, TooLarge or NoAnswer."""
        trip = self.trip
        trip.departed = False
        # People know the network, not the machine that answers for it
        host = self._aim(str(request.url))
        host = self.called or host
        kwargs |= {
            "stream": True,
            "timeout": (min(CONNECT, trip.left()), min(READ, trip.left())),
        }
        try:
            answer = super().send(request, **kwargs)
            # Read here, within the deadline; whoever asks later finds it read
            answer._content = self._read(answer, host)
            if not answer.ok:
                answer._content = scrubbed(request, answer.content)
        except WireError:
            raise
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise self._silence(host) from error
        finally:
            trip.rest()
        return answer

    def _aim(self, url: str) -> str:
        """The host of the address, if we may go there at all."""
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            raise Barred(f"{url} is not a web address.") from None
        if not lets_through(self.allowed, host, port) and is_inside(host):
            raise Barred(f"{host} is inside the network and is not fetched.")
        return host

    def _read(self, answer: requests.Response, host: str) -> bytes:
        parts = bytearray()
        for part in answer.iter_content(CHUNK):
            parts += part
            if len(parts) > self.limit:
                megabytes = self.limit / 1_000_000
                raise TooLarge(
                    f"The answer of {host} is too large (more than {megabytes:g} MB).",
                    departed=True,
                )
        if self.trip.over:
            raise self._silence(host)
        return bytes(parts)

    def _silence(self, host: str) -> WireError:
        trip = self.trip
        if trip.barred:
            return Barred(f"{trip.barred} is inside the network and is not fetched.")
        if not trip.departed:
            return NoAnswer(f"{host} could not be reached.")
        if trip.over:
            return NoAnswer(f"{host} did not answer in time.", departed=True)
        return NoAnswer(f"The connection to {host} was cut.", departed=True)
