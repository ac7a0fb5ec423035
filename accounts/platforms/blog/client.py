"""The way to WordPress: its REST API through our own door, ours or a peer's."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

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
from accounts.platforms.http import Barred, Door, Fetched, TooLarge, WireError

from . import find
from .errors import Answer, NoApi, error_of, silence

log = logging.getLogger(__name__)

Json = Mapping[str, Any]


class Rest:
    """One blog's API. With a user and password it is ours, else a peer's."""

    def __init__(
        self, root: str, door: Door, meter: Meter, login: tuple[str, str] | None = None
    ) -> None:
        self.root = root
        self.door = door
        self.meter = meter
        self.login = login

    def ask(
        self, verb: Verb, method: str, route: str, **more: Any
    ) -> tuple[Any, Mapping[str, str]]:
        """(JSON, headers) of the answer. ``more`` as for requests.

        Raises a PlatformError named by what to do next.
        """
        return self._ask(verb, method, f"{self.root}wp/v2/{route}", **more)

    def about(self) -> Json:
        """What the blog says of itself: name and address."""
        body, _ = self._ask(Verb.ME, "GET", self.root)
        return body if isinstance(body, dict) else {}

    def _ask(
        self, verb: Verb, method: str, url: str, **more: Any
    ) -> tuple[Any, Mapping[str, str]]:
        # A redirect would lose the body of a POST, or carry the password away
        more |= {"auth": self.login, "allow_redirects": False}
        self.meter.used.append(Usage(verb.value, 1, 0, 0))
        try:
            response = self.door.request(method, url, **more)
        except (Barred, TooLarge) as error:
            raise Refused(str(error)) from error
        except WireError as error:
            raise silence(verb, str(error), departed=error.departed) from error
        except (requests.RequestException, ValueError) as error:
            raise Refused(f"{url} is not a web address.") from error
        answer = Answer(response.status_code, response.headers, json_in(response))
        if not response.ok or response.is_redirect:
            raise error_of(answer, verb, ours=self.login is not None)
        if answer.body is None:
            raise silence(verb, "The blog's answer could not be read.")
        return answer.body, response.headers

    def one(self, verb: Verb, method: str, route: str, **more: Any) -> Json:
        """One thing. Raises as ``ask`` does, also for another shape."""
        body, _ = self.ask(verb, method, route, **more)
        if not isinstance(body, dict):
            raise silence(verb, "The blog's answer has another shape than expected.")
        return body

    def several(
        self, verb: Verb, route: str, params: Mapping[str, Any]
    ) -> tuple[list[Json], int]:
        """(the things on a page, how many pages there are)."""
        body, headers = self.ask(verb, "GET", route, params=dict(params))
        if not isinstance(body, list) or not all(isinstance(b, dict) for b in body):
            raise TryLater("The blog's answer has another shape than expected.")
        pages = headers.get("X-WP-TotalPages", "")
        return body, int(pages) if pages.isdigit() else 1


class Own:
    """Our own blog's API; its root is guessed, and looked for where it is not."""

    def __init__(self, presence: Presence, addresses: Addresses, meter: Meter) -> None:
        tokens = presence.tokens
        self.home = presence.web_url.rstrip("/") + "/"
        self.addresses = addresses
        self.door = Door(addresses)
        self.rest = Rest(
            presence.api or f"{self.home}wp-json/",
            self.door,
            meter,
            (tokens.user, tokens.access),
        )
        self.looked = False

    def start(self) -> None:
        """A verb begins; all its requests share one deadline."""
        self.door.wire.start()

    def one(self, verb: Verb, method: str, route: str, **more: Any) -> Json:
        try:
            return self.rest.one(verb, method, route, **more)
        except NoApi:
            self._look()
            return self.rest.one(verb, method, route, **more)

    def several(
        self, verb: Verb, route: str, params: Mapping[str, Any]
    ) -> tuple[list[Json], int]:
        try:
            return self.rest.several(verb, route, params)
        except NoApi:
            self._look()
            return self.rest.several(verb, route, params)

    def _look(self) -> None:
        """Find the root of the API on the blog's own page; once.

        Raises NoApi if there is none on the same host: the password goes nowhere else.
        """
        root = ""
        if not self.looked:
            self.looked = True
            root = find.discover(self.home, self.addresses, self.door).rest_root
        if not root or urlsplit(root).netloc != urlsplit(self.home).netloc:
            raise NoApi(f"There is no WordPress API at {self.home}.")
        self.rest.root = root


def json_in(response: requests.Response) -> Any:
    """The JSON of an answer; None for a page of HTML or JSON cut in half."""
    try:
        return response.json()
    except ValueError:
        return None


def json_of(got: Fetched) -> Json:
    """The JSON object of an answer; {} for anything else."""
    try:
        body = json.loads(got.body)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def tolerated(error: PlatformError, where: str) -> None:
    """Say that one of many places could not be looked at, and go on."""
    log.info("%s could not be looked at: %s", where, error)
