"""A post of a peer's where no app may read: a person brings its address."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import Activity, Member
from accounts.models.account import Network
from accounts.platforms.base import Refused
from accounts.platforms.facebook.keys import key_of_link, thing_in
from engagement.keys import url_key
from engagement.models import Contact, Post, Profile
from engagement.rules.owes import NAMEABLE

NOT_THEIRS = "That post stands on another Page than theirs."


def page_of(contact: Contact) -> Profile | None:
    """Where they are on Facebook, if anybody said so and they may be reached out to."""
    if contact.kind not in NAMEABLE:
        return None
    there = contact.profiles.filter(platform=Network.FACEBOOK)
    # The number is surer than a name that a person typed.
    return there.order_by("-seen_at", "-pk").first()


@transaction.atomic
def bring_post(profile: Profile, *, by: Member, url: str, text: str) -> Post:
    """Keep the post that stands there; the one we know already stays as it is.

    Raises Refused with a sentence when it is not theirs.
    """
    key = key_of_link(url)
    if key and not _on_their_wall(key, profile):
        raise Refused(NOT_THEIRS)
    now = timezone.now()
    post, made = Post.objects.get_or_create(
        center=profile.center,
        key=key or f"link:{url_key(url)}",
        defaults={
            "profile": profile,
            "url": url,
            "url_key": url_key(url),
            "text": text,
            "peer": True,
            "weighed_at": now,
            "published_at": now,
            "noticed_at": now,
        },
    )
    if post.profile is None or post.profile.contact_id != profile.contact_id:
        raise Refused(NOT_THEIRS)
    if made:
        Activity.record(by, "brought a post of", profile.contact)
    return post


def _on_their_wall(key: str, profile: Profile) -> bool:
    """By the number, where we know theirs."""
    wall, _, _ = thing_in(key)[0].partition("_")
    return not profile.external_id.isdigit() or wall == profile.external_id
