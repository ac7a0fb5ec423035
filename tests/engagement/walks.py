"""What a person does at Facebook and on their blog, while they walk the wizard."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import requests

from accounts.platforms.facebook import rights
from tests.engagement.wizard import PATIENCE, Connecting, Walk

FB_KEYS = {"app_id": "9001", "app_secret": "fb-secret-center"}


def asked(url: str) -> dict[str, str]:
    """The query of an address."""
    return {key: one[0] for key, one in parse_qs(urlsplit(url).query).items()}


def path_of(url: str) -> str:
    """An address of ours as the test's browser opens it."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def to_facebook(connecting: Connecting) -> Walk:
    """All steps of the Page's way, up to the button that leads to Facebook."""
    walk = connecting.walk()
    walk.begin("facebook-oauth2")
    walk.say()
    walk.say(**FB_KEYS)
    assert walk.step == "allow", walk.words
    return walk


def people(walk: Walk) -> dict[str, str]:
    """By first name, the number of whoever may be logged in at Facebook."""
    actors = walk.net.world()["facebook"]["actors"]
    return {one["name"].split()[0]: str(one["id"]) for one in actors}


def at_facebook(
    walk: Walk,
    name: str = "Sam",
    *,
    press: str = "allow",
    without: str = "",
    pages: tuple[str, ...] = ("7001",),
) -> str:
    """Press the wizard's button and the one at Facebook; where that leads."""
    walk.say()
    url = walk.away()
    scopes = [one for one in rights.SCOPES if one != without]
    form = {**asked(url), "person": people(walk)[name], press: "1", "edited": "1"}
    told = requests.post(
        url.partition("?")[0],
        data={**form, "scopes": scopes, "pages": list(pages)},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    return path_of(told.headers["Location"])


def to_wordpress(connecting: Connecting, address: str = "/blog/center/") -> Walk:
    """The blog is found; the next step leads to its own page."""
    walk = connecting.walk()
    walk.begin("blog-wordpress")
    walk.say(address=f"{connecting.net.url}{address}")
    return walk


def at_the_blog(walk: Walk, user: str = "kindred", press: str = "approve") -> str:
    """Press the wizard's button and the one on the blog's page; where that leads."""
    walk.say()
    url = walk.away()
    page = requests.get(url, timeout=PATIENCE).text
    number = page.partition(f">{user} (")[0].rpartition('value="')[2].partition('"')[0]
    told = requests.post(
        url.partition("?")[0],
        {**asked(url), "user": number, press: "1"},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    return path_of(told.headers["Location"])


def switch(walk: Walk, **switches: int) -> None:
    """Make the Center's blog behave so."""
    url = f"{walk.net.url}/blog/center/sandbox/switch"
    requests.post(url, json=switches, timeout=PATIENCE).raise_for_status()
