"""What browsers are told: nothing inline runs, nobody frames us, cookies are ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client

from hub.headers import origins, policy
from tests.engagement.rows import Town, town
from tests.rules import PRODUCTION, ROOT
from tests.trust.walk import addresses, inline, signed_in

ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
client = Client(headers={"host": "kindred.example"})
page = client.get("/account/password/reset/", secure=True)
plain = client.get("/account/password/reset/")
cookies = {name: dict(one) for name, one in page.cookies.items()}
session = {name.lower(): getattr(settings, f"SESSION_COOKIE_{name}")
           for name in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")}
print(json.dumps([dict(page.headers), cookies, session, plain.headers["Location"]]))
"""


@pytest.fixture(scope="module")
def production() -> list[dict[str, object]]:
    """(headers, cookies, session, where plain HTTP is sent) of a real start."""
    # A page with a form that asks no database; there is none here.
    told = {"DJANGO_SETTINGS_MODULE": "hub.settings", "KINDRED_MANIFEST": "0"}
    told |= {"EMAIL_URL": "smtp://mail.example"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, **told},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_nothing_inline_may_run_and_nobody_else_is_asked(
    production: list[dict[str, object]],
) -> None:
    headers = production[0]
    told = str(headers["Content-Security-Policy"]).split("; ")
    assert sorted(told) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'self' https://x.com https://www.facebook.com"
        " https://*.facebook.com",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    ]
    assert "Content-Security-Policy-Report-Only" not in headers


def test_browsers_come_by_https_alone(production: list[dict[str, object]]) -> None:
    headers, _, _, sent_to = production
    told = str(headers["Strict-Transport-Security"]).split("; ")
    assert told == ["max-age=31536000", "includeSubDomains", "preload"]
    assert str(sent_to).startswith("https://")


def test_cookies_are_this_hosts_alone_and_no_script_reads_them(
    production: list[dict[str, object]],
) -> None:
    _, cookies, session, _ = production
    assert [*cookies] == ["__Host-csrftoken"]
    token = cookies["__Host-csrftoken"]
    assert isinstance(token, dict)
    assert (token["secure"], token["httponly"], token["samesite"]) == (
        True,
        True,
        "Lax",
    )
    assert (token["path"], token["domain"]) == ("/", "")
    assert session == {
        "name": "__Host-sessionid",
        "secure": True,
        "httponly": True,
        "samesite": "Lax",
        "path": "/",
        "domain": None,
    }


def test_the_other_headers_are_there(production: list[dict[str, object]]) -> None:
    headers = production[0]
    assert {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items() <= headers.items()
    assert "camera=()" in str(headers["Permissions-Policy"])
    assert "no-store" in str(headers["Cache-Control"])


def test_a_stand_in_for_a_network_is_where_its_buttons_may_lead() -> None:
    there = replace(settings.ADDRESSES, twitter_web="http://127.0.0.1:9/x")
    assert "http://127.0.0.1:9" in origins(there)
    assert "http://127.0.0.1:9" in policy(there)["DIRECTIVES"]["form-action"]


@pytest.fixture
def csw(db: None) -> Town:
    return town()


def policies(headers: Mapping[str, str]) -> set[str]:
    """They come in any order."""
    return {*headers["Content-Security-Policy"].split("; ")}


@pytest.mark.once
def test_every_page_of_a_visitor_has_them_and_nothing_inline(csw: Town) -> None:
    """The addresses are walked: errors and allauth's own pages, too. Those of a member
    are walked with texts that mean harm (test_hostile.py)."""
    client = signed_in(None)
    wanted = policies(client.get("/health/").headers)
    seen = 0
    for address in addresses(csw, [1]):
        page = client.get(address)
        assert policies(page.headers) == wanted, address
        assert page.headers["Permissions-Policy"], address
        assert "no-" in page.headers["Cache-Control"], address
        if page.headers.get("Content-Type", "").startswith("text/html"):
            seen += page.status_code != 302
            assert inline(page.text) == [], address
    assert seen > 5


@pytest.mark.django_db
@pytest.mark.once
def test_an_error_of_ours_has_them_too(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("hub.health.Pulse.last", breaks)
    client = Client(raise_request_exception=False)
    page = client.get("/health/")
    assert page.status_code == 500
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert inline(page.text) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<p style='color: red'>x</p>",
        "<style>p {}</style>",
        "<img src=x onerror=x()>",
        '<a href=" javascript:x()">x</a>',
        '<a href="data:text/html,x">x</a>',
    ],
)
def test_the_reader_of_pages_finds_what_is_inline(html: str) -> None:
    assert inline(html)
    assert (
        inline('<script src="/x.js"></script><a href="https://x.example">x</a>') == []
    )
