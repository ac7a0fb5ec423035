"""The one door to the network: bounded in time, size and place.

Everything we say to a network goes through a session made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests

from .base import Addresses, Refused, TryLater
from .wire import LIMIT, LONGEST_CALL, Barred, NoAnswer, TooLarge, Wire, WireError

__all__ = [
    "LIMIT",
    "LONGEST_CALL",
    "Barred",
    "Door",
    "Fetched",
    "NoAnswer",
    "TooLarge",
    "Wire",
    "WireError",
    "fetch",
    "place_of",
    "retry_after",
]

AGENT = "Kindred/1.0 (feed reader and social media hub)"
REDIRECTS = 5
LONGEST_WAIT = timedelta(days=30)
"""Whoever asks us to come again later than that has a clock that was never set."""
FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.5, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of the web. ``url`` is where it came from after all redirects.

    ``moved_to`` is set when the address moved for good (301, 308 all the way);
    ``retry_after`` when the answer asked us to wait.
    """

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved_to: str = ""
    retry_after: datetime | None = None


class Door(requests.Session):
    """A session whose every request goes through the wire.

    Settings of this machine (proxies, .netrc) are not read: a proxy would look
    names up itself, and .netrc would send passwords to whom it likes.
    """

    def __init__(
        self, addresses: Addresses, trusted: Iterable[str] = (), called: str = ""
    ) -> None:
        super().__init__()
        self.trust_env = False
        self.max_redirects = REDIRECTS
        self.headers["User-Agent"] = AGENT
        allowed = addresses.allowed_private_hosts | frozenset(trusted)
        self.wire = Wire(allowed, called)
        self.mount("http://", self.wire)
        self.mount("https://", self.wire)


def place_of(url: str) -> str:
    """``host:port`` of an address that an administrator set, to be trusted."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{(parts.hostname or '').lower()}:{port}"


def fetch(
    url: str,
    addresses: Addresses,
    *,
    etag: str = "",
    modified: str = "",
    accept: str = FEEDS,
    limit: int = LIMIT,
    door: Door | None = None,
) -> Fetched:
    """Read an address somebody gave us, whatever the status of the answer is.

    Through an open ``door`` it shares the deadline of the verb under way. Raises
    Refused for an address we do not go to, too many redirects or too large an answer;
    TryLater if nothing whole came back.
    """
    wanted = {"If-None-Match": etag, "If-Modified-Since": modified, "Accept": accept}
    if door is None:
        door = Door(addresses)
        door.wire.start(limit=limit)
    try:
        answer = door.get(url, headers={k: v for k, v in wanted.items() if v})
    except NoAnswer as error:
        raise TryLater(str(error)) from error
    except (Barred, TooLarge) as error:
        raise Refused(str(error)) from error
    except requests.TooManyRedirects as error:
        raise Refused(f"{url} sends us from one address to the next.") from error
    except (requests.RequestException, ValueError) as error:
        raise Refused(f"{url} is not a web address.") from error
    return Fetched(
        status=answer.status_code,
        url=answer.url,
        headers=answer.headers,
        body=answer.content,
        moved_to=moved_to(answer),
        retry_after=retry_after(answer.headers),
    )


def moved_to(answer: requests.Response) -> str:
    """Where an address moved for good: as far as all steps were permanent."""
    after = [*answer.history, answer][1:]
    moved = ""
    for step, following in zip(answer.history, after, strict=True):
        if step.status_code not in (301, 308):
            break
        moved = following.url
    return moved


def retry_after(headers: Mapping[str, str]) -> datetime | None:
    """When an answer asks us to come again: seconds or a date, in UTC."""
    value = headers.get("Retry-After", "").strip()
    now = datetime.now(UTC)
    if value.isascii() and value.isdigit():
        # More digits than this are no number of seconds, and int() refuses thousands
        asked = timedelta(seconds=int(value[:9]))
        return now + min(asked, LONGEST_WAIT)
    try:
        return min(parsedate_to_datetime(value).astimezone(UTC), now + LONGEST_WAIT)
    except (ValueError, OverflowError):
        return None
