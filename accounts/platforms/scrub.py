"""What an answer echoes of our own secrets is taken out before anybody reads it.

A network's own reason for a no is shown to people and kept; some tell in it what they
were asked with.
"""

from __future__ import annotations

import logging
from base64 import b64decode
from binascii import Error
from urllib.parse import parse_qsl, quote, urlsplit

import requests

SHORTEST = 6
INSTEAD = b"\xe2\x80\xa6"
TELLING = ("token", "secret", "password", "code", "key", "proof")


def scrubbed(request: requests.PreparedRequest, content: bytes) -> bytes:
    """The content of an answer without the secrets that its request carried."""
    for secret in sorted(secrets_of(request), key=len, reverse=True):
        for form in {secret, quote(secret, safe=""), secret.replace("/", "\\/")}:
            content = content.replace(form.encode(), INSTEAD)
    return content


def secrets_of(request: requests.PreparedRequest) -> set[str]:
    """What a request says to prove who we are: in its head, its form, its address."""
    kind, _, told = str(request.headers.get("Authorization") or "").partition(" ")
    found = {told}
    if kind == "Basic":
        found.add(_password(told))
    if kind == "OAuth":
        parts = (one.strip().partition("=") for one in told.split(","))
        found |= {value.strip('"') for name, _, value in parts if _tells(name)}
    body = request.body
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    fields = parse_qsl(text) if isinstance(text, str) else []
    fields += parse_qsl(urlsplit(str(request.url)).query)
    found |= {value for name, value in fields if _tells(name)}
    return {one for one in found if len(one) >= SHORTEST}


def _tells(name: str) -> bool:
    return any(word in name for word in TELLING)


def _password(told: str) -> str:
    try:
        return b64decode(told).decode("utf-8", "replace").partition(":")[2]
    except Error:
        return ""


def hush(*names: str) -> None:
    """Keep these loggers from what they say at DEBUG, whoever sets their level."""
    for name in names:
        logging.getLogger(name).addFilter(_above_debug)


def _above_debug(record: logging.LogRecord) -> bool:
    return record.levelno > logging.DEBUG
