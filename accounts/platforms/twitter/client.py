"""The way to X: tweepy over our own wire, with every answer's cost and limit kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests
import tweepy

from accounts.platforms.base import (
    READING,
    Addresses,
    Limit,
    Meter,
    PlatformError,
    Presence,
    TryLater,
    Usage,
    Verb,
)
from accounts.platforms.http import Wire, WireError, place_of
from accounts.platforms.scrub import hush

from . import prices
from .errors import ONCE, Answer, error_of, moment, silence

REAL = ("https://api.twitter.com", "https://api.x.com")

# At DEBUG these write the token into the log, or what a signature is made from
hush("tweepy.client", "oauthlib.oauth1.rfc5849", "requests_oauthlib.oauth1_auth")


class NotOk(requests.RequestException):
    """An answer that is no success. tweepy's own errors trip over odd bodies."""

    def __init__(self, answer: requests.Response) -> None:
        super().__init__(f"{answer.status_code}", response=answer)
        self.answer = answer


class XWire(Wire):
    """tweepy's host is fixed; here the request turns to the address of the setting."""

    def __init__(self, addresses: Addresses) -> None:
        base = addresses.twitter_api.rstrip("/")
        super().__init__(addresses.allowed_private_hosts | {place_of(base)}, "X")
        self.base = base

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """Send to where X is. Raises NotOk, or WireError."""
        # Between X's own two hosts nothing turns: OAuth 1 signs the host
        if self.base not in REAL:
            parts = urlsplit(str(request.url))
            query = f"?{parts.query}" if parts.query else ""
            request.url = f"{self.base}{parts.path}{query}"
        answer = super().send(request, *args, **kwargs)
        if not answer.ok or answer.is_redirect:
            raise NotOk(answer)
        return answer


class Api:
    """tweepy's client for one account, and what its answers cost."""

    def __init__(self, presence: Presence, addresses: Addresses, meter: Meter) -> None:
        tokens = presence.tokens
        self.meter = meter
        self.user_auth = bool(tokens.access_secret)
        if self.user_auth:
            keys = {
                "consumer_key": tokens.key,
                "consumer_secret": tokens.secret,
                "access_token": tokens.access,
                "access_token_secret": tokens.access_secret,
            }
        else:
            keys = {"bearer_token": tokens.access}
        self.client = tweepy.Client(
            **keys, return_type=requests.Response, wait_on_rate_limit=False
        )
        self.wire = XWire(addresses)
        self.client.session.trust_env = False
        for host in REAL:
            self.client.session.mount(host, self.wire)

    def start(self) -> None:
        """A verb begins; all its requests share one deadline."""
        self.wire.start()

    def ask(
        self, verb: Verb, price: str, call: Callable[..., Any], *args: Any, **more: Any
    ) -> Mapping[str, Any]:
        """Call tweepy, and hand back the JSON object that X answered.

        ``price`` is a row of the price table: for each thing read, or for the one
        act. Raises a PlatformError named by what to do next.
        """
        more["user_auth"] = self.user_auth
        try:
            response = call(*args, **more)
        except NotOk as error:
            raise self._problem(verb, price, error.answer) from error
        except WireError as error:
            # What may be out may be billed too; a read that failed brought nothing
            billed = error.departed and verb in ONCE
            self._spend(price, int(billed))
            raise silence(verb, str(error), departed=error.departed) from error
        except requests.RequestException as error:
            raise TryLater("X could not be asked.") from error
        self._note(verb, response.headers)
        body = object_in(response)
        self._spend(price, resources(body) if verb in READING else 1)
        if not body:
            raise silence(verb, "X's answer could not be read.")
        return body

    def _problem(
        self, verb: Verb, price: str, response: requests.Response
    ) -> PlatformError:
        self._note(verb, response.headers)
        self._spend(price, 0)
        answer = Answer(response.status_code, response.headers, object_in(response))
        return error_of(answer, verb, datetime.now(UTC))

    def _spend(self, price: str, resources: int) -> None:
        micro = resources * prices.MICRO[price]
        self.meter.used.append(Usage(price, 1, resources, micro))

    def _note(self, verb: Verb, headers: Mapping[str, str]) -> None:
        """Keep what the answer says is left of the verb's limit."""
        remaining = headers.get("x-rate-limit-remaining", "")
        at = moment(headers.get("x-rate-limit-reset", ""))
        if remaining.isdigit() and at is not None:
            self.meter.limits.append(Limit(verb.value, int(remaining), at))


def object_in(response: requests.Response) -> Mapping[str, Any]:
    """The JSON object of an answer; {} for a page of HTML or JSON cut in half."""
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def resources(body: Mapping[str, Any]) -> int:
    """How many things came back."""
    data = body.get("data")
    return len(data) if isinstance(data, list) else int(isinstance(data, dict))
