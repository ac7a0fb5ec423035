"""Many thanks owed at once, written in a few statements, so that only races cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from engagement.models import Contact, Delivery, Interaction, Post, Profile, Suggestion
from tests.engagement.rows import Town

DRAFT = "Thank you for telling us."


def mentions(town: Town, keys: Sequence[str]) -> list[Suggestion]:
    """Somebody else behind each of these posts mentioned us; a thanks is owed each."""
    center, now = town.center, timezone.now()
    contacts = Contact.objects.bulk_create(
        Contact(center=center, name=f"Peer of {key}", kind="organization")
        for key in keys
    )
    profiles = Profile.objects.bulk_create(
        _profile(contact, key) for key, contact in zip(keys, contacts, strict=True)
    )
    posts = Post.objects.bulk_create(
        Post(
            center=center,
            profile=profile,
            key=key,
            url=f"https://x.example/{key}",
            text="@CenterSW the notes on first conversations helped our interns.",
            summons_us=True,
            weighed_at=now,
        )
        for key, profile in zip(keys, profiles, strict=True)
    )
    cards = Suggestion.objects.bulk_create(_card(town, post) for post in posts)
    Interaction.objects.bulk_create(
        Interaction(
            center=center,
            profile=card.profile,
            account=town.x,
            direction="in",
            kind="mention",
            key=card.key.removeprefix("thank:"),
            post=card.post,
            suggestion=card,
            weighed_at=now,
        )
        for card in cards
    )
    return cards


def _profile(contact: Contact, key: str) -> Profile:
    return Profile(
        center=contact.center,
        contact=contact,
        platform="twitter",
        external_id=f"of {key}",
        handle=f"of_{key[2:]}",
        name=contact.name,
    )


def _card(town: Town, post: Post) -> Suggestion:
    assert post.profile is not None
    return Suggestion(
        center=town.center,
        account=town.x,
        profile=post.profile,
        post=post,
        kind="thank",
        owed=True,
        key=f"thank:{post.key}",
        due_at=timezone.now() + timedelta(hours=8),
        reason="Mentioned us; noticed today.",
        draft=DRAFT,
        noticed_at=timezone.now(),
    )


def accepted(town: Town, cards: Sequence[Suggestion]) -> list[Delivery]:
    """All of them accepted by the poster, and due now."""
    now = timezone.now()
    Suggestion.objects.filter(pk__in=[card.pk for card in cards]).update(
        state="accepted", decided_by=town.poster, decided_at=now
    )
    return Delivery.objects.bulk_create(
        Delivery(
            center=town.center,
            account=town.x,
            suggestion=card,
            mode="api",
            verb="reply",
            target_key=card.key.removeprefix("thank:"),
            text=f"Thank you, {card.pk} times over.",
            by_member=town.poster,
        )
        for card in cards
    )


def answers_of_ours(town: Town, cards: Sequence[Suggestion]) -> dict[int, int]:
    """An answer to each under our own name, given in the network's own app.

    By the card's id: the id of the post, which nobody has looked at until told so.
    """
    now = timezone.now()
    posts = Post.objects.bulk_create(
        Post(
            center=town.center,
            account=town.x,
            key=f"x:7{card.pk:09}",
            url=f"https://x.example/7{card.pk:09}",
            text="Somebody was quicker.",
            reply_to_key=card.key.removeprefix("thank:"),
            weighed_at=now,
        )
        for card in cards
    )
    return {card.pk: post.pk for card, post in zip(cards, posts, strict=True)}
