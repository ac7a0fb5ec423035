"""Rows for tests: a Center with people, accounts, and somebody who was kind to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.utils import timezone

from accounts.connect import sealed
from accounts.models import Account, App, Center, Hands, Member, User
from accounts.platforms.base import Tokens
from engagement import decide
from engagement.aim import main_way
from engagement.models import (
    Contact,
    Delivery,
    Interaction,
    Post,
    Profile,
    Suggestion,
    Watch,
)

numbers = count(90_000)


@dataclass
class Town:
    """One Center with two posters, a supervisor and an X account of the sandbox."""

    center: Center
    poster: Member
    colleague: Member
    supervisor: Member
    x: Account

    def hands(self, member: Member, account: Account | None = None) -> None:
        Hands.objects.create(
            center=self.center, account=account or self.x, member=member
        )


def member(center: Center, name: str, role: str = "poster") -> Member:
    email = f"{name.lower()}@{center.slug}.example"
    user = User.objects.create_user(email, name=name)
    return Member.objects.create(center=center, user=user, role=role)


def town(slug: str = "csw", external_id: str = "1001") -> Town:
    """A Center that is always open; its X account has the sandbox's tokens."""
    center = Center.objects.create(slug=slug, name=f"The {slug} Center")
    app = App.objects.create(
        center=center,
        platform="twitter",
        client_id="center-app",
        secret="center-secret",
        owner_external_id=external_id,
    )
    tokens = Tokens(access="x-access-center", refresh="x-refresh-center")
    x = Account.objects.create(
        center=center,
        app=app,
        platform="twitter",
        external_id=external_id,
        handle="CenterSW",
        title="@CenterSW",
        tokens=sealed(tokens),
        granted={"tier": "self-serve", "scopes": []},
    )
    return Town(
        center,
        member(center, "Maya"),
        member(center, "Tom"),
        member(center, "Ruth", "supervisor"),
        x,
    )


def peer(center: Center, kind: str = "organization", handle: str = "") -> Profile:
    number = next(numbers)
    name = f"Peer {number}"
    contact = Contact.objects.create(center=center, name=name, kind=kind)
    return Profile.objects.create(
        center=center,
        contact=contact,
        platform="twitter",
        external_id=str(number),
        handle=handle or f"peer{number}",
        name=name,
    )


def mention(
    town: Town, *, by: Profile | None = None, key: str = "", summons: bool = True
) -> Suggestion:
    """Somebody mentioned us, and a thanks is owed."""
    profile = by or peer(town.center)
    key = key or f"x:{next(numbers)}"
    post = Post.objects.create(
        center=town.center,
        profile=profile,
        key=key,
        url=f"https://x.example/{key}",
        text="@CenterSW the notes on first conversations helped our interns.",
        summons_us=summons,
        weighed_at=timezone.now(),
    )
    suggestion = Suggestion.objects.create(
        center=town.center,
        account=town.x,
        profile=profile,
        post=post,
        kind="thank",
        owed=True,
        key=f"thank:{key}",
        due_at=timezone.now() + timedelta(hours=8),
        reason="Mentioned us; noticed today.",
        draft=f"Thank you for telling us, {profile.name}.",
        noticed_at=timezone.now(),
    )
    Interaction.objects.create(
        center=town.center,
        profile=profile,
        account=town.x,
        direction="in",
        kind="mention",
        key=key,
        post=post,
        suggestion=suggestion,
        weighed_at=timezone.now(),
    )
    return suggestion


def own_watch(town: Town) -> Watch:
    return Watch.objects.create(
        center=town.center,
        account=town.x,
        kind="own",
        target_key=f"own:{town.x.pk}",
        title="What we published",
        looked_first_at=timezone.now(),
    )


def queued(town: Town, suggestion: Suggestion, text: str = "Thank you.") -> Delivery:
    """Accepted by the poster, and due now."""
    way = main_way(suggestion)
    assert way is not None
    delivery = decide.accept(suggestion, by=town.poster, way=way, text=text)
    Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now())
    delivery.refresh_from_db()
    return delivery
