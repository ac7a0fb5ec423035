"""Our Page on Facebook: known by hand, or connected by a pasted token and an app."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from accounts.connect import platform_of, sealed
from accounts.models import Account, App
from accounts.models.account import Network
from accounts.names import page_in
from accounts.platforms.base import Refused, Tokens
from accounts.platforms.facebook.paste import page_behind


def by_hand(typed: str) -> dict[str, str]:
    """The fields of a Page that is known by its number, or by its name in addresses.

    Raises Refused for what is no Page.
    """
    web = settings.ADDRESSES.facebook_web.rstrip("/")
    name = page_in(typed, web)
    address = f"{web}/{name}"
    if name.isdigit():
        return {"external_id": name, "title": name, "web_url": address}
    known = {"external_id": f"@{name.lower()}", "handle": name, "title": name}
    return known | {"web_url": address}


def try_page(account: Account, typed: Tokens) -> None:
    """Ask Facebook which Page the token opens, and keep it if it is this one.

    ``typed.key`` and ``typed.secret`` are the app's; empty, the account's own app is
    asked with. Raises a PlatformError with a sentence; nothing is saved here.
    """
    app = account.app = app_of(account, typed)
    given = Tokens(typed.access, key=app.client_id, secret=app.secret)
    known_by = account.handle or account.external_id
    grant = page_behind(given, known_by, settings.ADDRESSES)
    # The app's secret has a place of its own.
    account.tokens = sealed(Tokens(access=grant.tokens.access))
    account.granted = {
        "tier": grant.granted.tier,
        "scopes": sorted(grant.granted.scopes),
    }
    before, account.external_id = account.external_id, grant.external_id
    me = platform_of(account).me()
    if before not in (me.external_id, f"@{me.handle.lower()}"):
        raise Refused(f"That token belongs to the Page {me.name}, not to {known_by}.")
    account.handle, account.title = me.handle, me.name[:200]
    account.web_url = me.url or account.web_url
    account.checked_at = timezone.now()


def app_of(account: Account, typed: Tokens) -> App:
    """The developer app: that of the account, or another by what was typed; unsaved."""
    own = account.app
    number = typed.key or (own.client_id if own else "")
    known = App.objects.of(account.center).filter(
        platform=Network.FACEBOOK, client_id=number
    )
    app = known.first() or App(
        center=account.center, platform=Network.FACEBOOK, client_id=number
    )
    app.secret = typed.secret or app.secret
    return app


def kept(account: Account) -> App | None:
    """Its app; that of a Page is written down as it was tried. In a transaction."""
    app = account.app
    if app is not None and account.platform == Network.FACEBOOK:
        if app.pk:
            App.objects.filter(pk=app.pk).update(secret=app.secret)
        else:
            app.save()
    return app
