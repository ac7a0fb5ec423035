"""The owner connects a blog by its feed alone, and later perhaps by more."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.connect import sealed, tokens_of
from accounts.models import Account
from accounts.platforms.base import Tokens
from engagement import ingest
from engagement.models import Watch
from tests.engagement.rows import town
from tests.engagement.walks import at_the_blog
from tests.engagement.wizard import Connecting, Walk, connecting

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db


def typed(connecting: Connecting, path: str) -> Walk:
    walk = connecting.walk()
    walk.begin("blog-feed")
    walk.say(address=f"{connecting.net.url}{path}")
    return walk


def the_blog() -> Account:
    return Account.objects.get(platform="blog")


def test_the_address_is_all_that_is_asked_for(connecting: Connecting) -> None:
    walk = typed(connecting, "/blog/harbor/")

    assert "Harbor House Notes is connected" in walk.words
    assert "everything else is done by hand" in walk.words
    assert "See what is out under our name by itself Our blog’s feed" in walk.words
    assert "Publish a post of our own by hand" in walk.words
    assert "Notice who comments not possible" in walk.words
    blog = the_blog()
    home = f"{connecting.net.url}/blog/harbor/"
    assert (blog.web_url, blog.has_token) == (home, False)
    assert blog.external_id == home.partition("://")[2].rstrip("/")
    assert blog.granted["feed"] == f"{home}feed/atom/"

    ingest.make_missing_watches()
    watch = Watch.objects.get(account=blog)
    assert watch.kind == "own"
    ingest.poll(watch.pk)
    watch.refresh_from_db()
    assert watch.ok_at
    assert not watch.error
    assert "By its feed, without a key" in walk.look(f"{walk.base}{blog.pk}/")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/facebook/home", "There is no feed on that page"),
        ("/blog/nobody/", "is not there (its server answered 404)"),
    ],
)
def test_what_has_no_feed_says_what_to_look_for(
    connecting: Connecting, path: str, says: str
) -> None:
    walk = typed(connecting, path)
    assert says in walk.words
    assert walk.step == "address"
    assert not Account.objects.exists()


@pytest.mark.parametrize("fault", ["huge", "redirect_private", "broken_feed"])
def test_a_feed_that_is_ill_ends_in_a_sentence(
    connecting: Connecting, fault: str
) -> None:
    order = {"network": "blog", "call": "blog.feed", "fault": fault, "times": -1}
    connecting.net.tell("faults", **{**order, "call": "*"})
    walk = typed(connecting, "/blog/harbor/feed/")
    assert walk.step == "address"
    assert "field-error" in walk.page.text or "notice-danger" in walk.page.text
    assert not Account.objects.exists()
    connecting.net.mend()
    walk.say(address=f"{connecting.net.url}/blog/harbor/feed/")
    assert "is connected" in walk.words


def test_with_a_login_later_it_is_the_same_blog(connecting: Connecting) -> None:
    typed(connecting, "/blog/center/")
    blog_before = the_blog()
    walk = connecting.walk()
    walk.begin("blog-wordpress", again=blog_before)
    walk.say()
    walk.come_back(at_the_blog(walk))
    assert "is connected" in walk.say()

    blog = the_blog()
    assert blog.pk == blog_before.pk
    assert blog.has_token
    assert "feed" not in blog.granted


def test_a_feed_never_takes_the_place_of_a_password(connecting: Connecting) -> None:
    home = f"{connecting.net.url}/blog/center/"
    tokens = Tokens(user="kindred", access="blog-pass-center")
    blog = Account.objects.create(
        center=connecting.town.center,
        platform="blog",
        external_id=home.partition("://")[2].rstrip("/"),
        title="Our blog",
        web_url=home,
        tokens=sealed(tokens),
        granted={"tier": "author"},
    )
    walk = typed(connecting, "/blog/center/")
    assert "Our blog is connected with a password, which can more" in walk.words
    blog.refresh_from_db()
    assert tokens_of(blog) == tokens

    Account.objects.update(disconnected_at=timezone.now())
    walk.say(address=home)
    assert "is connected" in walk.words
    now = the_blog()
    assert (now.pk, now.has_token, now.disconnected_at) == (blog.pk, False, None)


def test_the_blog_of_another_center_is_refused(connecting: Connecting) -> None:
    other = town("zebra", "2002")
    home = f"{connecting.net.url}/blog/harbor".removeprefix("http://")
    Account.objects.create(center=other.center, platform="blog", external_id=home)
    walk = typed(connecting, "/blog/harbor/")
    assert "connected already, by another Center" in walk.words
    assert "zebra" not in walk.words.lower()
