"""The owner connects the Center's WordPress: its own page, or a password pasted."""

from __future__ import annotations

import pytest
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.connect import tokens_of
from accounts.models import Account, Attempt
from accounts.platforms.base import Tokens
from accounts.platforms.blog import site
from engagement import ingest
from engagement.models import Watch
from tests.engagement.walks import (
    asked,
    at_the_blog,
    switch,
    to_wordpress,
)
from tests.engagement.wizard import Connecting, connecting

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db

NAME = "Center for Social Work Practice"
PASTED = {"user": "kindred", "password": "blog pass cent er"}


def the_blog() -> Account:
    return Account.objects.get(platform="blog")


def connected(connecting: Connecting) -> Account:
    walk = to_wordpress(connecting)
    walk.at = walk.at.replace("/allow/", "/enter/")
    assert "is connected" in walk.say(**PASTED)
    return the_blog()


def test_the_owner_walks_from_an_address_to_a_blog_that_answers(
    connecting: Connecting,
) -> None:
    walk = connecting.walk()
    walk.begin("blog-wordpress")
    said = walk.say(address=f"{connecting.net.url}/blog/center/wp-admin/")
    assert f"Found: {NAME} , a WordPress at" in said
    assert "with the role Author" in said

    back = at_the_blog(walk)
    password = asked(back)["password"]
    answer = walk.client.get(back)
    assert answer.status_code == 302
    assert password not in str(answer.headers)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    said = walk.look(answer["Location"])
    walk.at = answer["Location"]
    assert "has made a password for kindred" in said
    assert password not in walk.page.text
    assert 'type="password"' not in walk.page.text
    stored = Attempt.objects.annotate(sealed=Cast("told", TextField())).get()
    assert password not in stored.sealed
    assert password in stored.told
    said = walk.say()

    assert f"{NAME} is connected" in said
    assert "Publish a post of our own one click" in said
    assert "An Author is enough" not in said
    blog = the_blog()
    host = connecting.net.url.removeprefix("http://")
    assert (blog.external_id, blog.host) == (f"{host}/blog/center", host)
    assert (blog.title, blog.web_url) == (NAME, f"{connecting.net.url}/blog/center/")
    assert tokens_of(blog) == Tokens(user="kindred", access=password)
    assert blog.granted == {"tier": "author", "scopes": ["publish_posts"]}
    ingest.make_missing_watches()
    kinds = Watch.objects.filter(account=blog).values_list("kind", flat=True)
    assert set(kinds) == {"own", "comments"}


def test_a_password_made_by_hand_is_pasted(connecting: Connecting) -> None:
    walk = to_wordpress(connecting)
    assert "Paste an application password" in walk.words
    walk.at = walk.at.replace("/allow/", "/enter/")
    assert "Users, Profile" in walk.look()
    assert "Paste the application password" in walk.say(user="kindred")
    wrong = walk.say(user="kindred", password="wrong")
    assert "does not know this user with this password" in wrong
    assert not Account.objects.exists()
    assert "is connected" in walk.say(**PASTED)


def test_who_does_not_approve_is_told_and_may_go_on(connecting: Connecting) -> None:
    walk = to_wordpress(connecting)
    said = walk.come_back(at_the_blog(walk, press="reject"))
    assert "You did not allow it" in said
    assert walk.step == "allow"
    walk.come_back(at_the_blog(walk))
    assert "is connected" in walk.say()


def test_an_administrator_is_taken_and_warned(connecting: Connecting) -> None:
    walk = to_wordpress(connecting)
    walk.come_back(at_the_blog(walk, "ruth"))
    said = walk.say()
    assert "is connected" in said
    assert "An Author is enough" in said
    page = walk.look(f"{walk.base}{the_blog().pk}/")
    assert "An Author is enough" in page


def test_who_may_not_publish_is_refused(connecting: Connecting) -> None:
    walk = to_wordpress(connecting)
    walk.come_back(at_the_blog(walk, "sana"))
    assert "may not publish posts" in walk.say()
    assert not Account.objects.exists()


def test_a_server_that_strips_the_login_is_told_from_a_wrong_password(
    connecting: Connecting,
) -> None:
    walk = to_wordpress(connecting)
    switch(walk, strips_login=1)
    walk.come_back(at_the_blog(walk))
    said = walk.say()
    assert "takes the login off our requests" in said
    assert "SetEnvIf Authorization" in said
    # Once the server lets it through, the same password works
    switch(walk, strips_login=0)
    assert "is connected" in walk.say()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "The address of the blog. Like"),
        ("nonsense", "That is no address of a blog"),
        ("http://10.0.0.7/", "inside the network"),
        ("https://a b", "That is no address of a blog"),
    ],
)
def test_an_address_that_leads_nowhere_says_why(
    connecting: Connecting, typed: str, says: str
) -> None:
    walk = connecting.walk()
    walk.begin("blog-wordpress")
    assert says in walk.say(address=typed)
    assert walk.step == "address"


def test_a_blog_without_rewriting_is_connected_where_its_api_is(
    connecting: Connecting,
) -> None:
    walk = connecting.walk()
    walk.begin("blog-wordpress")
    switch(walk, plain=1)
    walk.say(address=f"{connecting.net.url}/blog/center/")
    walk.come_back(at_the_blog(walk))
    assert "is connected" in walk.say()
    blog = the_blog()
    assert blog.granted["api"] == f"{blog.web_url}?rest_route=/"
    walk.client.post(f"{walk.base}{blog.pk}/test/")
    assert "Blog answered: this is" in walk.look(f"{walk.base}{blog.pk}/")


def test_a_blog_without_passwords_or_without_an_api_shows_what_is_left(
    connecting: Connecting,
) -> None:
    walk = connecting.walk()
    walk.begin("blog-wordpress")
    switch(walk, no_passwords=1)
    said = walk.say(address=f"{connecting.net.url}/blog/center/")
    assert "offers no application passwords" in said
    assert "connect the blog by its feed" in said
    switch(walk, no_passwords=0, rest_off=1)
    walk.look(walk.at.replace("/allow/", "/address/"))
    walk.at = walk.at.replace("/allow/", "/address/")
    said = walk.say(address=f"{connecting.net.url}/blog/center/")
    assert "connect it by its feed instead" in said


def test_without_https_of_ours_the_password_is_copied(
    connecting: Connecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = to_wordpress(connecting)
    real = Attempt.objects.get()
    told = real.told.replace('"authorize": "http://', '"authorize": "https://')
    Attempt.objects.update(told=told)
    said = walk.look()
    assert "The page shows a password; copy it" in said
    assert "success_url" not in walk.page.text
    walk.say()
    assert walk.step == "enter"
    assert "is connected" in walk.say(**PASTED)


def test_connected_again_it_is_the_same_blog_with_its_history(
    connecting: Connecting,
) -> None:
    blog = connected(connecting)
    Account.objects.filter(pk=blog.pk).update(held_at=timezone.now(), held_reason="x")
    walk = connecting.walk()
    walk.begin("blog-wordpress", again=blog)
    assert blog.web_url in walk.page.text

    walk.say(address="whatever is typed")
    walk.come_back(at_the_blog(walk))
    said = walk.say()

    assert "is connected" in said
    now = the_blog()
    assert (now.pk, now.held_at) == (blog.pk, None)
    assert now.token_version == blog.token_version + 1
    assert tokens_of(now).access != tokens_of(blog).access


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("blog.me", "server_error_html"),
        ("blog.me", "cut_json"),
        ("blog.me", "rate_limited_blind"),
        ("blog.me", "cut_before"),
    ],
)
def test_trouble_at_the_blog_ends_in_a_sentence_and_the_walk_goes_on(
    connecting: Connecting, call: str, fault: str
) -> None:
    walk = to_wordpress(connecting)
    walk.come_back(at_the_blog(walk))
    walk.net.tell("faults", network="blog", call=call, fault=fault, times=1)
    said = walk.say()
    assert "Nothing is lost: try again in a minute" in said
    assert not Account.objects.exists()
    assert "is connected" in walk.say()


def test_a_blog_that_never_answers_ends_in_a_sentence(
    connecting: Connecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "PATIENCE", 0.5)
    walk = connecting.walk()
    walk.begin("blog-wordpress")
    fault = {"network": "blog", "call": "*", "fault": "hold_before", "times": 1}
    walk.net.tell("faults", **fault)
    said = walk.say(address=f"{connecting.net.url}/blog/center/")
    assert "try again in a minute" in said
    walk.net.mend()
