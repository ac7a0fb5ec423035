"""Connect any blog by its feed alone: what it publishes is seen, the rest by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

from accounts.connecting import blogs, store
from accounts.connecting.keeping import Found, keep
from accounts.connecting.steps import TEST, Path, Step
from accounts.models import Attempt, Member
from accounts.models.account import Network
from accounts.platforms.base import Granted, Tokens
from accounts.platforms.blog.modes import FEED as TIER
from accounts.platforms.blog.site import feed_at


def _find(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """The feed is found and read once; the account is kept without any key."""
    site = feed_at(said["address"], settings.ADDRESSES)
    found = Found(
        platform=Network.BLOG,
        external_id=blogs.which(site, attempt, by),
        host=blogs.host_of(site.home),
        title=site.name,
        web_url=site.home,
        tokens=Tokens(),
        granted=Granted(TIER),
        places={"feed": site.feed_url},
    )
    store.connected(attempt, keep(found, by=by, again=attempt.account))
    return TEST


FEED: Final = Path(
    platform=Network.BLOG,
    way="feed",
    label="Any blog, by its feed",
    why="For a blog that is no WordPress, or to which nobody has a login: Kindred sees "
    "what you publish there, and everything else is done by hand.",
    needs=("The blog’s address",),
    minutes=1,
    steps=(
        Step(
            "address",
            "Which blog",
            "accounts/connect/feed.html",
            form=blogs.AddressForm,
            act=_find,
            button="Look for its feed",
        ),
    ),
    known=blogs.known,
)
