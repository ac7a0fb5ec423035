"""A real mail server on loopback, for what cannot be proved without one."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


@dataclass
class Post:
    """What the server took, and what it refuses. ``refuses``: an answer by address."""

    letters: list[EmailMessage] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    encrypted: list[bool] = field(default_factory=list)
    port: int = 0


class Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, post: Post, port: int) -> None:
        self.post = post
        self.allow_reuse_address = True
        super().__init__(("127.0.0.1", port), Talk)


class Talk(StreamRequestHandler):
    """As little of RFC 5321 as smtplib speaks."""

    server: Server

    def handle(self) -> None:
        self.secret = False
        self.say("220 here")
        while line := self.rfile.readline():
            word, _, rest = line.decode("ascii").strip().partition(" ")
            if word.upper() == "QUIT":
                return self.say("221 bye")
            with suppress(ssl.SSLError):
                self.answer(word.upper(), rest)
        return None

    def answer(self, word: str, rest: str) -> None:
        post = self.server.post
        if word == "EHLO":
            self.say("250-here" if post.tls else "250 here")
            if post.tls:
                self.say("250 STARTTLS")
        elif word == "STARTTLS":
            self.encrypt()
        elif word == "RCPT":
            address = rest.partition("<")[2].partition(">")[0]
            self.say(post.refuses.get(address, "250 yes"))
        elif word == "DATA":
            self.say("354 go on")
            self.take()
        else:
            self.say("250 yes")

    def encrypt(self) -> None:
        self.say("220 go on")
        assert self.server.post.tls
        self.connection = self.server.post.tls.wrap_socket(
            self.connection, server_side=True
        )
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)
        self.secret = True

    def finish(self) -> None:
        # Whoever does not trust us is gone in the middle of a word.
        with suppress(OSError):
            super().finish()
        self.connection.close()

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.server.post.letters.append(letter)
        self.server.post.encrypted.append(self.secret)
        self.say("250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def mail_server(post: Post) -> Iterator[Post]:
    """The server, on ``post.port`` or one that is free; away again at the end."""
    with Server(post, post.port) as server:
        post.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield post
        server.shutdown()
        thread.join()
