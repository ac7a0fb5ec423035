"""How X lets us act for an account: OAuth 2.0 with PKCE, and the tokens it gives.

https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code, read
2026-11: an access token lives two hours, a refresh token works once, the code of an
authorization thirty seconds.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import requests

from accounts.platforms.base import (
    AccessRevoked,
    Addresses,
    Granted,
    PlatformError,
    Refused,
    Tokens,
    TryLater,
)
from accounts.platforms.http import Door, WireError, place_of

from .client import object_in
from .errors import Answer, limited

SCOPES = (
    "tweet.read",
    "tweet.write",
    "users.read",
    "follows.read",
    "list.read",
    "offline.access",
    "media.write",
)
"""What we ask for; never a ``dm.*`` scope."""

TIER = "self-serve"
USUAL, LONGEST = timedelta(hours=2), 366 * 86_400


class UnknownApp(AccessRevoked):
    """Not the account's token is wrong, but the name or the secret of the app."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the person; state and verifier stay in their session."""

    url: str
    state: str
    verifier: str


def begin(client_id: str, back: str, addresses: Addresses) -> Begun:
    """The address at which a person allows us to act for the account."""
    verifier = secrets.token_urlsafe(64)
    digest = hashlib.sha256(verifier.encode()).digest()
    state = secrets.token_urlsafe(32)
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": back,
        "scope": " ".join(SCOPES),
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    page = f"{addresses.twitter_web.rstrip('/')}/i/oauth2/authorize"
    return Begun(f"{page}?{urlencode(query)}", state, verifier)


def exchange(
    code: str, begun: Begun, state: str, back: str, app: Tokens, addresses: Addresses
) -> tuple[Tokens, Granted]:
    """Tokens for the code that X sent back with a state.

    ``app`` carries ``key`` and ``secret`` of the developer app. Raises Refused for a
    state that is not the one we began with, or a code that X does not know.
    """
    if not secrets.compare_digest(state.encode(), begun.state.encode()):
        raise Refused("This answer does not belong to the connection you began.")
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": begun.verifier,
    }
    try:
        body = _ask(form, app, addresses)
    except UnknownApp as error:
        raise Refused(str(error)) from error
    except AccessRevoked as error:
        raise Refused("X did not accept the code. Begin again.") from error
    scopes = frozenset(str(body.get("scope", "")).split())
    return _tokens(body, app), Granted(tier=TIER, scopes=scopes)


def refresh(tokens: Tokens, addresses: Addresses) -> Tokens:
    """New tokens for the old ones; the old refresh token is spent afterwards.

    Raises AccessRevoked if X no longer knows it, TryLater if no answer came: if X had
    spent the token by then, the next try says so.
    """
    if not tokens.refresh:
        raise AccessRevoked("There is nothing to renew: connect the account again.")
    form = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
    return _tokens(_ask(form, tokens, addresses), tokens)


def give_back(tokens: Tokens, addresses: Addresses) -> bool:
    """Tell X to forget these tokens; whether it said so. Never raises: it is manners.

    ``tokens`` carries ``key`` and ``secret`` of the app that they were made for.
    """
    if not (tokens.key and tokens.access) or tokens.access_secret:
        # Keys of OAuth 1 are taken back in X's console alone.
        return False
    try:
        # With the refresh token X forgets the access token, too; not the other way.
        said = [
            _post("revoke", {"token": one, "token_type_hint": kind}, tokens, addresses)
            for kind, one in (
                ("refresh_token", tokens.refresh),
                ("access_token", tokens.access),
            )
            if one
        ]
    except TryLater:
        return False
    return all(one.ok for one in said)


def _ask(
    form: Mapping[str, str], app: Tokens, addresses: Addresses
) -> Mapping[str, Any]:
    response = _post("token", form, app, addresses)
    body = object_in(response)
    access = body.get("access_token")
    if response.ok and isinstance(access, str) and access.strip():
        return body
    raise _error(Answer(response.status_code, response.headers, body))


def _post(
    call: str, form: Mapping[str, str], app: Tokens, addresses: Addresses
) -> requests.Response:
    """Ask X's door for tokens. Raises TryLater where no answer came."""
    base = addresses.twitter_api.rstrip("/")
    auth = (app.key, app.secret) if app.secret else None
    with Door(addresses, trusted=[place_of(base)]) as door:
        try:
            return door.post(
                f"{base}/2/oauth2/{call}",
                data={**form, "client_id": app.key},
                auth=auth,
                allow_redirects=False,
            )
        except WireError as error:
            raise TryLater(str(error)) from error
        except requests.RequestException as error:
            raise TryLater("X could not be asked.") from error


def _error(answer: Answer) -> PlatformError:
    """RFC 6749 says why in ``error``; X also answers a spent token invalid_request."""
    if answer.status == 429:
        return limited(answer, datetime.now(UTC))
    if answer.status in (400, 401, 403) and answer.body.get("error"):
        if answer.body["error"] == "invalid_client":
            return UnknownApp(
                "X does not know this app: look at its Client ID and Client Secret."
            )
        return AccessRevoked(
            "X no longer accepts this connection. Connect the account again."
        )
    return TryLater(f"X is in trouble (it answered {answer.status}).")


def _tokens(body: Mapping[str, Any], before: Tokens) -> Tokens:
    """An answer without a refresh token leaves the one there was (RFC 6749, 6)."""
    refresh = body.get("refresh_token")
    return replace(
        before,
        access=str(body["access_token"]),
        refresh=refresh if refresh and isinstance(refresh, str) else before.refresh,
        ends_at=datetime.now(UTC) + _life(body.get("expires_in")),
    )


def _life(seconds: object) -> timedelta:
    """How long the access token lives; two hours where X says nothing sensible."""
    if isinstance(seconds, int) and 0 < seconds <= LONGEST:
        return timedelta(seconds=seconds)
    return USUAL
