"""The door to the network: what it refuses, and that it ends in time."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from accounts.platforms import wire
from accounts.platforms.base import Addresses, PlatformError, Refused, TryLater
from accounts.platforms.http import Door, WireError, fetch, retry_after

Serve = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


@contextmanager
def server(serve: Serve) -> Iterator[int]:
    """A server that does what it is told with each connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def run() -> None:
            while True:
                try:
                    conn, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(conn,), daemon=True).start()

        def answer(conn: socket.socket) -> None:
            with conn:
                conn.recv(65_536)
                try:
                    serve(conn)
                except OSError:
                    return

        threading.Thread(target=run, daemon=True).start()
        yield int(listening.getsockname()[1])


def only(port: int) -> Addresses:
    return Addresses(allowed_private_hosts=frozenset({f"127.0.0.1:{port}"}))


def get(port: int, **more: int) -> bytes:
    return fetch(f"http://127.0.0.1:{port}/", only(port), **more).body  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:10.1.2.3]/",
        "http://[::127.0.0.1]/",
        "http://[::a9fe:a9fe]/",
        "http://[fe80::1]/",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://localhost:8000/",
        "http://db/",
        "http://printer.local/",
        "http://user:word@192.168.1.1/",
    ],
)
def test_an_address_inside_the_network_is_not_fetched(url: str) -> None:
    with pytest.raises(Refused, match="inside the network and is not fetched"):
        fetch(url, Addresses())


@pytest.mark.parametrize("url", ["", "news", "ftp://a.example/x", "file:///etc/passwd"])
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="not a web address"):
        fetch(url, Addresses())


def test_a_name_that_leads_inside_is_refused_after_dns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def resolve(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Refused, match="inside the network"):
        fetch("http://feeds.example.org/", Addresses())


def test_the_address_that_was_checked_is_the_one_that_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[str] = []

    def resolve(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80))]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        called.append(address[0])
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(wire, "create_connection", connect)
    with pytest.raises(TryLater, match="could not be reached"):
        fetch("http://feeds.example.org/", Addresses())
    assert called == ["93.184.215.14"]


def test_only_the_allowed_port_is_let_through() -> None:
    with server(lambda conn: conn.sendall(OK)) as port:
        assert get(port) == b"hello"
        with pytest.raises(Refused, match="inside the network"):
            fetch(f"http://127.0.0.1:{port}/", only(port + 1))


def test_a_redirect_to_the_inside_is_refused() -> None:
    away = (
        b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n"
    )
    with (
        server(lambda conn: conn.sendall(away)) as port,
        pytest.raises(Refused, match=r"10\.0\.0\.1 is inside the network"),
    ):
        get(port)


def test_a_circle_of_redirects_is_left() -> None:
    again = b"HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
    with (
        server(lambda conn: conn.sendall(again)) as port,
        pytest.raises(Refused, match="from one address to the next"),
    ):
        get(port)


def test_a_dripping_answer_ends_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {"limit": wire.LIMIT, "seconds": 0.6}
    monkeypatch.setattr(wire.Wire.start, "__kwdefaults__", told)

    def drip(conn: socket.socket) -> None:
        conn.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            conn.sendall(b"a")
            time.sleep(0.05)

    started = time.monotonic()
    with server(drip) as port, pytest.raises(TryLater, match="did not answer in time"):
        get(port)
    assert time.monotonic() - started < 3


def test_a_body_without_end_or_length_is_no_answer_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {"limit": wire.LIMIT, "seconds": 0.6}
    monkeypatch.setattr(wire.Wire.start, "__kwdefaults__", told)

    def drip(conn: socket.socket) -> None:
        conn.sendall(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
        while True:
            conn.sendall(b" ")
            time.sleep(0.05)

    with server(drip) as port, pytest.raises(TryLater, match="did not answer in time"):
        get(port)


def test_ten_megabytes_are_too_large() -> None:
    def flood(conn: socket.socket) -> None:
        conn.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            conn.sendall(b"x" * 100_000)

    with server(flood) as port, pytest.raises(Refused, match="too large"):
        get(port)


def test_a_packed_answer_counts_unpacked() -> None:
    packed = gzip.compress(b"x" * 8_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
    with (
        server(lambda conn: conn.sendall(head % len(packed) + packed)) as port,
        pytest.raises(Refused, match="too large"),
    ):
        get(port)


@pytest.mark.parametrize(
    ("sent", "departed"),
    [(b"", True), (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", True)],
)
def test_a_cut_is_no_answer_and_says_that_the_request_had_left(
    sent: bytes, departed: bool
) -> None:
    with server(lambda conn: conn.sendall(sent)) as port:
        door = Door(only(port))
        door.wire.start()
        with pytest.raises(WireError) as caught:
            door.post(f"http://127.0.0.1:{port}/", data={"a": "b"})
    assert caught.value.departed is departed


def test_where_nobody_listens_nothing_has_left_us() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    door = Door(only(port))
    door.wire.start()
    with pytest.raises(WireError, match="could not be reached") as caught:
        door.post(f"http://127.0.0.1:{port}/", data={"a": "b"})
    assert not caught.value.departed


def test_errors_are_platform_errors_with_a_sentence() -> None:
    for url in ("http://127.0.0.1/", "nonsense"):
        with pytest.raises(PlatformError) as caught:
            fetch(url, Addresses())
        assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("120", 0),
        ("99999999999999999999", 30),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 30),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("²", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_nobody_is_waited_for_longer_than_a_month(asked: str, days: int | None) -> None:
    at = retry_after({"Retry-After": asked})
    wait = at - datetime.now(UTC) if at else None
    assert (round(wait / timedelta(days=1)) if wait else None) == days
