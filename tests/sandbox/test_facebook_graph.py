"""The make-believe Graph v25: what it gives, what it asks for, how it says no."""

from __future__ import annotations

import json

import facebook
import pytest
import requests

from tests.sandbox.graph import SECRET, TOKEN, ask, error, get, post, proof_of
from tests.sandbox.running import Sandbox

LATEST = "7001/published_posts"


def newest(world: Sandbox) -> str:
    return str(get(world, LATEST)["data"][0]["id"])


def test_the_usual_fields_come_and_others_when_asked_for(world: Sandbox) -> None:
    world.play("fb_comment")
    world.play("fb_reaction")
    world.play("fb_share")
    plain = get(world, LATEST)["data"][0]
    assert set(plain) == {"id", "message", "created_time"}
    fields = (
        "id,from{id},permalink_url,updated_time,shares,"
        "comments.filter(stream).limit(0).summary(true){id},"
        "reactions.limit(0).summary(total_count)"
    )
    full = get(world, LATEST, fields=fields)["data"][0]
    assert full["from"] == {"id": "7001"}
    assert full["shares"] == {"count": 1}
    for edge in ("comments", "reactions"):
        assert full[edge] == {"data": [], "summary": {"total_count": 1}}
    assert requests.get(full["permalink_url"], timeout=10).ok
    assert full["updated_time"].endswith("+0000")


@pytest.mark.parametrize("fields", ["shoe_size", "from{id", "a..b", "id,,from", "}"])
def test_a_field_nobody_knows_is_an_error(world: Sandbox, fields: str) -> None:
    assert error(ask(world, "GET", LATEST, fields=fields))[0] == 100


def test_pages_go_on_by_cursor_to_the_end(world: Sandbox) -> None:
    world.play("fb_visitor_posts", target="7")
    seen, after = [], ""
    while True:
        page = get(world, "7001/visitor_posts", limit=3, after=after)
        seen += [one["id"] for one in page["data"]]
        after = page["paging"]["cursors"]["after"]
        if "next" not in page["paging"]:
            break
    assert len(seen) == len(set(seen)) == 7
    assert error(ask(world, "GET", LATEST, after="nonsense"))[0] == 100
    assert error(ask(world, "GET", LATEST, limit="many"))[0] == 100


def test_each_list_of_a_page_has_its_own(world: Sandbox) -> None:
    ours = {one["id"] for one in get(world, LATEST)["data"]}
    visit = world.play("fb_visitor_post")["id"]
    tag = world.play("fb_tag")["id"]
    world.play("fb_peer_post")

    def ids(edge: str) -> set[str]:
        return {one["id"] for one in get(world, f"7001/{edge}")["data"]}

    assert ids("feed") == ours | {visit}
    assert ids("published_posts") == ours
    assert ids("visitor_posts") == {visit}
    assert ids("tagged") == {tag}


def test_comments_come_by_level_order_and_time(world: Sandbox) -> None:
    first = world.play("fb_comment", text="One")
    world.play("fb_comment", text="Two", target=first["number"])
    third = world.play("fb_comment", text="Three")
    under = f"{first['post']}/comments"

    def texts(**how: str) -> list[str]:
        return [one["message"] for one in get(world, under, **how)["data"]]

    assert texts() == ["One", "Three"]
    assert texts(filter="stream") == ["One", "Two", "Three"]
    assert texts(filter="stream", order="reverse_chronological") == [
        *("Three", "Two", "One")
    ]
    assert texts(filter="stream", since="4102444800") == []
    assert [
        one["message"] for one in get(world, f"{first['id']}/comments")["data"]
    ] == ["Two"]
    one = get(world, third["id"], fields="id,parent,object{id},message")
    assert one == {
        "id": third["id"],
        "message": "Three",
        "object": {"id": first["post"]},
    }


def test_an_author_may_be_hidden(world: Sandbox) -> None:
    world.play("fb_nameless_comment")
    shown = get(world, f"{newest(world)}/comments", fields="id,from,message")["data"]
    assert "from" not in shown[0]
    assert shown[0]["message"]


def test_who_shared_among_friends_is_only_counted(world: Sandbox) -> None:
    world.play("fb_share", who="Lena Hoff")
    world.play("fb_quiet_share")
    found = get(world, f"{newest(world)}/sharedposts", fields="from")["data"]
    assert [one["from"]["name"] for one in found] == ["Lena Hoff"]
    assert get(world, newest(world), fields="shares")["shares"] == {"count": 2}


def test_the_page_posts_comments_answers_likes_and_takes_down(world: Sandbox) -> None:
    said = {"message": "Come by", "link": "https://center.example.edu/open"}
    made = post(world, "7001/feed", **said)["id"]
    shown = get(world, made, fields="attachments{unshimmed_url}")
    assert shown["attachments"]["data"] == [{"unshimmed_url": said["link"]}]
    under = post(world, f"{made}/comments", message="Bring friends")["id"]
    answer = post(world, f"{under}/comments", message="And cake")["id"]
    deep = post(world, f"{answer}/comments", message="Much cake")["id"]
    assert post(world, f"{answer}/likes") == {"success": True}
    # An answer to an answer hangs under the first comment
    parent = get(world, deep, fields="parent{id}")["parent"]
    assert parent == {"id": under}
    assert ask(world, "DELETE", made).json() == {"success": True}
    assert error(ask(world, "DELETE", made)) == (100, 33)
    assert error(ask(world, "GET", under)) == (100, 33)


def test_the_same_post_twice_is_refused_and_the_same_comment_is_not(
    world: Sandbox,
) -> None:
    post(world, "7001/feed", message="Come by")
    assert error(ask(world, "POST", "7001/feed", message="Come by")) == (506, 0)
    made = newest(world)
    ids = {post(world, f"{made}/comments", message="Yes")["id"] for _ in range(2)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("7001/feed", {}),
        ("7001/feed", {"message": "x" * 63_207}),
        ("7001/feed", {"link": "center.example.edu"}),
        ("{post}/comments", {"message": " "}),
        ("{post}/comments", {"message": "x" * 8_001}),
    ],
)
def test_a_text_that_will_not_do_is_refused(
    world: Sandbox, path: str, said: dict[str, str]
) -> None:
    where = path.format(post=newest(world))
    assert error(ask(world, "POST", where, **said))[0] == 100


def test_other_pages_are_not_ours_to_read_or_to_answer(world: Sandbox) -> None:
    theirs = world.play("fb_peer_post", who="RiversideFoodBank")["id"]
    assert error(ask(world, "GET", "7002/feed"))[0] == 10
    assert error(ask(world, "GET", "RiversideFoodBank"))[0] == 10
    assert error(ask(world, "GET", theirs))[0] == 10
    assert error(ask(world, "POST", f"{theirs}/comments", message="Hi"))[0] == 10
    assert error(ask(world, "POST", "7002/feed", message="Hi"))[0] == 10
    # but where they tag us, we may answer
    tag = world.play("fb_tag")["id"]
    assert post(world, f"{tag}/comments", message="Our pleasure")["id"]
    assert error(ask(world, "DELETE", tag))[0] == 200


def test_a_token_must_be_known_alive_and_proven(world: Sandbox) -> None:
    assert error(ask(world, "GET", "7001", token="nobody")) == (190, 0)
    assert error(ask(world, "GET", "7001", appsecret_proof=""))[0] == 100
    wrong = proof_of(TOKEN, "another")
    assert error(ask(world, "GET", "7001", appsecret_proof=wrong))[0] == 100
    bare = requests.get(f"{world.url}/facebook-api/v25.0/7001", timeout=10)
    assert error(bare)[0] == 2500
    for why in (458, 460, 463, 467, 492):
        world.play("fb_end_token", target=str(why))
        refused = ask(world, "GET", "7001")
        assert error(refused) == (190, why)
        assert "invalid_token" in refused.headers["WWW-Authenticate"]


@pytest.mark.parametrize("version", ["v3.1", "v19.0", "v99.0", "nonsense"])
def test_a_version_that_does_not_live_is_refused(world: Sandbox, version: str) -> None:
    assert error(ask(world, "GET", "7001", version=version))[0] in (2635, 2500)


def test_every_answer_tells_how_much_is_used(world: Sandbox) -> None:
    world.tell("switch", facebook_usage=87)
    headers = ask(world, "GET", "7001").headers
    assert json.loads(headers["X-App-Usage"])["call_count"] == 87
    (use,) = json.loads(headers["X-Business-Use-Case-Usage"])["7001"]
    assert (use["type"], use["call_count"]) == ("pages", 87)
    world.tell("switch", facebook_usage=101)
    refused = ask(world, "GET", "7001")
    assert error(refused)[0] == 80001
    assert "estimated_time_to_regain_access" in refused.text + str(refused.headers)


@pytest.mark.parametrize(
    "code", ["1", "2", "4", "17", "32", "341", "613", "80001", "368", "3", "10"]
)
def test_any_code_of_graph_can_be_ordered(world: Sandbox, code: str) -> None:
    order = {"network": "facebook", "call": "facebook.node", "field": code}
    world.tell("faults", fault="graph_error", **order)
    assert error(ask(world, "GET", "7001"))[0] == int(code)
    assert ask(world, "GET", "7001").ok


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("rate_limited", (80001, 2446079)),
        ("rate_limited_blind", (32, 0)),
        ("revoked", (190, 460)),
        ("no_credit", (368, 0)),
        ("forbidden", (200, 0)),
        ("duplicate", (506, 0)),
    ],
)
def test_the_usual_faults_are_in_graphs_words(
    world: Sandbox, fault: str, code: tuple[int, int]
) -> None:
    world.tell("faults", network="facebook", fault=fault, seconds=600)
    refused = ask(world, "GET", "7001")
    assert error(refused) == code
    told = refused.headers.get("X-Business-Use-Case-Usage", "")
    assert ('"estimated_time_to_regain_access": 10' in told) == (
        fault == "rate_limited"
    )


def test_an_app_sees_what_is_known_of_a_token(world: Sandbox) -> None:
    app = f"9001|{SECRET}"
    about = get(world, "debug_token", token=app, input_token=TOKEN)["data"]
    assert about["is_valid"]
    assert about["profile_id"] == "7001"
    assert "pages_manage_posts" in about["scopes"]
    assert about["expires_at"] == 0
    unknown = get(world, "debug_token", token=app, input_token="nobody")["data"]
    assert not unknown["is_valid"]
    assert error(ask(world, "GET", "debug_token", input_token=TOKEN))[0] == 100


def test_a_persons_token_becomes_longer_and_gives_those_of_pages(
    world: Sandbox,
) -> None:
    said = {
        "client_id": "9001",
        "client_secret": SECRET,
        "grant_type": "fb_exchange_token",
        "fb_exchange_token": "fb-user-sam",
    }
    longer = get(world, "oauth/access_token", **said)
    assert longer["expires_in"] == 60 * 86_400
    (page,) = get(world, "me/accounts", token=longer["access_token"])["data"]
    assert page["id"] == "7001"
    assert get(world, "7001", token=page["access_token"])["id"] == "7001"
    wrong = said | {"client_secret": "another"}
    assert error(ask(world, "GET", "oauth/access_token", **wrong))[0] == 1


def test_the_library_itself_speaks_to_it(
    world: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """facebook-sdk as it is, but for the address and the version."""
    monkeypatch.setattr(facebook, "FACEBOOK_GRAPH_URL", f"{world.url}/facebook-api/")
    graph = facebook.GraphAPI(TOKEN)
    graph.version = "v25.0"
    proof = {"appsecret_proof": proof_of(TOKEN)}
    feed = graph.get_connections("7001", "feed", **proof)
    assert len(feed["data"]) == 3
    made = graph.put_object("7001", "feed", message="Hello", **proof)
    assert made["id"].startswith("7001_")
    with pytest.raises(facebook.GraphAPIError) as caught:
        graph.put_object("7001", "feed", message="Hello", **proof)
    assert caught.value.code == 506


def test_the_log_names_the_call_and_hides_the_secrets(world: Sandbox) -> None:
    app = f"9001|{SECRET}"
    get(world, "debug_token", token=app, input_token=TOKEN)
    line = world.log("facebook.debug_token")[-1]
    assert line["actor"] == "app 9001"
    assert TOKEN not in line["query"]
    get(world, LATEST, limit=2)
    assert world.log("facebook.published_posts")[-1]["resources"] == 2
