"""Rows for tests: a Center with people, accounts, and somebody who was kind to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.connect import sealed
from accounts.models import Account, App, Center, Hands, Member, User
from accounts.platforms.base import Tokens
from engagement import decide
from engagement.aim import main_way
from engagement.attentions import raise_for
from engagement.models import (
    Attention,
    Contact,
    Delivery,
    Interaction,
    Post,
    Profile,
    Suggestion,
    Watch,
)
from engagement.settling import count_received

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


def wrote(
    town: Town, text: str, *, by: Profile | None = None, kind: str = "mention"
) -> Interaction:
    """Somebody wrote to us in public; nobody has weighed it yet."""
    profile = by or peer(town.center, "unknown")
    key = f"x:{next(numbers)}"
    post = Post.objects.create(
        center=town.center,
        profile=profile,
        key=key,
        url=f"https://x.example/{key}",
        text=text,
        summons_us=True,
        weighed_at=timezone.now(),
    )
    row = Interaction.objects.create(
        center=town.center,
        profile=profile,
        account=town.x,
        direction="in",
        kind=kind,
        key=key,
        post=post,
    )
    count_received(profile, row.noticed_at)
    return row


def in_need(
    town: Town, text: str = "I can’t go on.", *, by: Profile | None = None
) -> Attention:
    """Somebody wrote to us who may need help."""
    return raise_for(wrote(town, text, by=by), timezone.now())


def follow(
    town: Town, kind: str = "unknown", *, by: Profile | None = None, **fields: Any
) -> Interaction:
    """Somebody began to follow us; noticed now, weighed by the next sweep."""
    profile = by or peer(town.center, kind)
    return Interaction.objects.create(
        center=town.center,
        profile=profile,
        account=town.x,
        direction="in",
        kind="follow",
        key=f"follow:{town.x.pk}:{profile.pk}",
        **fields,
    )


def follow_owed(town: Town) -> Suggestion:
    """An organization follows us, and nothing else: thanks are owed for it."""
    line = follow(town, "organization", weighed_at=timezone.now())
    line.suggestion = Suggestion.objects.create(
        center=town.center,
        account=town.x,
        profile=line.profile,
        kind="thank",
        owed=True,
        key=f"thank:{line.key}",
        due_at=timezone.now() + timedelta(hours=8),
        reason="Follows us now; noticed today.",
        noticed_at=timezone.now(),
    )
    line.save(update_fields=["suggestion"])
    return line.suggestion


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
