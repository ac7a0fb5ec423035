"""How a WordPress lets us in, and what a login opens there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from accounts.platforms.base import (
    AccessRevoked,
    Refused,
    Tokens,
)
from accounts.platforms.blog import Blog, login
from accounts.platforms.blog.site import Site, wordpress_at

from .conftest import BLOG_TOKENS, World, our_blog

CENTER = "Center for Social Work Practice"
BACK = "https://hub.example.edu/c/sw/accounts/callback/blog/"


TIMES = count(1)


def now() -> datetime:
    """Another second each time: each name of a password is taken once."""
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=next(TIMES))


def found(world: World, path: str = "/blog/center/") -> Site:
    return wordpress_at(f"{world.url}{path}", world.addresses)


def switch(world: World, **switches: int) -> None:
    url = f"{world.url}/blog/center/sandbox/switch"
    requests.post(url, json=switches, timeout=20).raise_for_status()


def approve(url: str, user: str = "kindred", press: str = "approve") -> str:
    """Where the blog leads whoever presses the button as this user."""
    page = requests.get(url, timeout=20).text
    number = page.partition(f">{user} (")[0].rpartition('value="')[2].partition('"')[0]
    asked = {key: one[0] for key, one in parse_qs(urlsplit(url).query).items()}
    answer = requests.post(
        url.partition("?")[0],
        {**asked, "user": number, press: "1"},
        allow_redirects=False,
        timeout=20,
    )
    return answer.headers.get("Location", answer.text)


def test_the_blogs_own_page_makes_a_password_and_leads_back(world: World) -> None:
    got = found(world)
    where = approve(login.page(got, BACK, now(), state="ours"))

    assert where.startswith(f"{BACK}?state=ours&")
    said = {key: one[0] for key, one in parse_qs(urlsplit(where).query).items()}
    login.refuse_foreign(got.home, said["site_url"])
    given = Tokens(user=said["user_login"], access=said["password"])
    who = login.enter(got, given, world.addresses, sure=True)
    assert who.granted.tier == "author"
    assert login.remarks(who.granted) == ()
    no = approve(login.page(got, BACK, now(), state="ours"), press="reject")
    assert "success=false" in no
    with pytest.raises(Refused, match="another site"):
        login.refuse_foreign(got.home, "https://blog.example.org")


def test_without_https_of_ours_the_password_is_shown_to_be_copied(world: World) -> None:
    got = replace(found(world), authorize="https://blog.example.org/wp-admin/a.php")
    plain = "http://hub.example.edu/c/sw/accounts/callback/blog/"
    assert not login.takes_us_back(got, plain)
    assert "success_url" not in login.page(got, plain, now())
    here = found(world)
    shown = approve(login.page(here, "", now()))
    assert "save this in a safe location" in shown


def test_a_pasted_password_may_have_spaces(world: World) -> None:
    spaced = Tokens(user="kindred", access="blog pass cent er")
    who = login.enter(found(world), spaced, world.addresses, sure=False)
    assert who.name == CENTER


def test_a_wrong_password_is_told_from_a_server_that_strips_the_login(
    world: World,
) -> None:
    got = found(world)
    wrong = replace(BLOG_TOKENS, access="wrong")
    with pytest.raises(Refused, match="does not know this user with this password"):
        login.enter(got, wrong, world.addresses, sure=False)
    switch(world, strips_login=1)
    for sure in (True, False):
        with pytest.raises(Refused, match="takes the login off our requests"):
            login.enter(got, BLOG_TOKENS, world.addresses, sure=sure)
    with pytest.raises(Refused, match="does not know this user with this password"):
        login.enter(got, wrong, world.addresses, sure=False)
    world.fault("blog.xmlrpc", "forbidden", network="blog")
    with pytest.raises(Refused, match="Either the user or"):
        login.enter(got, BLOG_TOKENS, world.addresses, sure=False)


def test_a_login_that_can_more_is_taken_and_told(world: World) -> None:
    got = found(world)
    where = parse_qs(urlsplit(approve(login.page(got, BACK, now()), "ruth")).query)
    given = Tokens(user="ruth", access=where["password"][0])
    who = login.enter(got, given, world.addresses, sure=True)
    assert who.role == "administrator"
    (said,) = login.remarks(who.granted)
    assert "An Author is enough" in said


def test_a_login_that_can_less_is_refused(world: World) -> None:
    got = found(world)
    where = parse_qs(urlsplit(approve(login.page(got, BACK, now()), "sana")).query)
    given = Tokens(user="sana", access=where["password"][0])
    with pytest.raises(Refused, match="may not publish"):
        login.enter(got, given, world.addresses, sure=True)


def test_a_blog_that_takes_no_comments_is_told_so(world: World) -> None:
    requests.post(
        f"{world.url}/blog/center/wp-json/wp/v2/posts",
        json={"title": "Closed", "status": "publish", "comment_status": "closed"},
        auth=("kindred", "blog-pass-center"),
        timeout=20,
    ).raise_for_status()
    who = login.enter(found(world), BLOG_TOKENS, world.addresses, sure=False)
    (said,) = login.remarks(who.granted)
    assert "takes no comments" in said


def test_a_blog_without_application_passwords_says_what_is_left(world: World) -> None:
    switch(world, no_passwords=1)
    got = found(world)
    with pytest.raises(Refused, match="connect it by its feed"):
        login.page(got, BACK, now())


def test_the_login_speaks_for_the_verbs(world: World) -> None:
    """A self-test of the adapter tells what the login granted."""
    blog = our_blog(world)
    all_ = replace(blog.presence.granted, scopes=frozenset({login.RAW}))
    with_all = Blog(replace(blog.presence, granted=all_), world.addresses)
    assert with_all.remarks() == (login.RULES_ALL,)
    assert blog.remarks() == ()


def test_the_password_is_deleted_where_it_was_made(world: World) -> None:
    got = found(world)
    said = parse_qs(urlsplit(approve(login.page(got, BACK, now()))).query)
    given = Tokens(user="kindred", access=said["password"][0])
    blog = our_blog(world, given)
    assert blog.me().name == CENTER

    assert blog.forget()

    with pytest.raises(AccessRevoked):
        our_blog(world, given).me()
    # What is gone already, or of a kind that tells nothing, is no trouble
    assert not blog.forget()
    assert not our_blog(world).forget()
    assert our_blog(world).me().name == CENTER


def test_who_connects_a_second_time_gets_a_password_of_another_name(
    world: World,
) -> None:
    got = found(world)
    url = login.page(got, BACK, now())
    assert "password=" in approve(url)
    assert "name should be unique" in approve(url)
    assert "password=" in approve(login.page(got, BACK, now()))
