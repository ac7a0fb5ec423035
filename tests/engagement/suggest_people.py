"""A small Center and the people around it, for the tests of suggest."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Account, Center, Hours, Member, User
from engagement import suggest
from engagement.models import Contact, Interaction, Post, Profile, Suggestion

NEW_YORK = ZoneInfo("America/New_York")
TUESDAY = datetime(2026, 11, 17, 16, 40, tzinfo=NEW_YORK)
"""A working day, in the afternoon."""

WORKSHOP = (
    "Two of our students came back from the @CenterSW workshop on kinship care with"
    " a list for our front desk."
)
PLACEMENT = "Our field placement study asks 214 supervisors how they teach judgment."
KINSHIP = "The kinship care legal clinic is open on Thursday, with soup and child care."
ESSAY = (
    "A grandmother asked who signs the school form. We asked three counties.\n"
    "Kinship care begins with a phone call at night and a bed that is not there yet.\n"
    "What helped most was one name to call, and somebody who called back."
)
HTML = "<p>…</p><h2>Introduction</h2><p>…</p><h2>Who signs the school form</h2><p>…</p>"
numbers = itertools.count(1)


@dataclass
class Town:
    """One Center with an account on X and a blog, and what others do for it."""

    center: Center
    x: Account
    blog: Account
    now: datetime = TUESDAY
    people: dict[str, Profile] = field(default_factory=dict)

    def person(
        self,
        name: str,
        kind: str = "organization",
        platform: str = "twitter",
        **more: Any,
    ) -> Profile:
        """Somebody, known as this kind; the same name is the same person."""
        if name in self.people:
            return self.people[name]
        contact = Contact.objects.create(center=self.center, name=name, kind=kind)
        more.setdefault(
            "handle", name.replace(" ", "") if platform == "twitter" else ""
        )
        more.setdefault("host", "" if platform == "twitter" else f"{len(name)}.test")
        self.people[name] = Profile.objects.create(
            center=self.center,
            contact=contact,
            platform=platform,
            external_id=f"id-{next(numbers)}",
            name=name,
            **more,
        )
        return self.people[name]

    def our_post(self, text: str, **more: Any) -> Post:
        """Something we published ourselves."""
        more.setdefault("key", f"x:{next(numbers)}")
        more.setdefault("published_at", self.now - timedelta(days=3))
        more.setdefault("account", self.x)
        return Post.objects.create(center=self.center, text=text, **more)

    def their_post(self, who: Profile, text: str, **more: Any) -> Post:
        """Something a person wrote."""
        more.setdefault("key", f"x:{next(numbers)}")
        more.setdefault("published_at", self.now)
        more.setdefault("noticed_at", self.now)
        return Post.objects.create(center=self.center, profile=who, text=text, **more)

    def peer_post(self, who: Profile, text: str, **more: Any) -> Post:
        """Something a peer published, that nobody has weighed."""
        return self.their_post(who, text, peer=True, **more)

    def kindness(self, who: Profile, did: str, **more: Any) -> Interaction:
        """One thing a person did for us, that nobody has weighed."""
        more.setdefault("key", f"{did}:{next(numbers)}")
        more.setdefault("noticed_at", self.now)
        more.setdefault("account", self.x if who.platform == "twitter" else self.blog)
        return Interaction.objects.create(
            center=self.center, profile=who, direction="in", kind=did, **more
        )

    def mention(self, who: Profile, text: str = WORKSHOP, **more: Any) -> Interaction:
        """They wrote about us on X, naming us."""
        post = self.their_post(who, text, summons_us=True)
        return self.kindness(who, "mention", post=post, **more)

    def share(
        self, who: Profile, about: Post | None = None, **more: Any
    ) -> Interaction:
        """They passed on a post of ours."""
        key = about.key if about else ""
        return self.kindness(who, "share", about_key=key, **more)

    def sweep(self) -> int:
        """The worker comes by."""
        return suggest.sweep(self.now)

    def card(self) -> Suggestion:
        """The one open card."""
        return Suggestion.objects.get(center=self.center, state="open")

    def cards(self) -> list[Suggestion]:
        """All open cards, the first made first."""
        rows = Suggestion.objects.filter(center=self.center, state="open")
        return list(rows.order_by("pk"))

    def member(self, name: str = "Sam") -> Member:
        """A poster of this Center."""
        user = User.objects.create_user(f"{name}{next(numbers)}@example.edu", name=name)
        return Member.objects.create(center=self.center, user=user)


def make_town(slug: str = "center", now: datetime = TUESDAY) -> Town:
    """A Center that works from nine to five on weekdays, in New York."""
    center = Center.objects.create(
        slug=slug, name=f"The {slug}", zone="America/New_York", owed_hours=8
    )
    for weekday in range(5):
        Hours.objects.create(
            center=center, weekday=weekday, opens=time(9), closes=time(17)
        )
    x = Account.objects.create(
        center=center, platform="twitter", external_id=f"x-{slug}", handle="CenterSW"
    )
    blog = Account.objects.create(
        center=center,
        platform="blog",
        host=f"{slug}.example.edu",
        external_id=f"blog-{slug}",
        title="Our blog",
        web_url=f"https://{slug}.example.edu/",
    )
    return Town(center, x, blog, now)


def make_town_that_writes() -> Town:
    """The same, with three posts of ours on field placement and kinship care."""
    town = make_town()
    town.our_post("Eleven students begin their field placement with food banks.")
    town.our_post("Field placement: a question for site supervisors.")
    town.our_post("What grandparents told us about the first days of kinship care.")
    return town


def blog_post(town: Town, name: str = "Kinship Notes", **more: object) -> Post:
    """A post on the blog of a peer, with a heading that says something."""
    who = town.person(name, platform="blog")
    more.setdefault("title", f"What we heard at {name}")
    more.setdefault("html", HTML)
    return town.peer_post(who, ESSAY, **more)
