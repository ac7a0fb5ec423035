"""From what somebody did, as rows, to what their card says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Account, Center
from accounts.models.account import Network
from accounts.platforms.facebook.keys import is_on_wall
from engagement.drafting import Act, Kindnesses, about_post, thanks
from engagement.models import HoldWord, Interaction, Post, Profile
from engagement.rules import REACHED_OUT, Trouble, trouble_in, worth
from engagement.rules.owes import WORTH
from engagement.rules.screening.screen import language_of
from engagement.suggest.reasons import Told, reason
from engagement.suggest.texts import account_on
from engagement.words import words_of
from engagement.worktime import Week, due

SIGNS = re.compile(r"[@#]")

OurPosts = Mapping[str, Post]


@dataclass(frozen=True, slots=True)
class Thanks:
    """What a card says; ``wordings`` in the order to try them."""

    account: Account | None
    post: Post | None
    reason: str
    evidence: list[str]
    score: float
    noticed_at: datetime
    due_at: datetime
    wordings: list[str]


def our_posts(center_id: int, rows: Sequence[Interaction]) -> OurPosts:
    """The posts of ours that these kindnesses are about, by key."""
    keys = {row.about_key for row in rows if row.about_key}
    found = Post.objects.filter(
        center=center_id, account__isnull=False, key__in=keys
    ).only("key", "title", "text")
    return {post.key: post for post in found}


def thanks_for(
    profile: Profile, rows: Sequence[Interaction], center: Center, week: Week
) -> Thanks:
    """The card for all these kindnesses of one person, the earliest first."""
    ours = our_posts(center.pk, rows)
    target = target_row(rows)
    post = theirs(target)
    need = words_of(center, HoldWord.Side.NEED)
    troubles = (trouble_of(row, need) for row in rows)
    trouble = next(filter(None, troubles), Trouble.NONE)
    noticed_at = min(row.noticed_at for row in rows)
    return Thanks(
        account=account_on(center.pk, profile.platform, target.account),
        post=post,
        reason=reason([_told(row, ours) for row in rows], center.tz, trouble),
        evidence=[f"interaction:{row.pk}" for row in rows],
        score=worth((row.kind for row in rows), profile.contact.kind),
        noticed_at=noticed_at,
        due_at=due(week, noticed_at, center.owed_hours),
        wordings=[] if trouble else _wordings(profile, rows, target, ours),
    )


def target_row(rows: Sequence[Interaction]) -> Interaction:
    """What is answered: first what can be answered in place, then the newest."""

    def ease(row: Interaction) -> tuple[bool, bool, bool, datetime]:
        post = theirs(row)
        return (
            bool(post and post.summons_us),
            bool(post and row.kind == Interaction.Kind.MENTION),
            post is not None,
            row.noticed_at,
        )

    return max(rows, key=ease)


def theirs(row: Interaction) -> Post | None:
    """Their own words to answer under; a repost has none, and a follow is no post."""
    post = row.post
    gone = post is None or post.gone_at or post.shares_key or post.account_id
    return None if gone or row.kind == Interaction.Kind.FOLLOW else post


def trouble_of(row: Interaction, need: frozenset[str]) -> Trouble:
    """What their words sound like, where the words are theirs; ``need``: our list."""
    if row.kind in REACHED_OUT or row.post is None:
        return Trouble.NONE
    return trouble_in(row.post.text, need)


def _about(row: Interaction, ours: OurPosts) -> str:
    post = ours.get(row.about_key)
    return about_post(post.title, post.text) if post else ""


def _told(row: Interaction, ours: OurPosts) -> Told:
    return Told(_did(row), row.noticed_at, _about(row, ours), row.note)


def _did(row: Interaction) -> str:
    """What they did, as the sentence knows it: on Facebook it has words of its own."""
    account = row.account
    if account is None or account.platform != Network.FACEBOOK:
        return row.kind
    if row.kind == Interaction.Kind.COMMENT:
        return "page_comment"
    visit = row.post and is_on_wall(row.post.key, account.external_id)
    return "visit" if visit and row.kind == Interaction.Kind.MENTION else row.kind


def _act(row: Interaction, ours: OurPosts) -> Act:
    post = theirs(row)
    if post is None:
        return Act(row.kind, about=_about(row, ours))
    return Act(
        row.kind,
        text="" if row.kind in REACHED_OUT else post.text,
        title=post.title if row.kind == Interaction.Kind.LINK else "",
        about=_about(row, ours),
        # A blog says no language; what the words alone tell is told by them.
        language=post.language or language_of(post.text),
    )


def called(profile: Profile) -> str:
    """How a text of ours names them in public; "" where it cannot.

    On Facebook by their name, and calling nobody: a Page names no person over the API.
    """
    if profile.platform != Network.FACEBOOK:
        return f"@{profile.handle}" if profile.handle else ""
    # Strangers choose their names: a sign before a word would call somebody.
    return " ".join(SIGNS.sub("", profile.name).split()) if profile.is_named else ""


def _wordings(
    profile: Profile, rows: Sequence[Interaction], target: Interaction, ours: OurPosts
) -> list[str]:
    rest = (row for row in rows if row is not target)
    ordered = [target, *sorted(rest, key=lambda row: -WORTH.get(row.kind, 0))]
    return thanks(
        Kindnesses(
            seed=target.key,
            acts=tuple(_act(row, ours) for row in ordered),
            in_place=theirs(target) is not None,
            who=called(profile),
            # What a bio says is repeated in public only of whom we may name.
            bio=profile.bio if profile.contact.reachable and profile.is_named else "",
        )
    )
