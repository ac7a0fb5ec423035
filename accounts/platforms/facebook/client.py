"""The way to Facebook: facebook-sdk over our own door, with what its answers tell."""

from __future__ import annotations

import hashlib
import hmac
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import requests

from accounts.platforms.base import (
    Addresses,
    Meter,
    PlatformError,
    Presence,
    Refused,
    TryLater,
    Usage,
    Verb,
)
from accounts.platforms.http import Barred, Door, TooLarge, WireError, place_of

from . import usage
from .errors import Answer, error_of, silence

with warnings.catch_warnings():
    # Its source has escapes that newer Pythons warn of
    warnings.simplefilter("ignore")
    import facebook

LIVES_UNTIL: Final = {"v25.0": date(2028, 7, 1)}
"""https://developers.facebook.com/docs/graph-api/changelog, read 2026-11."""

Json = Mapping[str, Any]


class NotOk(facebook.GraphAPIError):  # type: ignore[misc] # it ships no types
    """An answer that is no success, with the status and headers the library drops."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(dict(answer.body))
        self.answer = answer


class Graph(facebook.GraphAPI):  # type: ignore[misc] # it ships no types
    """facebook-sdk's client, mended.

    The library knows no Graph that is still alive (its constructor refuses the
    version), puts tokens into addresses, has no time-out, ignores the status, trips
    over a page of HTML, and hides the headers.
    """

    def __init__(self, addresses: Addresses, token: str, secret: str = "") -> None:  # nosec B107 # none
        base = addresses.facebook_api.rstrip("/")
        door = Door(addresses, trusted=[place_of(base)], called="Facebook")
        super().__init__(access_token=token, session=door)
        self.version = addresses.facebook_version
        self.base, self.secret, self.door = base, secret, door
        self.headers: Mapping[str, str] = {}

    def request(
        self,
        path: str,
        args: dict[str, Any] | None = None,
        post_args: dict[str, Any] | None = None,
        files: Any = None,
        method: str | None = None,
    ) -> Json:
        """Ask, and hand back the JSON object. Raises NotOk, or WireError."""
        asked, form = dict(args or {}), post_args
        if self.secret and self.access_token:
            proof = {"appsecret_proof": self.proof}
            asked, form = (asked, {**form, **proof}) if form else (asked | proof, form)
        login = {"Authorization": f"Bearer {self.access_token}"}
        response = self.session.request(
            method or ("GET" if form is None else "POST"),
            f"{self.base}/{path}",
            params=asked,
            data=form,
            files=files,
            headers=login if self.access_token else {},
            # A redirect would lose the body of a POST, or carry the token away
            allow_redirects=False,
        )
        self.headers = response.headers
        answer = Answer(response.status_code, response.headers, object_in(response))
        if not response.ok or response.is_redirect or answer.error or not answer.body:
            raise NotOk(answer)
        return answer.body

    @property
    def proof(self) -> str:
        """Shows that whoever uses the token knows the app's secret."""
        token, secret = str(self.access_token).encode(), self.secret.encode()
        return hmac.new(secret, token, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list; ``after`` is the cursor of the next one, or ""."""

    items: list[Json]
    after: str


class Api:
    """The client for one Page, and what its answers cost and tell."""

    def __init__(self, presence: Presence, addresses: Addresses, meter: Meter) -> None:
        tokens = presence.tokens
        self.graph = Graph(addresses, tokens.access, tokens.secret)
        self.meter = meter

    def start(self) -> None:
        """A verb begins; all its requests share one deadline."""
        self.graph.door.wire.start()

    def ask(
        self, verb: Verb, call: Callable[..., Any], *args: Any, **more: Any
    ) -> Json:
        """Call the library. Raises a PlatformError named by what to do next."""
        many = 0
        try:
            body = asked(verb, call, *args, **more)
            data = body.get("data")
            many = len(data) if isinstance(data, list) else 1
        finally:
            self.meter.used.append(Usage(verb.value, 1, many, 0))
            self._note(verb)
        return body

    def get(self, verb: Verb, thing: str, fields: str) -> Json:
        """One thing with the fields that are wanted of it."""
        return self.ask(verb, self.graph.get_object, thing, fields=fields)

    def page(self, verb: Verb, thing: str, edge: str, **asked: Any) -> Listed:
        """One page of a list. The next page is asked for by its cursor alone: the
        address that Graph gives for it has the token in it.
        """
        more = {name: value for name, value in asked.items() if value not in ("", None)}
        call = self.graph.get_connections
        body = self.ask(verb, call, thing, edge, **more)
        data = body.get("data")
        if not isinstance(data, list) or not all(isinstance(one, dict) for one in data):
            raise TryLater("Facebook's answer has no list. Nothing of it was stored.")
        return Listed(data, cursor_of(body))

    def _note(self, verb: Verb) -> None:
        """Keep what the answer says of our allowance."""
        told, self.graph.headers = usage.used(self.graph.headers), {}
        if told is not None:
            self.meter.limits += usage.limits(verb, told, datetime.now(UTC))


def asked(verb: Verb, call: Callable[..., Any], *args: Any, **more: Any) -> Json:
    """What the library brings. Raises a PlatformError named by what to do next."""
    try:
        body: Json = call(*args, **more)
    except NotOk as error:
        raise _named(error.answer, verb) from error
    except (Barred, TooLarge) as error:
        if error.departed:
            raise silence(verb, str(error)) from error
        raise Refused(str(error)) from error
    except WireError as error:
        raise silence(verb, str(error), departed=error.departed) from error
    except (requests.RequestException, ValueError) as error:
        raise TryLater("Facebook could not be asked.") from error
    return body


def _named(answer: Answer, verb: Verb) -> PlatformError:
    if not answer.error and 200 <= answer.status < 300:
        return silence(verb, "Facebook's answer could not be read.")
    return error_of(answer, verb)


def object_in(response: requests.Response) -> Json:
    """The JSON object of an answer; {} for a page of HTML or JSON cut in half."""
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def cursor_of(body: Json) -> str:
    """The cursor of the next page, where there is one."""
    paging = body.get("paging")
    if not isinstance(paging, dict) or not paging.get("next"):
        return ""
    cursors = paging.get("cursors")
    return str(cursors.get("after") or "") if isinstance(cursors, dict) else ""
