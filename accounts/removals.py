"""What must be removed of somebody on a network, in words of that network's pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from accounts.models import Account, Hands, Removal
from accounts.models.account import Network

Kind, How = Removal.Kind, Hands.How
RANK = (Kind.CONNECTED, Kind.HANDS, Kind.APP)
"""Connected again first: where a key hangs on their role, removing them ends it."""


@dataclass(frozen=True, slots=True)
class Step:
    """``title`` is what; ``how`` the way on that network; ``url`` where, "" if here."""

    title: str
    how: str
    url: str = ""


def step_of(removal: Removal, who: str) -> Step:
    """One line of the checklist, about ``who``."""
    account = removal.account
    if removal.kind == Kind.CONNECTED:
        return _connected(account, who)
    if removal.kind == Kind.APP:
        return _app(account, who)
    return _hands(account, Network(account.platform), removal.how, who)


def in_order(found: list[Removal]) -> list[Removal]:
    """Account by account, and within one in the order in which it is safe."""
    return sorted(found, key=lambda one: (one.account_id, RANK.index(Kind(one.kind))))


def _connected(account: Account, who: str) -> Step:
    title = f"Connect {account} again, not as {who}"
    if account.platform == Network.FACEBOOK:
        return Step(
            title,
            f"The key that Kindred has ends with {who}’s role on the Page. First let "
            "somebody else with a role there connect it again, under Accounts; then "
            f"remove {who} from the Page.",
        )
    if account.platform == Network.BLOG:
        return Step(
            title,
            f"If the application password is that of {who}’s own user, connect the "
            "blog again with one of another user, under Accounts. Then revoke the old "
            f"one: Users → {who} → Application Passwords → Revoke.",
            _admin(account, "users.php"),
        )
    return Step(
        title,
        f"{who} logged in as {account} when it was connected. Connect it again as "
        f"somebody else, under Accounts, and change the password of {account} if {who} "
        "knew it.",
        f"{_web(account)}/settings/password",
    )


def _app(account: Account, who: str) -> Step:
    app = account.app
    name = f"the developer app {app.client_id}" if app else "the developer app"
    if account.platform == Network.FACEBOOK:
        return Step(
            f"Take {who} off {name}",
            f"If {who} made the app or has a role on it: make somebody else "
            f"administrator first (App roles → Roles), then remove {who}. Reset the "
            "app’s secret (App settings → Basic), and give Kindred the new one.",
            f"https://developers.facebook.com/apps/{app.client_id if app else ''}/",
        )
    return Step(
        f"Take {who} off {name}",
        f"If the app lies in {who}’s own developer account, it ends when they close "
        f"it. Make one as {account} itself, and connect {account} again with it.",
        "https://developer.x.com/",
    )


def _hands(account: Account, platform: Network, how: str, who: str) -> Step:
    if how == How.DEVICE:
        return Step(
            f"Log {who}’s device out of {account}",
            f"As {account}: Security and account access → Apps and sessions → "
            f"Sessions; log out every session that is {who}’s. Then change the "
            "password.",
            f"{_web(account)}/settings/sessions" if _is_x(account) else _web(account),
        )
    if platform == Network.BLOG:
        return Step(
            f"Delete {who}’s user on {account}",
            f"As an administrator of the blog: Users → All Users → {who} → Delete, and "
            "give what they wrote to another user, so that it stays.",
            _admin(account, "users.php"),
        )
    if how == How.LOGIN:
        return Step(
            f"Change the password of {account}",
            f"{who} logs in as {account} itself. Change its password, log out all "
            "other sessions, and tell the new one to two people.",
            f"{_web(account)}/settings/password" if _is_x(account) else _web(account),
        )
    if platform == Network.FACEBOOK:
        return Step(
            f"Take away {who}’s access to the Page {account}",
            "As somebody with full control: switch to the Page → Professional "
            f"dashboard → Page access → {who} → Remove access.",
            f"{_web(account)}/settings/?tab=profile_access",
        )
    return Step(
        f"Remove {who} as a delegate of {account}",
        f"As {account}: Settings and privacy → Security and account access → Delegate "
        f"→ Members you’ve delegated → {who} → Remove.",
        f"{_web(account)}/settings/delegate",
    )


def _is_x(account: Account) -> bool:
    return account.platform == Network.TWITTER


def _web(account: Account) -> str:
    if account.platform == Network.FACEBOOK:
        return settings.ADDRESSES.facebook_web.rstrip("/")
    if account.platform == Network.BLOG:
        return account.web_url.rstrip("/")
    return settings.ADDRESSES.twitter_web.rstrip("/")


def _admin(account: Account, page: str) -> str:
    return f"{account.web_url.rstrip('/')}/wp-admin/{page}" if account.web_url else ""
