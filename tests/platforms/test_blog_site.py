"""From a typed address to our own blog: WordPress or not, with which login."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import requests

from accounts.platforms.base import (
    Addresses,
    Refused,
    TryLater,
)
from accounts.platforms.blog import Blog, login, site
from accounts.platforms.blog.find import Found
from accounts.platforms.blog.site import Site, feed_at, wordpress_at
from accounts.platforms.http import Door, Fetched

from .conftest import BLOG_TOKENS, World, our_blog

CENTER = "Center for Social Work Practice"
BACK = "https://hub.example.edu/c/sw/accounts/callback/blog/"


def found(world: World, path: str = "/blog/center/") -> Site:
    return wordpress_at(f"{world.url}{path}", world.addresses)


def switch(world: World, **switches: int) -> None:
    url = f"{world.url}/blog/center/sandbox/switch"
    requests.post(url, json=switches, timeout=20).raise_for_status()


@pytest.mark.parametrize(
    "path",
    [
        "/blog/center",
        "/blog/center/",
        "/blog/center/wp-admin/post-new.php",
        "/blog/center/wp-login.php?redirect_to=x",
        "/blog/center/feed/",
        "/blog/center/no/such/post/",
        "/blog/center/?p=1",
        "/blog/center/?p=4711",
    ],
)
def test_any_address_of_a_blog_leads_to_it(world: World, path: str) -> None:
    got = found(world, path)
    assert got.home == f"{world.url}/blog/center/"
    assert got.name == CENTER
    assert got.authorize.endswith("/wp-admin/authorize-application.php")
    assert got.usual_root


def test_a_bare_host_is_tried_with_https_and_then_without(world: World) -> None:
    bare = f"{world.url.removeprefix('http://')}/blog/center/"
    assert wordpress_at(bare, world.addresses).home == f"{world.url}/blog/center/"
    assert feed_at(bare, world.addresses).name == CENTER


def test_a_post_leads_to_its_blog(world: World) -> None:
    page = requests.get(f"{world.url}/blog/center/", timeout=20).text
    url = page.partition('<h2><a href="')[2].partition('"')[0]
    assert wordpress_at(url, world.addresses).home == f"{world.url}/blog/center/"


def test_a_blog_without_rewriting_is_found_and_spoken_to(world: World) -> None:
    switch(world, plain=1)
    got = found(world)
    assert got.rest_root == f"{world.url}/blog/center/?rest_route=/"
    assert not got.usual_root
    who = login.enter(got, BLOG_TOKENS, world.addresses, sure=False)
    assert (who.name, who.role) == (CENTER, "author")
    blog = our_blog(world)
    there = Blog(replace(blog.presence, api=got.rest_root), world.addresses)
    assert there.me().name == CENTER
    assert there.own({}, []).items


def test_a_blog_without_its_api_is_told_to_be_none(world: World) -> None:
    switch(world, rest_off=1)
    with pytest.raises(Refused, match="by its feed instead"):
        found(world)
    assert feed_at(f"{world.url}/blog/center/", world.addresses).feed_url


def test_what_is_no_wordpress_is_told_so(world: World) -> None:
    with pytest.raises(Refused, match="No WordPress answers there"):
        found(world, "/facebook/home")
    with pytest.raises(Refused, match="is not there"):
        found(world, "/blog/nobody/")


def test_an_address_inside_the_network_is_not_gone_to(world: World) -> None:
    for typed in ("http://127.0.0.1:1/", "10.0.0.7", "http://hub.local/blog"):
        with pytest.raises(Refused, match="inside the network"):
            wordpress_at(typed, world.addresses)


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("blog_web.front", "server_error_html"),
        ("blog.rest_root", "server_error_html"),
        ("blog_web.front", "rate_limited"),
        ("blog.rest_root", "rate_limited_blind"),
    ],
)
def test_trouble_is_to_be_tried_again(world: World, call: str, fault: str) -> None:
    world.fault(call, fault, network="blog")
    with pytest.raises(TryLater, match="in trouble"):
        found(world)
    assert found(world).rest_root


def test_an_answer_that_never_ends_ends_in_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "PATIENCE", 0.6)
    world.fault("blog.rest_root", "hold_before", network="blog")
    with pytest.raises(TryLater):
        found(world)
    world.calm()


@pytest.mark.parametrize("fault", ["cut_json", "html_200"])
def test_an_index_that_cannot_be_read_is_asked_for_again(
    world: World, fault: str
) -> None:
    world.fault("blog.rest_root", fault, network="blog")
    with pytest.raises(TryLater, match="could not be read"):
        found(world)
    assert found(world).name == CENTER


def index(home: str, **more: Any) -> dict[str, Any]:
    return {"name": "A &amp; B", "home": home, "namespaces": ["wp/v2"], **more}


def test_a_page_that_names_anothers_api_gets_no_password() -> None:
    seen = Found("https://blog.example.org/about/")
    root = "https://other.example.org/wp-json/"
    with pytest.raises(Refused, match="type its own address"):
        site._of_index(seen, index("https://other.example.org"), root)
    with pytest.raises(Refused, match="type its own address"):
        site._of_index(seen, index("https://blog.example.org"), root)
    with pytest.raises(Refused, match="type its own address"):
        site._closed(seen, root)


def test_a_blog_told_to_be_without_https_is_kept_with_it() -> None:
    seen = Found("https://www.example.org/blog/a-post/")
    page = "http://example.org/blog/wp-admin/authorize-application.php"
    ways = {"application-passwords": {"endpoints": {"authorization": page}}}
    about = index("http://example.org/blog", authentication=ways)
    got = site._of_index(seen, about, "http://example.org/blog/wp-json/")
    assert got.home == "https://example.org/blog/"
    assert got.rest_root == "https://example.org/blog/wp-json/"
    assert got.authorize == page.replace("http://", "https://")
    assert got.name == "A & B"


def test_an_authorize_page_on_another_host_is_not_gone_to() -> None:
    seen = Found("https://example.org/")
    ways = {"application-passwords": {"endpoints": {"authorization": "https://e.vil/"}}}
    about = index("https://example.org", authentication=ways)
    got = site._of_index(seen, about, "https://example.org/wp-json/")
    assert got.authorize == ""


def test_an_api_that_wants_a_login_first_is_one_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = b'{"code": "rest_cannot_access", "message": "Only authenticated users."}'
    answers = {"https://example.org/wp-json/": Fetched(401, "", body=body)}
    monkeypatch.setattr(site, "fetch", lambda url, *rest, **more: answers[url])
    page = Fetched(200, "https://example.org/", body=b"<title>Ours</title>")
    got = site._wordpress_on(page, Addresses(), Door(Addresses()))
    assert got.rest_closed
    assert (got.home, got.name, got.authorize) == ("https://example.org/", "Ours", "")


def test_the_feed_is_found_where_no_page_names_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the page, by a guess, or typed itself."""
    home = f"{world.url}/blog/harbor/"
    by_page = feed_at(home, world.addresses)
    typed = feed_at(f"{home}feed/", world.addresses)
    monkeypatch.setattr(site, "found_on", lambda got: Found(got.url))
    guessed = feed_at(home, world.addresses)

    assert by_page.feed_url == f"{home}feed/atom/"
    assert typed.feed_url == guessed.feed_url == f"{home}feed/"
    assert {one.name for one in (by_page, typed, guessed)} == {"Harbor House Notes"}
    assert {one.home for one in (by_page, typed, guessed)} == {home}


def test_a_page_without_a_feed_says_what_to_look_for(world: World) -> None:
    with pytest.raises(Refused, match=r"“RSS”"):
        feed_at(f"{world.url}/facebook/home", world.addresses)
    world.fault("blog.feed_posts", "broken_feed", network="blog", times=-1)
    world.fault("*", "broken_feed", network="blog", times=-1)
    with pytest.raises(Refused, match="no feed that can be read"):
        feed_at(f"{world.url}/blog/center/feed/", world.addresses)
