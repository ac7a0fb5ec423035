"""A Center that has been at it for years: rows by the hundred thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db import connection, models
from django.utils import timezone

from accounts.connect import sealed
from accounts.models import Account, App, Center, Hands, Member, User
from accounts.platforms.base import Tokens
from engagement.models import (
    Contact,
    Delivery,
    Interaction,
    Post,
    Profile,
    Suggestion,
    Watch,
)

Row = TypeVar("Row", bound=models.Model)
BATCH = 2000
YEARS = timedelta(days=3 * 365)
FEEDS = 50


class Filler:
    """Makes the rows; every table gets its share of ``rows``."""

    def __init__(self, rows: int) -> None:
        self.people, self.each = rows // 20, rows * 3 // 10
        self.decided = rows // 10
        self.now = timezone.now()
        self.center = Center.objects.create(slug="csw", name="The Center")
        user = User.objects.create_user("maya@center.example", "maya", name="Maya")
        self.member = Member.objects.create(
            center=self.center, user=user, role="supervisor"
        )
        app = App.objects.create(
            center=self.center, platform="twitter", client_id="app", budget_micro=10**9
        )
        self.x = Account.objects.create(
            center=self.center,
            app=app,
            platform="twitter",
            external_id="1001",
            handle="CenterSW",
            tokens=sealed(Tokens(access="a", refresh="b")),
            granted={"tier": "self-serve", "scopes": []},
        )
        Hands.objects.create(center=self.center, account=self.x, member=self.member)

    def fill(self) -> int:
        """Everything, oldest first; how many rows there are then."""
        contacts = self._store(Contact, self.people, self._contact)
        self.contact = contacts[0]
        profiles = self._store(
            Profile, self.people, lambda n: self._profile(n, contacts[n])
        )
        posts = self._store(
            Post, self.each, lambda n: self._post(n, profiles[n % self.people])
        )
        self._store(Post, self.each // 10, self._ours)
        cards = self._store(
            Suggestion,
            self.decided,
            lambda n: self._card(n, profiles[n % self.people], posts[n]),
        )
        lines = self._store(Delivery, self.decided, lambda n: self._line(n, cards[n]))
        # Each card was for one of theirs and answered by one of ours; the rest owed
        # nothing.
        none: list[int | None] = [None] * self.each
        answered, answers = [*cards, *none], [*lines, *none]
        self._store(
            Interaction,
            self.each,
            lambda n: self._kindness(
                n,
                profiles[n % self.people],
                posts[n],
                answered[n // 2],
                answers[n // 2],
            ),
        )
        self._watches()
        self._open(profiles, posts)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        tables = (Contact, Profile, Post, Suggestion, Delivery, Interaction)
        return sum(table._default_manager.count() for table in tables)

    def _at(self, n: int, of: int) -> datetime:
        return self.now - YEARS + YEARS * n / of

    def _store(
        self, table: type[Row], many: int, make: Callable[[int], Row]
    ) -> list[int]:
        """Write so many rows; their ids."""
        rows: Iterator[Row] = (make(n) for n in range(many))
        keys: list[int] = []
        while batch := list(islice(rows, BATCH)):
            made = table._default_manager.bulk_create(batch)
            keys += [one.pk for one in made]
        return keys

    def _contact(self, n: int) -> Contact:
        kinds = ("organization", "professional", "unknown", "private")
        return Contact(
            center=self.center,
            name=f"Contact {n}",
            kind=kinds[n % 4],
            last_touch_at=self._at(n, self.people),
        )

    def _profile(self, n: int, contact: int) -> Profile:
        return Profile(
            center=self.center,
            contact_id=contact,
            platform="twitter",
            external_id=str(10_000 + n),
            handle=f"peer_{n}",
            name=f"Peer {n}",
            bio="Families, neighbors, schools." * 3,
        )

    def _post(self, n: int, profile: int) -> Post:
        at = self._at(n, self.each)
        return Post(
            center=self.center,
            profile_id=profile,
            key=f"x:{n}",
            url=f"https://x.example/{n}",
            url_key=f"u{n}",
            text="@CenterSW the notes on first conversations helped our interns. " * 2,
            published_at=at,
            noticed_at=at,
            weighed_at=at,
            peer=n % 3 == 0,
            summons_us=True,
        )

    def _ours(self, n: int) -> Post:
        at = self._at(n, self.each // 10)
        return Post(
            center=self.center,
            account=self.x,
            key=f"x:9{n:09}",
            text=f"What we published, number {n}.",
            reply_to_key=f"x:{n}",
            published_at=at,
            noticed_at=at,
            weighed_at=at,
        )

    def _card(self, n: int, profile: int, post: int) -> Suggestion:
        at = self._at(n, self.decided)
        return Suggestion(
            center=self.center,
            account=self.x,
            profile_id=profile,
            post_id=post,
            kind="thank",
            owed=True,
            key=f"thank:x:{n}",
            state=("accepted", "dismissed", "elsewhere", "expired")[n % 4],
            state_since=at,
            touched_at=at,
            reason="Mentioned us.",
            draft=f"Thank you, {n}.",
            decided_by=self.member,
            decided_at=at,
            noticed_at=at,
        )

    def _line(self, n: int, card: int) -> Delivery:
        at = self._at(n, self.decided)
        return Delivery(
            center=self.center,
            account=self.x,
            suggestion_id=card,
            mode="api",
            verb="reply",
            target_key=f"x:{n}",
            text=f"Thank you, {n}.",
            text_key=f"t{n}",
            state="sent" if n % 4 == 0 else "cancelled",
            state_since=at,
            touched_at=at,
            due_at=at,
            claimed_at=at,
            receipt_key=f"x:9{n:09}" if n % 4 == 0 else "",
            evidence="seen",
            by_member=self.member,
        )

    def _kindness(
        self, n: int, profile: int, post: int, card: int | None, line: int | None
    ) -> Interaction:
        at = self._at(n, self.each)
        return Interaction(
            center=self.center,
            profile_id=profile,
            account=self.x,
            direction="in" if n % 2 else "out",
            kind="mention" if n % 2 else "thanks",
            key=f"x:{n}",
            post_id=post,
            suggestion_id=card if n % 2 else None,
            delivery_id=None if n % 2 else line,
            happened_at=at,
            noticed_at=at,
            weighed_at=at,
        )

    def _watches(self) -> None:
        later = self.now + timedelta(hours=1)
        for kind in ("own", "mentions", "followers"):
            Watch.objects.create(
                center=self.center,
                account=self.x,
                kind=kind,
                target_key=f"account:{self.x.pk}",
                looked_first_at=self.now - YEARS,
                full_pass_at=self.now,
                ok_at=self.now,
                next_at=later,
            )
        Watch.objects.bulk_create(
            Watch(
                center=self.center,
                kind="feed",
                target_key=f"https://blog{n}.example/feed/",
                url_key=f"f{n}",
                next_at=later,
            )
            for n in range(FEEDS)
        )

    def _open(self, profiles: list[int], posts: list[int]) -> None:
        """What stands on the queue today: 40 owed, 20 offered."""
        Suggestion.objects.bulk_create(
            Suggestion(
                center=self.center,
                account=self.x,
                profile_id=profiles[n],
                post_id=posts[n],
                kind="thank" if n < 40 else "share",
                owed=n < 40,
                key=f"open:{n}",
                due_at=self.now + timedelta(hours=n) if n < 40 else None,
                expires_at=None if n < 40 else self.now + timedelta(days=1),
                score=n / 10,
                reason="Mentioned us; noticed today.",
                draft="Thank you for telling us.",
                noticed_at=self.now,
            )
            for n in range(60)
        )
