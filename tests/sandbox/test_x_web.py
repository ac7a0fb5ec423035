"""X's web pages, used by hand: as the Center, or by mistake as oneself."""

from __future__ import annotations

import requests

from tests.sandbox.running import Sandbox


def press(world: Sandbox, path: str, **form: str) -> requests.Response:
    return requests.post(f"{world.url}{path}", data=form, timeout=10)


def see(world: Sandbox, path: str) -> str:
    answer = requests.get(f"{world.url}{path}", timeout=10)
    assert answer.ok, path
    return answer.text


def test_the_intent_page_comes_filled_in(world: Sandbox) -> None:
    post = world.play("peer_post", who="KinshipNetwork", text="Soup at six & no papers")
    page = see(
        world, f"/x/intent/tweet?text=So%20kind%20%26%20warm&in_reply_to={post['id']}"
    )

    assert "So kind &amp; warm</textarea>" in page
    assert "Soup at six &amp; no papers" in page
    assert "You act as <strong>@CenterSW</strong>" in page


def test_a_hand_may_answer_whom_the_api_may_not(world: Sandbox) -> None:
    post = world.play("peer_post")
    page = press(world, "/x/intent/tweet", text="So kind", in_reply_to=post["id"])

    assert "Your post is out" in page.text
    made = world.world()["x"]["posts"][-1]
    assert made["reply_to"] == post["id"]
    assert f'href="{world.url}/x/CenterSW/status/{made["id"]}"' in page.text
    assert "So kind" in see(world, f"/x/anybody/status/{made['id']}")
    # and it stands on our timeline, for the API to find
    own = world.ask("GET", "/2/users/1001/tweets").json()["data"]
    assert own[0]["id"] == made["id"]


def test_who_acts_is_a_switch_on_every_page(world: Sandbox) -> None:
    press(world, "/x/acting", **{"as": "me", "back": "/x/home"})
    press(world, "/x/intent/tweet", text="From my own account")

    assert "From my own account" in world.texts("1002")
    assert "From my own account" not in world.texts()
    assert "You act as <strong>@sam_writes</strong>" in see(world, "/x/KinshipNetwork")
    world.tell("acting", **{"as": "center"})
    assert "You act as <strong>@CenterSW</strong>" in see(world, "/x/home")


def test_a_hand_reposts_likes_follows_and_takes_down(world: Sandbox) -> None:
    post = world.play("peer_post", who="NewRootsRefuge", text="Kettle is on")
    for act in ("retweet", "like"):
        assert "Kettle is on" in see(world, f"/x/intent/{act}?tweet_id={post['id']}")
        assert press(world, f"/x/intent/{act}", tweet_id=post["id"]).ok
    press(world, "/x/intent/follow", screen_name="NewRootsRefuge")
    press(world, "/x/intent/tweet", text="Oops")
    found = world.world()["x"]
    press(world, f"/x/delete/{found['posts'][-1]['id']}")

    assert [one["post"] for one in found["likes"]] == [post["id"]]
    assert found["posts"][-2]["shares"] == post["id"]
    follow = (found["follows"][-1]["follower"], found["follows"][-1]["followed"])
    assert follow == ("1001", post["author"]["id"])
    assert "Oops" not in world.texts()


def test_nobody_takes_down_what_is_not_theirs(world: Sandbox) -> None:
    post = world.play("peer_post")

    assert press(world, f"/x/delete/{post['id']}").status_code == 404


def test_a_text_that_does_not_fit_is_kept(world: Sandbox) -> None:
    empty = press(world, "/x/intent/tweet", text=" ")
    long = press(world, "/x/intent/tweet", text="a" * 281)
    press(world, "/x/intent/tweet", text="Good morning")
    twice = press(world, "/x/intent/tweet", text="Good morning")

    assert [one.status_code for one in (empty, long, twice)] == [400] * 3
    assert "281 characters" in long.text
    assert "a" * 281 in long.text
    assert "already said that" in twice.text


def test_what_people_write_cannot_break_a_page(world: Sandbox) -> None:
    evil = '<script>alert(1)</script> "https://a.example.org/"onmouseover=x @CenterSW'
    post = world.play("mention", text=evil)
    page = see(world, post["url"]) + see(world, "/") + see(world, "/x/home")

    assert "<script>alert" not in page
    assert 'href="https://a.example.org/"' in page


def test_what_is_not_there_is_told_kindly(world: Sandbox) -> None:
    for path in ("/x/nobody_here", "/x/a/status/5", "/x/intent/like?tweet_id=7"):
        answer = requests.get(world.url + path, timeout=10)
        assert answer.status_code == 404
        assert "You act as" in answer.text


def test_a_link_back_leads_nowhere_else(world: Sandbox) -> None:
    for back in (
        "https://evil.example.org/",
        "//evil.example.org/",
    ):
        answer = requests.post(
            f"{world.url}/x/acting",
            data={"as": "me", "back": back},
            allow_redirects=False,
            timeout=10,
        )
        assert answer.headers["Location"] == "/x/home"
