"""Faults on demand: what the other side of the wire sees, and what is stored."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
import requests

from tests.sandbox.running import Sandbox

HEADERS = {"Authorization": "Bearer x-access-center"}


def post(world: Sandbox, text: str, timeout: float = 10) -> requests.Response:
    return requests.post(
        f"{world.url}/x-api/2/tweets",
        json={"text": text},
        headers=HEADERS,
        timeout=timeout,
    )


@pytest.mark.parametrize(
    ("fault", "status", "title"),
    [
        ("rate_limited", 429, "Too Many Requests"),
        ("rate_limited_blind", 429, "Too Many Requests"),
        ("revoked", 401, "Unauthorized"),
        ("no_credit", 402, "CreditsDepleted"),
        ("forbidden", 403, "Forbidden"),
        ("duplicate", 403, "Forbidden"),
    ],
)
def test_a_refusal_is_in_xs_own_words(
    world: Sandbox, fault: str, status: int, title: str
) -> None:
    world.fault(fault, "x.create")
    refused = world.ask("POST", "/2/tweets", json={"text": "Hello"})

    assert (refused.status_code, refused.json()["title"]) == (status, title)
    assert ("x-rate-limit-reset" in refused.headers) == (fault == "rate_limited")
    assert "Hello" not in world.texts()
    # It was ordered once
    assert world.ask("POST", "/2/tweets", json={"text": "Hello"}).status_code == 201


@pytest.mark.parametrize(
    ("fault", "status"), [("server_error_html", 502), ("html_200", 200)]
)
def test_html_comes_where_json_should(world: Sandbox, fault: str, status: int) -> None:
    world.fault(fault)
    answer = post(world, "Hello")

    assert answer.status_code == status
    assert answer.text.startswith("<!doctype html>")
    assert "Hello" not in world.texts()


@pytest.mark.parametrize(
    ("fault", "stored"), [("cut_before", False), ("cut_after", True)]
)
def test_a_cut_connection(world: Sandbox, fault: str, stored: bool) -> None:
    world.fault(fault)
    with pytest.raises(requests.ConnectionError):
        post(world, "Hello")

    assert ("Hello" in world.texts()) == stored
    line = world.log("x.create")[0]
    assert (line["fault"], line["status"]) == (fault, 201 if stored else 0)


def test_half_an_answer(world: Sandbox) -> None:
    world.fault("half_answer", ms=50)
    with pytest.raises(
        (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
    ):
        post(world, "Hello")

    assert "Hello" in world.texts()


def test_json_cut_in_half_arrives_whole(world: Sandbox) -> None:
    world.fault("cut_json")
    answer = post(world, "Hello")

    assert answer.status_code == 201
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert "Hello" in world.texts()


@pytest.mark.parametrize(
    ("fault", "stored"), [("hold_after", True), ("hold_before", False)]
)
def test_a_held_answer_comes_when_faults_are_forgotten(
    world: Sandbox, fault: str, stored: bool
) -> None:
    world.fault(fault)
    answers: list[Any] = []
    waiting = threading.Thread(target=lambda: answers.append(post(world, "Hello", 30)))
    waiting.start()
    while not world.log("x.create"):
        time.sleep(0.01)

    assert ("Hello" in world.texts()) == stored
    assert not answers
    world.mend()
    waiting.join(10)
    assert len(answers) == 1


def test_a_slow_answer_is_slow(world: Sandbox) -> None:
    world.fault("slow", ms=300)
    begun = time.monotonic()
    post(world, "Hello")

    assert time.monotonic() - begun >= 0.3


def test_an_endless_answer_never_ends_by_itself(world: Sandbox) -> None:
    world.fault("endless", ms=20)
    with requests.get(
        f"{world.url}/x-api/2/users/1001/mentions",
        headers=HEADERS,
        stream=True,
        timeout=10,
    ) as answer:
        drops = answer.iter_content(1)
        assert b"".join(next(drops) for _ in range(200)).startswith(b'{"data": [')
        world.mend()
        b"".join(drops)


def test_a_field_can_be_missing_and_times_plain(world: Sandbox) -> None:
    path = "/2/users/1001/tweets?tweet.fields=created_at,author_id"
    world.fault("missing_field", field="author_id")
    missing = requests.get(
        f"{world.url}/x-api{path}", headers=HEADERS, timeout=10
    ).json()
    world.fault("plain_times")
    plain = world.ask("GET", path).json()
    usual = world.ask("GET", path).json()
    world.tell("switch", time_format="plain")
    always = world.ask("GET", path).json()

    assert "author_id" not in missing["data"][0]
    assert "." not in plain["data"][0]["created_at"]
    assert "." in usual["data"][0]["created_at"]
    assert "." not in always["data"][0]["created_at"]


def test_a_fault_meets_only_the_call_it_was_ordered_for(world: Sandbox) -> None:
    world.fault("revoked", "x.followers", times=-1)

    assert world.ask("GET", "/2/users/me").status_code == 200
    for _ in range(2):
        assert world.ask("GET", "/2/users/1001/followers").status_code == 401
    world.mend()
    assert world.ask("GET", "/2/users/1001/followers").status_code == 200


def test_an_unknown_fault_is_told_so(world: Sandbox) -> None:
    url = f"{world.url}/control/faults"
    answer = requests.post(url, json={"fault": "gremlins"}, timeout=10)

    assert answer.status_code == 400
    assert "gremlins" in answer.json()["error"]


def test_half_a_request_stores_nothing(world: Sandbox) -> None:
    def cut() -> Any:
        yield b'{"text": "Hel'
        raise OSError("died here")

    with pytest.raises(OSError, match="died here"):
        requests.post(
            f"{world.url}/x-api/2/tweets",
            data=cut(),
            headers=HEADERS | {"Content-Type": "application/json"},
            timeout=5,
        )

    assert not any(text.startswith("Hel") for text in world.texts())


def test_our_timeline_can_be_hidden(world: Sandbox) -> None:
    world.tell("switch", hide_timeline=True)

    assert world.ask("GET", "/2/users/1001/tweets").json() == {
        "meta": {"result_count": 0}
    }
