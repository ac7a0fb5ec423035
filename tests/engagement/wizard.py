"""Somebody walks the connect wizard; the network is the sandbox over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from accounts.models import Account, Attempt, Member
from tests.engagement.page import addresses_of
from tests.engagement.rows import Town, member, town
from tests.sandbox.running import Sandbox

BACKEND = "django.contrib.auth.backends.ModelBackend"
PATIENCE = 20


def signed_in(who: Member) -> Client:
    client = Client()
    client.force_login(who.user, BACKEND)
    return client


@dataclass
class Walk:
    """One person's browser in the wizard; ``at`` is the address of the step."""

    net: Sandbox
    who: Member
    client: Client = field(init=False)
    at: str = ""
    page: Any = None

    def __post_init__(self) -> None:
        self.client = signed_in(self.who)

    @property
    def base(self) -> str:
        return f"/c/{self.who.center.slug}/accounts/"

    def begin(self, path: str, again: Account | None = None) -> None:
        """Choose a way; for ``again``, of the account that is connected again."""
        choice = f"{again.pk}/again/" if again else "connect/"
        self._went(self.client.post(f"{self.base}{choice}", {"path": path}))
        assert "/connect/" in self.at, self.words

    def say(self, **fields: Any) -> str:
        """Fill in the step and press its button; what the page says then."""
        self._went(self.client.post(self.at, fields))
        return self.words

    def look(self, at: str = "") -> str:
        self.page = self.client.get(at or self.at)
        return self.words

    @property
    def step(self) -> str:
        return self.at.rstrip("/").rpartition("/")[2]

    @property
    def words(self) -> str:
        text = re.sub(r"<[^>]+>", " ", self.page.content.decode())
        return " ".join(unescape(text).split())

    def away(self) -> str:
        """The address at the network to which the page sends the person."""
        found = re.search(r'content="0;url=([^"]+)"', self.page.content.decode())
        assert found, self.words
        return unescape(found[1])

    def answer(self, *, press: str = "allow", scope: str = "") -> str:
        """Press Allow (or ``cancel``) at X; the address it sends the person back to."""
        url = self.away()
        asked = {k: v[0] for k, v in parse_qs(urlsplit(url).query).items()}
        if scope:
            asked["scope"] = scope
        told = requests.post(
            url.partition("?")[0],
            data={**asked, press: "1"},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        back = urlsplit(told.headers["Location"])
        assert back.path == f"{self.base}callback/twitter/"
        return f"{back.path}?{back.query}"

    def come_back(self, address: str) -> str:
        """Follow the network's address; what the page says then."""
        self._went(self.client.get(address))
        return self.words

    def _went(self, page: Any) -> None:
        if page.status_code in (302, 303):
            self.at = page["Location"]
            page = self.client.get(self.at)
            if page.status_code in (302, 303):
                return self._went(page)
        self.page = page

    @property
    def attempt(self) -> Attempt:
        return Attempt.objects.get(pk=self.at.rstrip("/").split("/")[-2])


@dataclass
class Connecting:
    """A Center with an owner, and nothing connected."""

    net: Sandbox
    town: Town
    owner: Member

    def sign_in_at_x(self, who: str) -> None:
        """In this browser: ``center``, or the student's own account, ``me``."""
        requests.post(f"{self.net.url}/x/acting", {"as": who}, timeout=PATIENCE)

    def x(self) -> Account:
        """@CenterSW, connected by the wizard."""
        walk = self.x_until_allow()
        walk.say()
        walk.come_back(walk.answer())
        return Account.objects.select_related("app").get(disconnected_at=None)

    def walk(self, who: Member | None = None) -> Walk:
        return Walk(self.net, who or self.owner)

    def x_until_allow(self, **money: Any) -> Walk:
        """All steps of X's first way, up to the button that leads to X."""
        walk = self.walk()
        walk.begin("twitter-oauth2")
        walk.say(handle="@CenterSW")
        walk.say()
        walk.say(budget=25, **money)
        walk.say(client_id="center-app", client_secret="center-secret", owner="own")
        assert walk.step == "allow", walk.words
        return walk


@pytest.fixture
def connecting(_net: Sandbox, settings: Any, db: None) -> Iterator[Connecting]:
    """A Center whose accounts are still to be connected, in a fresh world."""
    _net.tell("reset", seed="empty")
    settings.ADDRESSES = addresses_of(_net.url)
    csw = town()
    csw.x.delete()
    csw.center.apps.all().delete()
    yield Connecting(_net, csw, member(csw.center, "Olga", "owner"))
    _net.mend()
