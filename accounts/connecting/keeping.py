"""Keep what a network gave us: a new account, or the one that is connected again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts import people
from accounts.connect import sealed
from accounts.models import Account, Activity, App, Member
from accounts.models.account import Network
from accounts.platforms.base import Granted, Refused, Tokens

ELSEWHERE = (
    "This account is connected already, by another Center of this installation. An "
    "account can be connected once: ask whoever looks after it."
)
HAS_KEY = (
    "{account} is connected with a password, which can more than its feed. Disconnect "
    "it first if that is no longer wanted. Nothing was changed."
)
EMPTY = "The network gave no key that can be kept. Nothing was changed; try again."


@dataclass(frozen=True, slots=True)
class Found:
    """One of our accounts as its network told it, and the tokens that opened it.

    ``app`` may be unsaved: one row a Center, network and ``client_id``. ``tokens`` are
    without the app's own key and secret where ``app`` has them. ``places``: "api",
    where a blog's API is, or "feed", by which alone it is read.
    """

    platform: str
    external_id: str
    tokens: Tokens
    granted: Granted
    host: str = ""
    handle: str = ""
    title: str = ""
    web_url: str = ""
    app: App | None = None
    access_ends_at: datetime | None = None
    places: Mapping[str, str] = field(default_factory=dict)


def keep(found: Found, *, by: Member, again: Account | None = None) -> Account:
    """Store it, and give back its row: with all its history where it was here before.

    ``again``: the account that is to be connected again; another one is refused.
    Raises Refused with a sentence, and has changed nothing then.
    """
    row = _row(found, by, again)
    _refuse_empty(found, row)
    try:
        with transaction.atomic():
            _refuse_who_left(by)
            app = _app(found, by)
            fields = _fields(found, by, app)
            if row is None:
                account = Account.objects.create(center=by.center, **fields)
                Activity.record(by, "connected", account)
            else:
                account = row
                version = {"token_version": F("token_version") + 1}
                Account.objects.filter(pk=row.pk).update(**fields, **version)
                Activity.record(by, "connected again", account)
    except IntegrityError as error:
        raise Refused(ELSEWHERE) from error
    return Account.objects.select_related("app", "center").get(pk=account.pk)


def _refuse_who_left(by: Member) -> None:
    """A network takes its time: whose access ended meanwhile connects nothing.

    Else it would stand on no checklist of what must be removed of theirs.
    """
    try:
        people.alone(by.center, by)
    except people.CannotBe as error:
        raise Refused(str(error)) from error


def _refuse_empty(found: Found, row: Account | None) -> None:
    """Nothing may take the place of a key that is stored."""
    if found.tokens.access:
        return
    if not found.places.get("feed"):
        raise Refused(EMPTY)
    if row is not None and row.has_token and row.disconnected_at is None:
        raise Refused(HAS_KEY.format(account=row))


def live_elsewhere(
    by: Member, platform: str, external_id: str, handle: str = ""
) -> bool:
    """Whether another Center has this account connected now."""
    rows = _same(platform, external_id, handle).exclude(center=by.center)
    return rows.filter(disconnected_at=None).exists()


def known_here(
    by: Member, platform: str, external_id: str, handle: str = ""
) -> Account | None:
    """This Center's row of the account, also one that was disconnected."""
    rows = _same(platform, external_id, handle).filter(center=by.center)
    order = (F("disconnected_at").desc(nulls_first=True), "-pk")
    return rows.select_related("app", "center").order_by(*order).first()


def _same(platform: str, external_id: str, handle: str) -> QuerySet[Account]:
    """By its id, or by its handle alone where only hands have known it so far."""
    same = Q(external_id=external_id)
    if platform != Network.BLOG and handle:
        same |= Q(external_id__iexact=f"@{handle}")
        if not external_id or external_id.startswith("@"):
            same |= Q(handle__iexact=handle)
    return Account.objects.filter(same, platform=platform)


def _row(found: Found, by: Member, again: Account | None) -> Account | None:
    who = (found.platform, found.external_id, found.handle)
    if again is not None:
        by_name = again.external_id.lower() == f"@{found.handle.lower()}"
        if again.external_id != found.external_id and not by_name:
            raise Refused(
                f"{called(found)} is not {again}. Sign in at the network as {again}, "
                "and try once more. Nothing was changed."
            )
    if live_elsewhere(by, *who):
        raise Refused(ELSEWHERE)
    return again or known_here(by, *who)


def called(found: Found) -> str:
    """What people call the account that the network told."""
    if found.platform == Network.TWITTER:
        return f"@{found.handle}"
    return found.title or found.handle or found.external_id


def _fields(found: Found, by: Member, app: App | None) -> dict[str, Any]:
    now = timezone.now()
    return {
        "app": app,
        "platform": found.platform,
        "external_id": found.external_id,
        "host": found.host,
        "handle": found.handle,
        "title": found.title[:200],
        "web_url": found.web_url,
        "tokens": sealed(found.tokens) if found.tokens.access else "",
        "token_ends_at": found.tokens.ends_at,
        "refresh_until": None,
        "access_ends_at": found.access_ends_at,
        "end_told_at": None,
        "granted": {
            "tier": found.granted.tier,
            "scopes": sorted(found.granted.scopes),
            **found.places,
        },
        "checked_at": now,
        # What the network said of the key before is said of that one.
        "check_wanted_at": None,
        "answer": "",
        "held_at": None,
        "held_reason": "",
        "connected_by": by,
        "disconnected_at": None,
    }


def _app(found: Found, by: Member) -> App | None:
    """Its app's row. That the network answered shows that its credit is not used up."""
    told = found.app
    if told is None:
        return None
    app, _ = App.objects.get_or_create(
        center=by.center,
        platform=found.platform,
        client_id=told.client_id,
        defaults={"secret": told.secret},
    )
    fields: dict[str, Any] = {"held_at": None, "held_reason": ""}
    if told.secret:
        fields["secret"] = told.secret
    if told.owner_external_id:
        fields["owner_external_id"] = told.owner_external_id
    if told.budget_micro:
        fields["budget_micro"] = told.budget_micro
    App.objects.filter(pk=app.pk).update(**fields)
    app.refresh_from_db()
    return app
