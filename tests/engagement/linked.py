"""Our blog and somebody's page, and a worker that looks from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Account
from accounts.platforms.base import Addresses
from accounts.platforms.blog.keys import site_of
from engagement import deliver, ingest, suggest
from engagement.keys import url_key
from engagement.models import (
    Contact,
    Interaction,
    Linkback,
    Post,
    Profile,
    Suggestion,
)
from tests.engagement.rows import Town, town
from tests.servers.pages import Pages, pages

HOME = "https://center.example/blog/"
OURS = f"{HOME}kinship/"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Linked:
    """A Center with a blog, and the small web around it."""

    town: Town
    blog: Account
    web: Pages
    client: Client

    def tell(self, source: str, target: str = OURS, **more: str) -> Any:
        """Somebody sends us a webmention."""
        said = {"source": source, "target": target, **more}
        return self.client.post(f"/webmention/{self.blog.pk}/", urlencode(said), FORM)

    def look(self) -> None:
        """The worker's sweep, as if all were due."""
        Linkback.objects.update(next_at=timezone.now() - timedelta(seconds=1))
        while due := ingest.linkbacks_due(timezone.now()):
            for pk in due:
                ingest.look_at(pk)

    def told(self, source: str, target: str = OURS) -> Linkback:
        """Told and looked at; how it stands."""
        assert self.tell(source, target).status_code == 202
        self.look()
        return self.row(source)

    def row(self, source: str) -> Linkback:
        return Linkback.objects.get(center=self.town.center, source=source)

    def weigh(self) -> list[Suggestion]:
        """What suggest makes of it: the open cards."""
        suggest.sweep(timezone.now())
        return list(Suggestion.objects.of(self.town.center).filter(state="open"))

    def kindnesses(self) -> list[Interaction]:
        rows = Interaction.objects.of(self.town.center).filter(kind="link")
        return list(rows.order_by("pk"))

    def known(self, site: str, kind: str = "organization") -> Profile:
        """A blog that the Center knows, and as what."""
        contact = Contact.objects.create(
            center=self.town.center, name="Riverside", kind=kind
        )
        return Profile.objects.create(
            center=self.town.center,
            contact=contact,
            platform="blog",
            external_id=site_of(site),
            name="Riverside",
            url=site,
        )

    def publish(self, *links: str, number: int = 7, **fields: Any) -> Post:
        """A new post of ours, as the own-presence watch stores it."""
        url = f"{HOME}note-{number}/"
        return Post.objects.create(
            center=self.town.center,
            account=self.blog,
            key=f"wp:center.example/blog:{number}",
            url=url,
            url_key=url_key(url),
            title="A note",
            text="We read this with profit.",
            links=list(links),
            **fields,
        )

    def send(self) -> None:
        """Match what is new under our name, and tell whom it links to."""
        deliver.match_own(timezone.now())
        Linkback.objects.filter(direction="out").update(
            next_at=timezone.now() - timedelta(seconds=1)
        )
        for pk in deliver.linkbacks_due(timezone.now()):
            deliver.tell(pk)


@pytest.fixture
def linked(db: None, settings: Any) -> Iterator[Linked]:
    with pages() as web:
        settings.ADDRESSES = Addresses(allowed_private_hosts=frozenset({web.place}))
        here = town()
        blog = Account.objects.create(
            center=here.center,
            platform="blog",
            external_id="7",
            host="center.example",
            title="Our blog",
            web_url=HOME,
        )
        Post.objects.create(
            center=here.center,
            account=blog,
            key="wp:center.example/blog:12",
            url=OURS,
            url_key=url_key(OURS),
            title="Kinship families first",
            text="What kinship families told us.",
            first_look=True,
            weighed_at=timezone.now(),
        )
        yield Linked(here, blog, web, Client(enforce_csrf_checks=True))
