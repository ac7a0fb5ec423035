"""What people do by hand on the make-believe blogs, and what others do there."""

from __future__ import annotations

import re
from xmlrpc.client import Fault, ServerProxy

import feedparser
import pytest
import requests

from tests.sandbox.blogs import LOGIN, Blogs
from tests.servers.pages import pages
from tests.servers.ports import until


def send_form(blogs: Blogs, blog: str, **fields: str) -> requests.Response:
    sent = {"comment_post_ID": str(blogs.newest(blog)["id"]), **fields}
    return blogs.post(f"/blog/{blog}/wp-comments-post.php", data=sent)


@pytest.mark.parametrize(
    ("acting", "name"),
    [("me", "Sam Whitfield"), ("center", "Center for Social Work Practice")],
)
def test_the_form_comments_as_whoever_acts(
    blogs: Blogs, acting: str, name: str
) -> None:
    answer = send_form(blogs, "harbor", comment="Warm greetings.", acting=acting)
    assert answer.history[0].status_code == 302
    assert "#comment-" in answer.history[0].headers["Location"]
    made = blogs.rest("harbor", "comments").json()[0]
    assert (made["author_name"], made["status"]) == (name, "approved")
    is_ours = made["author_url"] == f"{blogs.origin}/blog/center/"
    assert is_ours == (acting == "center")


def test_the_form_remembers_who_was_acting(blogs: Blogs) -> None:
    blogs.post("/control/acting", json={"as": "me"})
    page = blogs.get(blogs.newest("harbor")["link"].removeprefix(blogs.origin)).text
    assert re.search(r'value="me" checked', page)
    send_form(blogs, "harbor", comment="No name typed.")
    assert blogs.rest("harbor", "comments").json()[0]["author_name"] == "Sam Whitfield"


def test_the_form_takes_a_typed_name_as_wordpress_does(blogs: Blogs) -> None:
    send_form(blogs, "harbor", comment="Hi", author="Ada", email="ada@ada.example")
    assert blogs.rest("harbor", "comments").json()[0]["author_name"] == "Ada"


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"comment": " "}, 200, "Please type your comment text"),
        ({"comment": "x", "author": "Ada"}, 200, "fill the required fields"),
        (
            {"comment": "x", "author": "Ada", "email": "ada"},
            200,
            "valid email address",
        ),
    ],
)
def test_the_form_says_what_is_missing(
    blogs: Blogs, fields: dict[str, str], status: int, sentence: str
) -> None:
    answer = send_form(blogs, "harbor", **fields)
    assert answer.status_code == status
    assert sentence in answer.text
    assert blogs.rest("harbor", "comments").json() == []


def test_the_same_comment_twice_is_refused(blogs: Blogs) -> None:
    send_form(blogs, "harbor", comment="Twice.")
    again = send_form(blogs, "harbor", comment="Twice.")
    assert again.status_code == 409
    assert "Duplicate comment" in again.text


def test_a_held_comment_waits_for_the_moderator(blogs: Blogs) -> None:
    blogs.switch("harbor", moderation=1)
    answer = send_form(blogs, "harbor", comment="Please hold.", acting="center")
    assert "awaiting moderation" in answer.text
    assert blogs.rest("harbor", "comments").json() == []
    pk = re.search(r"unapproved=(\d+)", answer.url)
    assert pk
    blogs.post(f"/blog/harbor/sandbox/comments/{pk[1]}", data={"status": "approved"})
    assert blogs.rest("harbor", "comments").json()[0]["id"] == int(pk[1])


def test_a_form_with_script_shows_harmless_text(blogs: Blogs) -> None:
    answer = send_form(blogs, "harbor", comment="<script>alert(1)</script><b>Hi</b>")
    assert "<script>" not in answer.text.partition('<ol class="comments">')[2]
    assert "<b>Hi</b>" in answer.text


def test_peers_publish_thirty_different_posts(blogs: Blogs) -> None:
    seen = set()
    for number in range(22):
        made = blogs.play("peer_blog")
        assert made["blog"] == ("riverside", "harbor")[number % 2]
        seen.add(made["title"])
    for _ in range(10):
        made = blogs.play("blog_link")
        seen.add(made["title"])
        links = blogs.get(made["url"].removeprefix(blogs.origin)).text
        assert f'href="{blogs.origin}/blog/center/' in links.partition("e-content")[2]
    assert len(seen) == 32
    spent = blogs.post("/control/play", json={"what": "peer_blog"})
    assert spent.status_code == 400
    assert "reserve is used up" in spent.json()["error"]
    typed = blogs.play("peer_blog", who="harbor", text="A title\nAnd a line.")
    assert typed["title"] == "A title"


def test_a_link_to_us_comes_with_a_pingback(blogs: Blogs) -> None:
    made = blogs.play("blog_link")
    found = blogs.rest("center", "comments?type=pingback", auth=LOGIN).json()
    assert [one["author_url"] for one in found] == [made["url"]]
    # Without a login only comments are listed
    assert all(
        one["type"] == "comment" for one in blogs.rest("center", "comments").json()
    )
    entry = feedparser.parse(blogs.get("/blog/center/comments/feed/").content).entries[
        0
    ]
    assert entry.author == made["title"]


def test_a_comment_can_be_made_on_a_chosen_post_by_name(blogs: Blogs) -> None:
    slug = "mutual-aid-is-not-a-program"
    made = blogs.play("blog_comment", who="Ada", text="Yes.", target=slug)
    assert made["url"].startswith(f"{blogs.origin}/blog/center/{slug}/#comment-")
    wrong = blogs.post("/control/play", json={"what": "blog_comment", "target": "none"})
    assert wrong.status_code == 400


def mention(blogs: Blogs, source: str, target: str) -> requests.Response:
    return blogs.post(
        "/blog/center/webmention", data={"source": source, "target": target}
    )


def test_a_webmention_is_taken_only_if_the_source_links(blogs: Blogs) -> None:
    target = blogs.newest("center")["link"]
    text = f'Look\nWe liked <a href="{target}">this</a>.'
    linking = blogs.play("peer_blog", who="harbor", text=text)["url"]
    silent = blogs.newest("riverside")["link"]

    assert mention(blogs, linking, target).status_code == 200
    found = blogs.rest("center", "comments?type=webmention", auth=LOGIN).json()
    assert [one["author_url"] for one in found] == [linking]
    # Told twice, kept once
    assert mention(blogs, linking, target).status_code == 200
    found = blogs.rest("center", "comments?type=webmention", auth=LOGIN).json()
    assert len(found) == 1

    assert mention(blogs, silent, target).status_code == 400
    assert mention(blogs, target, target).status_code == 400
    assert mention(blogs, linking, f"{blogs.origin}/").status_code == 400
    assert mention(blogs, "https://example.org/", target).status_code == 400


def test_our_theme_can_name_another_door_for_webmentions(blogs: Blogs) -> None:
    def door(blog: str) -> str:
        found = blogs.get(f"/blog/{blog}/").links["webmention"]["url"]
        assert (
            f'<link rel="webmention" href="{found}">'
            in blogs.get(f"/blog/{blog}/").text
        )
        return str(found)

    own = f"{blogs.origin}/blog/center/webmention"
    assert door("center") == own
    with pages() as hub:
        elsewhere = hub.put("/webmention/1/", "Thank you.")
        blogs.post("/control/switch", json={"webmention": elsewhere})
        assert door("center") == elsewhere
        assert door("harbor").startswith(blogs.origin)

        made = blogs.play("blog_webmention", who="harbor")
        until(lambda: hub.got, "the hub is told")

        ((path, said, _),) = hub.got
        assert (path, said["source"]) == ("/webmention/1/", made["url"])
        assert said["target"] in blogs.get(f"/blog/harbor/{made['slug']}/").text

    blogs.post("/control/switch", json={"webmention": "https://hub.example/"})
    far = blogs.post("/control/play", json={"what": "blog_webmention"})
    blogs.post("/control/switch", json={"webmention": ""})
    assert far.status_code == 400


def test_a_pingback_registers_once(blogs: Blogs) -> None:
    target = blogs.newest("center")["link"]
    text = f'Look\nWe liked <a href="{target}">this</a>.'
    source = blogs.play("peer_blog", who="harbor", text=text)["url"]
    with ServerProxy(f"{blogs.origin}/blog/center/xmlrpc.php") as server:
        assert "registered" in str(server.pingback.ping(source, target))
        with pytest.raises(Fault) as again:
            server.pingback.ping(source, target)
        assert again.value.faultCode == 48
        with pytest.raises(Fault) as missing:
            server.pingback.ping(source, target + "nowhere/")
        assert missing.value.faultCode == 32


def test_a_hostile_post_is_harmless_on_its_own_page(blogs: Blogs) -> None:
    made = blogs.play("hostile_post", who="riverside")
    page = blogs.get(made["url"].removeprefix(blogs.origin))
    assert "script-src 'none'" in page.headers["Content-Security-Policy"]
    body = page.text.partition('class="e-content"')[2]
    assert "An ordinary opening" in body
    assert not re.search(r"onclick|onerror=.window.hostile=6|javascript:|<meta", body)


def test_the_log_says_who_read_and_wrote(blogs: Blogs) -> None:
    blogs.get("/blog/riverside/feed/")
    blogs.rest("center", "users/me", auth=LOGIN)
    log = blogs.get("/control/log?network=blog").json()
    calls = {one["call"]: one["actor"] for one in log}
    assert calls["blog.rss"] == ""
    assert calls["blog.me"] == "kindred"


@pytest.mark.parametrize(
    ("fault", "status", "word"),
    [
        ("rate_limited", 429, "Slow down"),
        ("revoked", 401, "incorrect_password"),
        ("forbidden", 403, "rest_forbidden"),
        ("server_error_html", 502, "<html"),
        ("html_200", 200, "<!doctype"),
    ],
)
def test_faults_speak_wordpress(
    blogs: Blogs, fault: str, status: int, word: str
) -> None:
    blogs.fault(fault, "blog.posts")
    answer = blogs.rest("center", "posts")
    assert answer.status_code == status
    assert word in answer.text or fault == "server_error_html"
    assert blogs.rest("center", "posts").status_code == 200


def test_a_cut_after_leaves_the_comment_standing(blogs: Blogs) -> None:
    blogs.fault("cut_after", "blog.comment_create")
    post = blogs.newest("riverside")["id"]
    sent = {"post": post, "content": "Was I heard?", "author_name": "Ada"}
    with pytest.raises(requests.ConnectionError):
        blogs.write(
            "riverside", "comments", json=sent | {"author_email": "a@ada.example"}
        )
    assert blogs.rest("riverside", "comments").json()[0]["author_name"] == "Ada"
