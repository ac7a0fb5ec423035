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
from .client import Graph, Json, NotOk, asked, cursor_of
from .errors import AGAIN, NO_PAGE, STRANGE, STRANGE_APP, WHY, WRONG_APP
from .rights import SCOPES as SCOPES
from .rights import refuse_missing, usable

TIER: Final = "page"
AT_ONCE: Final = 100
MOST_PAGES: Final = 500
DEVELOPERS: Final = "https://developers.facebook.com/apps/"
LAST_SECOND: Final = 2**36
"""Far in the future, and still a year that a calendar has."""
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
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What Facebook knows of a token; ``reason`` is a sentence where it died.

    ``page_id`` is the Page whose own it is, "" for that of a person. At
    ``data_ends_at`` it works on, but shows nothing more until whoever connected logs
    in there again.
    """

    works: bool
    page_id: str = ""
    scopes: frozenset[str] = frozenset()
    ends_at: datetime | None = None
    data_ends_at: datetime | None = None
    reason: str = ""


def developers(addresses: Addresses) -> str:
    """Where somebody makes the app, and finds its number and secret."""
    web = addresses.facebook_web.rstrip("/")
    real = Addresses().facebook_web
    return DEVELOPERS if web == real else f"{web}/developers/apps/"


def begin(
    client_id: str,
    back: str,
    addresses: Addresses,
    *,
    state: str = "",
    config: str = "",
    again: bool = False,
) -> Begun:
    """The address at which a person lets us act for their Pages.

    ``config`` is the number of a business's own configuration, which holds the
    permissions in itself (Facebook Login for Business; *unchecked* on the live
    network). ``again``: somebody declined one; Facebook asks for it once more only when
    told to. https://developers.facebook.com/docs/facebook-login/guides/advanced/
    manual-flow and …/facebook-login-for-business, read 2026-11.
    """
    state = state or secrets.token_urlsafe(32)
    query = {
        "client_id": client_id,
        "redirect_uri": back,
        "state": state,
        "response_type": "code",
    }
    query |= {"config_id": config} if config else {"scope": ",".join(SCOPES)}
    query |= {"auth_type": "rerequest"} if again else {}
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


def prove_app(app: Tokens, addresses: Addresses) -> None:
    """Raises Refused where Facebook does not know the developer app by its secret."""
    try:
        _traded(Graph(addresses, ""), app, grant_type="client_credentials")
    except Refused as error:
        raise Refused(WRONG_APP) from error


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

    Raises AccessRevoked if the token has died, Refused if there is no Page, or without
    the permissions that nothing works without.
    """
    known = check(person, addresses)
    if not known.works:
        raise AccessRevoked(known.reason)
    refuse_missing(known.scopes)
    found = tuple(
        _grant(one, person, known)
        for one in _accounts(person, addresses)
        if one.get("access_token")
    )
    if not found:
        raise Refused(NO_PAGE)
    return found


def _accounts(person: Tokens, addresses: Addresses) -> list[Json]:
    """All Pages of ``/me/accounts``: a university's person may have a hundred."""
    graph = Graph(addresses, person.access, person.secret)
    graph.door.wire.start()
    found: list[Json] = []
    after = ""
    while len(found) < MOST_PAGES:
        more = {"after": after} if after else {}
        body = asked(
            Verb.ME,
            graph.get_connections,
            "me",
            "accounts",
            fields=FIELDS,
            limit=AT_ONCE,
            **more,
        )
        with words.in_shape():
            found += [dict(one) for one in words.need(body, "data")]
        after = cursor_of(body)
        if not after:
            break
    return found


def _grant(one: Json, person: Tokens, known: Checked) -> PageGrant:
    with words.in_shape():
        tasks = tuple(str(task) for task in one.get("tasks") or ())
        return PageGrant(
            external_id=words.id_of(one),
            name=words.plain(words.need(one, "name")),
            tokens=replace(person, access=str(one["access_token"]), ends_at=None),
            granted=Granted(TIER, usable(known.scopes, tasks)),
            handle=str(one.get("username") or ""),
            tasks=tasks,
        )


def check(tokens: Tokens, addresses: Addresses) -> Checked:
    """Ask Facebook whether a token still works; to be done each day.

    A Page's token says nothing when it dies: only the next call would find out.
    Raises AccessRevoked where Facebook does not know the app itself.
    """
    graph = Graph(addresses, f"{tokens.key}|{tokens.secret}")
    path = f"{graph.version}/debug_token"
    try:
        body = _told_of(graph, path, tokens.access)
    except AccessRevoked as error:
        # It is the app's own token, not that one, with which we asked
        raise AccessRevoked(STRANGE_APP) from error
    with words.in_shape():
        about = words.need(body, "data")
        page_id = str(about.get("profile_id") or "")
        return Checked(
            works=bool(about["is_valid"]),
            page_id=page_id,
            scopes=scopes_in(about, page_id),
            ends_at=moment(about.get("expires_at")),
            reason="" if about["is_valid"] else why(about.get("error")),
            data_ends_at=moment(about.get("data_access_expires_at")),
        )


def _told_of(graph: Graph, path: str, token: str) -> Mapping[str, Any]:
    """What Graph knows of a token, told in a form: an address would be logged.

    Graph lets a POST say which method it means, as Facebook's own libraries did;
    unchecked, so where it does not the documented GET is asked.
    """
    about = {"input_token": token}
    try:
        return asked(Verb.ME, graph.request, path, None, about | {"method": "get"})
    except Refused:
        return asked(Verb.ME, graph.request, path, about)


def moment(said: object) -> datetime | None:
    """An epoch of Facebook's; 0, and what is no time that a calendar has, is none."""
    if not isinstance(said, int) or not 0 < said < LAST_SECOND:
        return None
    return datetime.fromtimestamp(said, UTC)


def scopes_in(about: Json, page_id: str) -> frozenset[str]:
    """The permissions of a token; one that was given for other Pages does not count."""
    scopes = {str(one) for one in about.get("scopes") or ()}
    for one in about.get("granular_scopes") or () if page_id else ():
        only = [str(target) for target in one.get("target_ids") or ()]
        if only and page_id not in only:
            scopes.discard(str(one["scope"]))
    return frozenset(scopes)


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
            raise Refused(STRANGE) from error
        raise
