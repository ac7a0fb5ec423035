"""What stands under our name, of a span: our own, others' passed on, conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from accounts.models import Center
from accounts.platforms.base import Verb
from engagement.bounds import quiet
from engagement.models import Delivery, Interaction, Post, Suggestion
from engagement.report.span import Span

ANSWERS = (Verb.REPLY, Verb.COMMENT)
# A post of ours that was written to link to a peer's: it has no key of theirs.
LINKS = (
    Delivery.objects.filter(
        account=OuterRef("account"),
        receipt_key=OuterRef("key"),
        suggestion__kind=Suggestion.Kind.LINK,
        state=Delivery.State.SENT,
    )
    .exclude(receipt_key="")
    .order_by()
)
KIND = Case(
    When(~Q(reply_to_key=""), then=Value("conversation")),
    When(~Q(shares_key="") | ~Q(quotes_key=""), then=Value("others")),
    When(Exists(LINKS), then=Value("others")),
    default=Value("own"),
    output_field=CharField(),
)


class Ours(NamedTuple):
    """One thing of ours. ``table`` is where its row is: post or delivery."""

    table: str
    pk: int
    account: int
    at: datetime
    of: str


def read(center: Center, span: Span, accounts: Sequence[int]) -> list[Ours]:
    """All of them in these days, the first first."""
    posts = _posts(center, span).filter(account__in=accounts)
    comments = _comments(center, span).filter(account__in=accounts)
    rows = posts.values_list(
        _said("post"), "pk", "account_id", F("published_at"), KIND
    ).union(
        comments.values_list(
            *(_said("delivery"), "pk", "account_id", F("state_since")),
            _said("conversation"),
        ),
        all=True,
    )
    found = (Ours(*row) for row in rows)
    return sorted(found, key=lambda one: (one.at, one.table, one.pk))


def _posts(center: Center, span: Span) -> QuerySet[Post]:
    """Posts of ours, but for what answers or passes on somebody who is left out."""
    about = [OuterRef(f"{word}_key") for word in ("reply_to", "shares", "quotes")]
    theirs = Post.objects.filter(
        quiet("profile__contact"), center=center, key__in=about
    )
    plain = Q(reply_to_key="", shares_key="", quotes_key="")
    return (
        Post.objects.of(center)
        .filter(
            plain | ~Exists(theirs),
            ~Exists(LINKS.filter(quiet("suggestion__profile__contact"))),
            published_at__gte=span.begin,
            published_at__lt=span.end,
            gone_at=None,
        )
        .order_by()
    )


def _comments(center: Center, span: Span) -> QuerySet[Delivery]:
    """Comments on the pages of others, which we cannot list as posts of ours."""
    listed = Post.objects.filter(center=center, key=OuterRef("receipt_key"))
    return (
        Delivery.objects.of(center)
        .filter(
            ~Exists(listed),
            state=Delivery.State.SENT,
            state_since__gte=span.begin,
            state_since__lt=span.end,
            verb__in=ANSWERS,
            evidence=Interaction.Evidence.SEEN,
        )
        .exclude(receipt_key="")
        .exclude(quiet("suggestion__profile__contact"))
        .order_by()
    )


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())
