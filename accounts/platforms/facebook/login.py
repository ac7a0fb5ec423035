"""How Facebook lets us act for a Page: a person's token, the Page's own, and checks.

https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived,
read 2026-11: a code becomes a token of an hour, that one of some sixty days, and the
Page's token made from it has no end, but dies with the person's password or role.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from accounts.platforms.base import (
    AccessRevoked,
    Addresses,
    Granted,
    Refused,
    Tokens,
    TryLater,
    Verb,
)

from . import words
from .client import Graph, NotOk, asked
from .errors import AGAIN, WHY

SCOPES: Final = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_posts",
    "pages_manage_engagement",
)
"""What we ask for; never ``pages_messaging``."""

TIER: Final = "page"
STRANGE_APP: Final = (
    "Facebook does not know the developer app by this secret. Connect the Page again "
    "with the secret that the app has now."
)
MOST_PAGES: Final = 100
FIELDS: Final = "id,name,username,access_token,tasks"


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the person; the state stays in their session."""

    url: str
    state: str


@dataclass(frozen=True, slots=True)
class PageGrant:
    """A Page that the person may act for, with its own token."""

    external_id: str
    name: str
    tokens: Tokens
    granted: Granted
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What Facebook knows of a token; ``reason`` is a sentence where it died.

    ``page_id`` is the Page whose own it is, "" for that of a person.
    """

    works: bool
    page_id: str = ""
    scopes: frozenset[str] = frozenset()
    ends_at: datetime | None = None
    reason: str = ""


def begin(client_id: str, back: str, addresses: Addresses) -> Begun:
    """The address at which a person lets us act for their Pages."""
    state = secrets.token_urlsafe(32)
    query = {
        "client_id": client_id,
        "redirect_uri": back,
        "state": state,
        "response_type": "code",
        "scope": ",".join(SCOPES),
    }
    web = addresses.facebook_web.rstrip("/")
    page = f"{web}/{addresses.facebook_version}/dialog/oauth"
    return Begun(f"{page}?{urlencode(query)}", state)


def exchange(
    code: str, begun: Begun, state: str, back: str, app: Tokens, addresses: Addresses
) -> Tokens:
    """The person's token of some sixty days, for the code that Facebook sent back.

    ``app`` carries ``key`` and ``secret`` of the developer app. Raises Refused for a
    state that is not the one we began with, or a code that Facebook does not know.
    """
    if not secrets.compare_digest(state.encode(), begun.state.encode()):
        raise Refused("This answer does not belong to the connection you began.")
    graph = Graph(addresses, "")
    short = _traded(graph, app, code=code, redirect_uri=back)
    return lengthened(replace(app, access=token_in(short)), addresses)


def lengthened(person: Tokens, addresses: Addresses) -> Tokens:
    """A person's token of some sixty days for a shorter one of theirs.

    Page tokens made from it have no end. Raises Refused where Facebook does not.
    """
    more = {"grant_type": "fb_exchange_token", "fb_exchange_token": person.access}
    long = _traded(Graph(addresses, ""), person, **more)
    seconds = long.get("expires_in")
    life = timedelta(seconds=seconds) if isinstance(seconds, int) else None
    ends_at = datetime.now(UTC) + life if life else None
    return replace(person, access=token_in(long), ends_at=ends_at)


def pages(person: Tokens, addresses: Addresses) -> tuple[PageGrant, ...]:
    """The Pages that this person's token may act for.

    Raises AccessRevoked if the token has died, Refused if there is no Page.
    """
    known = check(person, addresses)
    if not known.works:
        raise AccessRevoked(known.reason)
    graph = Graph(addresses, person.access, person.secret)
    call = graph.get_connections
    body = asked(Verb.ME, call, "me", "accounts", fields=FIELDS, limit=MOST_PAGES)
    granted = Granted(TIER, known.scopes)
    with words.in_shape():
        found = tuple(
            PageGrant(
                external_id=words.id_of(one),
                name=words.plain(words.need(one, "name")),
                tokens=replace(person, access=str(one["access_token"]), ends_at=None),
                granted=granted,
                handle=str(one.get("username") or ""),
            )
            for one in words.need(body, "data")
            if one.get("access_token")
        )
    if not found:
        raise Refused("This person has no role on any Page, or allowed none.")
    return found


def check(tokens: Tokens, addresses: Addresses) -> Checked:
    """Ask Facebook whether a token still works; to be done each day.

    A Page's token says nothing when it dies: only the next call would find out.
    Raises AccessRevoked where Facebook does not know the app itself.
    """
    graph = Graph(addresses, f"{tokens.key}|{tokens.secret}")
    path = f"{graph.version}/debug_token"
    try:
        body = asked(Verb.ME, graph.request, path, {"input_token": tokens.access})
    except AccessRevoked as error:
        # It is the app's own token, not that one, with which we asked
        raise AccessRevoked(STRANGE_APP) from error
    with words.in_shape():
        about = words.need(body, "data")
        ends = int(about.get("expires_at") or 0)
        return Checked(
            works=bool(about["is_valid"]),
            page_id=str(about.get("profile_id") or ""),
            scopes=frozenset(str(one) for one in about.get("scopes") or ()),
            ends_at=datetime.fromtimestamp(ends, UTC) if ends else None,
            reason="" if about["is_valid"] else why(about.get("error")),
        )


def why(error: object) -> str:
    """Why a token has died, and what to do, in a sentence."""
    subcode = error.get("subcode") if isinstance(error, dict) else 0
    return f"{WHY.get(subcode or 0, WHY[467])} {AGAIN}"


def token_in(body: Mapping[str, Any]) -> str:
    if not body.get("access_token"):
        raise TryLater("Facebook's answer has no token. Nothing was changed.")
    return str(body["access_token"])


def _traded(graph: Graph, app: Tokens, **given: str) -> Mapping[str, Any]:
    """Trade something for a token; in a form, for in an address it would be logged."""
    form = {"client_id": app.key, "client_secret": app.secret, **given}
    path = f"{graph.version}/oauth/access_token"
    try:
        return asked(Verb.ME, graph.request, path, None, form)
    except (Refused, AccessRevoked) as error:
        raise Refused("Facebook did not accept the code. Begin again.") from error
    except TryLater as error:
        cause = error.__cause__
        if isinstance(cause, NotOk) and "secret" in cause.answer.reason:
            # Facebook gives it the code of a passing trouble
            raise Refused("Facebook does not know this app by this secret.") from error
        raise
