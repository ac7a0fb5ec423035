"""Every request our client makes is one that Graph v25.0 knows by its names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from accounts.platforms.base import Target, Verb
from accounts.platforms.facebook import Facebook
from accounts.platforms.http import Wire
from sandbox.facebook.fields import Fields, parse

from .conftest import World
from .facebook_kindness import all_of, comment, tag, target_of

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT.parent / "shared" / "specs" / "graph-v25-names.json"

pytestmark = pytest.mark.skipif(
    not DOCUMENT.exists(), reason="the names of Graph are not here"
)

EVERYWHERE = {"fields", "limit", "after", "appsecret_proof"}
"""What each list and thing takes: paging, the choice of fields, the proof."""
INSIDE = {"limit", "summary"}
INNER = {"parent": "Comment", "object": "PagePost"}
LISTED = {
    **dict.fromkeys(("feed", "published_posts", "visitor_posts", "tagged"), "PagePost"),
    "sharedposts": "Post",
    "comments": "Comment",
    # The document has no node for who reacted
    "reactions": "",
}


@cache
def nodes() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(DOCUMENT.read_text())["nodes"]
    return loaded


def call_of(node: str, method: str, edge: str) -> Mapping[str, Any]:
    for one in nodes()[node]["calls"]:
        if (one["method"], one["edge"]) == (method, edge):
            return dict(one)
    raise AssertionError(f"Graph has no {method} {edge} on {node}")


def check(request: requests.PreparedRequest, kinds: Mapping[str, str]) -> str:
    """Raises if Graph does not know this request; its method, node and edge."""
    method, parts = request.method or "", urlsplit(str(request.url))
    _, version, thing, *rest = parts.path.removeprefix("/facebook-api").split("/")
    assert version == "v25.0"
    node = "Page" if thing == "7001" else kinds[thing]
    alone = {"GET": "#get", "DELETE": "#delete"}.get(method, "")
    edge = rest[0] if rest else alone
    known = call_of(node, method, edge)
    body = request.body or b""
    form = body.decode() if isinstance(body, bytes) else str(body)
    said = dict(parse_qsl(parts.query) + parse_qsl(form))
    assert "access_token" not in said
    assert set(known["required"]) <= set(said)
    for name in set(said) - EVERYWHERE:
        assert name in known["params"], f"{method} {node}/{edge} takes no {name}"
    if "fields" in said:
        check_fields(LISTED[edge] if rest else node, parse(said["fields"]))
    return f"{method} {node} {edge}"


def check_fields(node: str, fields: Fields) -> None:
    if not node:
        return
    edges = {
        one["edge"]: one for one in nodes()[node]["calls"] if one["method"] == "GET"
    }
    for name, field in fields.items():
        if name not in nodes()[node]["fields"]:
            assert name in edges, f"{node} has no {name}"
            assert set(field.said) <= {*edges[name]["params"], *INSIDE}
            check_fields(LISTED.get(name, ""), field.inside)
        elif name in INNER:
            check_fields(INNER[name], field.inside)


def kinds_in(world: World) -> dict[str, str]:
    """Which of Graph's ids is what."""
    found = world.ask("world")["facebook"]
    kinds = {one["graph_id"]: "PagePost" for one in found["posts"]}
    return kinds | {one["graph_id"]: "Comment" for one in found["comments"]}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[requests.PreparedRequest]:
    """The requests as they leave us."""
    left: list[requests.PreparedRequest] = []
    send = Wire.send

    def keep(
        self: Wire, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        left.append(request)
        return send(self, request, *args, **kwargs)

    monkeypatch.setattr(Wire, "send", keep)
    return left


def test_every_request_is_known_to_graph(
    world: World, fb: Facebook, sent: list[requests.PreparedRequest]
) -> None:
    done = everything(world, fb)
    kinds = kinds_in(world)
    down = fb.post(Target(), "To be taken down", "k")
    kinds[down.key.removeprefix("fb:")] = "PagePost"
    fb.delete(Target(key=down.key), "", "k")

    assert done | {Verb.DELETE} == {verb for verb in Verb if Facebook.can(verb)}
    calls = {check(request, kinds) for request in sent}
    assert {
        "GET Page feed",
        "GET Page published_posts",
        "GET Page visitor_posts",
        "GET Page tagged",
        "GET PagePost comments",
        "GET PagePost reactions",
        "GET PagePost sharedposts",
        "GET Comment comments",
        "GET Comment #get",
        "POST Page feed",
        "POST PagePost comments",
        "POST Comment comments",
        "POST Comment likes",
        "DELETE PagePost #delete",
    } <= calls


def everything(world: World, fb: Facebook) -> set[Verb]:
    """Do all that the adapter can; which verbs it was."""
    at = fb.comments({}).cursor
    own = fb.own({}, []).cursor
    said = target_of(comment(world, fb))
    tagged = target_of(tag(world, fb))
    world.play("fb_reaction")
    world.play("fb_comments", target="120")
    all_of(fb.comments, at)
    fb.reply(said, "Thank you!", "k")
    fb.comment(tagged, "Our pleasure.", "k")
    fb.like(said, "", "k")
    fb.post(Target(), "See https://center.example.edu/", "k")
    fb.share(Target(key=tagged.key, url=tagged.url), "Look", "k")
    posts, _ = all_of(lambda cursor: fb.own(cursor, [said, tagged]), own)
    fb.sharers(next(one.key for one in posts if not one.reply_to_key), {"after": ""})
    fb.me()
    return {
        *(Verb.ME, Verb.OWN, Verb.MENTIONS, Verb.COMMENTS, Verb.SHARERS),
        *(Verb.REPLY, Verb.COMMENT, Verb.POST, Verb.SHARE, Verb.LIKE),
    }
