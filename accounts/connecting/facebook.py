"""Connect a Facebook Page: the app, the login, the Page among those one may act for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.dateparse import parse_datetime

from accounts.connecting import store
from accounts.connecting.facebook_forms import HERE, PAGES, KeysForm, PageForm
from accounts.connecting.keeping import Found, keep
from accounts.connecting.steps import NEXT, TEST, Path, Step
from accounts.letters import link
from accounts.models import Account, App, Attempt, Member
from accounts.models.account import Network
from accounts.platforms.base import Granted, Presence, Refused, Tokens
from accounts.platforms.facebook import Facebook, login, rights

PERSON, AGAIN = "_person", "_again"
"""What Facebook gave for the person, until the Page is chosen; that it was asked
before."""

NO_APP = "Type the App ID and the App secret: one step back."
ELSEWISE = (
    "Facebook did not let us act for {account}. Go there once more, and where it asks "
    "for which Pages, choose “Edit settings” and tick {account}. Nothing was changed."
)


def _made(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """The app is made, or was here before; then it need not be typed."""
    store.tell(attempt, **{HERE: _app_here(attempt) or None})
    return NEXT


def _app_here(attempt: Attempt) -> str:
    """The number of the app that the Center has already, or ""."""
    apps = App.objects.of(attempt.center).filter(platform=Network.FACEBOOK)
    app = apps.exclude(secret="").order_by("-pk").first()
    return app.client_id if app else ""


def _prove(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """Facebook knows the app, before anybody is sent there."""
    app = _app(attempt, said)
    given = Tokens(key=app.client_id, secret=app.secret)
    login.prove_app(given, settings.ADDRESSES)
    store.tell(attempt, app_id=app.client_id, app_secret=app.secret)
    return NEXT


def _app(attempt: Attempt, told: Mapping[str, Any]) -> App:
    """The app that was typed, else the Center's. Raises Refused where there is none."""
    number, secret = told.get("app_id", ""), told.get("app_secret", "")
    apps = App.objects.of(attempt.center).filter(platform=Network.FACEBOOK)
    known = apps.filter(client_id=number) if number else apps.order_by("-pk")
    app = known.first() or App(platform=Network.FACEBOOK, client_id=number)
    app.secret = secret or app.secret
    if not app.client_id or not app.secret:
        raise Refused(NO_APP)
    return app


def _allow(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """Go to Facebook; or, where it let us in and then fell silent, only ask on."""
    told = store.told(attempt)
    if person := _person(told):
        return _go_on(attempt, person, by)
    app = _app(attempt, told)
    begun = login.begin(
        app.client_id,
        _callback(attempt),
        settings.ADDRESSES,
        state=store.new_state(),
        config=told.get("config_id", ""),
        again=bool(told.get(AGAIN)),
    )
    store.expect_back(attempt, state=begun.state)
    return begun.url


def back(
    attempt: Attempt, answer: Mapping[str, str], out: Mapping[str, str], by: Member
) -> str:
    """Facebook sent the person back with a code."""
    # What was declined is asked for once more only if we say so
    store.tell(attempt, **{AGAIN: True})
    if not answer.get("code"):
        raise Refused("Facebook sent no code. Press the button once more.")
    app = _app(attempt, store.told(attempt))
    person = login.exchange(
        answer["code"],
        login.Begun("", out["state"]),
        answer["state"],
        _callback(attempt),
        Tokens(key=app.client_id, secret=app.secret),
        settings.ADDRESSES,
    )
    kept = {"access": person.access, "ends_at": str(person.ends_at or "")}
    store.tell(attempt, **{PERSON: kept})
    return _go_on(attempt, person, by)


def _person(told: Mapping[str, Any]) -> Tokens | None:
    """The person's token, if Facebook gave it a moment ago."""
    kept = told.get(PERSON)
    if not kept:
        return None
    return Tokens(
        access=kept["access"],
        ends_at=parse_datetime(kept["ends_at"]),
        key=told.get("app_id", ""),
        secret=told.get("app_secret", ""),
    )


def _go_on(attempt: Attempt, person: Tokens, by: Member) -> str:
    """One Page is connected at once; of several the person chooses."""
    try:
        found = login.pages(person, settings.ADDRESSES)
        again = attempt.account
        if again is not None:
            return _connect(attempt, _again_among(found, again), by)
        if len(found) == 1:
            return _connect(attempt, found[0], by)
    except Refused:
        # With the same token Facebook would only say the same
        store.tell(attempt, **{PERSON: None})
        raise
    store.tell(attempt, **{PAGES: [[one.external_id, _label(one)] for one in found]})
    return "page"


def _label(page: login.PageGrant) -> str:
    """The Page's name, and what the person's role on it does not reach for."""
    lacks = rights.missing(page.granted.scopes)
    return f"{page.name} ({' '.join(lacks)})" if lacks else page.name


def _again_among(found: Sequence[login.PageGrant], again: Account) -> login.PageGrant:
    """The Page that is connected again. Raises Refused where it is not among them."""
    handle = again.handle.lower()
    for one in found:
        by_name = again.external_id.startswith("@") and one.handle.lower() == handle
        if one.external_id == again.external_id or by_name:
            return one
    raise Refused(ELSEWISE.format(account=again))


def _choose(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """The Page is chosen: its own token is fetched, tried and kept."""
    person = _person(store.told(attempt))
    if person is None:
        raise Refused("Log in at Facebook first: one step back.")
    found = login.pages(person, settings.ADDRESSES)
    chosen = [one for one in found if one.external_id == said["page"]]
    if not chosen:
        raise Refused("Facebook does not name that Page any more. Choose another.")
    return _connect(attempt, chosen[0], by)


def _connect(attempt: Attempt, page: login.PageGrant, by: Member) -> str:
    known = login.check(page.tokens, settings.ADDRESSES)
    if not known.works:
        raise Refused(known.reason)
    rights.refuse_missing(known.scopes)
    granted = Granted(login.TIER, rights.usable(known.scopes, page.tasks))
    us = Presence(
        external_id=page.external_id,
        handle=page.handle,
        tokens=page.tokens,
        granted=granted,
    )
    me = Facebook(us, settings.ADDRESSES).me()
    web = settings.ADDRESSES.facebook_web.rstrip("/")
    ends = [one for one in (known.ends_at, known.data_ends_at) if one]
    found = Found(
        platform=Network.FACEBOOK,
        external_id=page.external_id,
        handle=me.handle,
        title=me.name or page.name,
        web_url=me.url or f"{web}/{page.external_id}",
        # The app's key and secret have a place of their own.
        tokens=Tokens(access=page.tokens.access),
        granted=granted,
        app=_app(attempt, store.told(attempt)),
        access_ends_at=min(ends, default=None),
    )
    store.connected(attempt, keep(found, by=by, again=attempt.account))
    return TEST


def _callback(attempt: Attempt) -> str:
    return link("connect_callback", attempt.center.slug, attempt.platform)


def _shows(attempt: Attempt) -> dict[str, Any]:
    """Where Facebook and its developers' page are; the app that is here already."""
    return {
        "facebook": settings.ADDRESSES.facebook_web,
        "developers": login.developers(settings.ADDRESSES),
        "app_here": _app_here(attempt),
    }


def _shows_allow(attempt: Attempt) -> dict[str, Any]:
    return {"rights": rights.RIGHTS, **_shows(attempt)}


def _known(account: Account) -> dict[str, Any]:
    """Its app, with the secret."""
    app = account.app
    if app is None or not app.secret:
        return {}
    return {"app_id": app.client_id, "app_secret": app.secret}


LOGIN: Final = Path(
    platform=Network.FACEBOOK,
    way="oauth2",
    label="A Facebook Page, by logging in there",
    why="Facebook asks which Page Kindred may act for; what it allows is one click.",
    needs=(
        "A Facebook login with full control of the Page: of staff, not of a student",
        "The address of your privacy policy, which Facebook asks for",
    ),
    minutes=15,
    steps=(
        Step(
            "app",
            "Make the developer app",
            "accounts/connect/fb_app.html",
            act=_made,
            button="The app is made",
            shows=_shows,
        ),
        Step(
            "keys",
            "App ID and secret",
            "accounts/connect/fb_keys.html",
            form=KeysForm,
            act=_prove,
            button="Keep them and go on",
            shows=_shows,
        ),
        Step(
            "allow",
            "Log in at Facebook",
            "accounts/connect/fb_allow.html",
            act=_allow,
            button="Go to Facebook and allow it",
            shows=_shows_allow,
        ),
        Step(
            "page",
            "Choose the Page",
            "accounts/connect/fb_page.html",
            form=PageForm,
            act=_choose,
            button="Connect this Page",
            shows=_shows,
        ),
    ),
    back=back,
    known=_known,
    again_at="allow",
)
