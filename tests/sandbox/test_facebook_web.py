"""Facebook's web pages, used by hand: as our Page, or by mistake as oneself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import requests

from sandbox.app import NETWORKS
from sandbox.moves import EVERY, ON_FACEBOOK, step
from sandbox.store import db, open_world, put_setting
from tests.sandbox.graph import get
from tests.sandbox.running import Sandbox


def press(world: Sandbox, path: str, **form: str) -> requests.Response:
    return requests.post(f"{world.url}{path}", data=form, timeout=10)


def see(world: Sandbox, path: str) -> str:
    answer = requests.get(f"{world.url}{path}", timeout=10)
    assert answer.ok, path
    return answer.text


def comments(world: Sandbox) -> list[dict[str, Any]]:
    return list(world.world()["facebook"]["comments"])


def test_a_hand_answers_a_comment_as_the_page(world: Sandbox) -> None:
    said = world.play("fb_comment", text="So helpful & kind")
    page = see(world, said["url"])
    assert "You act as <strong>Center for Social Work Practice</strong>" in page
    assert "“So helpful &amp; kind”" in page
    path, _, query = said["url"].partition("?")
    number = query.removeprefix("comment_id=")

    done = press(world, f"{path}/comment", text="Thank you", comment_id=number)

    assert "Your comment is out" in done.text
    made = comments(world)[-1]
    assert (made["author"], made["parent"]) == (7001, int(number))
    link = f"{path}?comment_id={number}&amp;reply_comment_id={made['id']}"
    assert f'href="{world.url}{link}"' in done.text
    # and Graph shows it, for the hub to find
    (found,) = get(world, f"{said['id']}/comments", fields="message")["data"]
    assert found["message"] == "Thank you"


def test_a_hand_may_comment_where_graph_may_not(world: Sandbox) -> None:
    theirs = world.play("fb_peer_post", text="Drivers wanted")
    done = press(world, f"{theirs['url']}/comment", text="We shared it")
    assert "Your comment is out" in done.text
    assert comments(world)[-1]["post"] == int(theirs["number"])


def test_one_switches_into_the_page_and_back(world: Sandbox) -> None:
    post = world.play("fb_visitor_post")
    page = press(world, "/facebook/acting", **{"as": "me", "back": post["url"]}).text
    assert "You act as <strong>Sam Whitfield</strong>" in page
    assert "Switch into Center for Social Work Practice" in page
    press(world, f"{post['url']}/comment", text="From myself")
    assert comments(world)[-1]["author"] == 7100
    world.tell("acting", **{"as": "center"})
    assert "Switch back to Sam Whitfield" in see(world, "/facebook/home")


def test_a_hand_posts_shares_likes_follows_and_takes_down(world: Sandbox) -> None:
    theirs = world.play("fb_peer_post", who="NorthShoreHospice", text="Candles")
    link = world.url + theirs["url"]
    assert "Candles" in see(world, f"/facebook/sharer/sharer.php?u={link}")
    press(world, "/facebook/sharer/sharer.php", u=link, text="Go and see")
    press(world, f"/facebook/like/{theirs['number']}", back=theirs["url"])
    press(world, "/facebook/follow/NorthShoreHospice", back="/facebook/home")
    press(world, "/facebook/7001/write", text="Oops")
    found = world.world()["facebook"]
    shared, oops = found["posts"][-2:]
    press(world, f"/facebook/delete/{oops['id']}")

    assert (shared["author"], shared["shares"]) == (7001, int(theirs["number"]))
    assert [one["object"] for one in found["reactions"]] == [int(theirs["number"])]
    assert [one["actor"] for one in found["follows"]] == [7001]
    assert "You follow them" in see(world, "/facebook/NorthShoreHospice")
    texts = [one["message"] for one in world.world()["facebook"]["posts"]]
    assert "Oops" not in texts


def test_nobody_takes_down_what_is_not_theirs(world: Sandbox) -> None:
    theirs = world.play("fb_peer_post")
    assert press(world, f"/facebook/delete/{theirs['number']}").status_code == 404


def test_graphs_own_number_leads_to_the_post(world: Sandbox) -> None:
    theirs = world.play("fb_tag")
    found = requests.get(f"{world.url}/facebook/{theirs['id']}", timeout=10)
    assert found.url == world.url + theirs["url"]


def test_a_text_that_does_not_fit_is_kept(world: Sandbox) -> None:
    post = world.play("fb_visitor_post")
    empty = press(world, f"{post['url']}/comment", text=" ")
    long = press(world, f"{post['url']}/comment", text="a" * 8_001)
    assert [empty.status_code, long.status_code] == [400, 400]
    assert "a" * 8_001 in long.text


def test_what_people_write_cannot_break_a_page(world: Sandbox) -> None:
    evil = '<script>alert(1)</script> https://a.example.org/"onmouseover=x'
    said = world.play("fb_comment", text=evil)
    post = world.play("fb_visitor_post", text=evil)
    shown = [see(world, one["url"]) for one in (said, post)]
    page = "".join([*shown, see(world, "/"), see(world, "/facebook/home")])
    assert "<script>alert" not in page
    assert 'href="https://a.example.org/"' in page


def test_what_is_not_there_is_told_kindly(world: Sandbox) -> None:
    for path in (
        "nobody",
        "7001/posts/5",
        "sharer/sharer.php?u=x",
        "v25.0/dialog/oauth",
    ):
        answer = requests.get(f"{world.url}/facebook/{path}", timeout=10)
        assert answer.status_code == 404
        assert "You act as" in answer.text


def test_a_link_back_leads_nowhere_else(world: Sandbox) -> None:
    for back in ("https://evil.example.org/", "//evil.example.org/"):
        answer = requests.post(
            f"{world.url}/facebook/acting",
            data={"as": "me", "back": back},
            allow_redirects=False,
            timeout=10,
        )
        assert answer.headers["Location"] == "/facebook/home"


def test_the_people_see_facebook_too(world: Sandbox) -> None:
    world.play("fb_tag", text="Hello there")
    live = requests.get(f"{world.url}/live", timeout=10).text
    assert "On Facebook, as the public sees it" in live
    assert "Hello there" in live


def test_what_nobody_can_do_on_facebook_is_told_so(world: Sandbox) -> None:
    for order in (
        {"what": "fb_dance"},
        {"what": "fb_comment", "target": "5"},
        {"what": "fb_reaction", "text": "SHRUG"},
        {"what": "fb_share", "target": "x"},
    ):
        answer = requests.post(f"{world.url}/control/play", json=order, timeout=10)
        assert answer.status_code == 400
        assert answer.json()["error"]


def test_facebook_moves_only_once_somebody_reads_it(tmp_path: Path) -> None:
    open_world(tmp_path, NETWORKS)
    networks = {network.key: network for network in NETWORKS}
    with db() as connection:
        put_setting(connection, "moved", 1)
    assert not any(step(networks).startswith("fb_") for _ in range(6))
    with db() as connection:
        for call in ("feed", "feed", "visitor_posts", "tagged"):
            connection.execute(
                "INSERT INTO request (at, network, method, path, call, actor, status,"
                " resources, micro, query, body) VALUES"
                " ('', 'facebook', 'GET', '', ?, '', 200, 0, 0, '', '')",
                (f"facebook.{call}",),
            )
    moved = [step(networks) for _ in range(EVERY * len(ON_FACEBOOK))]
    assert set(ON_FACEBOOK) <= set(moved)
    assert sum(one.startswith("fb_") for one in moved) == len(ON_FACEBOOK)


def test_a_world_from_before_gets_facebook_too(tmp_path: Path) -> None:
    open_world(tmp_path, [one for one in NETWORKS if one.key != "facebook"])
    with db() as connection:
        connection.execute("DELETE FROM setting WHERE key = 'sown'")
    for _ in range(2):
        open_world(tmp_path, NETWORKS)
        with db() as connection:
            query = "SELECT count(*) AS n FROM fb_actor WHERE id = 7001"
            assert connection.execute(query).fetchone()["n"] == 1
