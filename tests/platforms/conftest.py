"""The sandbox as the networks, and our accounts on them, over real HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from accounts.platforms.base import Addresses, Granted, Presence, Tokens
from accounts.platforms.blog import Blog
from accounts.platforms.facebook import Facebook
from accounts.platforms.twitter import Twitter

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
"""The smallest PNG there is."""


class World:
    """The make-believe networks, and what tests tell them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.addresses = Addresses(
            twitter_api=f"{self.url}/x-api",
            twitter_web=f"{self.url}/x",
            facebook_api=f"{self.url}/facebook-api",
            facebook_web=f"{self.url}/facebook",
            allowed_private_hosts=frozenset({f"127.0.0.1:{port}"}),
        )

    def tell(self, page: str, **order: Any) -> Any:
        """One order to the sandbox; its answer."""
        answer = requests.post(f"{self.url}/control/{page}", json=order, timeout=20)
        assert answer.ok, answer.text
        return answer.json()

    def ask(self, what: str, **params: Any) -> Any:
        return requests.get(f"{self.url}/control/{what}", params, timeout=20).json()

    def play(self, what: str, **more: Any) -> Any:
        """The outside world does something; the thing it made."""
        return self.tell("play", what=what, **more)

    def fault(self, call: str, fault: str, network: str = "x", **more: Any) -> None:
        self.tell("faults", network=network, call=call, fault=fault, **more)

    def calm(self) -> None:
        requests.delete(f"{self.url}/control/faults", timeout=20)

    def asked(self, call: str) -> list[dict[str, Any]]:
        """The requests of one kind that the sandbox saw since the last reset."""
        return [one for one in self.ask("log") if one["call"] == call]

    def posts_by(self, author: str) -> list[str]:
        """What the public sees of somebody on X: the texts."""
        posts = self.ask("world")["x"]["posts"]
        return [one["text"] for one in posts if str(one["author"]) == author]


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A sandbox of our own, stopped afterwards."""
    folder = tmp_path_factory.mktemp("networks")
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    more = {
        "KINDRED_DATA": str(folder),
        "SANDBOX_PORT": str(port),
        "SANDBOX_MOVES": "0",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sandbox"],
            cwd=ROOT,
            env={**os.environ, **more},
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(port, process)
        yield World(port)
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < ends:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the sandbox did not start")


@pytest.fixture
def world(sandbox: World) -> World:
    """The demo world, fresh."""
    sandbox.tell("reset", seed="demo")
    return sandbox


@pytest.fixture
def x(world: World) -> Twitter:
    """@CenterSW, by OAuth 2."""
    return twitter(world)


@pytest.fixture
def blog(world: World) -> Blog:
    """Our own WordPress."""
    return our_blog(world)


@pytest.fixture
def fb(world: World) -> Facebook:
    """The Center's Page."""
    return facebook(world)


X_TOKENS = Tokens(
    access="x-access-center",
    refresh="x-refresh-center",
    key="center-app",
    secret="center-secret",
)
FB_TOKENS = Tokens(access="fb-page-center", key="9001", secret="fb-secret-center")
BLOG_TOKENS = Tokens(user="kindred", access="blog-pass-center")


def twitter(
    world: World, tokens: Tokens = X_TOKENS, tier: str = "self-serve"
) -> Twitter:
    return Twitter(
        Presence(
            external_id="1001",
            handle="CenterSW",
            tokens=tokens,
            granted=Granted(tier),
            owns_app=True,
        ),
        world.addresses,
    )


def facebook(world: World, tokens: Tokens = FB_TOKENS, **addresses: str) -> Facebook:
    return Facebook(
        Presence(
            external_id="7001",
            handle="CenterSW",
            tokens=tokens,
            granted=Granted("page"),
        ),
        replace(world.addresses, **addresses),  # type: ignore[arg-type]
    )


def our_blog(world: World, tokens: Tokens = BLOG_TOKENS) -> Blog:
    return Blog(
        Presence(
            web_url=f"{world.url}/blog/center/",
            tokens=tokens,
            granted=Granted("author"),
        ),
        world.addresses,
    )
