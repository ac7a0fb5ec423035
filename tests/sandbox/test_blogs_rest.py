"""The make-believe blogs' REST API answers as a real WordPress does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import requests

from tests.sandbox.blogs import LOGIN, Blogs

ANYBODY = {"author_name": "Noor Haddad", "author_email": "noor@haddad.example"}


def code(answer: requests.Response) -> tuple[int, str]:
    """Status and WordPress's code, which must tell the same status."""
    body = answer.json()
    assert body["data"]["status"] == answer.status_code
    assert body["message"]
    return answer.status_code, body["code"]


def test_the_front_door_names_the_blog_and_how_to_sign_in(blogs: Blogs) -> None:
    root = blogs.get("/blog/center/wp-json/").json()
    assert root["name"] == "Center for Social Work Practice"
    assert "wp/v2" in root["namespaces"]
    assert "application-passwords" in root["authentication"]
    assert "/wp/v2/posts" in root["routes"]


def test_who_i_am_needs_the_right_password(blogs: Blogs) -> None:
    me = blogs.rest("center", "users/me?context=edit", auth=LOGIN).json()
    assert (me["username"], me["roles"]) == ("kindred", ["author"])
    # The blanks that WordPress shows an application password with do not matter
    spaced = ("kindred", "blog pass center")
    assert blogs.rest("center", "users/me", auth=spaced).status_code == 200

    assert code(blogs.rest("center", "users/me")) == (401, "rest_not_logged_in")
    # A wrong one makes a stranger, who may still read
    for wrong in (("kindred", "x"), ("nobody", "x")):
        answer = blogs.rest("center", "users/me", auth=wrong)
        assert code(answer) == (401, "rest_not_logged_in")
        assert blogs.rest("center", "posts", auth=wrong).status_code == 200
    # On other sites a plugin makes WordPress say it plainly
    blogs.fault("revoked", "blog.me")
    answer = blogs.rest("center", "users/me", auth=("kindred", "x"))
    assert code(answer) == (401, "incorrect_password")
    blogs.switch("center", strips_login=1)
    stripped = blogs.rest("center", "users/me", auth=LOGIN)
    assert code(stripped) == (401, "rest_not_logged_in")


def test_posts_are_listed_page_by_page(blogs: Blogs) -> None:
    first = blogs.rest("center", "posts?per_page=4")
    assert first.headers["X-WP-Total"] == "6"
    assert first.headers["X-WP-TotalPages"] == "2"
    second = requests.get(first.links["next"]["url"], timeout=20)
    assert "next" not in second.links
    posts = first.json() + second.json()
    assert len({one["id"] for one in posts}) == 6
    dates = [one["date_gmt"] for one in posts]
    assert dates == sorted(dates, reverse=True)
    assert all(datetime.fromisoformat(one).tzinfo is None for one in dates)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("per_page=101", "rest_invalid_param"),
        ("per_page=0", "rest_invalid_param"),
        ("per_page=many", "rest_invalid_param"),
        ("after=yesterday", "rest_invalid_param"),
        ("status=draft", "rest_invalid_param"),
        ("status=nonsense", "rest_invalid_param"),
        ("orderby=luck", "rest_invalid_param"),
        ("page=99", "rest_post_invalid_page_number"),
    ],
)
def test_a_list_refuses_what_wordpress_refuses(
    blogs: Blogs, query: str, wanted: str
) -> None:
    assert code(blogs.rest("center", f"posts?{query}")) == (400, wanted)


def test_posts_are_found_by_slug_words_and_time(blogs: Blogs) -> None:
    newest = blogs.newest("center")
    by_slug = blogs.rest("center", f"posts?slug={newest['slug']}").json()
    assert [one["id"] for one in by_slug] == [newest["id"]]
    assert blogs.rest("center", "posts?search=fridge").json()
    later = blogs.rest("center", f"posts?after={newest['date_gmt']}Z").json()
    assert later == []
    slim = blogs.rest("center", "posts?_fields=id,title.rendered").json()
    assert set(slim[0]) == {"id", "title"}
    assert code(blogs.rest("center", "posts/9999")) == (404, "rest_post_invalid_id")
    assert code(blogs.rest("center", "nothing")) == (404, "rest_no_route")


def draft(blogs: Blogs, **more: Any) -> Any:
    sent = {"title": "A note", "content": "One line.", "slug": "kindred-1"} | more
    answer = blogs.write("center", "posts", json=sent, auth=LOGIN)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"].endswith(f"/posts/{answer.json()['id']}")
    return answer.json()


def test_a_draft_is_found_by_its_slug_and_then_published(blogs: Blogs) -> None:
    made = draft(blogs)
    assert made["status"] == "draft"
    lookup = "posts?slug=kindred-1&status=draft,publish,pending,future&context=edit"
    assert code(blogs.rest("center", lookup)) == (400, "rest_invalid_param")
    found = blogs.rest("center", lookup, auth=LOGIN).json()
    assert [one["id"] for one in found] == [made["id"]]
    assert found[0]["title"]["raw"] == "A note"
    assert blogs.get("/blog/center/kindred-1/").status_code == 404
    hidden = blogs.rest("center", f"posts/{made['id']}")
    assert code(hidden) == (401, "rest_forbidden")

    out = blogs.write(
        "center", f"posts/{made['id']}", json={"status": "publish"}, auth=LOGIN
    ).json()
    assert out["link"] == f"{blogs.origin}/blog/center/kindred-1/"
    assert requests.get(out["link"], timeout=20).status_code == 200
    assert blogs.newest("center")["id"] == made["id"]


def test_two_drafts_share_a_slug_until_one_is_out(blogs: Blogs) -> None:
    first, second = draft(blogs), draft(blogs)
    assert first["slug"] == second["slug"] == "kindred-1"
    # The one that goes first loses its slug to the draft that keeps it
    for one, slug in ((first, "kindred-1-2"), (second, "kindred-1")):
        path = f"posts/{one['id']}"
        out = blogs.write("center", path, json={"status": "publish"}, auth=LOGIN)
        assert out.json()["slug"] == slug


def test_an_author_s_html_is_cleaned_and_titles_are_escaped(blogs: Blogs) -> None:
    made = draft(
        blogs,
        title='Bread & <b>roses</b> "today" <script>x</script>',
        content='<p onclick="x()">It\'s <script>alert(1)</script> on.</p>',
        status="publish",
    )
    assert "script" not in made["content"]["rendered"].replace("alert(1)", "")
    assert "onclick" not in made["content"]["raw"]
    assert "It&#8217;s" in made["content"]["rendered"]
    assert made["title"]["rendered"].startswith("Bread &amp; <b>roses</b> &#8220;today")


def test_only_its_author_changes_or_deletes_a_post(blogs: Blogs) -> None:
    made = draft(blogs, status="publish")
    path = f"posts/{made['id']}"
    theirs = f"posts/{blogs.rest('center', 'posts?search=fridge').json()[0]['id']}"
    amara = blogs.rest("center", "posts?slug=mutual-aid-is-not-a-program").json()[0]

    assert code(blogs.write("center", "posts", json={"title": "x"})) == (
        401,
        "rest_cannot_create",
    )
    assert code(blogs.write("center", path, json={"title": "x"})) == (
        401,
        "rest_cannot_edit",
    )
    other = blogs.write("center", f"posts/{amara['id']}", json={}, auth=LOGIN)
    assert code(other) == (403, "rest_cannot_edit")
    assert blogs.write("center", theirs, json={}, auth=LOGIN).status_code == 200

    url = f"{blogs.origin}/blog/center/wp-json/wp/v2/{path}"
    binned = requests.delete(url, auth=LOGIN, timeout=20)
    assert binned.json()["status"] == "trash"
    again = requests.delete(url, auth=LOGIN, timeout=20)
    assert code(again) == (410, "rest_already_trashed")
    gone = requests.delete(f"{url}?force=true", auth=LOGIN, timeout=20)
    assert gone.json()["deleted"] is True
    assert code(blogs.rest("center", path)) == (404, "rest_post_invalid_id")


def test_nothing_at_all_is_no_post(blogs: Blogs) -> None:
    empty = blogs.write("center", "posts", json={}, auth=LOGIN)
    assert code(empty) == (400, "empty_content")
    broken = blogs.write(
        "center",
        "posts",
        data="{half",
        headers={"Content-Type": "application/json"},
        auth=LOGIN,
    )
    assert code(broken) == (400, "rest_invalid_json")


def test_riverside_takes_a_comment_from_anybody(blogs: Blogs) -> None:
    post = blogs.newest("riverside")
    sent = {"post": post["id"], "content": "It's good.\n\nThank you.", **ANYBODY}
    made = blogs.write("riverside", "comments", json=sent)
    assert made.status_code == 201
    body = made.json()
    assert body["status"] == "approved"
    assert body["content"]["rendered"] == "<p>It&#8217;s good.</p>\n<p>Thank you.</p>\n"
    assert body["link"] == f"{post['link']}#comment-{body['id']}"
    assert "Thank you." in blogs.get(post["link"].removeprefix(blogs.origin)).text
    listed = blogs.rest("riverside", f"comments?post={post['id']}").json()
    assert [one["id"] for one in listed] == [body["id"]]
    assert "author_email" not in listed[0]

    again = blogs.write("riverside", "comments", json=sent)
    assert code(again) == (409, "comment_duplicate")


def test_harbor_wants_a_login_to_comment(blogs: Blogs) -> None:
    sent = {"post": blogs.newest("harbor")["id"], "content": "Hello", **ANYBODY}
    answer = blogs.write("harbor", "comments", json=sent)
    assert code(answer) == (401, "rest_comment_login_required")


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"content": " "}, (400, "rest_comment_content_invalid")),
        ({"author_name": ""}, (400, "rest_comment_author_data_required")),
        ({"author_email": "noor"}, (400, "rest_invalid_param")),
        ({"post": 9999}, (403, "rest_comment_invalid_post_id")),
        ({"status": "approved"}, (401, "rest_comment_invalid_status")),
        ({"content": "x" * 66_000}, (400, "comment_content_column_length")),
    ],
)
def test_a_comment_that_wordpress_does_not_take(
    blogs: Blogs, change: dict[str, Any], wanted: tuple[int, str]
) -> None:
    sent = {"post": blogs.newest("riverside")["id"], "content": "Hello", **ANYBODY}
    assert code(blogs.write("riverside", "comments", json=sent | change)) == wanted


def test_two_quick_comments_meet_a_page_and_not_json(blogs: Blogs) -> None:
    blogs.switch("riverside", flood_seconds=15)
    sent = {"post": blogs.newest("riverside")["id"], "content": "One", **ANYBODY}
    assert blogs.write("riverside", "comments", json=sent).status_code == 201
    second = blogs.write("riverside", "comments", json=sent | {"content": "Two"})
    assert second.status_code == 429
    assert second.headers["Content-Type"].startswith("text/html")
    assert "too quickly" in second.text


def test_a_held_comment_is_seen_by_its_author_alone(blogs: Blogs) -> None:
    blogs.switch("center", moderation=1)
    post = blogs.rest("center", "posts?slug=mutual-aid-is-not-a-program").json()[0]
    sent = {"post": post["id"], "content": "Ours, and held."}
    made = blogs.write("center", "comments", json=sent, auth=LOGIN).json()
    assert made["status"] == "hold"

    path = f"comments?post={post['id']}&status=hold"
    assert code(blogs.rest("center", path)) == (401, "rest_forbidden_param")
    mine = blogs.rest("center", path, auth=LOGIN).json()
    assert [one["id"] for one in mine] == [made["id"]]
    blogs.play("approve_comment", target=str(made["id"]))
    shown = blogs.rest("center", f"comments?post={post['id']}&per_page=1").json()
    assert shown[0]["id"] == made["id"]


def test_categories_and_writers_have_names(blogs: Blogs) -> None:
    post = blogs.newest("center")
    topics = blogs.rest("center", f"categories?post={post['id']}").json()
    assert {one["name"] for one in topics} == {"Field education", "Students"}
    writer = blogs.rest("center", f"users/{post['author']}").json()
    assert writer["name"] == "Amara Osei"
    assert "email" not in writer
