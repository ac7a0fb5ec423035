"""How a WordPress lets us in: its own page, or a password pasted; and what it opens.

https://make.wordpress.org/core/2020/11/05/application-passwords-integration-guide/,
read 2026-11, and tried against WordPress 6.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode, urlsplit
from xmlrpc.client import dumps  # nosec B411 # it writes, and reads nothing

import requests

from accounts.platforms.base import (
    AccessRevoked,
    Addresses,
    Granted,
    Meter,
    PlatformError,
    Refused,
    Tokens,
    Verb,
)
from accounts.platforms.http import Door

from . import words
from .client import Json, Rest
from .errors import NotLoggedIn
from .find import PAGE_LIMIT
from .modes import AUTHOR
from .site import PATIENCE, Site

NAME: Final = "Kindred"
APP_ID: Final = "53cd0105-8d3d-445e-b388-b6b693522e76"
"""By which a site lists the passwords that it made for us; the same everywhere."""

PUBLISHES, RAW = "publish_posts", "unfiltered_html"
CLOSED: Final = "comments_closed"
"""No capability of WordPress's: new posts take no comments."""
TELLING: Final = (PUBLISHES, "moderate_comments", RAW)
"""The capabilities that are worth remembering."""

WRONG: Final = (
    "The blog does not know this user with this password. The user is the name one "
    "logs in with. The password is an application password, made there in Users → "
    "Profile → Application Passwords; the one for logging in does not work here."
)
STRIPPED: Final = (
    "The user and password are right, but the blog’s server takes the login off our "
    "requests before WordPress sees it (the header Authorization). Ask whoever runs "
    "that server to let it through; on Apache it is one line at the top of .htaccess: "
    'SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1. Then try again.'
)
EITHER: Final = (
    "The blog treats us as if nobody had logged in. Either the user or the application "
    "password is wrong, or the blog’s server takes the login off our requests (the "
    "header Authorization); whoever runs it can let it through. Check the first, then "
    "ask about the second."
)
NO_AUTHOR: Final = (
    "This login may not publish posts. Give it the role Author there (Users → its name "
    "→ Role), or use another login; then try again."
)
NO_PASSWORDS: Final = (
    "This WordPress takes no application passwords: it has no https, or a plugin has "
    "switched them off. Ask whoever looks after it; meanwhile connect it by its feed."
)
FOREIGN: Final = (
    "That password was made by another site. Open the page of your own blog once more."
)
RULES_ALL: Final = (
    "This login may do more than it needs: it can change what others wrote, and "
    "WordPress lets scripts stand in what it writes. An Author is enough. Make one "
    "there (Users → Add New, role Author), and connect the blog again with it."
)
NO_COMMENTS: Final = (
    "The blog’s newest post takes no comments: nobody can say anything that you could "
    "answer. It is a setting there: Settings → Discussion."
)


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody whom a blog let in: name, role in words, and what was granted."""

    user: str
    name: str
    role: str
    granted: Granted


def takes_us_back(site: Site, back: str) -> bool:
    """Whether the blog's page may lead back here with the password.

    WordPress refuses an address without https, unless it is a site for trying out:
    only such a one offers application passwords without https itself.
    """
    return back.startswith("https://") or site.authorize.startswith("http://")


def page(site: Site, back: str, at: datetime, *, state: str = "") -> str:
    """The site's own page on which a person lets us in; ``back`` is our callback.

    Where it cannot lead back, it shows the password, to be copied. WordPress takes
    each name for a password once (ran against 6.1), so ``at`` stands in it: else nobody
    could connect a second time. Raises Refused for a blog that takes none.
    """
    if not site.authorize:
        raise Refused(NO_PASSWORDS)
    asked = {"app_name": f"{NAME} {at:%Y-%m-%d %H:%M:%S}", "app_id": APP_ID}
    if back and takes_us_back(site, back):
        ours = f"{back}?{urlencode({'state': state})}"
        asked |= {"success_url": ours, "reject_url": f"{ours}&success=false"}
    mark = "&" if urlsplit(site.authorize).query else "?"
    return f"{site.authorize}{mark}{urlencode(asked)}"


def refuse_foreign(home: str, said: str) -> None:
    """Raises Refused where the password is not of this blog's own host."""
    hosts = {urlsplit(one).netloc.lower().removeprefix("www.") for one in (said, home)}
    if len(hosts) != 1:
        raise Refused(FOREIGN)


def enter(site: Site, given: Tokens, addresses: Addresses, *, sure: bool) -> Login:
    """Whom the blog knows by this user and password; ``sure``: it made them itself.

    Raises Refused with a sentence on what is wrong, TryLater where waiting helps.
    """
    door = Door(addresses)
    door.wire.start(limit=PAGE_LIMIT, seconds=PATIENCE)
    rest = Rest(site.rest_root, door, Meter(), (given.user, given.access))
    try:
        us = rest.one(Verb.ME, "GET", "users/me", params={"context": "edit"})
    except NotLoggedIn as error:
        right = True if sure else _opens(site, given, door)
        raise Refused({True: STRIPPED, False: WRONG, None: EITHER}[right]) from error
    except AccessRevoked as error:
        raise Refused(WRONG) from error
    with words.in_shape():
        able = us.get("capabilities") or {}
        roles = [str(one) for one in us.get("roles") or ()]
        may = {one for one in TELLING if able.get(one)}
        name = words.user(us).name
    if PUBLISHES not in may:
        raise Refused(NO_AUTHOR)
    scopes = frozenset(may | ({CLOSED} if _is_closed(rest) else set()))
    role = roles[0] if roles else ""
    return Login(given.user, name, role, Granted(AUTHOR, scopes))


def _is_closed(rest: Rest) -> bool:
    """Whether the newest post takes no comments; unknown counts as it does."""
    try:
        posts, _ = rest.several(Verb.OWN, "posts", {"per_page": 1})
    except PlatformError:
        return False
    newest: Json = posts[0] if posts else {}
    return newest.get("comment_status") == "closed"


def _opens(site: Site, given: Tokens, door: Door) -> bool | None:
    """Whether the password is right, asked where no server strips it; None: no answer.

    XML-RPC has the login in its body. It goes where the password goes anyway.
    """
    asked = dumps((given.user, given.access), "wp.getUsersBlogs").encode()
    try:
        answer = door.post(
            f"{site.home}xmlrpc.php",
            asked,
            headers={"Content-Type": "text/xml"},
            allow_redirects=False,
        )
    except requests.RequestException:
        return None
    if answer.status_code != 200 or b"<methodResponse>" not in answer.content:
        return None
    if b"<fault>" not in answer.content:
        return True
    # 403 is for a wrong login; switched off, it says 405
    return False if b"<int>403</int>" in answer.content else None


def remarks(granted: Granted) -> tuple[str, ...]:
    """What a person should know of how this blog let us in."""
    said = ((RAW, RULES_ALL), (CLOSED, NO_COMMENTS))
    return tuple(words for scope, words in said if scope in granted.scopes)
