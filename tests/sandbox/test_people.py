"""The sandbox as a whole: its page for people, control, memory and own movement."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from sandbox import moves
from sandbox.app import NETWORKS
from sandbox.store import db, open_world, put_setting
from tests.sandbox.running import ROOT, Sandbox, sandbox


def test_every_button_plays_the_world_and_leads_back(world: Sandbox) -> None:
    page = requests.get(world.url, timeout=10).text
    buttons = re.findall(r'name="what" value="(\w+)"', page)
    before = world.world()
    for what in buttons:
        form = {"what": what, "who": "", "text": "", "target": "", "back": "/"}
        answer = requests.post(f"{world.url}/control/play", data=form, timeout=20)
        assert answer.ok, (what, answer.text)
        assert "Play the outside world" in answer.text

    assert {"mention", "follow", "peer_post", "peer_blog", "blog_link"} <= set(buttons)
    after = world.world()
    assert len(after["x"]["posts"]) > len(before["x"]["posts"])
    assert len(after["x"]["follows"]) > len(before["x"]["follows"])


def test_the_page_shows_requests_with_their_price(world: Sandbox) -> None:
    world.ask("GET", "/2/lists/5001/tweets?max_results=3")
    live = requests.get(f"{world.url}/live", timeout=10).text

    assert "x.list_posts" in live
    assert "$0.015" in live
    assert "$99.98 of credit left" in live or "$99.99 of credit left" in live


def test_what_nobody_can_do_is_told_so(world: Sandbox) -> None:
    for path, order in (
        ("play", {"what": "dance"}),
        ("play", {"what": "mention", "who": "much too long a handle"}),
        ("play", {"what": "reply", "target": "5"}),
        ("switch", {"gravity": 0}),
        ("switch", {"tier": "gold"}),
        ("reset", {"seed": "apples"}),
        ("acting", {"as": "the queen"}),
    ):
        answer = requests.post(f"{world.url}/control/{path}", json=order, timeout=10)
        assert answer.status_code == 400, path
        assert answer.json()["error"]


def test_the_log_goes_on_where_one_stopped(world: Sandbox) -> None:
    world.ask("GET", "/2/users/me")
    last = world.log()[-1]["id"]
    world.ask("GET", "/2/users/1001/followers")
    url = f"{world.url}/control/log"
    more = requests.get(url, params={"after": last, "network": "x"}, timeout=10).json()

    assert [one["call"] for one in more] == ["x.followers"]
    assert more[0]["actor"] == "@CenterSW"


def test_an_empty_world_has_only_us(world: Sandbox) -> None:
    world.tell("reset", seed="empty")
    found = world.world()["x"]

    assert [one["handle"] for one in found["users"]] == ["CenterSW", "sam_writes"]
    assert found["posts"] == []
    assert world.ask("GET", "/2/users/me").ok


def test_world_and_port_outlive_the_process(tmp_path: Path) -> None:
    with sandbox(tmp_path) as first:
        url, made = first.url, first.play("mention")
    with sandbox(tmp_path) as second:
        assert second.url == url
        assert made["id"] in {one["id"] for one in second.world()["x"]["posts"]}


def test_the_port_is_known_before_the_start(tmp_path: Path) -> None:
    environment = {**os.environ, "KINDRED_DATA": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-m", "sandbox", "--port"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

    with sandbox(tmp_path) as running:
        assert running.url.endswith(f":{said}")
        # A second one on the same port says so, and stops
        second = subprocess.run(
            [sys.executable, "-m", "sandbox"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert second.returncode == 1
    assert f"Port {said} is taken" in second.stderr


def test_the_world_waits_until_somebody_looks_then_moves(tmp_path: Path) -> None:
    with sandbox(tmp_path, SANDBOX_MOVES="1") as running:
        before = len(running.world()["x"]["posts"])
        for path in (
            "users/1001/mentions",
            "users/1001/followers",
            "lists/5001/tweets",
        ):
            assert len(running.world()["x"]["posts"]) == before
            running.ask("GET", f"/2/{path}")
        until = time.monotonic() + 20
        while len(running.world()["x"]["posts"]) == before:
            assert time.monotonic() < until, "nothing moved"
            time.sleep(0.1)


@pytest.fixture
def _world_at_hand(tmp_path: Path) -> None:
    open_world(tmp_path, NETWORKS)


@pytest.mark.usefixtures("_world_at_hand")
def test_the_world_stops_after_two_hundred_moves() -> None:
    networks = {network.key: network for network in NETWORKS}
    with db() as connection:
        put_setting(connection, "moved", 1)
    moved = [moves.step(networks) for _ in range(moves.ENOUGH)]

    assert moved[:3] == ["peer_post", "peer_blog", "follow"]
    assert all(moved[: moves.ENOUGH - 1])
    assert moved[moves.ENOUGH - 1] == ""
    with db() as connection:
        texts = [
            row["text"]
            for row in connection.execute(
                "SELECT text FROM x_post WHERE shares IS NULL AND reply_to IS NULL"
            )
        ]
    assert len(texts) == len(set(texts))


def test_only_the_call_breaks_its_lines() -> None:
    """In a narrow column "Answer" was broken in the middle of the word."""
    css = (ROOT / "sandbox" / "static" / "sandbox.css").read_text()
    assert "th, td:not(:nth-child(2)) { white-space: nowrap; }" in css
