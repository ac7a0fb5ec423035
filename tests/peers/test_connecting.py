"""The connect wizard against a real WordPress: its own page is walked and approved."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client

from accounts.connect import platform_of, tokens_of
from accounts.models import Account, Member
from accounts.platforms.base import AccessRevoked, Addresses, Tokens
from tests.engagement.rows import member, town
from tests.peers.wordpress import Site

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
PATIENCE = 60
OWN_PASSWORD = "the Author's own, which Kindred never sees"


class Walk:
    """The owner's browser in the wizard, at the step that lets the blog in."""

    def __init__(self, owner: Member, address: str) -> None:
        self.client = Client()
        self.client.force_login(owner.user, BACKEND)
        chosen = {"path": "blog-wordpress"}
        self.at = self.client.post("/c/csw/accounts/connect/", chosen)["Location"]
        self.words = ""
        self.say(address=address)

    def say(self, **fields: Any) -> str:
        return self._went(self.client.post(self.at, fields))

    def come(self, url: str) -> str:
        parts = urlsplit(url)
        return self._went(self.client.get(f"{parts.path}?{parts.query}"))

    def _went(self, page: Any) -> str:
        if page.status_code == 302:
            self.at = page["Location"]
            page = self.client.get(self.at)
        self.words = " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())
        if away := re.search(r'content="0;url=([^"]+)"', page.text):
            self.words = unescape(away[1])
        return self.words

    def blog(self) -> Account:
        return Account.objects.get(platform="blog")


@pytest.fixture
def owner(addresses: Addresses, settings: Any) -> Member:
    settings.ADDRESSES = addresses
    return member(town().center, "Olga", "owner")


def signed_in(site: Site) -> requests.Session:
    """The browser of somebody who is logged in to the blog as its author."""
    site.ask("POST", f"users/{site.author.id}", json={"password": OWN_PASSWORD})
    browser = requests.Session()
    browser.cookies.set("wordpress_test_cookie", "WP Cookie check")
    answer = browser.post(
        f"{site.address}/wp-login.php",
        {"log": site.author.name, "pwd": OWN_PASSWORD, "testcookie": "1"},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    assert answer.status_code == 302, answer.text
    return browser


def pressed(browser: requests.Session, url: str, button: str) -> str:
    """Open the page “Authorize Application” and press a button; where it leads."""
    page = browser.get(url, timeout=PATIENCE)
    assert page.ok
    form = page.text.partition('action="')[2].partition("</form>")[0]
    said = dict(
        re.findall(r'name="([^"]+)"(?: id="[^"]*")? value="([^"]*)"', form),
    )
    assert said["app_name"].startswith("Kindred 20"), form
    answer = browser.post(
        url.partition("?")[0],
        {key: unescape(value) for key, value in {**said, button: "1"}.items()},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def test_the_owner_approves_on_the_blogs_own_page_and_it_is_connected(
    owner: Member, ours: Site
) -> None:
    walk = Walk(owner, f"{ours.address}/practice-note-7/")
    assert "Found: Center for Social Work Practice" in walk.words
    browser = signed_in(ours)

    declined = pressed(browser, walk.say(), "reject")
    assert "You did not allow it" in walk.come(declined)
    back = pressed(browser, walk.say(), "approve")
    assert f"made a password for {ours.author.name}" in walk.come(back)
    said = walk.say()

    assert "Center for Social Work Practice is connected" in said
    assert "Publish a post of our own one click" in said
    assert "An Author is enough" not in said
    blog = walk.blog()
    assert blog.web_url == f"{ours.address}/"
    assert blog.granted == {"tier": "author", "scopes": ["publish_posts"]}
    adapter = platform_of(blog)
    assert adapter.me().name == "Kindred & Co."

    # Disconnected, the password is deleted there
    assert adapter.forget()
    with pytest.raises(AccessRevoked):
        platform_of(blog).me()


@pytest.mark.parametrize("typed", ["", "/wp-admin/", "/feed/", "/?p=1", "/not/there/"])
def test_any_address_of_the_blog_leads_to_it(
    owner: Member, ours: Site, typed: str
) -> None:
    walk = Walk(owner, f"{ours.address}{typed}")
    assert f"a WordPress at {ours.address}/" in walk.words


def test_a_pasted_password_tells_what_is_wrong(owner: Member, ours: Site) -> None:
    walk = Walk(owner, ours.address)
    walk.at = walk.at.replace("/allow/", "/enter/")
    user = ours.author.name
    assert "does not know this user" in walk.say(user=user, password="wrong")
    with ours.switched("strip"):
        right = {"user": user, "password": ours.author.password}
        assert "takes the login off our requests" in walk.say(**right)
        assert "does not know this user" in walk.say(user=user, password="wrong")
    assert "is connected" in walk.say(**right)
    tokens = Tokens(user=user, access=ours.author.password)
    assert tokens_of(walk.blog()) == tokens


def test_an_administrator_is_taken_and_warned(owner: Member, ours: Site) -> None:
    walk = Walk(owner, ours.address)
    walk.at = walk.at.replace("/allow/", "/enter/")
    said = walk.say(user=ours.admin.name, password=ours.admin.password)
    assert "is connected" in said
    assert "An Author is enough" in said


def test_its_feed_alone_is_enough(owner: Member, ours: Site) -> None:
    client = Client()
    client.force_login(owner.user, BACKEND)
    begun = client.post("/c/csw/accounts/connect/", {"path": "blog-feed"})["Location"]
    page = client.post(begun, {"address": ours.address}, follow=True)
    assert "is connected" in page.text
    blog = Account.objects.get(platform="blog")
    assert len(platform_of(blog).own({}, []).items) == 10
