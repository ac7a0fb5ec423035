"""Own presence: what stands under our name settles what we did not know.

The own-presence watch stores what it reads as posts of ours; here each is matched,
in this order: to a delivery, to an open suggestion (a colleague answered in the
network's own app), or it is something done outside the hub.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Activity
from accounts.platforms.base import Verb
from engagement.keys import normal, out_key, repost_key
from engagement.models import (
    Conflict,
    Delivery,
    Interaction,
    Post,
    Suggestion,
    Watch,
)
from engagement.settling import Proof, count_given, seen, sent

State = Delivery.State
story = logging.getLogger("kindred.story")

AT_ONCE = 100
# The network's clock and ours differ; what a person wrote a moment before they told
# us is theirs all the same.
SKEW = timedelta(minutes=2)
SAID_WINDOW = timedelta(days=3)


def match_own(now: datetime) -> int:
    """Match what is new under our name; how many posts were looked at."""
    # Ids first: joined at once, SQLite reads all our posts for the few that are new.
    new = Post.objects.filter(account__isnull=False, weighed_at=None)
    keys = list(new.order_by("noticed_at").values_list("pk", flat=True)[:AT_ONCE])
    posts = Post.objects.filter(pk__in=keys).select_related("account", "center")
    count = 0
    for post in posts.order_by("noticed_at"):
        try:
            with transaction.atomic():
                if Post.objects.filter(pk=post.pk, weighed_at=None).update(
                    weighed_at=now
                ):
                    _match(post)
                    count += 1
        except Conflict:
            # Somebody settled it in the same moment; the next sweep looks again.
            continue
        except IntegrityError:
            # Another delivery has this very receipt: it is known already.
            Post.objects.filter(pk=post.pk).update(weighed_at=now)
    return count


def _match(post: Post) -> None:
    delivery = find_delivery(post)
    if delivery is None:
        if not _known(post):
            _elsewhere_or_outside(post)
        return
    if delivery.state == State.SENT:
        seen(delivery, post)
    else:
        proof = Proof(key=receipt_of(post), url=post.url, at=post.published_at)
        sent(delivery, proof)
    story.info("found on the network: %s", post.url)


def receipt_of(post: Post) -> str:
    """The key of what we did: the post's own, or for a repost ours of theirs."""
    if post.shares_key and post.account_id:
        return repost_key(post.account_id, post.shares_key)
    return post.key


def _known(post: Post) -> bool:
    """It came from a delivery that was settled with this very receipt."""
    return Delivery.objects.filter(
        account=post.account, receipt_key=receipt_of(post)
    ).exists()


def find_delivery(post: Post) -> Delivery | None:
    """The delivery that this post of ours is, if it is one."""
    undecided = Q(state__in=(State.SENDING, State.UNCONFIRMED, State.BY_HAND))
    # Tried before, and about to be tried again: the earlier try may be out after all.
    undecided |= Q(state=State.QUEUED, attempt__gt=0)
    said = Q(
        state=State.SENT,
        receipt_key="",
        state_since__gt=timezone.now() - SAID_WINDOW,
    )
    rows = (
        Delivery.objects.filter(undecided | said, account=post.account)
        .filter(claimed_at__lte=post.published_at + SKEW)
        .select_related("suggestion__profile", "center", "account")
        .order_by("claimed_at")
    )
    return next((row for row in rows if is_it(row, post)), None)


def is_it(delivery: Delivery, post: Post) -> bool:
    """Same target and same text; a hand may change its words on the way."""
    if post.shares_key:
        same = delivery.target_key == post.shares_key
        return same and delivery.verb == Verb.SHARE
    if delivery.verb in (Verb.SHARE, Verb.FOLLOW, Verb.LIKE):
        return False
    # Nothing but a link or a picture is no text by which one is known.
    text = normal(delivery.text)
    same_text = bool(text) and text == normal(post.text)
    if delivery.verb == Verb.COMMENT or delivery.verb == Verb.REPLY:
        same_target = bool(post.reply_to_key) and (
            delivery.target_key == post.reply_to_key
        )
        by_hand = delivery.mode == Delivery.Mode.HAND
        # X's app may forget whom we answer: then the text alone tells.
        return (same_target and (same_text or by_hand)) or (by_hand and same_text)
    return same_text


def _elsewhere_or_outside(post: Post) -> None:
    target_key = post.shares_key or post.reply_to_key or post.quotes_key
    target = (
        Post.objects.of(post.center)
        .filter(key=target_key, profile__isnull=False)
        .select_related("profile")
        .first()
        if target_key
        else None
    )
    if target is None or target.profile is None:
        return
    kind = _kind(post, target)
    for suggestion in Suggestion.objects.of(post.center).filter(
        post=target, state__in=(Suggestion.State.OPEN, Suggestion.State.ACCEPTED)
    ):
        answered = (suggestion.kind == Suggestion.Kind.SHARE) == bool(post.shares_key)
        if answered and not _on_its_way(suggestion):
            suggestion.move(Suggestion.State.ELSEWHERE, decided_by=None)
            kind = Interaction.Kind.THANKS if suggestion.owed else kind
            Activity.record("own presence", "answered elsewhere", suggestion)
            story.info("answered in the network's own app: %s", post.url)
    _, made = Interaction.objects.get_or_create(
        center=post.center,
        key=out_key(receipt_of(post)),
        defaults={
            "profile": target.profile,
            "account": post.account,
            "direction": Interaction.Direction.OUT,
            "kind": kind,
            "post": target,
            "about_key": target.key,
            "happened_at": post.published_at,
            "weighed_at": timezone.now(),
        },
    )
    if made:
        count_given(target.profile, timezone.now())


def _on_its_way(suggestion: Suggestion) -> bool:
    """Whether our own answer has left; one that has not is called back.

    Raises Conflict when the worker takes it in this moment.
    """
    if suggestion.state == Suggestion.State.OPEN:
        return False
    ours = suggestion.deliveries.exclude(state__in=Delivery.OVER).first()
    if ours is None or ours.state not in (State.QUEUED, State.HELD):
        return True
    ours.move(State.CANCELLED)
    return False


def _kind(post: Post, target: Post) -> str:
    if post.shares_key:
        return Interaction.Kind.SHARE
    if post.quotes_key:
        return Interaction.Kind.QUOTE
    if target.peer:
        return Interaction.Kind.COMMENT
    return Interaction.Kind.REPLY


def note_looks(now: datetime) -> int:
    """Write down, where our timeline was read since, that it was not there.

    Sound only after the lease, for an attempt that still runs may yet arrive; so the
    look must have begun after it (``Watch.ok_at`` is when a look began).
    """
    count = 0
    for watch in _own_watches(_waiting(now)):
        if watch.ok_at is None:
            continue
        for rows in _looked_for(watch.ok_at):
            unseen = Q(looked_at=None) | Q(looked_at__lt=watch.ok_at)
            rows = rows.filter(unseen, account=watch.account_id)
            count += rows.update(looked_at=watch.ok_at, touched_at=now)
    return count


def _looked_for(before: datetime) -> list[QuerySet[Delivery]]:
    lease = timedelta(seconds=settings.SEND_LEASE)
    wait = timedelta(seconds=settings.BY_HAND_WAIT)
    return [
        Delivery.objects.filter(state=State.UNCONFIRMED, claimed_at__lt=before - lease),
        Delivery.objects.filter(
            state=State.SENT,
            evidence="said",
            receipt_key="",
            state_since__lt=before - wait,
            state_since__gt=before - SAID_WINDOW,
        ),
    ]


def _waiting(now: datetime) -> set[int]:
    """Accounts that wait for a look: unconfirmed, or said by hand and not yet seen.

    Asked every two seconds: two questions, each of which an index by account, state
    and time answers; one with OR reads the whole table.
    """
    looked_at = Watch.objects.filter(kind=Watch.Kind.OWN).values("account_id")
    lines = Delivery.objects.filter(account__in=looked_at)
    asked = lines.filter(state__in=(State.UNCONFIRMED, State.BY_HAND))
    said = lines.filter(
        state=State.SENT,
        evidence="said",
        receipt_key="",
        state_since__gt=now - SAID_WINDOW,
    )
    return {
        account
        for rows in (asked, said)
        for account in rows.values_list("account_id", flat=True).distinct()
    }


def _own_watches(accounts: set[int]) -> list[Watch]:
    return list(Watch.objects.filter(kind=Watch.Kind.OWN, account__in=accounts))


def wake_watches(now: datetime) -> int:
    """Have our timeline read soon where a delivery waits for it.

    At most every busy step: a look costs money. A watch that fails keeps its back-off.
    """
    busy = timedelta(seconds=settings.POLL_STEPS[0])
    return Watch.objects.filter(
        Q(ok_at=None) | Q(ok_at__lt=now - busy),
        kind=Watch.Kind.OWN,
        account__in=_waiting(now),
        fails=0,
        next_at__gt=now,
    ).update(next_at=now)
