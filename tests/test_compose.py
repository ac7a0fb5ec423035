"""docker-compose.yml without Docker: its very commands, on the tests' own servers."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import requests
from redis import Redis

from tests.servers import compose
from tests.servers.house import House, opens
from tests.servers.ports import free_port, until

TOLD = {
    "KINDRED_SECRET_KEY": "for-this-test-alone-" + "K1nd" * 12,
    "KINDRED_TOKEN_KEYS": "Zm9yLXRoaXMtdGVzdC1hbG9uZS1uZXZlci11c2VkIS4=",
    "KINDRED_HOSTS": "127.0.0.1",
    "KINDRED_ORIGINS": "https://127.0.0.1",
    "POSTGRES_PASSWORD": "letmein",
}
# What an .env would hold for such an installation: no TLS in front, quick looks.
ENV_FILE = {
    "KINDRED_HTTPS": "0",
    "KINDRED_POLL_STEPS": "1,1,2",
    "KINDRED_SWEEP": "0.5,0.5",
    "KINDRED_UNDO": "1",
}
GROWN = pytest.mark.skipif(
    not os.environ.get("REDIS_URL"), reason="needs PostgreSQL and Redis"
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
ACCEPT = re.compile(r'action="(/c/csw/s/\d+/accept/)"')
TEXT = re.compile(r"<textarea[^>]*name=\"text\"[^>]*>([^<]+)</textarea>")


@pytest.mark.parametrize("missing", TOLD)
def test_it_starts_nothing_without_its_secrets(missing: str) -> None:
    told = {name: value for name, value in TOLD.items() if name != missing}
    with pytest.raises(compose.Unset, match=missing):
        compose.services(told)


def test_there_is_exactly_one_beat_and_every_part_is_watched() -> None:
    parts = compose.services(TOLD)
    assert set(parts) == {"web", "worker", "beat", "db", "redis"}
    beats = [name for name, one in parts.items() if "beat" in str(one.get("command"))]
    assert beats == ["beat"]
    assert parts["beat"]["deploy"]["replicas"] == 1
    assert all("healthcheck" in one and "volumes" in one for one in parts.values())


def test_no_secret_stands_in_the_file() -> None:
    text = (compose.ROOT / "docker-compose.yml").read_text()
    given = re.findall(r"^ +\w*(?:SECRET|PASSWORD|TOKEN)\w*: (\S+)", text, re.M)
    assert given
    assert all(value.startswith("${") for value in given)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[House]:
    """A house whose parts are told what the file tells them."""
    server = os.environ["DATABASE_URL"]
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS compose WITH (FORCE)")
        cursor.execute("CREATE DATABASE compose")
    connection.close()
    with Redis.from_url(os.environ["REDIS_URL"]) as client:
        client.flushall()
    house = House(tmp_path / "data", {**ENV_FILE, "KINDRED_DEMO": "0"})
    house.env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    yield house
    house.close()


def start(town: House, name: str) -> None:
    """Run a service's command with its environment; only the hosts are others."""
    part = compose.services(TOLD)[name]
    town.start_command(name, compose.command(part), **environment(town, part))


def environment(town: House, part: dict[str, Any]) -> dict[str, str]:
    """As the file says, but for where the two servers, the port and the folder are."""
    told = {name: str(value) for name, value in part["environment"].items()}
    assert "@db:5432/kindred" in told["DATABASE_URL"]
    assert "//redis:6379/0" in told["REDIS_URL"]
    return told | {
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + "/compose",
        "REDIS_URL": os.environ["REDIS_URL"],
        "KINDRED_DATA": str(town.folder),
        "PORT": town.env["PORT"],
    }


@GROWN
@pytest.mark.both
def test_a_mention_becomes_a_thank_you_that_was_sent(town: House) -> None:
    sandbox = town.sandbox()
    town.env["PORT"] = str(free_port())
    start(town, "web")
    web = f"http://127.0.0.1:{town.env['PORT']}"
    opens(web + "/health/", town.parts[-1])
    town.env |= environment(town, compose.services(TOLD)["web"])
    town.manage("fill_demo", sandbox.site)
    start(town, "worker")
    start(town, "beat")
    until(lambda: "x.mentions" in str(sandbox.calls()), "our mentions were looked at")

    sandbox.play(
        "mention", who="RiversideFood", text="@CenterSW thank you for the eggs!"
    )
    person = sign_in(web)
    queue = until(lambda: card(person, web), "a card with a thank-you", every=0.5)
    action, text = ACCEPT.search(queue), TEXT.search(queue)
    assert action
    assert text
    words = text[1].strip()
    answer = person.post(
        web + action[1],
        data={"csrfmiddlewaretoken": token(queue), "text": words},
        headers={"Referer": web},
    )
    assert answer.status_code == 200

    until(lambda: words[:20] in str(sandbox.world()), "the thank-you is on the network")
    outbox, link = f"{web}/c/csw/outbox/", f"{sandbox.site}/x/CenterSW/status/"
    until(lambda: link in person.get(outbox, timeout=30).text, "the outbox links to it")
    for part in ("web", "worker"):
        assert "alive" in town.manage("alive", part)


def sign_in(web: str) -> requests.Session:
    """The demo's poster, with password and form, as a browser without scripts."""
    person = requests.Session()
    page = person.get(f"{web}/account/login/", timeout=30).text
    form = {
        "csrfmiddlewaretoken": token(page),
        "login": "maya@demo.example",
        "password": "kind-regards",
    }
    answer = person.post(f"{web}/account/login/", data=form, timeout=30)
    assert answer.url.endswith("/c/csw/"), answer.url
    return person


def token(page: str) -> str:
    found = TOKEN.search(page)
    assert found, page[:500]
    return found[1]


def card(person: requests.Session, web: str) -> str:
    """The queue, once an owed thank-you to the food bank is open in it."""
    page = person.get(f"{web}/c/csw/", timeout=30).text
    return page if "Riverside Food" in page and ACCEPT.search(page) else ""
