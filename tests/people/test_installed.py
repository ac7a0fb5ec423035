"""What whoever runs Kindred sets: the university, the counts of limits, the upgrade."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session

from accounts.models import User
from hub import env
from hub.cache import PlainText, SharedCounts
from hub.logs import LINKS
from tests.engagement.rows import Town
from tests.people.door import inside


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(env, "DEMO", False)
    monkeypatch.setattr(env, "DEBUG", False)
    return monkeypatch


def test_without_an_issuer_there_is_no_university(
    production: pytest.MonkeyPatch,
) -> None:
    production.delenv("KINDRED_OIDC_ISSUER", raising=False)
    assert env.university() == {}


def test_a_university_without_tls_starts_nothing(
    production: pytest.MonkeyPatch,
) -> None:
    production.setenv("KINDRED_OIDC_ISSUER", "http://login.example.edu")
    with pytest.raises(SystemExit, match="https://"):
        env.university()


def test_what_is_set_is_what_allauth_reads(production: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("ISSUER", "https://login.example.edu/"),
        ("CLIENT_ID", "kindred"),
        ("SECRET", "secret"),
        ("NAME", "Riverside University"),
        ("DOMAINS", "Example.edu"),
    ):
        production.setenv(f"KINDRED_OIDC_{name}", value)
    (app,) = env.university()["openid_connect"]["APPS"]
    assert (app["name"], app["client_id"]) == ("Riverside University", "kindred")
    assert app["settings"] == {
        "server_url": "https://login.example.edu",
        "verified_email": ["example.edu"],
    }


def test_while_redis_is_away_limits_are_counted_all_the_same() -> None:
    options = {"socket_connect_timeout": 0.2, "serializer": "hub.cache.PlainText"}
    counts = SharedCounts("redis://127.0.0.1:1/0", {"OPTIONS": options})
    assert counts.get("tries", 0) == 0
    counts.set("tries", [1.5], 60)
    assert counts.add("tries", [], 60) is False
    assert counts.get("tries") == [1.5]
    counts.delete("tries")
    assert counts.get("tries") is None


def test_counts_are_kept_as_plain_text() -> None:
    plain = PlainText()
    kept: Any = plain.dumps([1.5, "y"])
    assert plain.loads(kept.encode()) == [1.5, "y"]
    with pytest.raises(ValueError, match="utf-8"):
        plain.loads(b"\x80\x04\x95")


@pytest.mark.parametrize(
    "path",
    [
        "/join/abc-DEF_1/",
        "/setup/?code=abc:def",
        "/account/password/reset/key/1-abc-def/",
        "/account/confirm-email/MQ:abc:def/",
    ],
)
def test_of_a_link_that_lets_in_a_log_has_only_the_beginning(path: str) -> None:
    bare = LINKS.sub(r"\1…", f"Not Found: {path}")
    assert "abc" not in bare
    assert LINKS.sub(r"\1…", "Not Found: /c/csw/joined/") == "Not Found: /c/csw/joined/"


@pytest.mark.django_db
def test_who_came_in_before_has_proven_the_address_and_signs_in_once_more(
    csw: Town,
) -> None:
    client = inside(csw.poster)
    module = import_module("accounts.migrations.0010_people_verified_addresses")
    module.prove(apps, None)
    known = EmailAddress.objects.filter(verified=True, primary=True)
    assert {one.email for one in known} == {one.email for one in User.objects.all()}
    assert not Session.objects.exists()
    assert client.get("/c/csw/").status_code == 302
