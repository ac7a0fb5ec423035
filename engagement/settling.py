"""Settle a delivery: state, receipt and the kindness it was, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import Activity, Member
from accounts.models.account import Network
from accounts.platforms.base import Verb
from accounts.platforms.blog.peers import lies_in
from engagement.aim import OUT_KIND
from engagement.keys import out_key, repost_key
from engagement.ledger import term
from engagement.models import (
    Conflict,
    Contact,
    Delivery,
    Interaction,
    Post,
    Profile,
    Stale,
    Suggestion,
)

State = Delivery.State
OUT_FOR = {
    Suggestion.Kind.THANK: Interaction.Kind.THANKS,
    Suggestion.Kind.SHARE: Interaction.Kind.SHARE,
    Suggestion.Kind.LINK: Interaction.Kind.LINK,
    Suggestion.Kind.INTRODUCE: Interaction.Kind.INTRODUCTION,
}
"""What it was by why it was done, where the verb alone does not say it."""
UNDECIDED = (State.SENDING, State.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that it is out: the thing it made, and how we know of it."""

    key: str = ""
    url: str = ""
    evidence: str = Interaction.Evidence.SEEN
    waiting: bool = False
    by: Member | None = None
    at: datetime | None = None


def settle(delivery: Delivery, to: str, **fields: Any) -> None:
    """Leave ``sending`` or ``unconfirmed``, if this attempt is still the last one.

    Raises Conflict when it was settled meanwhile (found on our timeline, say).
    """
    now = timezone.now()
    fields |= {"state": to, "state_since": now, "touched_at": now, "lease_until": None}
    rows = Delivery.objects.filter(
        pk=delivery.pk, attempt=delivery.attempt, state__in=UNDECIDED
    )
    if not rows.update(**fields):
        raise Stale(f"{delivery} was settled meanwhile")
    for name, value in fields.items():
        setattr(delivery, name, value)


@transaction.atomic
def sent(delivery: Delivery, proof: Proof, **fields: Any) -> None:
    """It is out: from any state in which it may be found out, once.

    Raises Conflict when somebody else settled it first.
    """
    fields |= {
        "receipt_key": proof.key,
        "receipt_url": proof.url,
        "evidence": proof.evidence,
        "error": "",
        "error_code": "",
    }
    fields |= second_look(delivery, proof)
    if proof.by:
        fields["settled_by"] = proof.by
    if delivery.state in UNDECIDED:
        settle(delivery, State.SENT, **fields)
    else:
        delivery.move(State.SENT, **fields)
    note_given(delivery, proof)
    if proof.by is None:
        Activity.record("worker", "sent", delivery)


def second_look(delivery: Delivery, proof: Proof) -> dict[str, Any]:
    """Whether a moderator of theirs may hold it, and when we look again if so.

    Theirs said so; or a person did it by hand, where the form says nothing to us.
    """
    said = proof.evidence == Interaction.Evidence.SAID
    waiting = proof.waiting or (said and on_their_blog(delivery))
    at = timezone.now() + timedelta(seconds=settings.SECOND_LOOK)
    return {"waiting": waiting, "look_again_at": at if waiting else None}


def on_their_blog(delivery: Delivery) -> bool:
    """Whether it is a comment under what others published on a blog of theirs."""
    account, post = delivery.account, delivery.suggestion.post
    if account.platform != Network.BLOG or post is None:
        return False
    comments = delivery.verb in (Verb.COMMENT, Verb.REPLY)
    return comments and not lies_in(post.url, account.web_url)


def note_given(delivery: Delivery, proof: Proof) -> None:
    """Write the kindness that this delivery was, to each whom it answers.

    A second time changes nothing.
    """
    suggestion = delivery.suggestion
    usual = OUT_FOR.get(Suggestion.Kind(suggestion.kind), Interaction.Kind.COMMENT)
    kind = OUT_KIND.get(Verb(delivery.verb), usual)
    thanks = suggestion.kind == Suggestion.Kind.THANK
    theirs = suggestion.post.key if suggestion.post else ""
    if thanks and delivery.verb == Verb.COMMENT and delivery.target_key == theirs:
        # Under a post that names us a comment is how one says thanks.
        kind = Interaction.Kind.THANKS
    _give(delivery, proof, suggestion, kind)
    for one in companions_of(suggestion):
        _give(delivery, proof, one, kind, tail=f":with:{one.pk}")


def companions_of(suggestion: Suggestion) -> QuerySet[Suggestion]:
    """Those that are answered by what answers this one."""
    together = suggestion.companions.filter(state=Suggestion.State.ACCEPTED)
    return together.select_related("profile").order_by("pk")


def _give(
    delivery: Delivery, proof: Proof, to: Suggestion, kind: str, tail: str = ""
) -> None:
    """``tail`` makes a key of its own for each of several whom one text answers."""
    now = timezone.now()
    _, made = Interaction.objects.get_or_create(
        center=delivery.center,
        key=out_key(proof.key or f"delivery:{delivery.key}") + tail,
        defaults={
            "profile": to.profile,
            "account": delivery.account,
            "direction": Interaction.Direction.OUT,
            "kind": kind,
            "post": to.post,
            "about_key": delivery.target_key,
            "delivery": delivery,
            "by_member": proof.by or delivery.by_member,
            "by_worker": delivery.by_rule_id is not None,
            "evidence": proof.evidence,
            "happened_at": proof.at or now,
            "noticed_at": now,
            "weighed_at": now,
        },
    )
    if made:
        count_given(to.profile, now)
        if delivery.verb == Verb.FOLLOW:
            Profile.objects.filter(pk=to.profile_id).update(we_follow_at=now)


def count_given(profile: Profile, at: datetime, sign: int = 1) -> None:
    """One term more on the giving side of the ledger, or that term less."""
    fields: dict[str, object] = {
        "given": Greatest(F("given") + sign * term(at), 0.0),
        "given_count": Greatest(F("given_count") + sign, 0),
    }
    if sign > 0:
        fields |= {"last_out_at": at, "last_touch_at": at}
    Contact.objects.filter(pk=profile.contact_id).update(**fields)


def count_received(profile: Profile, at: datetime, sign: int = 1) -> None:
    """One term more on the receiving side of the ledger, or that term less."""
    fields: dict[str, object] = {
        "received": Greatest(F("received") + sign * term(at), 0.0),
        "received_count": Greatest(F("received_count") + sign, 0),
    }
    if sign > 0:
        fields |= {"last_in_at": at, "last_touch_at": at}
    Contact.objects.filter(pk=profile.contact_id).update(**fields)


def receipt_of(post: Post) -> str:
    """The key of what we did: the post's own, or for a repost ours of theirs."""
    if post.shares_key and post.account_id:
        return repost_key(post.account_id, post.shares_key)
    return post.key


def seen(delivery: Delivery, post: Post) -> None:
    """What a person said they did stands on our timeline: said becomes seen."""
    key = receipt_of(post)
    with transaction.atomic():
        rows = Delivery.objects.filter(pk=delivery.pk, state=State.SENT, receipt_key="")
        now = timezone.now()
        if rows.update(
            receipt_key=key,
            receipt_url=post.url,
            evidence=Interaction.Evidence.SEEN,
            waiting=False,
            look_again_at=None,
            touched_at=now,
        ):
            said = out_key(f"delivery:{delivery.key}")
            lines = Interaction.objects.filter(delivery=delivery, retracted_at=None)
            for pk, before in lines.values_list("pk", "key"):
                lines.filter(pk=pk).update(
                    evidence=Interaction.Evidence.SEEN,
                    key=out_key(key) + before.removeprefix(said),
                    happened_at=post.published_at,
                )


def let_through(delivery: Delivery, post: Post) -> None:
    """What their moderator held is to be seen now."""
    Delivery.objects.filter(pk=delivery.pk, waiting=True).update(
        waiting=False,
        look_again_at=None,
        receipt_url=post.url,
        touched_at=timezone.now(),
    )


def retract(lines: QuerySet[Interaction]) -> None:
    """These kindnesses of ours were none after all; the ledger loses their terms."""
    now = timezone.now()
    given = lines.filter(direction=Interaction.Direction.OUT, retracted_at=None)
    for line in given.select_related("profile"):
        Interaction.objects.filter(pk=line.pk).update(
            retracted_at=now, key=f"{line.key}:retracted:{line.pk}", suggestion=None
        )
        count_given(line.profile, line.noticed_at, sign=-1)


def reopen(suggestion: Suggestion, *, claim: Member | None = None) -> None:
    """Back on the queue, its text kept, and if wished claimed by who undid it.

    Where another thanks to the same person stands open meanwhile, what this one
    would have answered waits on that one instead. Raises Conflict when it is no
    longer accepted. Whoever was to be answered by the same text is open again, too.
    """
    suggestion.refresh_from_db()
    _open_again(suggestion, claim)
    for one in companions_of(suggestion):
        _open_again(one)


def _open_again(suggestion: Suggestion, claim: Member | None = None) -> None:
    if _joined(suggestion):
        return
    fields: dict[str, Any] = {
        "decided_by": None,
        "decided_at": None,
        "together_with": None,
    }
    if claim:
        until = timezone.now() + timedelta(seconds=settings.CLAIM_SECONDS)
        fields |= {"claimed_by": claim, "claimed_until": until}
    try:
        # A savepoint: suggest may open another thanks to them in this moment.
        with transaction.atomic():
            suggestion.move(Suggestion.State.OPEN, **fields)
    except IntegrityError as error:
        if not _joined(suggestion):
            raise Conflict("Another thanks to them came up. Try again.") from error


def _joined(suggestion: Suggestion) -> bool:
    """Let another open thanks to the same person, if there is one, take this over."""
    if suggestion.kind != Suggestion.Kind.THANK:
        return False
    other = Suggestion.objects.filter(
        center=suggestion.center_id,
        profile=suggestion.profile_id,
        kind=Suggestion.Kind.THANK,
        state=Suggestion.State.OPEN,
    ).first()
    if other is None:
        return False
    suggestion.move(Suggestion.State.EXPIRED)
    theirs = suggestion.kindnesses.filter(direction=Interaction.Direction.IN)
    theirs.update(suggestion=other)
    return True
