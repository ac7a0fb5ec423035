"""Every request our adapter can make is one that X's own document knows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import Any

import pytest
import requests

from accounts.platforms.base import Cursor, Refused, Target, Verb
from accounts.platforms.http import Wire
from accounts.platforms.twitter import Twitter
from tests.sandbox.spec import check_request, document

from .conftest import PICTURE, World, twitter

pytestmark = pytest.mark.skipif(not document(), reason="X's own document is not here")


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


def everything(x: Twitter, target: Target) -> set[Verb]:
    """Do all that the adapter can, first looks and later ones; which verbs it was."""
    later = {"since": "1", "top": "9", "token": "p00000000009346889436"}
    lists: dict[Verb, Callable[[Cursor], object]] = {
        Verb.MENTIONS: x.mentions,
        Verb.OWN: lambda cursor: x.own(cursor, []),
        Verb.PEERS: lambda cursor: x.peers("5001", cursor),
        Verb.SEARCH: lambda cursor: x.search("from:RiversideFood", cursor),
        Verb.QUOTES: lambda cursor: x.quotes(target.key, cursor),
        Verb.FOLLOWERS: lambda cursor: x.followers(cursor, 5),
        Verb.FOLLOWING: lambda cursor: x.following(cursor, 5),
        Verb.SHARERS: lambda cursor: x.sharers(target.key, cursor),
    }
    for read in lists.values():
        read({})
        read(later)
    acts: dict[Verb, Callable[[], object]] = {
        Verb.REPLY: lambda: x.reply(target, "Thank you!", "k"),
        Verb.POST: lambda: x.post(Target(), "A word of our own", "k"),
        Verb.QUOTE: lambda: x.quote(target, "Look at this", "k"),
        Verb.SHARE: lambda: x.share(target, "", "k"),
        Verb.LIKE: lambda: x.like(target, "", "k"),
        Verb.FOLLOW: lambda: x.follow(target, "", "k"),
        Verb.DELETE: lambda: x.delete(Target(key=target.key), "", "k"),
        Verb.UPLOAD: lambda: x.upload(PICTURE, "image/png", "A dot"),
        Verb.ME: x.me,
        Verb.LOOKUP: lambda: x.lookup("RiversideFood"),
    }
    for verb, act in acts.items():
        # The post to be taken down is not ours: asked all the same
        with suppress(Refused) if verb is Verb.DELETE else nullcontext():
            act()
    return {*lists, *acts}


def test_every_request_is_known_to_x(
    world: World, sent: list[requests.PreparedRequest]
) -> None:
    world.tell("switch", tier="enterprise")
    made = world.play("mention", text="Hello @CenterSW")
    target = Target(
        key=f"x:{made['id']}",
        url=f"{world.url}/x/somebody/status/{made['id']}",
        author_id=made["author"]["id"],
        author_handle=made["author"]["handle"],
    )

    done = everything(twitter(world, tier="enterprise"), target)

    assert done == {verb for verb in Verb if Twitter.can(verb)}
    for request in sent:
        check_request(request, "/x-api")
    assert len(sent) > 25
