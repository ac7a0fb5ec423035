"""Our Page on the make-believe Facebook: somebody is kind there, and it is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.connect import platform_of, sealed
from accounts.models import Account, App
from accounts.platforms.base import Addresses, Platform, Tokens
from accounts.platforms.facebook import login
from accounts.platforms.http import place_of
from engagement import ingest, suggest
from engagement.models import Contact, Interaction, Profile, Suggestion, Watch
from tests.engagement.rows import Town
from tests.sandbox.running import Sandbox

KINDS = ("own", "mentions", "comments")


def addresses_of(site: str) -> Addresses:
    return Addresses(
        twitter_api=f"{site}/x-api",
        twitter_web=f"{site}/x",
        facebook_api=f"{site}/facebook-api",
        facebook_web=f"{site}/facebook",
        allowed_private_hosts=frozenset({place_of(site)}),
    )


def page_of(town: Town) -> Account:
    """The Center's Page, with the sandbox's tokens; the poster has access there."""
    app = App.objects.create(
        center=town.center,
        platform="facebook",
        client_id="9001",
        secret="fb-secret-center",
    )
    page = Account.objects.create(
        center=town.center,
        app=app,
        platform="facebook",
        external_id="7001",
        handle="CenterSW",
        title="The Center",
        tokens=sealed(Tokens(access="fb-page-center")),
        granted={"tier": "page", "scopes": list(login.SCOPES)},
        checked_at=timezone.now(),
    )
    town.hands(town.poster, page)
    return page


@dataclass
class OnPage:
    """A Center with a Page; ``net`` is the world outside."""

    net: Sandbox
    town: Town
    page: Account

    def look(self, *kinds: str) -> None:
        """What the worker does every fifteen seconds, in this order."""
        ingest.make_missing_watches()
        ours = Watch.objects.filter(account=self.page)
        ours.update(next_at=timezone.now())
        for kind in kinds or KINDS:
            ingest.poll(ours.get(kind=kind).pk)

    def weigh(self) -> dict[str, Suggestion]:
        """The open cards, by whom they are about."""
        suggest.sweep(timezone.now())
        cards = Suggestion.objects.filter(state="open", account=self.page)
        rows = cards.select_related("profile__contact", "post", "account__app")
        return {str(one.profile): one for one in rows}

    def noticed(self) -> list[tuple[str, str]]:
        """Each kindness since we look: what, and by whom."""
        rows = Interaction.objects.filter(account=self.page, direction="in")
        rows = rows.filter(first_look=False).select_related("profile")
        return sorted((one.kind, one.profile.name) for one in rows)

    def peer(self, number: str = "7002", kind: str = "organization") -> Profile:
        """A peer's Page, as a person noted it."""
        contact = Contact.objects.create(
            center=self.town.center, name=f"Peer {number}", kind=kind
        )
        return Profile.objects.create(
            center=self.town.center,
            contact=contact,
            platform="facebook",
            external_id=number,
            name=f"Peer {number}",
            url=f"{self.net.url}/facebook/{number}",
        )

    def play(self, what: str, **how: Any) -> dict[str, Any]:
        return self.net.play(f"fb_{what}", **how)

    @property
    def platform(self) -> Platform:
        self.page.refresh_from_db()
        return platform_of(self.page)

    def said(self) -> list[str]:
        """What the public sees of our comments, oldest first."""
        found = self.net.world()["facebook"]["comments"]
        return [one["message"] for one in found if one["author"] == 7001]

    def posts(self) -> list[dict[str, Any]]:
        """What the public sees of our posts, oldest first."""
        found = self.net.world()["facebook"]["posts"]
        return [one for one in found if one["author"] == 7001]
