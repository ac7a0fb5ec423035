"""Every way to connect an account, a line each, as the choice shows them."""

from __future__ import annotations

from typing import Final

from accounts.connecting import byhand, facebook, feed, wordpress, x
from accounts.connecting.steps import Path
from accounts.models import Attempt

PATHS: Final[tuple[Path, ...]] = (
    x.OAUTH2,
    x.KEYS,
    facebook.LOGIN,
    wordpress.WORDPRESS,
    feed.FEED,
    byhand.X,
    byhand.PAGE,
    byhand.BLOG,
)


def path_of(attempt: Attempt) -> Path | None:
    """The path that an attempt is on; None for one that is offered no more."""
    fits = (p for p in PATHS if (p.platform, p.way) == (attempt.platform, attempt.way))
    return next(fits, None)


def path(key: str) -> Path | None:
    """By the key that the choice's form sends."""
    return next((one for one in PATHS if one.key == key), None)
