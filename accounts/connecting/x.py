"""Connect X: OAuth 2 with PKCE through the Center's own app, or four OAuth 1 keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

from accounts.connecting.keeping import ELSEWHERE, known_here, live_elsewhere
from accounts.connecting.steps import NEXT, Path, Step
from accounts.connecting.x_forms import (
    MICRO,
    OTHER,
    OWN,
    ClientForm,
    KeysForm,
    MoneyForm,
    WhoForm,
)
from accounts.connecting.x_grant import allow, back, handle, keys
from accounts.models import Account, Attempt, Member
from accounts.models.account import Network
from accounts.platforms.base import Refused
from accounts.platforms.twitter import oauth


def _who(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """The handle is one, and no other Center's."""
    name = said["handle"]
    if attempt.account is not None:
        return NEXT
    who = (by, Network.TWITTER, f"@{name.lower()}", name)
    if live_elsewhere(*who):
        raise Refused(ELSEWHERE)
    known = known_here(*who)
    if known and known.has_token and not known.held_at and not known.disconnected_at:
        raise Refused(
            f"{known} is connected already. To renew its connection, press “Connect "
            "again” beside it on the page Accounts."
        )
    return NEXT


def _shows(attempt: Attempt) -> dict[str, Any]:
    """Where X and its console are, and as whom one acts there."""
    return {
        "x_web": settings.ADDRESSES.twitter_web,
        "x_console": settings.ADDRESSES.twitter_console,
        "handle": handle(attempt),
    }


def _shows_allow(attempt: Attempt) -> dict[str, Any]:
    words = {
        "tweet.read": "read posts",
        "tweet.write": "publish posts and answers",
        "users.read": "read profiles",
        "follows.read": "see who follows",
        "list.read": "read your list of peers",
        "offline.access": "stay connected until you say otherwise",
        "media.write": "add pictures",
    }
    asked = [words.get(one, one) for one in oauth.SCOPES]
    return {"asked": asked, **_shows(attempt)}


def _known(account: Account) -> dict[str, Any]:
    """Its app, with the secret and the limit."""
    app = account.app
    if app is None or not app.secret:
        return {}
    own = app.owner_external_id == account.external_id
    return {
        "client_id": app.client_id,
        "client_secret": app.secret,
        "owner": OWN if own else OTHER,
        "budget": app.budget_micro // MICRO,
    }


WHO: Final = Step(
    "who",
    "Sign in as the Center",
    "accounts/connect/x_who.html",
    form=WhoForm,
    act=_who,
    button="I am signed in there as the Center",
    shows=_shows,
)
MONEY: Final = Step(
    "money",
    "Credit and limits",
    "accounts/connect/x_money.html",
    form=MoneyForm,
    button="Credit and limit are set",
    shows=_shows,
)
OAUTH2: Final = Path(
    platform=Network.TWITTER,
    way="oauth2",
    label="X through an app of your own",
    why="The usual way: X asks once whether you allow it, and Kindred stays connected.",
    needs=(
        "The password of the Center’s account on X",
        "A card to buy credit at X: 25 dollars are enough for months",
    ),
    minutes=15,
    steps=(
        WHO,
        Step(
            "app",
            "Make the developer app",
            "accounts/connect/x_app.html",
            button="The app is made",
            shows=_shows,
        ),
        MONEY,
        Step(
            "keys",
            "Client ID and Secret",
            "accounts/connect/x_client.html",
            form=ClientForm,
            button="Keep them and go on",
            shows=_shows,
        ),
        Step(
            "allow",
            "Allow it at X",
            "accounts/connect/x_allow.html",
            act=allow,
            button="Go to X and allow it",
            shows=_shows_allow,
        ),
    ),
    back=back,
    known=_known,
    again_at="allow",
)
KEYS: Final = Path(
    platform=Network.TWITTER,
    way="oauth1",
    label="X by four keys that you paste",
    why="Where the callback address cannot be set, or such keys are there already.",
    needs=(
        "The password of the Center’s account on X, or its four keys",
        "Credit at X: 25 dollars are enough for months",
    ),
    minutes=10,
    steps=(
        WHO,
        MONEY,
        Step(
            "keys",
            "The four keys",
            "accounts/connect/x_keys.html",
            form=KeysForm,
            act=keys,
            button="Try them",
            shows=_shows,
        ),
    ),
)
