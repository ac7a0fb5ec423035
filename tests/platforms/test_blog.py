"""Our blog and those of others over real HTTP: what is read, written, and refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from accounts.platforms.base import (
    AccessRevoked,
    Kind,
    PlatformError,
    Refused,
    Target,
    Tokens,
    TryLater,
    Unconfirmed,
    Unsupported,
    Verb,
)
from accounts.platforms.blog import Blog, feeds, find
from accounts.platforms.blog.peers import is_ours

from .conftest import World, our_blog


def peer_post(world: World, blog: str) -> Target:
    feed = feeds.read(f"{world.url}/blog/{blog}/feed/", world.addresses)
    return Target(key=feed.items[0].key, url=feed.items[0].url)


def comment_on_ours(world: World, blog: Blog, text: str = "Lovely & good") -> Target:
    cursor = blog.comments({}).cursor
    world.play("blog_comment", text=text)
    (one,) = blog.comments(cursor).items
    assert one.kind is Kind.COMMENT
    assert one.post is not None
    assert one.post.text == text
    return Target(key=one.post.key, url=one.post.url, on_ours=True)


def test_our_blog_tells_who_we_are(blog: Blog) -> None:
    assert blog.me().name == "Center for Social Work Practice"


def test_a_wrong_password_says_what_to_do(world: World) -> None:
    wrong = our_blog(world, Tokens(user="kindred", access="wrong"))
    with pytest.raises(AccessRevoked, match="Users → Profile"):
        wrong.me()


def test_a_comment_is_answered_in_place_and_found_again(
    world: World, blog: Blog
) -> None:
    target = comment_on_ours(world, blog)
    receipt = blog.reply(target, "Thank you & <welcome>!\n\nCome again.", "k")
    assert not receipt.waiting
    own = next(one for one in blog.own({}, []).items if one.key == receipt.key)
    assert own.text == "Thank you & <welcome>!\n\nCome again."
    assert own.reply_to_key == target.key
    assert own.url == receipt.url
    # Our own answer is no kindness to us
    assert all(one.key != receipt.key for one in blog.comments({}).items)
    with pytest.raises(Refused, match="already said that"):
        blog.reply(target, "Thank you & <welcome>!\n\nCome again.", "k")


def test_a_pingback_names_the_page_that_is_said_to_link_to_us(
    world: World, blog: Blog
) -> None:
    cursor = blog.comments({}).cursor
    made = world.play("blog_link", who="riverside")
    (one,) = blog.comments(cursor).items
    assert one.kind is Kind.LINK
    assert one.by.url == made["url"]
    assert one.about_key.startswith(f"wp:{blog.site}:")


def test_a_comment_let_through_late_is_not_missed(world: World, blog: Blog) -> None:
    held = requests.post(
        f"{world.url}/blog/center/sandbox/switch", {"moderation": 1}, timeout=20
    )
    assert held.ok
    cursor = blog.comments({}).cursor
    world.play("blog_comment", who="Ana", text="Held for a while")
    assert blog.comments(cursor).items == ()
    cursor = blog.comments(cursor).cursor
    world.play("approve_comment")
    assert [one.by.name for one in blog.comments(cursor).items] == ["Ana"]


def test_we_comment_where_a_blog_takes_it_and_find_it_again(
    world: World, blog: Blog
) -> None:
    target = replace(peer_post(world, "riverside"), takes_comments=True)
    receipt = blog.comment(target, "What a good piece.", "k")
    (found,) = [o for o in blog.own({}, [target]).items if o.key == receipt.key]
    assert found.reply_to_key == target.key
    assert found.text == "What a good piece."


def test_a_blog_that_wants_a_login_is_commented_by_hand(
    world: World, blog: Blog
) -> None:
    closed = peer_post(world, "harbor")
    with pytest.raises(Unsupported):
        blog.comment(closed, "What a good piece.", "k")
    assert not world.asked("blog.comment_create")
    with pytest.raises(Unsupported, match="by hand"):
        blog.comment(replace(closed, takes_comments=True), "What a good piece.", "k")


def test_a_comment_made_by_hand_is_found_under_its_post(
    world: World, blog: Blog
) -> None:
    target = peer_post(world, "harbor")
    number = find.discover(target.url, world.addresses).post_id
    form = {
        "comment_post_ID": str(number),
        "comment": "By hand, and gladly.",
        "acting": "center",
    }
    address = f"{world.url}/blog/harbor/wp-comments-post.php"
    assert requests.post(address, form, timeout=20).ok
    own = blog.own({}, [target]).items
    assert [o.text for o in own if o.reply_to_key == target.key] == [
        "By hand, and gladly."
    ]


def test_a_peer_that_is_down_hides_only_itself(world: World, blog: Blog) -> None:
    down = Target(key="feed:1", url="http://127.0.0.1:1/post/")
    assert blog.own({}, [down]).items


def test_it_says_under_which_posts_it_could_look(world: World, blog: Blog) -> None:
    api, feed = peer_post(world, "riverside"), peer_post(world, "harbor")
    mine = Target(key=f"wp:{blog.site}:7")
    down = Target(key="feed:down", url="http://127.0.0.1:1/post/")
    gone = Target(key="feed:gone")
    # A page that shows neither an API nor a feed of comments
    bare = Target(key="feed:bare", url=f"{world.url}/")

    page = blog.own({}, [api, feed, mine, down, gone, bare, Target()])

    assert page.visited == frozenset({api.key, feed.key, mine.key, ""})


def test_what_is_not_visited_for_want_of_time_is_not_called_read(
    world: World, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.platforms.blog.reading.MOST_TARGETS", 1)
    one, other = peer_post(world, "riverside"), peer_post(world, "harbor")
    assert blog.own({}, [one, other]).visited == frozenset({one.key})


def test_a_post_goes_out_once_however_often_it_is_tried(
    world: World, blog: Blog
) -> None:
    key = "6a7d2f4e-1111-4222-8333-abcdefabcdef"
    text = "An open house\n\nDoors open at <ten> & we have cake."
    world.fault("blog.post_create", "cut_after", network="blog")
    with pytest.raises(TryLater):
        blog.post(Target(), text, key)
    first, second = blog.post(Target(), text, key), blog.post(Target(), text, key)
    assert first == second
    found = [o for o in blog.own({}, []).items if o.title == "An open house"]
    assert [(o.key, o.text) for o in found] == [
        (first.key, "Doors open at <ten> & we have cake.")
    ]
    gone = Target(key=first.key, url=first.url)
    assert blog.delete(gone, "", "k").key == first.key
    assert blog.delete(gone, "", "k").key == first.key


FAULTS: dict[str, tuple[type[PlatformError], type[PlatformError]]] = {
    "server_error_html": (TryLater, Unconfirmed),
    "html_200": (TryLater, Unconfirmed),
    "cut_json": (TryLater, Unconfirmed),
    "cut_before": (TryLater, Unconfirmed),
    "cut_after": (TryLater, Unconfirmed),
    "half_answer": (TryLater, Unconfirmed),
    "revoked": (AccessRevoked, AccessRevoked),
    "rate_limited": (TryLater, TryLater),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_named_by_what_to_do_next(
    world: World, blog: Blog, fault: str
) -> None:
    reading, writing = FAULTS[fault]
    target = comment_on_ours(world, blog)
    world.fault("blog.comments", fault, network="blog", ms=1)
    with pytest.raises(PlatformError) as caught:
        blog.comments({})
    assert type(caught.value) is reading
    world.fault("blog.comment_create", fault, network="blog", ms=1)
    with pytest.raises(PlatformError) as caught:
        blog.reply(target, "Thank you!", "k")
    assert type(caught.value) is writing
    assert str(caught.value).endswith(".")


def test_silence_before_a_reply_left_us_is_only_later(world: World, blog: Blog) -> None:
    """What is asked to prepare a reply shows nowhere."""
    target = comment_on_ours(world, blog)
    world.fault("blog.comment", "cut_after", network="blog")
    with pytest.raises(TryLater):
        blog.reply(target, "Thank you!", "k")


def test_what_is_not_on_our_blog_is_not_answered_there(
    world: World, blog: Blog
) -> None:
    with pytest.raises(Unsupported, match="not on our own blog"):
        blog.reply(Target(key="feed:12", url="https://e.org/"), "Hi", "k")


def test_an_address_without_wordpress_is_refused_in_a_sentence(world: World) -> None:
    nothing = our_blog(world)
    nowhere = replace(nothing.presence, web_url=f"{world.url}/blog/nothing/")
    with pytest.raises(Refused, match=r"is not there|no WordPress"):
        Blog(nowhere, world.addresses).me()


def test_a_blog_inside_the_network_is_refused(world: World) -> None:
    ours = our_blog(world)
    inside = replace(world.addresses, allowed_private_hosts=frozenset())
    with pytest.raises(Refused, match="inside the network"):
        Blog(ours.presence, inside).me()


def test_a_visitor_is_ours_by_site_and_without_one_by_name(blog: Blog) -> None:
    us = blog.me()
    home = blog.presence.web_url
    assert is_ours(replace(us, external_id="x", url=home), us, home)
    assert is_ours(replace(us, external_id="x", url=""), us, home)
    assert not is_ours(replace(us, url="https://elsewhere.example/"), us, home)


def test_it_can_what_a_blog_can() -> None:
    assert Blog.can(Verb.COMMENT)
    assert not Blog.can(Verb.SHARE)
