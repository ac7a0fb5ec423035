"""New followers for tests: a Center whose queue is looked at, and who taps what."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import Member, Pulse
from engagement import suggest
from engagement.models import Interaction, Post, Suggestion
from tests.engagement.rows import Town, follow, town

BACKEND = "django.contrib.auth.backends.ModelBackend"
QUEUE = "/c/csw/"


def open_town() -> Town:
    """A Center whose worker is alive, and Maya may act for it."""
    made = town()
    made.hands(made.poster)
    Pulse.beat("worker")
    return made


def at(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def tap(by: Member, line: Interaction, kind: str, **more: Any) -> Any:
    url = f"{QUEUE}followers/{line.profile.contact_id}/kind/"
    return at(by).post(url, {"kind": kind}, **more)


def section(member: Member) -> str:
    """What stands under New followers, or "" where the card has closed itself."""
    page = at(member).get(QUEUE).text
    return page.partition('id="section-followers"')[2].partition("<h2>")[0]


def owed(csw: Town, kind: str = "organization", **fields: Any) -> Suggestion:
    """Thanks to somebody who follows us, weighed by a sweep."""
    line = follow(csw, kind, **fields)
    suggest.sweep(timezone.now())
    return Suggestion.objects.get(kindnesses=line)


def a_post(csw: Town, card: Suggestion, key: str = "x:77") -> Post:
    return Post.objects.create(
        center=csw.center,
        profile=card.profile,
        key=key,
        url="https://x.example/77",
        text="Our warm line is open on weekday evenings, and answered by kin.",
    )
