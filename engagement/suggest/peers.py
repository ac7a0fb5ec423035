"""From peers' posts, as rows, to the facts that the rules weigh."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef

from accounts.models import Account, Center
from engagement.drafting import BlogPost, comments, parts_in
from engagement.models import Contact, HoldWord, Interaction, Post, Profile, Suggestion
from engagement.ranking import Common, Ours, common
from engagement.rules import TOO_OLD, Facts, Offer, weigh
from engagement.words import words_of
from engagement.worktime import named_day

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
NEWS = timedelta(days=2)
"""Posts that were noticed longer ago are not offered any more."""
LOOKED_AT = 100
"""So many of the newest are read: what comes later in a flood is left alone."""
OUR_LAST = 50
RESTED = timedelta(days=14)
LATELY = timedelta(days=90)

Kind = Interaction.Kind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A peer's post that may become a card, and what would be on it."""

    post: Post
    profile: Profile
    account: Account
    offer: Offer
    wordings: list[str]
    evidence: list[str]

    @property
    def key(self) -> str:
        return f"{self.offer.kind}:{self.post.key}"


@dataclass(frozen=True, slots=True)
class Past:
    """What passed between us and the authors: by contact. ``need``: our words for it,
    after which nothing is passed on."""

    shared_ours: dict[int, int]
    lately: frozenset[tuple[int, str]]
    need: frozenset[str]


def candidates(
    center: Center, accounts: dict[str, Account], now: datetime
) -> list[Candidate]:
    """What peers published within two days and the rules speak for."""
    posts = _posts(center, now)
    if not posts:
        return []
    last = list(
        Post.objects.of(center)
        .filter(account__isnull=False, shares_key="", reply_to_key="")
        .order_by("-published_at")
        .only("title", "text")[:OUR_LAST]
    )
    ours = Ours.of(f"{post.title}\n{post.text}" for post in last)
    past = _past(center, {p.profile.contact_id for p in posts if p.profile}, now)
    found = []
    for post in posts:
        try:
            shared = common(f"{post.title}\n{post.text}", ours)
            offer = weigh(_facts(post, shared, len(last), past, accounts, center, now))
            if offer:
                evidence = [f"post:{last[at].pk}" for at in shared.where]
                found.append(_candidate(post, offer, shared, evidence, accounts))
        except Exception:
            # Strangers wrote it: whatever it does to us, the others are weighed.
            logger.exception("post %s cannot be weighed", post.pk)
    # A comment that would read the same under any post is none.
    return [one for one in found if one.wordings or one.offer.kind != "comment"]


def _posts(center: Center, now: datetime) -> list[Post]:
    done = Interaction.objects.filter(
        post=OuterRef("pk"), direction=Interaction.Direction.OUT, retracted_at=None
    )
    # What we did with it may have been read before the post itself was.
    ours = Post.objects.of(center).filter(
        account__in=list(Account.objects.of(center).values_list("pk", flat=True)),
        published_at__gt=now - TOO_OLD * HOUR,
        gone_at=None,
    )
    told = ours.values_list("shares_key", "quotes_key", "reply_to_key")
    answered = {key for keys in told for key in keys if key}
    rows = (
        Post.objects.of(center)
        .filter(
            ~Exists(Suggestion.objects.filter(post=OuterRef("pk"))),
            ~Exists(done),
            peer=True,
            first_look=False,
            gone_at=None,
            shares_key="",
            reply_to_key="",
            # What names or quotes us is owed an answer, and passed on there.
            summons_us=False,
            noticed_at__gt=now - NEWS,
            published_at__gt=now - TOO_OLD * HOUR,
            profile__contact__kind__in=(
                Contact.Kind.ORGANIZATION,
                Contact.Kind.PROFESSIONAL,
            ),
            profile__contact__kept_out=False,
            profile__opted_out_at=None,
            profile__gone_at=None,
        )
        .select_related("profile__contact")
        .order_by("-noticed_at")
    )
    return [post for post in rows[:LOOKED_AT] if post.key not in answered]


def _past(center: Center, contacts: Iterable[int], now: datetime) -> Past:
    rows = Interaction.objects.of(center).filter(
        profile__contact__in=contacts, retracted_at=None
    )
    theirs = rows.filter(
        direction=Interaction.Direction.IN,
        kind__in=(Kind.SHARE, Kind.QUOTE),
        not_kind=False,
        noticed_at__gt=now - LATELY,
    )
    counted = theirs.values_list("profile__contact").annotate(Count("pk")).order_by()
    given = rows.filter(
        direction=Interaction.Direction.OUT,
        kind__in=(Kind.SHARE, Kind.COMMENT),
        noticed_at__gt=now - RESTED,
    ).values_list("profile__contact", "kind")
    on_the_way = Suggestion.objects.of(center).filter(
        profile__contact__in=contacts,
        kind__in=(Suggestion.Kind.SHARE, Suggestion.Kind.COMMENT),
        state__in=(Suggestion.State.ACCEPTED, Suggestion.State.ELSEWHERE),
        state_since__gt=now - RESTED,
    )
    waiting = on_the_way.values_list("profile__contact", "kind")
    lately = frozenset(given) | frozenset(waiting)
    return Past(dict(counted), lately, words_of(center, HoldWord.Side.NEED))


def _facts(
    post: Post,
    shared: Common,
    our_posts: int,
    past: Past,
    accounts: dict[str, Account],
    center: Center,
    now: datetime,
) -> Facts:
    profile = _author(post)
    contact = profile.contact
    published_at = min(post.published_at, now)
    return Facts(
        platform=profile.platform,
        name=contact.name or str(profile),
        who=contact.kind,
        text=f"{post.title}\n{post.text}",
        age_hours=(now - published_at) / HOUR,
        day=named_day(published_at.astimezone(center.tz)),
        ours=frozenset(accounts),
        need=past.need,
        topic=shared.topic,
        topic_posts=shared.posts,
        our_posts=our_posts,
        overlap=shared.overlap,
        gave=contact.received_count,
        we_gave=contact.given_count,
        shared_ours=past.shared_ours.get(contact.pk, 0),
        shared=(contact.pk, "share") in past.lately,
        commented=(contact.pk, "comment") in past.lately,
    )


def _candidate(
    post: Post,
    offer: Offer,
    shared: Common,
    evidence: list[str],
    accounts: dict[str, Account],
) -> Candidate:
    profile = _author(post)
    wordings = []
    if offer.kind == Suggestion.Kind.COMMENT:
        about = BlogPost(
            seed=post.key,
            title=post.title,
            text=post.text,
            parts=parts_in(post.html),
            topic=shared.topic,
            language=post.language,
        )
        wordings = comments(about)
    account = accounts[profile.platform]
    return Candidate(post, profile, account, offer, wordings, evidence)


def _author(post: Post) -> Profile:
    profile = post.profile
    assert profile is not None  # noqa: S101 a peer's post is never ours
    return profile
