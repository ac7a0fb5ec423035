"""Texts as X counts, links and shows them: length, names, links, t.co."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

LONGEST = 280
URL_LENGTH = 23
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

_URL = re.compile(
    r"https?://[^\s<>\"“”]+"
    r"|(?<![@\w./-])(?:[a-z0-9-]+\.)+(?:com|org|edu|net|gov|info|io)\b(?:/[^\s<>\"“”]*)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w@/])@([A-Za-z0-9_]{1,15})(?![\w@])")
_TAG = re.compile(r"(?<![\w&#/])#(\w*[^\W\d_]\w*)")
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d[\U0001f300-\U0001faff\u2600-\u27bf\u2640\u2642]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as the API gives it, and what was recognized in it."""

    text: str
    entities: dict[str, list[dict[str, Any]]]


def urls(text: str) -> list[str]:
    """The links in a text, without the stop or bracket that follows them."""
    return [text[start:end] for start, end in _url_spans(text)]


def names(text: str) -> list[str]:
    """The handles that a text names, in lower case, each once."""
    found = (match.group(1).lower() for match in _NAME.finditer(text))
    return list(dict.fromkeys(found))


def weight(text: str, leading: Sequence[str] = ()) -> int:
    """The length as X counts it; names in ``leading`` that begin a reply are free."""
    rest = unicodedata.normalize("NFC", text)
    while leading and (match := _NAME.match(rest)):
        if match.group(1).lower() not in leading:
            break
        rest = rest[match.end() :].lstrip()
    total = 0
    for start, end in reversed(_url_spans(rest)):
        rest = rest[:start] + rest[end:]
        total += URL_LENGTH
    rest, emoji = _EMOJI.subn("", rest)
    return total + 2 * emoji + sum(_letter(letter) for letter in rest)


def shown(text: str, tails: Sequence[tuple[str, str]], known: Known) -> Shown:
    """The text with t.co links, escaped as X escapes it, with its entities.

    ``tails`` are (address, media key) of what X hangs behind a text: the quoted post,
    the pictures. ``known`` gives the id of a handle, or "".
    """
    pieces: list[str] = []
    entities: dict[str, list[dict[str, Any]]] = {}
    length, at = 0, 0
    spans = [(start, end, text[start:end], "") for start, end in _url_spans(text)]
    spans += [(len(text), len(text), address, key) for address, key in tails]
    for start, end, address, key in spans:
        plain = escape(text[at:start], quote=False)
        if key or (start == end and (text or pieces)):
            plain += " "
        short = tco(address)
        length += len(plain)
        entities.setdefault("urls", []).append(_link(length, short, address, key))
        pieces += [plain, short]
        length, at = length + len(short), end
    pieces.append(escape(text[at:], quote=False))
    whole = "".join(pieces)
    _recognize(whole, entities, known)
    return Shown(whole, entities)


Known = Callable[[str], str]


def tco(address: str) -> str:
    """X's short form of a link; always the same for the same link."""
    digest = hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()
    return f"https://t.co/{digest[:10]}"


def _link(start: int, short: str, address: str, key: str) -> dict[str, Any]:
    full = address if "://" in address else f"http://{address}"
    entity: dict[str, Any] = {
        "start": start,
        "end": start + len(short),
        "url": short,
        "expanded_url": full,
        "display_url": full.split("://", 1)[1][:40],
    }
    if key:
        entity["media_key"] = key
    return entity


def _recognize(
    whole: str, entities: dict[str, list[dict[str, Any]]], known: Known
) -> None:
    mentions = []
    for match in _NAME.finditer(whole):
        found = known(match.group(1))
        if found:
            span = {"start": match.start(), "end": match.end()}
            mentions.append(span | {"username": match.group(1), "id": found})
    if mentions:
        entities["mentions"] = mentions
    tags = [
        {"start": match.start(), "end": match.end(), "tag": match.group(1)}
        for match in _TAG.finditer(whole)
    ]
    if tags:
        entities["hashtags"] = tags


def _url_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in _URL.finditer(text):
        found = match.group().rstrip(".,;:!?'’…")
        if found.endswith(")") and "(" not in found:
            found = found[:-1]
        spans.append((match.start(), match.start() + len(found)))
    return spans


def _letter(letter: str) -> int:
    code = ord(letter)
    return 1 if any(first <= code <= last for first, last in _LIGHT) else 2
